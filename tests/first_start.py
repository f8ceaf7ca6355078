"""What a stranger does first: clone into an empty folder, run the README's first command as it is printed there, look at it.

The machine is made bare for it: an empty HOME, a Python without packages, and on PATH nothing but bash, git, Python and a few
programs that every system has. Standard library only, because `.ci/run` calls this before anything is installed:

    python3 tests/first_start.py FOLDER     clone this repository into FOLDER, start it there, and make the main job on it
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAMS = ("bash", "cat", "dirname", "env", "find", "git", "rm", "sh", "uname")
# How this machine reaches a registry; a person's own machine would have it set, too.
NETWORK = re.compile(
    r"(?i)(https?|no|all)_proxy|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|PIP_(CERT|INDEX_URL|FIND_LINKS|CACHE_DIR|DEFAULT_TIMEOUT)"
)
PATIENCE = 600  # s


@dataclass(frozen=True, slots=True)
class Started:
    """A first start that answers: the clone, everything it printed so far, and how long it took."""

    clone: Path
    printed: Path
    seconds: float


def commands(readme: Path) -> list[str]:
    """The commands that a README prints as lines of code, without the remark behind them."""
    return re.findall(r"^ {4}(\./build\.sh [^#\n]*?) *(?:#.*)?$", readme.read_text("utf-8"), re.M)


def bare(folder: Path) -> dict[str, str]:
    """The environment of a machine with bash, git and Python alone; `folder` is filled with its HOME and its programs."""
    home, programs = folder / "home", folder / "programs"
    home.mkdir(parents=True)
    programs.mkdir()
    for name in PROGRAMS:
        found = shutil.which(name)
        if found is None:
            raise SystemExit(f"{name} is missing")
        (programs / name).symlink_to(found)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "python")], check=True)
    (programs / "python3").symlink_to(folder / "python" / "bin" / "python3")
    kept = {name: value for name, value in os.environ.items() if NETWORK.fullmatch(name)}
    return {**kept, "HOME": str(home), "PATH": str(programs), "LANG": "C.UTF-8"}


def clone(folder: Path) -> Path:
    """What is committed here, in a new folder."""
    subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(folder / "veertig")], check=True)
    return folder / "veertig"


@contextmanager
def started(place: Path, env: dict[str, str]) -> Iterator[Started]:
    """Run the README's first command in the clone `place` until its address answers; it is stopped afterwards."""
    first = commands(place / "README.md")[0]
    printed = place.parent / "printed.txt"
    began = time.monotonic()
    with printed.open("w") as log:
        process = subprocess.Popen(["bash", "-c", first], cwd=place, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        address = _until_it_answers(process, printed, began)
        print(f"{first}: {address} answered after {time.monotonic() - began:.0f} s", flush=True)
        yield Started(place, printed, time.monotonic() - began)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _until_it_answers(process: subprocess.Popen[bytes], printed: Path, began: float) -> str:
    while time.monotonic() - began < PATIENCE:
        text = printed.read_text("utf-8")
        if process.poll() is not None:
            raise SystemExit(f"{text}\nended with exit code {process.returncode}")
        address = re.search(r"^ +(http://localhost:\d+/)$", text, re.M)
        if address and _answers(address[1]):
            return address[1]
        time.sleep(0.1)
    raise SystemExit(f"{printed.read_text('utf-8')}\nno answer after {PATIENCE} s")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def main(folder: str) -> int:
    """The whole first visit; the exit code of what went wrong."""
    place = Path(folder).resolve()
    env = bare(place)
    with started(clone(place), env) as start:
        print(start.printed.read_text("utf-8"), flush=True)
        # From here on with the development environment, beside the one that was started.
        subprocess.run(["./build.sh", "install", "dev"], cwd=start.clone, check=True)
        python = [".venv/dev/bin/python", "-m"]
        subprocess.run([*python, "pytest", "tests/test_requirements.py"], cwd=start.clone, check=True)
        subprocess.run([*python, "tests.browser.first_visit", str(start.printed)], cwd=start.clone, check=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except subprocess.CalledProcessError as failed:
        sys.exit(f"{failed.cmd} ended with exit code {failed.returncode}")
