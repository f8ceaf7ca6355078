"""The pictograms: each one is written down with where it comes from, and drawn so plainly that every client can draw it."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from app.platform.paths import ASSETS, BUNDLE
from app.tools.lacking import chromium
from tests.looks import gallery, pictograms, pieces

ICONS = ASSETS / "icons"


def test_every_picture_says_where_it_comes_from_and_nothing_that_is_gone_is_still_listed() -> None:
    listed = re.findall(r"^\| `([\w-]+)` \|", (ICONS / "README.md").read_text(), re.MULTILINE)
    assert sorted(listed) == pictograms.names()


def test_no_picture_has_words_styles_or_filters_in_it() -> None:
    plain = re.compile(r"<(text|style|filter|mask|use|image|script)\b")
    assert [file.name for file in ICONS.glob("*.svg") if plain.search(file.read_text())] == []


@pytest.mark.browser
def test_no_stroke_of_our_own_drawings_is_cut_off_at_the_edge_of_its_square() -> None:
    own = [name for name in pictograms.names() if 'viewBox="0 0 256 256" fill="none"' in (ICONS / f"{name}.svg").read_text()]
    cut = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 336, "height": 336})
        for name in own:
            style = "<style>body{margin:40px;background:#fff}svg{display:block;width:256px;overflow:visible}</style>"
            page.set_content(style + (ICONS / f"{name}.svg").read_text())
            shown = Image.open(io.BytesIO(page.screenshot())).convert("L").point(lambda light: 255 * (light < 250))
            shown.paste(0, (40, 40, 296, 296))
            if shown.getbbox():
                cut.append(name)
        browser.close()
    assert cut == []


def test_the_words_of_the_trade_have_a_picture_each() -> None:
    wanted = {"volunteering", "buddy_with_cup", "code_on_wall", "counsellor", "forty", "moment_kept", "moment_sent"}
    assert wanted | {"two_phones", "activity-group_moment", "activity-intake_talk"} <= set(pictograms.names())


def test_the_sheet_shows_each_in_colour_in_grey_small_and_mirrored() -> None:
    page = pictograms.page()
    assert page.count("<figure>") == len(pictograms.names())
    for kind in ("colour", "grey", "small", "small grey", "mirrored"):
        assert page.count(f'class="{kind}"') == len(pictograms.names())


def test_every_piece_has_a_picture_in_the_readme_that_the_command_makes() -> None:
    page = (BUNDLE / "app" / "ui" / "controls" / "README.md").read_text()
    shown = set(re.findall(r"\(pictures/(\w+)\.png\)", page)) - {"veertig"}
    assert shown == set(pieces.PIECES)
    assert {file.stem for file in gallery.CONTROLS.glob("*.png")} == shown | {"veertig", "first_moment"}


def test_every_file_of_pieces_is_in_the_readme() -> None:
    page = (BUNDLE / "app" / "ui" / "controls" / "README.md").read_text()
    files = {file.name for file in (BUNDLE / "app" / "ui" / "controls").glob("*.py")} - {"__init__.py"}
    assert {name for name in files if f"`{name}`" not in page} == set()
