"""Every screen in a real client, to be looked at: `python -m tests.looks.gallery FOLDER [LANGUAGE ...]`.

Serves the sample screens on loopback and photographs them at 360x640 (the display at 1180x700): light, dark, and with the
largest letters. The folder gets one picture for each screen and one sheet for each language.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import flet as ft
import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app import theme
from app.controls.look import Look
from app.i18n import Texts
from app.paths import ASSETS
from tests.looks import samples

LOOKS = {"light": (theme.LIGHT, 1.0), "dark": (theme.DARK, 1.0), "large": (theme.LIGHT, 2.0)}


def main(page: ft.Page) -> None:
    """One screen, as the path says: /nl/light/home."""
    code, kind, name = page.route.strip("/").split("/")
    texts = Texts(code)
    palette, scale = LOOKS[kind]
    page.padding = 0
    page.theme = page.dark_theme = theme.theme(palette)
    page.theme_mode = ft.ThemeMode.DARK if kind == "dark" else ft.ThemeMode.LIGHT
    page.rtl, page.bgcolor = texts.rtl, palette.paper
    look = Look(palette, texts.rtl, scale, code != "nl")

    @ft.component
    def Screen() -> ft.Control:
        return samples.draw(name, texts, look, (page.width or 360, page.height or 640))

    page.render(Screen)


def serve() -> tuple[uvicorn.Server, int]:
    """The gallery on a free port of loopback, in a thread of its own."""
    app: Any = ft.run(main, export_asgi_app=True, no_cdn=True, assets_dir=str(ASSETS))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, port


def letters(page: Page) -> None:
    """Give this client the fonts the built web app has: both weights under one name."""

    def manifest(route: Route) -> None:
        faces = [{"asset": f"fonts/Veertig-{name}.ttf", "weight": weight} for name, weight in (("Regular", 400), ("Bold", 700))]
        families = [{"family": family, "fonts": faces} for family in ("Veertig", "Roboto")]
        route.fulfill(body=json.dumps(families), content_type="application/json")

    page.route("**/FontManifest.json", manifest)
    page.route("**/Veertig-*.ttf", lambda route: route.fulfill(path=ASSETS / "fonts" / route.request.url.rsplit("/", 1)[1]))


def shoot(browser: Browser, port: int, code: str, kind: str, name: str, size: tuple[int, int], out: Path) -> Path:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=2)
    page = context.new_page()
    letters(page)
    page.goto(f"http://127.0.0.1:{port}/{code}/{kind}/{name}")
    page.wait_for_selector("flt-semantics-placeholder", state="attached")
    page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    page.wait_for_selector("[flt-semantics-identifier]", state="attached")
    page.wait_for_load_state("networkidle")  # the pictures arrive after the first frame
    path = out / f"{name}-{code}-{kind}.png"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:  # what is painted may be behind what is said
        page.wait_for_timeout(300)
        page.screenshot(path=path)
        if drawn(path, LOOKS[kind][0].paper):
            break
    context.close()
    return path


def drawn(path: Path, paper: str) -> bool:
    """Is it our paper, and no longer the client's own waiting screen?"""
    with Image.open(path) as one:
        seen = one.convert("RGB").getpixel((one.width // 2, 1))
    return seen == tuple(bytes.fromhex(paper[1:]))


def sheet(pictures: list[Path], out: Path, across: int) -> None:
    """Many pictures side by side in one."""
    opened = [Image.open(path) for path in pictures]
    wide, high = opened[0].width // 2, opened[0].height // 2
    whole = Image.new("RGB", (across * (wide + 8), -(-len(opened) // across) * (high + 8)), "#999999")
    for number, one in enumerate(opened):
        whole.paste(one.resize((wide, high)), (number % across * (wide + 8), number // across * (high + 8)))
    whole.save(out)


def photograph(out: Path, codes: list[str], names: list[str] | None = None, kinds: list[str] | None = None) -> None:
    out.mkdir(parents=True, exist_ok=True)
    server, port = serve()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for code in codes:
            for kind in kinds or LOOKS:
                phone = [name for name in samples.PHONE if not names or name in names]
                wide = [name for name in samples.DISPLAY if not names or name in names]
                taken = [shoot(browser, port, code, kind, name, (360, 640), out) for name in phone]
                if taken:
                    sheet(taken, out / f"sheet-phone-{code}-{kind}.png", 5)
                taken = [shoot(browser, port, code, kind, name, (1180, 700), out) for name in wide]
                if taken:
                    sheet(taken, out / f"sheet-display-{code}-{kind}.png", 2)
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    photograph(Path(sys.argv[1]), sys.argv[2].split(","), *[arg.split(",") if arg != "-" else None for arg in sys.argv[3:5]])
