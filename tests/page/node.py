"""The page's scripts as a build makes them, and node to run something with them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from app.tools.web_build import light, page
from app.tools.web_build.node import find_node
from app.tools.web_build.scripts import copy_file
from app.tools.web_build.source import PAGE

BUILT = Path(__file__).resolve().parent / "built.mjs"
PARTS = """export const version = "1";
export const archives = ["packages.zip", "code/newcomer.zip"];
export const own = {"counsellor": "code/counsellor.zip", "display": "code/organisation.zip"};
"""
PATIENCE = 120  # seconds


def build_shell(out: Path) -> Path:
    """The folder of the scripts, made in `out`: without Python's archives, with what the service worker decides."""
    page.write_page(out)
    light.write_light(out)
    shell = out / "shell"
    (shell / "parts.js").write_text(PARTS, "utf-8")
    (shell / "service_worker").mkdir()
    copy_file(str(PAGE / "service_worker" / "listing.js"), str(shell / "service_worker" / "listing.js"))
    return shell


def node(shell: Path, *words: str, told: str = "") -> subprocess.CompletedProcess[str]:
    """Run node with these words; whatever it imports of the page comes from `shell`. `told` is its standard input."""
    command = [find_node(), "--import", BUILT.as_uri(), *words]
    env = {**os.environ, "BUILT": str(shell)}
    return subprocess.run(command, env=env, input=told, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
