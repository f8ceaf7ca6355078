"""`./build.sh lock`: write requirements/*.txt anew from requirements/*.in, and the lock file of npm.

The lock files hold versions and hashes, and no addresses. A package that is locked already keeps its version. With `--upgrade`
every package takes its newest version; with `--upgrade-package NAME` one package from PyPI does. One file serves every system
and every Python from 3.11 on.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.tools import lacking, npm
from app.tools.lacking import Lacking
from app.tools.usage import is_help

REQUIREMENTS = Path(__file__).resolve().parent.parent.parent / "requirements"
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
OPTIONS += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]


def lock(source: Path, more: list[str]) -> int:
    """Lock one .in file; `more` are further options of uv. Returns the exit code of uv."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        *OPTIONS,
        *more,
        source.name,
        "-o",
        source.with_suffix(".txt").name,
    ]
    return subprocess.run(command, cwd=source.parent, check=False).returncode


def main(more: list[str]) -> int:
    """Lock every .in file, then the packages of npm. Returns the exit code.

    `dev` comes first, because its lock file holds the others to the same versions.
    """
    if is_help(more, __doc__):
        return 0
    for source in sorted(REQUIREMENTS.glob("*.in"), key=lambda file: (file.stem != "dev", file.stem)):
        held = [] if source.stem in ("dev", "lock") else ["--constraint", "dev.txt"]
        if code := lock(source, [*held, *more]):
            return code
        print(source.with_suffix(".txt").relative_to(REQUIREMENTS.parent))
    try:
        npm.lock(upgrade="--upgrade" in more)
    except Lacking as error:
        print(error, file=sys.stderr)
        return lacking.EXIT_CODE
    print("requirements/npm/package-lock.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
