"""What is drawn can be seen and hit: contrast of every word and picture on what it stands on, sizes of what is tapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import flet as ft
import pytest

from app.platform.paths import ASSETS
from app.ui.controls.look import COLOURED
from app.ui.theme import DARK, LIGHT, TOUCH, Palette
from tests.contrast import contrast, mixed
from tests.screens.walk import SCREENS, Seen, buttons, screen

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
THUMB, APART = 56, 8  # dp
COLOUR = re.compile(r'(?:stroke|fill)="(#[0-9A-Fa-f]{6})"')


def every(code: str, palette: Palette) -> Iterator[tuple[str, Seen]]:
    """Every control of every screen, with the name of that screen."""
    return ((name, one) for name in SCREENS for one in screen(name, code, palette))


@PALETTES
def test_every_word_can_be_read_on_what_it_stands_on(palette: Palette) -> None:
    amiss = []
    for name, one in every("ar", palette):
        if isinstance(one.control, ft.Text):
            drawn = mixed(str(one.control.color), one.ground, one.opacity)
            if contrast(drawn, one.ground) < 4.5:
                amiss.append((name, one.control.value, drawn, one.ground))
    assert amiss == []


@cache
def lines(source: str) -> list[str]:
    """The colours of an action's picture: its line, and a soft inside that says nothing by itself."""
    return COLOUR.findall((ASSETS / source.lstrip("/")).read_text())


def is_line(source: str) -> bool:
    """Things and people are in colours of their own, and stand beside a word."""
    name = source.removeprefix("/icons/").removesuffix(".svg")
    return name not in COLOURED and not name.startswith(("activity-", "sign-", "card/"))


@PALETTES
def test_every_picture_of_an_action_can_be_seen_on_what_it_stands_on(palette: Palette) -> None:
    amiss = []
    for name, one in every("nl", palette):
        source = str(getattr(one.control, "src", "") or "")
        if isinstance(one.control, ft.Image) and source.startswith("/icons/") and is_line(source):
            drawn = [mixed(colour, one.ground, one.opacity) for colour in lines(source)]
            if max(contrast(colour, one.ground) for colour in drawn) < 3:
                amiss.append((name, source, drawn, one.ground))
    assert amiss == []


@PALETTES
def test_an_edge_that_says_something_can_be_seen(palette: Palette) -> None:
    """The one that is chosen, and the one that is heard."""
    amiss = []
    for name, one in every("nl", palette):
        border = getattr(one.control, "border", None)
        if isinstance(border, ft.Border) and border.top.color not in (one.ground, palette.card):
            amiss += [(name, border.top.color, one.ground)] if contrast(str(border.top.color), one.ground) < 3 else []
    assert amiss == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_has_a_size_to_tap_is_as_large_as_a_thumb(scale: float) -> None:
    """Where a tile is as large as its words, the browser measures it: tests/browser/test_measured.py."""
    boxes = [(name, one) for name in SCREENS for one in buttons(screen(name, "nl", LIGHT, scale))]
    sizes = [(name, one.key, size) for name, one in boxes for size in (one.box.width, one.box.height)]
    assert [(name, key, size) for name, key, size in sizes if size is not None and size < THUMB] == []
    assert TOUCH >= THUMB


def together(shown: tuple[Seen, ...]) -> Iterator[Any]:
    """Every row and column in which at least two things can be tapped."""
    for one in shown:
        lines = getattr(one.control, "controls", None) or []
        if isinstance(one.control, (ft.Row, ft.Column)) and sum(_can_be_tapped(part) for part in lines) > 1:
            yield one.control


def _can_be_tapped(control: Any) -> bool:
    inside = [getattr(control, "content", None), *(getattr(control, "controls", None) or [])]
    return bool(getattr(control, "on_click", None)) or any(_can_be_tapped(one) for one in inside if one is not None)


def test_what_is_tapped_is_apart() -> None:
    lines = [(name, line) for name in SCREENS for line in together(screen(name, "nl", LIGHT))]
    close = [(name, line) for name, line in lines if line.alignment != ft.MainAxisAlignment.SPACE_BETWEEN]
    assert [(name, line.spacing) for name, line in close if line.spacing < APART] == []
