"""What Python can do before Flutter is ready to show anything: open the data, load the code of the first screen.

Flutter takes longer to start than Python. Without this Python would idle, and everybody would wait for it afterwards.
"""

from __future__ import annotations

import asyncio
from importlib import import_module

import flet as ft

from app.platform import PlatformError
from app.platform.browser import query, storage_of

MODULES = (
    "flet.components.component_decorator",
    "flet.components.hooks.use_state",
    "sqlite_utils",
    "app.store.migrations",
    "app.trusting",
    "app.diary",
    "app.recovery",
    "app.sync.round",
    "app.sync.restore",
    "app.sync.runner",
)
# Flet loads a control when its name is first used.
CONTROLS = ("Button", "Column", "Container", "Image", "Row", "SafeArea", "Semantics", "Stack", "Text", "Theme")


async def prepare() -> None:
    """Do it, in small steps: when Flutter comes in between, it goes first."""
    role = query("role")
    try:
        await storage_of(role).open()
    except PlatformError:
        return  # the app opens it too, and says what is wrong
    for name in (*MODULES, {"phone": "app.phone_app", "buddy": "app.buddy_app"}.get(role, "app.display_app")):
        import_module(name)
        await asyncio.sleep(0)
    for name in CONTROLS:
        getattr(ft, name)
        await asyncio.sleep(0)
