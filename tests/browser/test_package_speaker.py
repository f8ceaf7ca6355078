"""The speaker of the native packages, in Flet's own client: it plays the files that lie in the package, one at a time."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import flet as ft
import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from app.platform.paths import ASSETS
from app.platform.speaker import PackageSpeaker, open_speaker
from app.tools.lacking import chromium
from tests.browser.drive import by_key, see, tap, wait_for

pytestmark = pytest.mark.browser
CLIPS = {"one": "hours/12", "two": "hours/13", "odd": "hours/99"}


class Stage:
    """A page with a button for each clip; notes how each ended, and which files were asked for."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, str]] = []
        self.kind: type[Any] | None = None

    def main(self, page: ft.Page) -> None:
        speaker = open_speaker()
        self.kind = type(speaker)

        async def say(key: str) -> None:
            if key == "hush":
                await speaker.hush()
            elif key == "both":
                await asyncio.gather(say("one"), say("two"))
            else:
                self.ended.append((key, await speaker.say("nl", CLIPS[key])))

        def button(key: str) -> ft.Control:
            box = ft.Container(ft.Text(key), width=120, height=60, on_click=lambda _: page.run_task(say, key))
            return ft.Semantics(identifier=key, button=True, content=box)

        page.add(*(button(key) for key in (*CLIPS, "both", "hush")))


@pytest.fixture
def stage() -> Iterator[tuple[Stage, int]]:
    one = Stage()
    app: Any = ft.run(one.main, export_asgi_app=True, no_cdn=True, assets_dir=str(ASSETS))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started, "the server to start")
    yield one, port
    server.should_exit = True
    thread.join()


def test_a_package_plays_its_own_files_to_the_end_and_one_sound_at_a_time(stage: tuple[Stage, int]) -> None:
    one, port = stage
    files = json.loads((ASSETS / "audio" / "nl.json").read_text())
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 360, "height": 640})
        page.on("request", lambda request: asked.append(request.url.split("/audio/")[-1]))
        page.goto(f"http://127.0.0.1:{port}/")
        see(page)
        tap(page, "one")
        wait_for(lambda: one.ended == [("one", "")], "the end of a clip")
        assert one.kind is PackageSpeaker
        tap(page, "both")
        wait_for(lambda: len(one.ended) == 3, "the end of two")
        assert one.ended[1:] == [("one", "stopped"), ("two", "")]
        tap(page, "odd")
        wait_for(lambda: one.ended[3:] == [("odd", "none")], "a word that there is no clip of")
        tap(page, "two")
        page.wait_for_selector(by_key("hush"), state="attached")
        tap(page, "hush")
        wait_for(lambda: one.ended[4:] == [("two", "stopped")], "silence")
        assert [name for name in asked if name.endswith(".mp3")] == [files["hours/12"], files["hours/13"]]
        browser.close()
