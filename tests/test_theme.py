"""Contrast, measured on the tokens: text at least 4.5 to 1, shapes that carry meaning at least 3 to 1."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from app.platform.paths import ASSETS, BUNDLE
from app.protocol.activities import ActivityType
from app.ui.controls.clocks import hand
from app.ui.controls.look import COLOURED_ONLY, Look, picture
from app.ui.screens import refusals, words
from app.ui.theme import AT_NIGHT, DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, NIGHT, TOUCH, Palette, palette
from tests.contrast import contrast

PALETTES, NAMES = [LIGHT, DARK, HIGH_LIGHT, HIGH_DARK], ["light", "dark", "high light", "high dark"]


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_words_can_be_read(palette: Palette) -> None:
    pairs = [(ink, ground) for ink in (palette.ink, palette.quiet) for ground in (palette.paper, palette.card)]
    pairs += [(palette.on_action, palette.action), (palette.on_action_quiet, palette.action), (DARK.ink, NIGHT)]
    assert [(pair, contrast(*pair)) for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_shapes_can_be_seen(palette: Palette) -> None:
    shapes = [palette.line, palette.action, palette.good, *(ink.edge for ink in palette.kinds.values())]
    assert [(shape, contrast(shape, palette.paper)) for shape in shapes if contrast(shape, palette.paper) < 3] == []
    assert contrast(AT_NIGHT, NIGHT) >= 3


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_the_kind_of_a_tile_can_be_seen_without_colour(palette: Palette) -> None:
    inks = palette.kinds.values()
    assert [(ink, contrast(ink.pattern, ink.fill)) for ink in inks if contrast(ink.pattern, ink.fill) < 3] == []
    assert [(ink, contrast(ink.edge, palette.card)) for ink in inks if contrast(ink.edge, palette.card) < 3] == []


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_the_hand_of_a_clock_is_seen_on_what_is_filled_and_on_what_is_not(palette: Palette) -> None:
    """It has an edge of the card's colour: one of the two stands out."""
    inks = re.findall(r'stroke="(#\w{6})"', hand(Look(palette), 50, 22))
    assert max(contrast(ink, palette.kinds[ActivityType.BUDDY].fill) for ink in inks) >= 4.5
    assert max(contrast(ink, palette.card) for ink in inks) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_the_way_out_has_a_colour_of_its_own_and_is_seen_on_a_card_on_paper_and_on_the_green_action(palette: Palette) -> None:
    def line(name: str) -> str:
        source = str(picture(Look(palette), name, 40).src)
        first = re.search(r'fill="(#\w{6})"', (ASSETS / source.lstrip("/")).read_text())
        return first[1] if first else ""

    assert line("leave") != line("enter")
    grounds = [(line("leave"), palette.card), (line("leave"), palette.paper), (line("leave-white"), palette.action)]
    assert [(pair, contrast(*pair)) for pair in grounds if contrast(*pair) < 3] == []


@pytest.mark.parametrize("high", [HIGH_LIGHT, HIGH_DARK], ids=["light", "dark"])
def test_who_asks_for_more_contrast_gets_it(high: Palette) -> None:
    """Words on paper at least 7 to 1, and an edge around all there is to tap."""
    words = [(ink, ground) for ink in (high.ink, high.quiet) for ground in (high.paper, high.card)]
    words += [(high.edge, high.paper), (high.line, high.card)]
    assert [(pair, contrast(*pair)) for pair in words if contrast(*pair) < 7] == []
    assert palette(dark=high.dark, high=True) is high
    assert palette(dark=high.dark, high=False) in (LIGHT, DARK)


DRAWS = ("picture", "calm", "round_button", "word_card", "big_action", "gentle")


@cache
def drawn() -> frozenset[str]:
    """Every picture that the app names in so many words, and those of activities, refusals and remarks."""
    found = {words.activity(code)[0] for code in range(1, 25)}
    found |= {icon for icon, _ in [*refusals.REFUSAL.values(), *words.REMARK.values(), refusals.refusal("unheard of")]}
    found |= {icon for icons, _ in words.SAFETY.values() for icon in icons}
    for file in (BUNDLE / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and len(node.args) >= 2 and isinstance(node.func, ast.Name) and node.func.id in DRAWS:
                icon = node.args[1]
                if isinstance(icon, ast.Constant) and isinstance(icon.value, str):
                    has_twin = node.func.id == "big_action" and icon.value not in COLOURED_ONLY
                    found |= {icon.value, f"{icon.value}-white"} if has_twin else {icon.value}
    return frozenset(found)


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_every_picture_is_there_by_day_and_by_night(palette: Palette) -> None:
    names = drawn()
    assert {"back", "scan-white", "saved", "activity-library"} <= names
    sources = [picture(Look(palette), name, 40).src for name in names]
    files = {source for source in sources if isinstance(source, str)}
    assert len(files) == len(set(sources))
    assert sorted(file for file in files if not (ASSETS / file.lstrip("/")).is_file()) == []


def test_nothing_to_tap_is_smaller_than_a_thumb() -> None:
    assert TOUCH >= 56
