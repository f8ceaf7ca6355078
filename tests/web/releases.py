"""Releases of the web app made from one build, so that a test can publish many of them in a few seconds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import brotli

from app.tools.web_build import offline, page

TOUCHED = "code/ui.zip"


def publish(site: Path, number: int, *touched: str) -> str:
    """Make release `number` out of what lies in `site`, in place, as on a server: the code in these archives is new, or in
    TOUCHED. Returns its version.
    """
    for path in touched or (TOUCHED,):
        with zipfile.ZipFile(site / path, "a") as archive:
            place = f"app/{Path(path).stem}/release_{number}.txt"
            archive.writestr(zipfile.ZipInfo(place, (2020, 1, 1, 0, 0, 0)), str(number))
        (site / f"{path}.br").write_bytes(brotli.compress((site / path).read_bytes(), quality=5))
    for name in ("shell/parts.js", "sw.js"):
        (site / f"{name}.br").unlink(missing_ok=True)
    page.write_parts(site)
    return offline.write_service_worker(site)
