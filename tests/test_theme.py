"""Contrast, measured on the tokens: text at least 4.5 to 1, shapes that carry meaning at least 3 to 1."""

from __future__ import annotations

import pytest

from app.theme import DARK, LIGHT, TOUCH, Palette


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read(palette: Palette) -> None:
    pairs = [(ink, ground) for ink in (palette.ink, palette.quiet) for ground in (palette.paper, palette.card)]
    pairs += [(palette.on_action, palette.action), (palette.on_action_quiet, palette.action)]
    assert [(pair, contrast(*pair)) for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_can_be_seen(palette: Palette) -> None:
    shapes = [palette.line, palette.action, palette.good, *(ink.edge for ink in palette.kinds.values())]
    assert [(shape, contrast(shape, palette.paper)) for shape in shapes if contrast(shape, palette.paper) < 3] == []


def test_nothing_to_tap_is_smaller_than_a_thumb() -> None:
    assert TOUCH >= 56
