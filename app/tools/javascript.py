"""The part of `./build.sh check` for JavaScript: biome checks the style and likely mistakes, tsc checks the types, and a
test asks whether the lowest browsers that the README states (app/tools/floor/floor.json) know all that the page uses.

The page, the workers and the service worker have different global names, so each has a configuration of its own in
app/tools/web_build/types/. What they need comes from npm (`app.tools.npm`).
"""

from __future__ import annotations

import subprocess
import sys

from app.tools.environment import REPOSITORY
from app.tools.npm import program
from app.tools.web_build.node import find_node

TYPES = REPOSITORY / "app" / "tools" / "web_build" / "types"
FLOOR = REPOSITORY / "tests" / "tools" / "floor.test.mjs"
WORLDS = ("page", "worker", "service_worker", "tests")


def commands() -> list[list[str]]:
    """The commands of the check, in the order in which they run."""
    lint = [find_node(), str(program("biome")), "lint", "--error-on-warnings", "."]
    types = [[find_node(), str(program("tsc")), "--project", str(TYPES / f"{world}.json")] for world in WORLDS]
    return [lint, *types, [find_node(), "--test", "--test-reporter=dot", str(FLOOR)]]


def main() -> int:
    """Run every command, also after one that failed. Returns the exit code of the first that failed, else 0."""
    codes = [subprocess.run(command, cwd=REPOSITORY, check=False).returncode for command in commands()]
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
