"""What no longer counts is seen at a glance: grey, crossed out, its hours struck. And why it is taken back, without words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app.newcomer.screens import taken_back
from app.ui.controls.look import Look
from app.ui.controls.taken_back import struck_clocks_svg
from app.ui.texts import Texts
from app.ui.theme import DARK, LIGHT
from tests.looks import samples
from tests.screens.few import found
from tests.screens.walk import anew

GONE = ["moment_gone", "taken_back", "taken_back_just_now", "taken_back_other_time"]
CUP = "/icons/activity-coffee.svg"


def tree(name: str, scale: float = 1.0) -> list[Any]:
    return [one.control for one in anew(name, "nl", scale=scale)]


def cups(shown: list[Any]) -> tuple[list[ft.Image], list[ft.Image]]:
    """The pictures of what was done: in their colours, and grey."""
    drawn = [one for one in shown if isinstance(one, ft.Image) and one.src == CUP]
    grey = [one for one in drawn if one.color_blend_mode == ft.BlendMode.SRC_A_TOP]
    return [one for one in drawn if one not in grey], grey


def across(shown: list[Any]) -> list[ft.Stack]:
    """Pictures with a line across them."""
    stacks = [one for one in shown if isinstance(one, ft.Stack) and len(one.controls) == 2]
    return [one for one in stacks if isinstance(one.controls[1], ft.Image) and "M8 92L92 8" in str(one.controls[1].src)]


def struck(shown: list[Any]) -> list[str]:
    """Words with a line through them."""
    lined = [(one.value, one.style.decoration) for one in shown if isinstance(one, ft.Text) and one.style is not None]
    return [re.sub("[\u2066-\u2069]", "", words) for words, line in lined if line == ft.TextDecoration.LINE_THROUGH]


def within(shown: list[Any], key: str) -> list[Any]:
    """What stands in the piece of that key; nothing where there is none."""
    return [part for one in shown if isinstance(one, ft.Semantics) and one.identifier == key for part in found(one)]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", GONE)
def test_what_was_taken_back_is_grey_and_crossed_out_and_its_hours_are_struck(name: str, scale: float) -> None:
    shown = tree(name, scale)
    _, grey = cups(shown)
    assert len(grey) == len(across(shown)) == 1
    assert struck(shown) == ["2:00"]


def test_a_screen_reader_hears_of_struck_hours_that_they_are_taken_back() -> None:
    instead = [one for one in tree("moment_gone") if isinstance(one, ft.Semantics) and one.identifier == "struck"]
    assert [re.sub("[\u2066-\u2069]", "", one.label or "") for one in instead] == ["Teruggenomen: 2:00"]
    assert all(one.exclude_semantics for one in instead)


def test_what_counts_has_its_colours_and_no_line() -> None:
    shown = tree("moment")
    assert (len(cups(shown)[0]), struck(shown)) == (1, [])
    assert not within(shown, "message")
    assert len(cups(shown)[1]) == len(across(shown)) == 1  # the way to taking it back


@pytest.mark.parametrize("name", ["moment", "until", "until_long"])
def test_taking_back_is_the_picture_of_the_moment_as_it_will_be(name: str) -> None:
    card = within(tree(name), "reason")
    (drawn, line) = [one for one in card if isinstance(one, ft.Image)]
    assert "/icons/activity-" in str(drawn.src)
    assert drawn.color_blend_mode == ft.BlendMode.SRC_A_TOP
    assert "M8 92L92 8" in str(line.src)


def test_in_the_list_only_the_moment_that_was_taken_back_is_crossed_out() -> None:
    shown = tree("moments_met")
    coloured, grey = cups(shown)
    assert (len(coloured), len(grey), len(across(shown)), struck(shown)) == (1, 1, 1, ["2:00"])


def test_keeping_it_after_all_shows_the_moment_in_its_colours_again() -> None:
    assert [len(cups(tree(name))[0]) for name in GONE] == [0, 0, 1, 1]


def test_the_reason_is_asked_below_the_moment_that_it_is_about() -> None:
    shown = tree("reason")
    coloured, grey = cups(shown)
    assert (len(coloured), len(grey)) == (1, 2)  # above, crossed out as it will be; and twice, with one crossed out
    twice, never = (within(shown, key) for key in ("reason-3", "reason-4"))
    assert (len(cups(twice)[0]), len(cups(twice)[1])) == (1, 1)
    assert cups(never) == ([], [])  # a day with nothing on it but a cross
    assert [one for one in never if isinstance(one, ft.Image) and "M34 50L66 82" in str(one.src)]
    said = [re.sub("[\u2066-\u2069]", "", one.value) for one in shown if isinstance(one, ft.Text)]
    assert said.index("2:00") < said.index("Waarom neem je het terug?")
    assert said.count("23") == 1  # its day above


def test_struck_clocks_have_no_colour_and_each_row_of_them_its_line() -> None:
    for palette in (LIGHT, DARK):
        drawn = struck_clocks_svg(Look(palette), 6 * 60 + 30)
        colours = {ink.fill for ink in palette.kinds.values()} | {ink.edge for ink in palette.kinds.values()}
        assert not [one for one in colours if one in drawn]
        assert "M4 50H396M4 150H396" in drawn


def test_a_moment_that_nobody_left_has_no_hours_to_strike() -> None:
    model = samples.meetings("moment_gone", "nl")
    (gone,) = model.page.entries
    still = replace(gone, visit=replace(gone.visit, end=None))
    assert len(taken_back.hours(still, Texts("nl"), Look(LIGHT))) == 1
