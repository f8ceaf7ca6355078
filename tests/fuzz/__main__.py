"""`./build.sh fuzz [SECONDS] [TARGET ...]`: coverage-guided fuzzing of every reader, SECONDS of processor time a target.

Without SECONDS ten minutes are shared by all. It begins with the vectors and tests/fuzz/corpus. An input that breaks something
is kept in build/fuzz and fails the command; once mended it belongs in tests/fuzz/corpus, where `test_corpus.py` tries it for
ever.
`--keep` writes to tests/fuzz/corpus what this and earlier runs found: few and short inputs that reach the same code.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tests.fuzz.fewest import fewest
from tests.fuzz.targets import TARGETS

REPOSITORY = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
WORK = REPOSITORY / "build" / "fuzz"
TOTAL = 600
OPTIONS = ["-timeout=5", "-rss_limit_mb=300", "-print_final_stats=1"]
"""No input may take five seconds, and the process may never hold 300 MB: a length that is believed shows here."""


@dataclass(frozen=True, slots=True)
class Run:
    """What fuzzing one target came to. `edges` is how much of the protocol it reached."""

    name: str
    failed: bool
    tries: int
    edges: int
    seconds: float

    def text(self) -> str:
        end = "FAILED" if self.failed else "ok"
        return f"{self.name:16} {self.tries:10} {self.edges:6} {self.seconds:8.0f}  {end}"


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def engine(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.fuzz.engine", name, f"-max_len={TARGETS[name].longest}", *OPTIONS, *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, errors="replace", check=False)


def prepare(name: str) -> list[str]:
    """The folders of inputs: what was found (grows), the vectors, and the corpus."""
    found, seeds = WORK / "found" / name, WORK / "seeds" / name
    shutil.rmtree(seeds, ignore_errors=True)
    for folder in (found, seeds):
        folder.mkdir(parents=True, exist_ok=True)
    for data in TARGETS[name].seeds():
        (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return [str(folder) for folder in (found, seeds, CORPUS / name) if folder.exists()]


def number(pattern: str, text: str) -> int:
    return max((int(found) for found in re.findall(pattern, text)), default=0)


def fuzz(name: str, seconds: float) -> Run:
    """Fuzz until the time is used up or something breaks."""
    folders = prepare(name)
    began = spent()
    tries = edges = 0
    failed = False
    log = ""
    while not failed and spent() - began < seconds:
        left = ceil(seconds - (spent() - began))
        done = engine(name, f"-max_total_time={left}", f"-artifact_prefix={WORK}/{name}-", *folders)
        log += done.stdout + done.stderr
        failed = done.returncode != 0
        tries += number(r"number_of_executed_units: (\d+)", done.stderr)
        edges = max(edges, number(r"cov: (\d+)", done.stderr))
    (WORK / f"{name}.log").write_text(log)
    return Run(name, failed, tries, edges, spent() - began)


def keep(name: str) -> None:
    """Leave in the corpus the few short inputs that reach what all of them reach."""
    inputs = {path.read_bytes() for folder in prepare(name) for path in Path(folder).iterdir()}
    shutil.rmtree(CORPUS / name, ignore_errors=True)
    (CORPUS / name).mkdir(parents=True)
    for data in fewest(TARGETS[name].check, inputs - set(TARGETS[name].seeds())):
        (CORPUS / name / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def main() -> int:
    """Prints a line a target; 1 when one broke."""
    parser = argparse.ArgumentParser(prog="./build.sh fuzz")
    parser.add_argument("seconds", nargs="?", type=float, default=TOTAL / len(TARGETS), help="of processor time, a target")
    parser.add_argument("targets", nargs="*", metavar="target", help="all unless named: " + ", ".join(TARGETS))
    parser.add_argument("--keep", action="store_true", help="afterwards write what was found to tests/fuzz/corpus")
    given = parser.parse_args()
    unknown = set(given.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{'target':16} {'inputs':>10} {'edges':>6} {'seconds':>8}")
    failed = []
    for name in given.targets or TARGETS:
        run = fuzz(name, given.seconds)
        print(run.text(), flush=True)
        if run.failed:
            failed.append(name)
        elif given.keep:
            keep(name)
    print(f"{spent():.0f} seconds of processor time")
    for name in failed:
        print(f"{name} broke: the input is in build/fuzz, its story at the end of build/fuzz/{name}.log")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
