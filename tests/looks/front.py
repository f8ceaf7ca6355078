"""The picture at the top of README.md: what each of the four people sees, out of the sample screens, in a real client."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.looks import gallery

# language, look, role, screen: a newcomer, in two languages and in the dark; an organisation; a counsellor
SHOWN = (
    ("nl", "light", "newcomer", "home"),
    ("ar", "light", "newcomer", "left"),
    ("ti", "dark", "newcomer", "moments"),
    ("nl", "light", "display", "display"),
    ("nl", "light", "counsellor", "counsellor_proof"),
)
HIGH, BETWEEN = 480, 10  # pixels


def photograph(folder: Path, path: Path) -> Path:
    """Takes the pictures into `folder` and puts them side by side into `path`."""
    folder.mkdir(parents=True, exist_ok=True)
    server, port = gallery.serve()
    taken = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for number, (code, kind, role, name) in enumerate(SHOWN):
            taken.append(gallery.shoot(browser, port, code, kind, role, [name], folder / f"front-{number}.png"))
        browser.close()
    server.should_exit = True
    return side_by_side(taken, path)


def side_by_side(taken: list[Path], path: Path) -> Path:
    """All of one height."""
    drawn = [Image.open(one).convert("RGB") for one in taken]
    drawn = [one.resize((round(one.width * HIGH / one.height), HIGH), Image.Resampling.LANCZOS) for one in drawn]
    wide = sum(one.width for one in drawn) + BETWEEN * (len(drawn) - 1)
    whole = Image.new("RGB", (wide, HIGH), "#CFC7BA")
    left = 0
    for one in drawn:
        whole.paste(one, (left, 0))
        left += one.width + BETWEEN
    whole.quantize(128).save(path, optimize=True)
    return path
