"""What is loaded before the first screen: each module costs time on a cheap phone, so none comes in unnoticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.platform.browser import early
from app.tools.web_build.archives import OWN

LOADED = """
import sys
from importlib import import_module
from app.platform.browser.early import FIRST
for name in (*FIRST, "app.main", "app.newcomer.app"):
    import_module(name)
print(*sys.modules)
"""
LATER = {
    "httpx",
    "httpcore",
    "anyio",
    "qrcode",
    "PIL",
    "cryptography",
    *("sqlite_utils", "sqlite_fts4", "click", "click_default_group", "pluggy", "dateutil", "tabulate"),
    "app.store.migrations",
    "app.sync.http",
    "app.organisation",
    "app.counsellor",
    "app.buddy.app",
}


def loaded() -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_wire_the_camera_and_the_other_roles_wait_until_somebody_needs_them() -> None:
    found = loaded()
    assert "app.newcomer.screens.home" in found
    assert found & LATER == set()


def test_the_copy_of_memory_holds_no_code_that_only_one_role_fetches() -> None:
    folders = {Path(path).stem for path in OWN.values()}
    assert not [name for name in (*early.FIRST, *early.LATER) if name.split(".")[1:2] and name.split(".")[1] in folders]
