"""Which stories run on the same worker: those that share what is dear to make, a server, a browser, an installed app."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
LONG, MOST = 60, 20  # seconds from which the table is worth a look; lines in it
FAULTS = "faults: one server behind one line, and one phone that is ready to go wrong"
PROBE = "probe: one site with a line for Python"
SHARED = {
    **dict.fromkeys((f"browser/test_{name}.py" for name in ("lost_files", "full_phone", "bad_lines", "odd_phones")), FAULTS),
    "browser/test_stopped_anywhere.py": FAULTS,
    **dict.fromkeys((f"web/test_{name}.py" for name in ("tabs", "offline", "loading", "speed", "manifest", "build")), PROBE),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` the stories of one file stay together, and so do the files that share something."""
    for item in items:
        file = item.path.relative_to(TESTS).as_posix()
        item.add_marker(pytest.mark.xdist_group(SHARED.get(file, file)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where the minutes went: the files that took longest, in seconds of one worker."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    if sum(seconds.values()) < LONG:
        return
    terminalreporter.write_sep("=", "where the time went, in seconds of one worker")
    longest = sorted(seconds.items(), key=lambda item: -item[1])
    for file, spent in longest[:MOST]:
        terminalreporter.write_line(f"{spent:7.0f}  {file}")
    rest = longest[MOST:]
    terminalreporter.write_line(f"{sum(spent for _, spent in rest):7.0f}  {len(rest)} other files")
