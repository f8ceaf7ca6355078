"""`./build.sh mutants [PATTERN ...]`: break app/protocol in every small way; each break that no test notices is written down.

A pattern is one of mutmut's, such as `app.protocol.cbor*`; without one all of the protocol is tried, which takes about an hour.
What was found is kept in build/mutants, so a second run tries only what changed. Configuration: `[tool.mutmut]` in
pyproject.toml. A survivor is either a missing test or no change at all to what the code does; a person has to say which.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from app.tools.usage import is_help

REPOSITORY = Path(__file__).parents[1]
WORK = REPOSITORY / "build" / "mutants"
COPIED = ("app", "tests")
MISSED = {"survived", "no tests"}
IGNORED = shutil.ignore_patterns("__pycache__", ".hypothesis")


def mutmut(*arguments: str, quiet: bool = True) -> str:
    """What mutmut prints; not `quiet`: it prints for itself. Raises CalledProcessError when it could not do its work."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=WORK, text=True, check=True, stdout=subprocess.PIPE if quiet else None).stdout or ""


def prepare() -> None:
    """A copy to break, next to what mutmut remembers of earlier runs. Unchanged files keep their dates."""
    WORK.mkdir(parents=True, exist_ok=True)
    for folder in COPIED:
        shutil.rmtree(WORK / folder, ignore_errors=True)
        shutil.copytree(REPOSITORY / folder, WORK / folder, ignore=IGNORED)
    shutil.copy2(REPOSITORY / "pyproject.toml", WORK)


def results() -> dict[str, str]:
    """What became of each mutant."""
    lines = re.findall(r"^\s*(app\.\S+): (.+)$", mutmut("results", "--all", "true"), re.MULTILINE)
    return {name: fate.strip() for name, fate in lines}


def main(patterns: list[str]) -> int:
    """Prints a line a module and every survivor; 1 when one is left."""
    if is_help(patterns, __doc__):
        return 0
    prepare()
    mutmut("run", "--max-children", str(os.cpu_count() or 1), *patterns, quiet=False)
    asked = {name: fate for name, fate in results().items() if any(fnmatch(name, one) for one in patterns or ["*"])}
    tried = {name: fate for name, fate in asked.items() if fate != "not checked"}
    survivors = [name for name, fate in tried.items() if fate in MISSED]
    with (WORK / "survivors.txt").open("w") as out:
        out.writelines(f"{mutmut('show', name)}\n" for name in survivors)
    whole, left = (Counter(name.split(".")[2] for name in names) for names in (tried, survivors))
    print(f"\n{'module':14} {'mutants':>8} {'noticed':>8}")
    for module, number in sorted(whole.items()):
        print(f"{module:14} {number:8} {number - left[module]:8}")
    total = len(tried)
    print(f"{'all':14} {total:8} {total - len(survivors):8}  {100 * (1 - len(survivors) / max(1, total)):.1f} %")
    if survivors:
        print("not noticed: build/mutants/survivors.txt")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
