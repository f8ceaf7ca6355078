"""How many bytes a phone has to fetch: every file that becomes smaller gets a .br beside it, and a summary adds them up."""

from __future__ import annotations

import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from app.tools.web_build.cache import Cache
from app.tools.web_build.offline import LAZY, NOT_LISTED
from app.tools.web_build.steps import SILENT, Steps

COMPRESSED = {".js", ".mjs", ".wasm", ".json", ".html", ".css", ".svg", ".zip", ".otf", ".ttf", ".bin", ".frag"}
RELEASE, QUICK = 11, 5  # brotli's quality: as small as possible for phones, or fast for the person who builds
SMALLEST = 400  # bytes; for a smaller file the header costs more than the compression saves


@dataclass(frozen=True, slots=True)
class Summary:
    """The files that a first visit fetches: path -> size in bytes, compressed."""

    version: str
    first_visit: dict[str, int]

    @property
    def total(self) -> int:
        """The bytes of a first visit together."""
        return sum(self.first_visit.values())

    def line(self) -> str:
        """The version and the total, in one line."""
        return f"version {self.version}: first visit {self.total / 1e6:.2f} MB compressed"

    def text(self) -> str:
        """The line, then the ten largest files."""
        big = sorted(self.first_visit.items(), key=lambda item: -item[1])[:10]
        lines = [f"  {size / 1e6:6.2f} MB  {name}" for name, size in big]
        rest = self.total - sum(size for _, size in big)
        lines.append(f"  {rest / 1e6:6.2f} MB  {len(self.first_visit) - len(big)} smaller files")
        return f"{self.line()}\n" + "\n".join(lines)


def compress(out: Path, cache: Cache, version: str, quality: int, steps: Steps = SILENT) -> Summary:
    """Write the .br files. Returns what a first visit in a Chromium browser fetches. `quality` is RELEASE or QUICK."""
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name not in NOT_LISTED - {"sw.js"})
    files.sort(
        key=lambda file: -file.stat().st_size
    )  # the largest first, so that no core has to wait for a large file at the end
    with ThreadPoolExecutor(os.cpu_count()) as pool, steps.step("compressing", len(files)) as advance:

        def weigh(file: Path) -> int:
            weight = _compress(file, cache, quality)
            advance()
            return weight

        weights = list(pool.map(weigh, files))
    visit = {file.relative_to(out).as_posix(): weight for file, weight in zip(files, weights, strict=True)}
    lazy = re.compile("|".join(LAZY))
    needed = {name: size for name, size in visit.items() if name.startswith("canvaskit/chromium/") or not lazy.search(name)}
    return Summary(version, needed)


def _compress(file: Path, cache: Cache, quality: int) -> int:
    """Write the .br of one file if it is smaller. Returns the bytes that a phone fetches."""
    data = file.read_bytes()
    if file.suffix not in COMPRESSED or len(data) < SMALLEST:
        return len(data)
    key = hashlib.sha256(data).hexdigest()
    packed = cache.blob(f"brotli-{quality}", key, lambda: bytes(brotli.compress(data, quality=quality, lgwin=24)))
    if len(packed) >= len(data):
        return len(data)
    (file.parent / (file.name + ".br")).write_bytes(packed)
    return len(packed)
