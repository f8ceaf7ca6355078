"""How long it takes to get there: the first start in a bare clone, building again, and the tests. Seconds on this machine.

What pip fetched before is used again (the downloads depend on the line), everything else is made from nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import first_start
from tests.bench.row import Row

CHANGED = Path("app/main.py")


def rows() -> list[Row]:
    """Four figures; the tests run in the same clone, as `./build.sh fast` and `./build.sh test` do."""
    cache = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"], capture_output=True, text=True, check=True
    ).stdout.strip()
    os.environ["PIP_CACHE_DIR"] = cache
    folder = Path(tempfile.mkdtemp())
    try:
        env = first_start.bare(folder)
        with first_start.started(first_start.clone(folder), env) as start:
            first = start.seconds
        clone = folder / "veertig"
        subprocess.run(["./build.sh", "install", "web"], cwd=clone, check=True)
        file = clone / CHANGED
        file.write_text(file.read_text("utf-8") + "\nCHANGED = 1\n", "utf-8")
        again = _timed(clone, "web")
        subprocess.run(["./build.sh", "install", "dev"], cwd=clone, check=True)
        return [
            Row("./build.sh run in a bare clone, to the first answer", 90, first, "s"),
            Row("./build.sh web after a change of one Python file", 15, again, "s"),
            Row("./build.sh fast", 120, _timed(clone, "fast"), "s"),
            Row("./build.sh test", 900, _timed(clone, "test"), "s"),
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _timed(clone: Path, command: str) -> float:
    began = time.monotonic()
    subprocess.run(["./build.sh", command], cwd=clone, check=True)
    return time.monotonic() - began
