"""`python -m tests.browser.first_visit PRINTED`: the main job on what `./build.sh run` started, by the links that it printed.

A newcomer opens the app, chooses a language, scans the code that the display shows, and sees it saved and sent.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.drive import Display, Phone, film


@dataclass(frozen=True, slots=True)
class Printed:
    """The links of a demo region."""

    origin: str
    display: str


def links(text: str) -> Printed:
    """What a person would click on in what was printed."""
    found = re.findall(r"^ +(http://localhost:\d+)(/\S*)$", text, re.M)
    return Printed(found[0][0], "".join(found[0]))


def visit(printed: Printed, folder: Path) -> None:
    """The whole story; raises when something of it does not come."""
    with sync_playwright() as playwright:
        display = Display(playwright, folder / "display", printed.display)
        film(display.picture(), folder / "seen.mjpeg")
        phone = Phone(playwright, folder / "phone", printed, folder / "seen.mjpeg", fresh=True)
        phone.open()
        phone.tap("language-nl")
        phone.sees("floor")
        phone.tap("scan")
        phone.sees("saved")
        phone.sees("ticks-two")
        foreign = display.browser.foreign + phone.browser.foreign
        display.close()
        phone.close()
    if foreign:
        raise SystemExit(f"foreign hosts were asked: {foreign}")


def main(printed: str) -> int:
    """0 when everything came."""
    with tempfile.TemporaryDirectory() as folder:
        visit(links(Path(printed).read_text("utf-8")), Path(folder))
    print("the main job: language, scan, saved, two ticks", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
