"""Every screen in a real client, to be looked at: `python -m tests.looks.gallery FOLDER LANGUAGE,... [SCREEN,...] [LOOK,...]`.

Serves the sample screens on loopback and photographs them at 360x640 (the display at 1180x700): light, dark, and with the
largest letters. One sheet for each language, role and look, all its screens side by side; `-` for all screens.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flet as ft
import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app.platform.paths import ASSETS, BUNDLE
from app.tools.lacking import chromium
from app.ui import theme
from app.ui.controls.look import Look
from app.ui.texts import Texts
from tests.looks import pieces, samples

LOOKS = {"light": (theme.LIGHT, 1.0), "dark": (theme.DARK, 1.0), "large": (theme.LIGHT, 2.0)}
CONTRAST = {"contrast": (theme.HIGH_LIGHT, 1.0), "contrast_dark": (theme.HIGH_DARK, 1.0)}
EVERY_LOOK = LOOKS | CONTRAST
NEWCOMER = [name for name in samples.PHONE if name not in samples.BUDDY]
ROLES = {
    "newcomer": (NEWCOMER, (360, 640), 10),  # a sheet above 8192 pixels or 33 megapixels is not drawn to its end
    "buddy": (list(samples.BUDDY), (360, 640), 6),
    "display": (samples.DISPLAY, (1180, 700), 2),
    "counsellor": (samples.COUNSELLOR, (360, 640), 6),
    "desk": (samples.DESK, (1280, 800), 2),
}
SHEETS = ROLES | {"pieces": (list(pieces.PIECES), pieces.SIZE, pieces.ACROSS)}
SHARP = {"newcomer": 1.1, "buddy": 1.25, "counsellor": 1.25, "desk": 0.75, "display": 0.75, "pieces": 1.0}
DRAW = dict.fromkeys(ROLES, samples.draw) | {"pieces": pieces.draw}
CONTROLS = BUNDLE / "app" / "ui" / "controls" / "pictures"
GAP = 8
EDGE = "#999999"


def main(page: ft.Page) -> None:
    """Screens side by side, as the path says: /nl/light/newcomer/home,settings."""
    code, kind, role, names = page.route.strip("/").split("/")
    texts = Texts(code)
    palette, scale = EVERY_LOOK[kind]
    page.padding = 0
    page.theme = page.dark_theme = theme.theme(palette)
    page.theme_mode = ft.ThemeMode.DARK if palette.dark else ft.ThemeMode.LIGHT
    page.rtl, page.bgcolor = texts.rtl, EDGE
    look = Look(palette, texts.rtl, scale, code != "nl")
    _, size, across = SHEETS[role]

    @ft.component
    def Sheet() -> ft.Control:
        shown = names.split(",")
        return ft.Stack(
            [
                _placed(DRAW[role](name, texts, look, size), at, size)
                for name, at in zip(shown, places(len(shown), size, across), strict=True)
            ],
            expand=True,
        )

    page.render(Sheet)


def _placed(drawn: ft.Control, at: tuple[int, int], size: tuple[int, int]) -> ft.Control:
    return ft.Container(drawn, left=at[0], top=at[1], width=size[0], height=size[1], clip_behavior=ft.ClipBehavior.HARD_EDGE)


def places(count: int, size: tuple[int, int], across: int) -> list[tuple[int, int]]:
    """Where each screen lies on its sheet."""
    return [(number % across * (size[0] + GAP), number // across * (size[1] + GAP)) for number in range(count)]


def serve(shown: Callable[[ft.Page], None] = main) -> tuple[uvicorn.Server, int]:
    """The gallery on a free port of loopback, in a thread of its own."""
    app: Any = ft.run(shown, export_asgi_app=True, no_cdn=True, assets_dir=str(ASSETS))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, port


@contextmanager
def client() -> Iterator[tuple[Browser, int]]:
    """A headless browser, and the port of the gallery."""
    server, port = serve()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser, port
        browser.close()
    server.should_exit = True


def letters(page: Page) -> None:
    """Give this client the fonts the built web app has: both weights under one name."""

    def manifest(route: Route) -> None:
        faces = [{"asset": f"fonts/Veertig-{name}.ttf", "weight": weight} for name, weight in (("Regular", 400), ("Bold", 700))]
        families = [{"family": family, "fonts": faces} for family in ("Veertig", "Roboto")]
        route.fulfill(body=json.dumps(families), content_type="application/json")

    page.route("**/FontManifest.json", manifest)
    page.route("**/Veertig-*.ttf", lambda route: route.fulfill(path=ASSETS / "fonts" / route.request.url.rsplit("/", 1)[1]))


def shoot(browser: Browser, port: int, code: str, kind: str, role: str, names: Sequence[str], path: Path) -> Path:
    """One sheet."""
    _, (wide, high), across = SHEETS[role]
    columns, rows = min(across, len(names)), -(-len(names) // across)
    viewport = {"width": columns * (wide + GAP) - GAP, "height": rows * (high + GAP) - GAP}
    context = browser.new_context(viewport=viewport, device_scale_factor=SHARP[role])  # type: ignore[arg-type]
    page = context.new_page()
    letters(page)
    page.goto(f"http://127.0.0.1:{port}/{code}/{kind}/{role}/{','.join(names)}")
    page.wait_for_selector("flt-semantics-placeholder", state="attached")
    page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    page.wait_for_selector("[flt-semantics-identifier]", state="attached")
    page.wait_for_load_state("networkidle")  # the pictures arrive after the first frame
    deadline, before = time.monotonic() + 20, b""
    while time.monotonic() < deadline:  # what is painted may be behind what is said, and pictures behind words
        page.wait_for_timeout(300)
        now = page.screenshot(path=path)
        if now == before and drawn(path, EVERY_LOOK[kind][0].paper):
            context.close()
            return path
        before = now
    raise TimeoutError(f"{path.name} was not drawn")


def drawn(path: Path, paper: str) -> bool:
    """Is it our paper, and no longer the client's own waiting screen?"""
    with Image.open(path) as one:
        seen = one.convert("RGB").getpixel((20, 1))
    return seen == tuple(bytes.fromhex(paper[1:]))


