"""What Python does before Flutter is ready to show anything: it loads the code of the first screen and opens the data.

When the device has a copy of Python's memory (app/web_shell/memory.js), a start goes on from it, and all code is there at once.
Without a copy the modules of the first screen are loaded one by one while Flutter starts.
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
    "app.records.light_page",
    "app.records.recovery",
    "app.sync.newcomer_round",
    "app.sync.restore",
    "app.sync.answers",
    "app.sync.runner",
)
# Makes the file of a role that has none yet.
NEW_FILE = ("app.store.migrations",)
# Flet loads a control when its name is first used.
CONTROLS = ("Button", "Column", "Container", "Image", "Row", "SafeArea", "Semantics", "Stack", "Text", "Theme")
# Needed later, or by only one of newcomer and buddy: in the copy they cost no time. The code for counsellors or displays only
# is not there when the copy is made (app/web_shell/maker.js).
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
    """Load all modules for the copy of memory. No object may then refer to an object of JavaScript."""
    os.environ["MSGPACK_PUREPYTHON"] = "1"  # a compiled module cannot be copied: `wake` puts it back
    import flet as ft

    for name in (*FIRST, *LATER):
        import_module(name)
    for name in ("Page", "run", *CONTROLS):
        getattr(ft, name)


def wake() -> None:
    """Undo in a start from a copy what a copy must not keep: msgpack's slow code, and the state of the random generator."""
    msgpack, fast = import_module("msgpack"), import_module("msgpack._cmsgpack")
    msgpack.Packer, msgpack.Unpacker, msgpack.unpackb, msgpack.loads = fast.Packer, fast.Unpacker, fast.unpackb, fast.unpackb  # type: ignore[attr-defined]
    random.seed()


async def prepare() -> None:
    """Open the data and load the modules that are missing, in small steps, so that Flutter can run between them. Raises nothing
    when the data cannot be opened: the app opens it too, and shows why.
    """
    import flet as ft

    from app.platform.browser.shell import query
    from app.platform.browser.storage import storage_of
    from app.platform.errors import PlatformError

    role, store = query("role"), query("store")
    if not store:
        return  # several people share this browser: nothing is opened before one of them is chosen
    try:
        path = await storage_of(store).open()
    except PlatformError:
        return
    apps = {"phone": "app.newcomer.app", "buddy": "app.buddy.app", "counsellor": "app.counsellor.app"}
    for name in (*FIRST, *(() if path.exists() else NEW_FILE), apps.get(role, "app.organisation.app")):
        import_module(name)
        await asyncio.sleep(0)
    for name in CONTROLS:
        getattr(ft, name)
        await asyncio.sleep(0)
