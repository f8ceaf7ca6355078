"""The probe: the smallest app on the browser shell, with a line for tests to run Python in it."""

from __future__ import annotations

import ast
import asyncio
import inspect
import traceback
from typing import Any

import flet as ft
import js
from pyodide.ffi import create_proxy

from app.platform.browser.bridge import as_js
from app.platform.browser.shell import open_platform, query

LINES: list[str] = []
NAMES: dict[str, Any] = {"asyncio": asyncio, "ft": ft, "js": js, "lines": LINES, "links": [], "hold": []}


async def run(message: dict[str, Any]) -> None:
    """Run `code` with await allowed; the answer is what it leaves in `_`."""
    answer: dict[str, object] = {"id": message["id"]}
    try:
        NAMES.pop("_", None)
        result = eval(compile(message["code"], "<test>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), NAMES)  # noqa: S307
        if inspect.isawaitable(result):
            await result
        answer["ok"] = NAMES.get("_", True)
    except BaseException as error:
        answer["error"] = "".join(traceback.format_exception(error))[-1500:]
    NAMES["channel"].postMessage(as_js(answer))


def listen(tab: str) -> None:
    channel = NAMES["channel"] = js.BroadcastChannel.new(f"probe-{tab}")

    def heard(event: Any) -> None:
        message = event.data.to_py()
        if "code" in message:
            NAMES["task"] = asyncio.ensure_future(run(message))

    channel.onmessage = NAMES["proxy"] = create_proxy(heard)


async def main(page: ft.Page) -> None:
    route = page.route
    page.bgcolor = "#FBF7F0"
    page.theme = ft.Theme(font_family="Veertig")
    page.padding = 24
    NAMES["routes"] = routes = []
    page.on_route_change = lambda event: routes.append(event.route)
    platform = await open_platform(page)
    path = await platform.storage.open()
    label = ft.Text(f"{platform.role} {route}", size=22)

    async def link(opened: str) -> None:
        NAMES["links"].append(opened)
        for event in NAMES["hold"]:
            await event.wait()
        label.value = opened
        page.update()

    async def scan(_: object) -> None:
        labels = {name: name for name in ("title", "close", "photo", "torch", "photo_none", "camera_none", "camera_ask")}
        NAMES["scanned"] = await platform.scanner.scan(labels, rtl=False)
        label.value = str(NAMES["scanned"])
        page.update()

    platform.on_link(link)
    NAMES.update(page=page, platform=platform, path=str(path), route=route, label=label)
    page.add(
        ft.Text("Veertig أربعون", size=32, weight=ft.FontWeight.W_700),
        ft.Button("scan", on_click=scan, height=80, width=240),
        label,
        ft.Text("لحظة من فضلك ... ێ", size=22),
    )
    listen(query("tab"))
    js.console.log(f"PROBE {platform.role} {route}")


ft.run(main)
