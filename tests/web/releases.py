"""Releases of the web app made from one build, so that a test can publish many of them in a few seconds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import brotli

from app.tools.web_build import offline, page

TOUCHED = "code/ui.zip"


def publish(site: Path, number: int) -> str:
    """Make release `number` out of what lies in `site`, in place, as on a server: some code is new. Returns its version."""
    with zipfile.ZipFile(site / TOUCHED, "a") as archive:
        archive.writestr(zipfile.ZipInfo(f"app/release_{number}.txt", (2020, 1, 1, 0, 0, 0)), str(number))
    for name in ("shell/parts.js", "sw.js"):
        (site / f"{name}.br").unlink(missing_ok=True)
    (site / f"{TOUCHED}.br").write_bytes(brotli.compress((site / TOUCHED).read_bytes(), quality=5))
    page.write_parts(site)
    return offline.write_service_worker(site)
