"""`./build.sh test` and `./build.sh fast`: pytest with the right choice of tests, on two processes.

test                    everything
fast                    what needs no browser and takes no long time
test --changed [BASE]   what a change since the last commit, or since BASE, can reach; fast --changed too
test WORDS              these words go to pytest as they are
"""

from __future__ import annotations

import subprocess
import sys

from app.tools.usage import is_help
from tests import changed

QUICK = ["-m", "not browser and not slow"]
FAST = ["-n", "2", "--dist", "worksteal", *QUICK]
SLOW = ["-n", "2", "--dist", "loadgroup", "-m", "browser or slow"]  # who shares what: tests/conftest.py
NO_TESTS = 5  # pytest's exit code when it was left nothing to do


def main(words: list[str]) -> int:
    """Run pytest; its exit code."""
    which, *rest = words
    if is_help(rest, __doc__):
        return 0
    rounds = [FAST] if which == "fast" else [FAST, SLOW]
    if rest[:1] == ["--changed"]:
        return _reached_by(changed.changed(*rest[1:]), rounds)
    if rest:
        return _pytest([*rest, *(QUICK if which == "fast" else [])])
    return next((code for options in rounds if (code := _pytest(options))), 0)


def _reached_by(change: list[str], rounds: list[list[str]]) -> int:
    """The tests that these changed files can reach; 0 when there are none."""
    files = changed.reached(change)
    print("a change like this can reach", "all tests" if files is None else f"{len(files)} test files", flush=True)
    if files == []:
        return 0
    codes = (_pytest([*options, *(files or [])]) for options in rounds)
    return next((code for code in codes if code not in (0, NO_TESTS)), 0)


def _pytest(options: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *options], cwd=changed.REPOSITORY, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
