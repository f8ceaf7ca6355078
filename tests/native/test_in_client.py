"""The native shell's camera in Flet's real client: a browser with a camera that sees a code, and real taps."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import flet as ft
import pytest
import uvicorn
from playwright.sync_api import Page, Playwright, sync_playwright

from app.platform.paths import ASSETS
from app.ui.native_camera.scanner import CameraScanner
from tests.browser.drive import camera, film, wait_for
from tests.native.test_camera import LABELS
from tests.native.test_decode import TEXT, code, jpeg, scene
from tests.web.chromium import Browser

pytestmark = pytest.mark.browser


def main(page: ft.Page) -> None:
    """Scans again and again; the last outcome is on the page."""
    scanner = CameraScanner(page, lambda leaver: None)
    outcome = ft.Text("nothing yet")

    async def scan(_: object) -> None:
        found = await scanner.scan(LABELS, rtl=page.route == "/rtl")
        outcome.value = json.dumps([*found.texts, found.code])
        page.update()

    page.rtl = page.route == "/rtl"
    page.add(
        ft.Semantics(identifier="outcome", content=outcome),
        ft.Semantics(identifier="scan", content=ft.Button("Scan", on_click=scan)),
    )


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app: Any = ft.run(main, export_asgi_app=True, no_cdn=True, assets_dir=str(ASSETS))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=number, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started, "the client to be served")
    yield number
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


def key(name: str) -> str:
    return f'[flt-semantics-identifier="{name}"]'


def tap(page: Page, name: str) -> None:
    page.wait_for_selector(key(name), state="attached", timeout=30_000)
    page.locator(f"{key(name)} [role=button], {key(name)}[role=button]").first.click(force=True)


def opened(browser: Browser, port: int, path: str = "/") -> Page:
    page = browser.open(f"http://localhost:{port}{path}").page
    page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
    page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    tap(page, "scan")
    return page


def outcome(page: Page) -> list[str]:
    said = wait_for(lambda: page.locator(key("outcome")).first.inner_text().replace("nothing yet", ""), "an outcome", 30)
    found: list[str] = json.loads(said)
    return found


def test_a_code_before_a_real_camera_is_read(playwright: Playwright, port: int, tmp_path: Path) -> None:
    picture = BytesIO()
    code(TEXT, 8).save(picture, "PNG")
    film(picture.getvalue(), tmp_path / "film.mjpeg")
    browser = Browser(playwright, tmp_path / "profile", camera(tmp_path / "film.mjpeg"))
    assert outcome(opened(browser, port)) == [TEXT, ""]
    browser.close()


@pytest.mark.parametrize("path", ["/", "/rtl"])
def test_the_camera_can_be_closed_and_a_photo_chosen(playwright: Playwright, port: int, tmp_path: Path, path: str) -> None:
    film(None, tmp_path / "film.mjpeg")
    browser = Browser(playwright, tmp_path / "profile", camera(tmp_path / "film.mjpeg"))
    page = opened(browser, port, path)
    with page.expect_file_chooser() as chooser:
        tap(page, "scan-photo")
    chooser.value.set_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg(scene(code(TEXT, 6)))})
    assert outcome(page) == [TEXT, ""]
    browser.close()


def test_a_browser_without_a_camera_says_so_kindly(playwright: Playwright, port: int, tmp_path: Path) -> None:
    browser = Browser(playwright, tmp_path / "profile")
    page = opened(browser, port)
    page.wait_for_selector(f"text={LABELS['camera_none']}", state="attached", timeout=30_000)
    named = page.evaluate("[...document.querySelectorAll('[role=alertdialog], [role=alertdialog] > *')].map(e => e.ariaLabel)")
    assert set(filter(None, named)) == {LABELS["title"]}  # Flutter's is "Alert", and has no Tigrinya
    tap(page, "scan-close")
    assert outcome(page)[-1] in ("no-camera", "denied")
    browser.close()
