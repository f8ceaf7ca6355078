"""Lengths to choose from: each as clocks, all of one size, so that more of them is longer before anything is counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import flet as ft

from app.ui.controls import choices
from app.ui.controls.clocks import common_side, sized_clocks
from app.ui.controls.look import Look
from app.ui.taps import Meaning

WIDE, WIDE_HIGH, NARROW, NARROW_HIGH = 112, 84, 76, 52  # dp for the clocks in a card across the screen; with large letters
FOUR_HIGH = 76  # dp, in a square of four
BELOW = 38  # dp of a small card that its word, and what is around it, take


def length_picks(
    look: Look,
    lengths: Sequence[tuple[int, str, Meaning]],
    *,
    before: str = "",
    high: float = choices.HIGH,
    small: bool = False,
) -> list[choices.Pick]:
    """Choices of a length, each of minutes, a word and what a tap means. Their cards are `high` dp if they are many or `small`;
    `before` names a picture before each word.
    """
    width, height = _room(look, len(lengths), high, small)
    side = common_side([minutes for minutes, _, _ in lengths], width, height)
    return [choices.Pick(_drawn(look, minutes, side), word, "", meaning, before) for minutes, word, meaning in lengths]


def _drawn(look: Look, minutes: int, side: float) -> partial[ft.Control]:
    """The clocks; how large a picture would be among these choices does not matter."""
    return partial(_sized, look, minutes, side)


def _sized(look: Look, minutes: int, side: float, size: float) -> ft.Control:
    return sized_clocks(look, minutes, side)


def _room(look: Look, count: int, high: float, small: bool) -> tuple[float, float]:
    """Width and height for the clocks, in dp."""
    if not small and choices.is_wide(look, count):
        return (NARROW, NARROW_HIGH) if look.large else (WIDE, WIDE_HIGH)
    return choices.WORD, FOUR_HIGH if count == 4 and not small else high - BELOW
