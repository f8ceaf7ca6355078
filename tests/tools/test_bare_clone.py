"""Every command that a page names works from a bare clone, each in an environment with nothing but its own lock file.

`./build.sh run`, `check` and `test` themselves are run by `.ci/run` in a bare clone, before and around these tests.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import first_start

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).resolve().parent.parent.parent
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "sync_server/README.md",
    "assets/audio/README.md",
    "locales/README.md",
    "app/tools/native_build/README.md",
)
SERVER = REPOSITORY / "sync_server" / "README.md"
# How a command is tried: its words, the exit code, and what it then says.
TRIED = {
    "run": ("run --help", 0, "--port"),
    "test": ("test --help", 0, "--changed"),
    "fast": ("fast --help", 0, "--changed"),
    "web": ("web --help", 0, "--release"),
    "serve": ("serve --help", 0, "--port"),
    "region": ("region --help", 0, "region-create"),
    "bench": ("bench --help", 0, "decode"),
    "fuzz": ("fuzz --help", 0, "--keep"),
    "mutants": ("mutants --help", 0, "PATTERN"),
    "screenshots": ("screenshots --help", 0, "sheets"),
    "locales": ("locales check", 0, "nl"),
    "vectors": ("vectors --help", 0, "fixed keys"),
    "voices": ("voices check", 0, "kB"),
    "apk": ("apk", 3, "Flutter SDK"),
    "check-native": ("check-native", 0, "good: be.veertig.app"),
    "lock": ("lock --help", 0, "--upgrade"),
}
BY_CI = {"check", "install"}  # ./build.sh check, and install from tests/first_start.py


@dataclass(frozen=True, slots=True)
class Machine:
    """A bare machine and a clone of what is committed. Its environments are this checkout's: made from the lock files alone."""

    place: Path
    env: dict[str, str]

    def run(self, command: str, **env: str) -> subprocess.CompletedProcess[str]:
        words = ["bash", "-c", f"./build.sh {command}"]
        return subprocess.run(words, cwd=self.place, env={**self.env, **env}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("bare")
    env = first_start.bare(folder)
    (folder / "programs" / "chromium").symlink_to("/bin/true")  # nothing here opens a page
    place = first_start.clone(folder)
    (place / ".venv").symlink_to(REPOSITORY / ".venv")
    return Machine(place, env)


def test_the_two_commands_of_the_readme_are_those_that_ci_runs() -> None:
    assert first_start.commands(REPOSITORY / "README.md") == ["./build.sh run", "./build.sh test"]
    ci = (REPOSITORY / ".ci" / "run").read_text()
    assert ci.index("tests/first_start.py") < ci.index("./build.sh test")


def test_every_command_that_a_page_names_is_tried() -> None:
    named = {name for page in PAGES for name in re.findall(r"\./build\.sh ([a-z-]+)", (REPOSITORY / page).read_text())}
    assert named - {"aab", "ipa"} <= set(TRIED) | BY_CI


@pytest.mark.parametrize("command", TRIED)
def test_it_works_from_a_bare_clone(machine: Machine, command: str) -> None:
    words, code, said = TRIED[command]
    done = machine.run(words)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stdout + done.stderr
    assert said in done.stdout + done.stderr


def test_the_handbook_of_the_server_can_be_followed_as_it_is_printed(machine: Machine, tmp_path: Path) -> None:
    lines = re.findall(r"^ {4}\./build\.sh (region [^#\n]*)", SERVER.read_text(), re.M)
    assert len(lines) > 8
    env = {"VEERTIG_DATA": str(tmp_path), "VEERTIG_ORIGIN": "https://uren.example.be"}
    table = tmp_path / "organisations.csv"
    table.write_text("naam\nSportclub\n")
    for line in lines:
        line = line.replace("PSEUDONYM", "00" * 16).replace("region.backup", str(tmp_path / "region.backup"))
        words = shlex.split(line)
        if words[-1] in ("KEYID", "ID"):
            listed = machine.run(f"region {words[1].split('-')[0]}-list", **env).stdout.split()
            line = f"region {words[1]} {listed[0] if listed else '--help'}"
        elif any(word.isupper() for word in words):  # something to fill in
            line = f"region {words[1]} --help"
        done = machine.run(line.replace(table.name, str(table)), **env)
        assert done.returncode == 0, line + done.stderr
