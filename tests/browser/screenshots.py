"""`./build.sh screenshots`: what people see, into build/screenshots.

A day of a newcomer in nl, ar and ti through the real app, light and dark; then sheets/ with every screen side by side in all
languages, light, dark and with the largest letters; and one sheet of all pictograms. Words choose: `nl-light ti-dark` for
days, `sheets`, `pictograms`, `controls` (the pictures in app/ui/controls/README.md), `front` and `walk` (the two in README.md).
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

from app.protocol import qr_text
from app.tools.usage import is_help
from app.ui.texts import READY
from tests.browser.drive import REPOSITORY, Display, Phone, Server, by_key, film, read_code
from tests.looks import front, gallery, pictograms
from tests.people import STRANGER, token

OUT = REPOSITORY / "build" / "screenshots"
SHEETS = ("sheets", "pictograms", "controls", "front", "walk")
SETTLE = 700  # ms: the picture may be a frame behind what screen readers see


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=OUT / f"{name}.png")


def display(playwright: Playwright, folder: Path, server: Server) -> tuple[str, str]:
    """Pictures of a display; the texts of two codes of one session, ninety minutes apart."""
    server.command("organisation-add", "Bibliotheek De Krook")
    link = server.command("display-invite", "Bibliotheek De Krook", "--activity", "library")
    one = Display(playwright, folder / "display", link)
    first = read_code(one.picture())
    shoot(one.page, "display-light")
    one.page.emulate_media(color_scheme="dark")
    shoot(one.page, "display-dark")
    one.page.emulate_media(color_scheme="light")
    one.page.set_viewport_size({"width": 600, "height": 960})
    shoot(one.page, "display-upright")
    one.shift(5400)
    second = read_code(one.picture(after=first))
    one.close()
    return first, second


def choose(one: Phone, language: str) -> None:
    """By its own name, on the first page or the next; then home."""
    if not one.page.locator(by_key(f"language-{language}")).count():
        one.tap("more")
    one.tap(f"language-{language}")
    one.sees("floor")


def phone(playwright: Playwright, folder: Path, server: Server, codes: tuple[str, str], language: str, scheme: str) -> None:
    film(None, folder / "wall.mjpeg")
    name = f"{language}-{scheme}"
    one = Phone(playwright, folder / name, server, folder / "wall.mjpeg", color_scheme=scheme)
    page = one.open().page
    shoot(page, f"{name}-1-language")
    choose(one, language)
    shoot(page, f"{name}-2-home")
    one.tap("scan")
    page.wait_for_selector("dialog video")
    shoot(page, f"{name}-3-scan")
    page.keyboard.press("Escape")
    for number, text in enumerate(codes):
        follow(page, text)
        one.sees("saved")
        shoot(page, f"{name}-{4 + 2 * number}-{('came', 'left')[number]}")
        one.go_home()
        shoot(page, f"{name}-{5 + 2 * number}-home-after")
    follow(page, qr_text.to_text(server.origin, qr_text.SESSION, token(STRANGER)))
    one.sees("saved")
    shoot(page, f"{name}-8-new-place")
    one.go_home()
    follow(page, f"{server.origin}/#/s/777777777777")
    one.sees("message")
    shoot(page, f"{name}-9-refused")
    one.tap("back")
    one.tap("moments")
    shoot(page, f"{name}-a-moments")
    one.tap("back")
    one.tap("settings")
    shoot(page, f"{name}-b-settings")
    one.tap("reading")
    one.tap("big")
    one.tap("back")
    one.tap("back")
    one.sees("floor")
    shoot(page, f"{name}-c-home-big")
    one.close()


def walk(playwright: Playwright, folder: Path, server: Server) -> None:
    """From the first start to the first saved moment, every tap of it, as one strip for the README."""
    film(None, folder / "wall.mjpeg")
    codes = display(playwright, folder, server)
    one = Phone(playwright, folder / "walk", server, folder / "wall.mjpeg")
    page, taken = one.open().page, []

    def shot() -> None:
        page.wait_for_timeout(SETTLE)
        taken.append(Image.open(BytesIO(page.screenshot())))

    shot()
    taps = ("language-ar", "scan")
    one.tap(taps[0])
    one.sees("floor")
    shot()
    one.tap(taps[1])
    page.wait_for_selector("dialog video")
    shot()
    page.keyboard.press("Escape")
    follow(page, codes[0])
    one.sees("saved")
    shot()
    print(f"{len(taps)} taps and a scan to the first saved moment")
    one.go_home()
    shot()
    one.close()
    gallery.side_by_side(taken, taken[0].height // 2, gallery.CONTROLS / "first_moment.png")


def meeting(playwright: Playwright, folder: Path, server: Server, language: str, scheme: str) -> None:
    """A meeting told, shown, signed and kept: a newcomer's phone and a buddy's."""
    film(None, folder / "wall.mjpeg")
    name = f"{language}-{scheme}"
    one = Phone(playwright, folder / f"{name}-met", server, folder / "wall.mjpeg", color_scheme=scheme)
    page = one.open().page
    choose(one, language)
    for number, key in enumerate(("together", "who-buddy", "what-6", "long-120")):
        one.tap(key)
        shoot(page, f"{name}-together-{number}")
    one.tap("when-0")
    link = read_code(one.shows())
    shoot(page, f"{name}-together-4-code")
    jan = Phone(playwright, folder / f"{name}-jan", server, role="buddy", color_scheme=scheme)
    jan.open("/#/buddy")
    jan.tab.until_kept()  # a phone that has nothing yet would get the light page
    follow(jan.page, link)
    jan.sees("together")
    shoot(jan.page, f"buddy-{scheme}-1-ask")
    jan.tap("together")
    answer = read_code(jan.shows())
    shoot(jan.page, f"buddy-{scheme}-2-code")
    jan.tap("home")
    jan.tap("moments")
    shoot(jan.page, f"buddy-{scheme}-3-moments")
    jan.close()
    follow(page, answer)
    one.sees("saved")
    shoot(page, f"{name}-together-5-met")
    one.close()


def follow(page: Page, link: str) -> None:
    """What the phone's own camera app does: open the link."""
    page.evaluate("(link) => { location.href = link; }", link)


def days(wanted: list[str]) -> None:
    """A display, and one newcomer's day for each language and scheme; `walk` is a first start only."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        server = Server(folder / "server", place="stories")
        server.command("region-create")
        server.start()
        try:
            if "walk" in wanted:
                walk(playwright, folder, server)
                wanted = [name for name in wanted if name != "walk"]
            codes = display(playwright, folder, server) if wanted else ("", "")
            for name in wanted:
                language, scheme = name.split("-")
                phone(playwright, folder, server, codes, language, scheme)
                meeting(playwright, folder, server, language, scheme)
        finally:
            server.stop()


def main() -> int:
    if is_help(sys.argv[1:], __doc__):
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    everything = [*(f"{code}-{scheme}" for code in ("nl", "ar", "ti") for scheme in ("light", "dark")), *SHEETS]
    wanted = sys.argv[1:] or everything
    if newcomers := [name for name in wanted if name not in SHEETS or name == "walk"]:
        days(newcomers)
    if "sheets" in wanted:
        gallery.photograph(OUT / "sheets", [one.code for one in READY])
    if "pictograms" in wanted:
        pictograms.photograph(OUT)
    if "controls" in wanted:
        gallery.photograph_pieces(gallery.CONTROLS, OUT / "controls.png")
    if "front" in wanted:
        front.photograph(OUT, gallery.CONTROLS / "veertig.png")
    print(f"{len(list(OUT.rglob('*.png')))} pictures in {OUT.relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