def photograph(
    out: Path, codes: Sequence[str], names: Sequence[str] | None = None, kinds: Sequence[str] | None = None
) -> list[Path]:
    """One sheet for each language, look and role; returns where they are."""
    out.mkdir(parents=True, exist_ok=True)
    taken = []
    with client() as (browser, port):
        for code in codes:
            for kind in kinds or LOOKS:
                for role, (every, _, _) in ROLES.items():
                    wanted = [name for name in every if not names or name in names]
                    if wanted:
                        taken.append(shoot(browser, port, code, kind, role, wanted, out / f"{role}-{code}-{kind}.png"))
    return taken


def side_by_side(pictures: Sequence[Image.Image], high: int, path: Path) -> Path:
    """All of one height, in pixels, in one small file."""
    drawn = [
        one.convert("RGB").resize((round(one.width * high / one.height), high), Image.Resampling.LANCZOS) for one in pictures
    ]
    whole = Image.new("RGB", (sum(one.width + GAP for one in drawn) - GAP, high), EDGE)
    left = 0
    for one in drawn:
        whole.paste(one, (left, 0))
        left += one.width + GAP
    whole.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1).save(path, optimize=True)  # few dots of a colour keep it
    return path


def photograph_pieces(out: Path, sheet: Path) -> list[Path]:
    """Each piece of `app/ui/controls` in a picture of its own."""
    with client() as (browser, port):
        shoot(browser, port, "nl", "light", "pieces", list(pieces.PIECES), sheet)
    return pieces.cut(sheet, out, places(len(pieces.PIECES), pieces.SIZE, pieces.ACROSS))


if __name__ == "__main__":
    for path in photograph(
        Path(sys.argv[1]), sys.argv[2].split(","), *[arg.split(",") if arg != "-" else None for arg in sys.argv[3:5]]
    ):
        print(path)
