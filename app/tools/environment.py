"""`python -m app.tools.environment NAME`: make .venv/NAME hold exactly the packages that requirements/NAME.txt lists.

Each command of ./build.sh has an environment of its own, so that a package which a lock file lacks is missed at once. When the
lock file or Python changes, the environment is made anew: nothing of an older environment stays behind. This file imports the
standard library only.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.tools import lacking
from app.tools.lacking import Lacking

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ROOM = {"serve": 250, "web": 500, "run": 650, "native": 700}  # MB that an installation takes
DEFAULT_ROOM = 1500  # MB, for every other environment
BAR = 30  # characters
PIP = ["-m", "pip", "--disable-pip-version-check"]
# What pip prints when it cannot reach a registry, and when a disk is full.
NO_NETWORK = re.compile(
    r"Failed to establish a new connection|Temporary failure in name resolution|ConnectionError|ConnectTimeout|Read timed out"
    r"|Max retries exceeded|connection broken|ProxyError|from versions: none", re.I
)  # fmt: skip
FULL = re.compile(r"No space left on device|Disk quota exceeded", re.I)
UNREACHED = (
    "The packages could not be fetched: connect to the internet, or set PIP_INDEX_URL to a registry that this machine reaches."
)


def python_of(name: str) -> Path:
    """The path of the Python of an environment; the environment need not exist yet."""
    return REPOSITORY / ".venv" / name / "bin" / "python"


def ensure(name: str) -> bool:
    """Make the environment if it is missing or older than its lock file. Returns whether it was made now. Raises Lacking."""
    lock = REPOSITORY / "requirements" / f"{name}.txt"
    folder = REPOSITORY / ".venv" / name
    stamp = folder / "made-from"
    wanted = f"{sys.version}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / f"{name}.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # of two commands at once the second waits, and then has nothing to do
        if stamp.is_file() and stamp.read_text() == wanted and python_of(name).exists():
            return False
        lacking.venv()
        shutil.rmtree(folder, ignore_errors=True)
        lacking.room(folder.parent, ROOM.get(name, DEFAULT_ROOM))
        began = time.monotonic()
        _run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
        _install(name, lock)
        stamp.write_text(wanted)
        print(f"installed requirements/{name}.txt in {time.monotonic() - began:.0f} s", flush=True)
    return True


def installer() -> list[str]:
    """The command that runs pip, from an environment made once for it. Raises Lacking.

    Putting pip into each environment would take longer than filling most of them.
    """
    folder = REPOSITORY / ".venv" / "pip"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "pip.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        made = folder / "made-from"
        if not made.is_file() or made.read_text() != sys.version or not python_of("pip").exists():
            shutil.rmtree(folder, ignore_errors=True)
            _run([sys.executable, "-m", "venv", str(folder)])
            made.write_text(sys.version)
    return [str(folder / "bin" / "python"), *PIP]


def _install(name: str, lock: Path) -> None:
    """Install the packages of a lock file. On a terminal a bar shows which package pip has reached."""
    total = packages_in(lock)
    print(f"installing the {total} packages of requirements/{name}.txt", flush=True)
    live, at = sys.stdout.isatty(), 0

    def show(package: str) -> None:
        nonlocal at
        at += 1
        filled = BAR * at // max(total, at)
        print(f"\r  {'━' * filled:{BAR}} {at:3}/{total} {package:36.36}", end="", flush=True)

    into = [*installer(), "--python", str(python_of(name)), "install"]
    pip([*into, "--no-compile", "--require-hashes", "-r", str(lock)], show if live else lambda _: None)
    if live:
        print("\r" + " " * 78 + "\r", end="")


def packages_in(lock: Path) -> int:
    """How many packages a lock file names."""
    return len(re.findall(r"^[\w.-]+==", lock.read_text(), re.M))


def pip(command: list[str], collected: Callable[[str], None]) -> None:
    """Run pip; `collected` is called with the name of each package when pip begins to fetch it. Raises Lacking."""
    printed: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        for line in running.stdout or ():
            printed.append(line)
            if line.startswith("Collecting "):
                collected(line.split()[1].split("==")[0])
    if running.returncode:
        raise reason("".join(printed))


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise reason(done.stdout)


def reason(printed: str) -> Lacking:
    """Why a step of an installation failed, from the text that it printed."""
    if FULL.search(printed):
        return Lacking("The disk is full: make room (df -h . shows it) and run the same command again.")
    if NO_NETWORK.search(printed):
        return Lacking(UNREACHED)
    last = [line for line in printed.splitlines() if line.startswith(("ERROR", "Error"))] or printed.splitlines()[-3:]
    return Lacking("The packages could not be installed; pip says: " + " ".join(line.strip() for line in last))


def main(names: list[str]) -> int:
    """Make each named environment. Returns 0, or 3 after a sentence on stderr."""
    try:
        for name in names:
            ensure(name)
    except Lacking as error:
        print(error, file=sys.stderr)
        return lacking.EXIT_CODE
    except OSError as error:
        print(f"{os.strerror(error.errno or 0)} while {' '.join(names)} was made ready: {error.filename}", file=sys.stderr)
        return lacking.EXIT_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
