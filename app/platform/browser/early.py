"""What Python does before Flutter is ready to show anything: load the code of the first screen, open the data.

A start goes on from a copy of Python's memory when the device has one (app/web_shell/memory.js); then all code is there at
once. Without it the first screen's modules are loaded one by one while Flutter starts.
"""

from __future__ import annotations

import asyncio
import os
import random
from importlib import import_module

# Loaded before the first frame. Keep it short: each costs time at a first start (tests/web/test_first_frame.py holds the list).
FIRST = (
    "flet.components.component_decorator",
    "flet.components.hooks.use_state",
    "app.store.opening",
    "app.records.trust",
    "app.records.diary",
    "app.records.recovery",
    "app.sync.round",
    "app.sync.restore",
    "app.sync.answers",
    "app.sync.runner",
)
# For a role that has no file yet: what makes one.
NEW_FILE = ("app.store.migrations",)
# Flet loads a control when its name is first used.
CONTROLS = ("Button", "Column", "Container", "Image", "Row", "SafeArea", "Semantics", "Stack", "Text", "Theme")
# Needed later, or by one of newcomer and buddy: in the copy they cost nothing. What only a counsellor or a display needs is not
# there when the copy is made (app/web_shell/maker.js).
LATER = (
    "flet.messaging.pyodide_connection",
    "app.main",
    "app.platform.browser.shell",
    "app.platform.browser.fetch",
    "app.sync.http",
    "app.newcomer.app",
    "app.buddy.app",
    "app.ui.stopped",
    "qrcode",
)


def load_all() -> None:
    """Everything, for the copy. It must leave no link to anything of the browser."""
    os.environ["MSGPACK_PUREPYTHON"] = "1"  # a compiled module cannot be copied: `wake` puts it back
    import flet as ft

    for name in (*FIRST, *LATER):
        import_module(name)
    for name in ("Page", "run", *CONTROLS):
        getattr(ft, name)


def wake() -> None:
    """Whatever a copy must not bring along: the slow half of msgpack, and chance."""
    msgpack, fast = import_module("msgpack"), import_module("msgpack._cmsgpack")
    msgpack.Packer, msgpack.Unpacker, msgpack.unpackb, msgpack.loads = fast.Packer, fast.Unpacker, fast.unpackb, fast.unpackb  # type: ignore[attr-defined]
    random.seed()


async def prepare() -> None:
    """Open the data and load what is missing, in small steps: when Flutter comes in between, it goes first."""
    import flet as ft

    from app.platform import PlatformError
    from app.platform.browser.shell import query, storage_of

    role = query("role")
    try:
        path = await storage_of(role).open()
    except PlatformError:
        return  # the app opens it too, and says what is wrong
    apps = {"phone": "app.newcomer.app", "buddy": "app.buddy.app", "counsellor": "app.counsellor.app"}
    for name in (*FIRST, *(() if path.exists() else NEW_FILE), apps.get(role, "app.organisation.app")):
        import_module(name)
        await asyncio.sleep(0)
    for name in CONTROLS:
        getattr(ft, name)
        await asyncio.sleep(0)
