"""`python -m tests.bench.update_size`: what a phone fetches for a release that changes only our own code.

Compressed, as the server sends it to a newcomer's phone, which fetches no code that only another role needs. Measured for a
release that touches screens, decisions and texts, one that touches only the counsellor's code, and for one that touches all.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from app.tools.web_build import sizes
from app.tools.web_build.archives import OWN
from app.tools.web_build.build import REPOSITORY, build
from app.tools.web_build.cache import Cache
from app.tools.web_build.stage import make_stage
from tests.bench.row import Row

TOUCHED = ("app/newcomer/screens/home.py", "app/newcomer/update.py", "locales/nl.mo")
COUNSELLORS = "app/counsellor/model.py"


def rows() -> list[Row]:
    some, counsellors, all_of_it = (size / 1e3 for size in measure())
    sizes_of = (
        f"screens, decisions and texts {some:.0f} kB, counsellor's code {counsellors:.0f} kB, every folder {all_of_it:.0f} kB"
    )
    print(f"update: {sizes_of}", flush=True)
    return [
        Row("update that changes screens, decisions and texts", 150, some, "kB"),
        Row("update of the counsellor's code only, on a newcomer's phone", 15, counsellors, "kB"),
    ]


def measure() -> tuple[int, int, int]:
    cache = Cache(REPOSITORY / "build" / "cache")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stage = make_stage(REPOSITORY, folder / "stage", REPOSITORY / "app" / "__main__.py")
        build(stage, folder / "one", cache, sizes.RELEASE)
        for path in TOUCHED:
            change(stage / path)
        build(stage, folder / "two", cache, sizes.RELEASE)
        change(stage / COUNSELLORS)
        build(stage, folder / "three", cache, sizes.RELEASE)
        for file in stage.glob("app/**/*.py"):
            change(file)
        build(stage, folder / "four", cache, sizes.RELEASE)
        one, two, three, four = (folder / name for name in ("one", "two", "three", "four"))
        return fetched(one, two), fetched(two, three), fetched(one, four)


def change(file: Path) -> None:
    if file.suffix == ".py":
        file.write_text(file.read_text("utf-8") + "\nCHANGED = 1\n", "utf-8")
    else:
        file.write_bytes(file.read_bytes() + b"\0")


def fetched(before: Path, after: Path) -> int:
    """Bytes of sw.js and of all files it lists with another hash, without what only another role needs."""
    old, new = listed(before), listed(after)
    names = [name for name in new if old.get(name) != new[name] and name not in OWN.values()]
    return sum(weight(after, name) for name in ["sw.js", *names])


def listed(folder: Path) -> dict[str, list[object]]:
    found = re.search(r"^const FILES = (\{.*\});", (folder / "sw.js").read_text("utf-8"), flags=re.M)
    assert found
    files: dict[str, list[object]] = json.loads(found[1])
    return files


def weight(folder: Path, name: str) -> int:
    packed = folder / f"{name}.br"
    return (packed if packed.exists() else folder / name).stat().st_size


if __name__ == "__main__":
    for row in rows():
        print(row.text())
