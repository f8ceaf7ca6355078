"""Every screen that shows a code shows it dark on white, also in the dark, and keeps the screen on."""

from __future__ import annotations

import base64
import re
from typing import Any

import flet as ft
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from app.buddy import update as buddy
from app.newcomer import report
from app.newcomer.keep_card import MY_CARD
from app.newcomer.model import PHONE_CODES, NewcomerModel
from app.ui.controls.qr import QUIET, qr_svg
from app.ui.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Palette
from tests.looks import samples
from tests.screens.walk import SCREENS, Seen, anew, screen

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")
PALETTES = [LIGHT, DARK, HIGH_LIGHT, HIGH_DARK]


def codes(tree: tuple[Seen, ...]) -> list[Any]:
    return [one.control for one in tree if isinstance(one.control, ft.Semantics) and one.control.identifier == "qr"]


WITH_CODE = [name for name in SCREENS if codes(screen(name, "nl", LIGHT))]


def read_dark_on_white(svg: str) -> list[str]:
    """What a reader that knows no inverted codes reads of it, in the colours that the drawing names."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg).group(1))  # type: ignore[union-attr]
    paper = re.search(r'<rect width="\d+" height="\d+" fill="(#\w+)"/>', svg).group(1)  # type: ignore[union-attr]
    ink = re.search(r'<path .*fill="(#\w+)"', svg).group(1)  # type: ignore[union-attr]
    picture = Image.new("RGB", (side, side), paper)
    pen = ImageDraw.Draw(picture)
    for x, y, length in (map(int, run) for run in RUN.findall(svg)):
        assert min(x, y) >= QUIET
        assert max(x + length, y + 1) <= side - QUIET
        pen.line([x, y, x + length - 1, y], fill=ink)
    large = picture.convert("L").resize((side * 4, side * 4), Image.Resampling.NEAREST)
    return [code.text for code in zxingcpp.read_barcodes(large, try_invert=False)]


def test_the_screens_with_a_code_are_those_of_a_display_and_of_two_phones() -> None:
    assert {name for name in WITH_CODE if not name.startswith("display")}
    assert "display" in WITH_CODE
    for name in WITH_CODE:
        shown = samples.model(name, "nl") if not name.startswith("display") else None
        if isinstance(shown, NewcomerModel):
            assert shown.screen in (report.CODE, MY_CARD, PHONE_CODES)  # while it is this screen, `Awake` keeps it on
        elif shown is not None:
            assert shown.screen == buddy.CODE


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark", "more contrast", "more contrast, dark"])
@pytest.mark.parametrize("name", WITH_CODE)
def test_a_code_is_dark_on_white_with_a_white_edge_in_every_palette(name: str, palette: Palette) -> None:
    for holder in codes(anew(name, "nl", palette, 1.0)):
        card = holder.content
        assert str(card.bgcolor) == "#FFFFFF"
        assert card.gradient is None
        assert card.blend_mode is None
        assert card.theme_mode is None
        assert holder.opacity in (None, 1.0)
        inside = card.content
        image = inside.controls[-1] if isinstance(inside, ft.Column) else inside
        assert isinstance(image, ft.Image)
        assert image.color is None
        assert image.color_blend_mode is None
        assert image.opacity in (None, 1.0)
        assert card.opacity in (None, 1.0)
        svg = image.src if isinstance(image.src, str) else base64.b64decode(image.src).decode()
        assert len(read_dark_on_white(svg)) == 1


def test_nothing_around_a_code_draws_it_weaker() -> None:
    for name in WITH_CODE:
        assert all(one.opacity == 1.0 for one in screen(name, "nl", DARK) if one.control in codes(screen(name, "nl", DARK)))


def test_an_inverted_drawing_would_be_noticed() -> None:
    svg = qr_svg("https://uren.example.be/#/s/123456789")
    assert read_dark_on_white(svg)
    assert not read_dark_on_white(svg.replace("#fff", "#x").replace("#000", "#fff").replace("#x", "#000"))
