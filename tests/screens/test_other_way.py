"""Came or left: what the screen says of a scan, and the one tap, for a minute, that says it was the other way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app.newcomer import update as newcomer
from app.newcomer.screens import aloud, saved
from app.newcomer.update import (
    HoursSynced,
    MinuteOver,
    NewcomerModel,
    RefusalShown,
    Tapped,
    TurnRound,
    WaitAMinute,
    Wrote,
    update,
)
from app.records.page import Saved
from app.ui.controls.look import Look
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.looks.samples import NOW, entry, page
from tests.screens.few import found

LEFT, CAME = entry(0, 1, 90, False), entry(0, 1, None, False)
ID, OTHER = bytes([1]) * 32, bytes([2]) * 32
HOME = NewcomerModel(newcomer.HOME, "nl", replace(page(), entries=(LEFT,)))


def wrote(what: str, other: bytes = ID) -> NewcomerModel:
    one = LEFT if what == "left" else CAME
    return update(HOME, Wrote(Saved(what, one, "", other), replace(page(), entries=(one,))))[0]


def drawn(model: NewcomerModel, scale: float = 1.0) -> list[Any]:
    return found(saved.view(model, Texts("nl"), Look(LIGHT, scale=scale), lambda event: None, NOW))


def words(model: NewcomerModel, scale: float = 1.0) -> list[str]:
    return [str(one.value) for one in drawn(model, scale) if isinstance(one, ft.Text)]


def buttons(model: NewcomerModel, scale: float = 1.0) -> list[str]:
    return [str(one.identifier) for one in drawn(model, scale) if isinstance(one, ft.Semantics) and one.button]


@pytest.mark.parametrize(("what", "word", "door"), [("came", "You came", "enter"), ("left", "You left", "leave")])
@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
def test_the_screen_says_came_or_left_in_words_by_the_door_and_aloud(what: str, word: str, door: str, scale: float) -> None:
    model = wrote(what, b"")
    assert Texts("nl")("saved", word) in words(model, scale)
    pictures = [str(one.src) for one in drawn(model, scale) if isinstance(one, ft.Image)]
    assert f"/icons/{door}.svg" in pictures
    assert f"saved/{word}" in [one.clip for one in aloud.screen_clips(model, NOW)]
    other = {"came": "You left", "left": "You came"}[what]
    assert Texts("nl")("saved", other) not in words(model, scale)


def test_what_was_no_visit_has_no_door() -> None:
    met = replace(LEFT, what="met", buddy=bytes(8))
    model = update(HOME, Wrote(Saved("met", met, ""), replace(page(), entries=(met,))))[0]
    assert Texts("nl")("saved", "You left") not in words(model)
    assert "saved/You left" not in [one.clip for one in aloud.screen_clips(model, NOW)]


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
@pytest.mark.parametrize(("what", "word"), [("came", "No, I am leaving"), ("left", "No, I came again")])
def test_one_tap_says_that_it_was_the_other_way(what: str, word: str, scale: float) -> None:
    model = wrote(what)
    assert newcomer.OTHER_WAY in buttons(model, scale)
    assert Texts("nl")("saved", word) in words(model, scale)
    (card,) = [one for one in drawn(model, scale) if isinstance(one, ft.Semantics) and one.identifier == newcomer.OTHER_WAY]
    was, door = ("enter", "leave") if what == "came" else ("leave", "enter")
    shown = [str(one.src) for one in found(card) if isinstance(one, ft.Image) and str(one.src).startswith("/icons/")]
    assert shown == [f"/icons/{name}.svg" for name in ("undo", was, "next", door)]
    lines = [one for one in found(card) if isinstance(one, ft.Image) and "M8 92L92 8" in str(one.src)]
    assert len(lines) == 1  # it was not that one
    assert (Texts("nl")("saved", "Scan again when you leave") in words(model, scale)) is False  # one door out at a time
    assert (f"saved/{word}", newcomer.OTHER_WAY) in [(one.clip, one.key) for one in aloud.screen_clips(model, NOW)]
    after, effects = update(model, Tapped(newcomer.OTHER_WAY))
    assert effects == [TurnRound(ID)]
    assert update(after, Tapped(newcomer.OTHER_WAY))[1] == []  # a second tap turns nothing
    assert after.screen == newcomer.SAVED


@pytest.mark.parametrize("scale", [1.3, 2.0])
@pytest.mark.parametrize("what", ["came", "left"])
def test_with_larger_letters_saved_comes_before_everything_else(what: str, scale: float) -> None:
    first = words(wrote(what), scale)[0]
    assert first == Texts("nl")("saved", "Saved")


def test_where_no_other_way_is_possible_none_is_offered() -> None:
    for what in ("came", "left"):
        model = wrote(what, b"")
        assert newcomer.OTHER_WAY not in buttons(model)
        assert update(model, Tapped(newcomer.OTHER_WAY))[1] == []
    assert update(replace(wrote("left"), screen=newcomer.HOME), Tapped(newcomer.OTHER_WAY))[1] == []


def test_after_a_minute_the_button_is_gone_and_saved_is_still_there() -> None:
    effects = update(HOME, Wrote(Saved("left", LEFT, "", ID), HOME.page))[1]
    assert WaitAMinute(ID) in effects
    model = wrote("left")
    still = update(model, HoursSynced(model.page, ""))[0]
    assert newcomer.OTHER_WAY in buttons(still)  # the server's answer takes nothing away
    over, effects = update(still, MinuteOver(ID))
    assert (newcomer.OTHER_WAY in buttons(over), effects, over.screen) == (False, [], newcomer.SAVED)
    assert Texts("nl")("saved", "Saved") in words(over)


def test_the_minute_of_an_earlier_scan_does_not_end_that_of_a_later_one() -> None:
    model = wrote("left", OTHER)
    assert update(model, MinuteOver(ID))[0] == model
    assert not [one for one in update(HOME, Wrote(Saved("left", LEFT, ""), HOME.page))[1] if isinstance(one, WaitAMinute)]


def test_on_a_full_phone_the_next_step_is_clear() -> None:
    turning = update(wrote("left"), Tapped(newcomer.OTHER_WAY))[0]
    assert update(turning, RefusalShown("storage-full"))[0].screen == newcomer.REFUSED


@pytest.mark.parametrize("scale", [1.3, 2.0])
@pytest.mark.parametrize("what", ["came", "left"])
def test_with_larger_letters_the_other_way_does_not_scroll_away(what: str, scale: float) -> None:
    view = saved.view(wrote(what), Texts("nl"), Look(LIGHT, scale=scale), lambda event: None, NOW)
    moving = [one for one in found(view) if isinstance(one, ft.Column) and one.scroll]
    inside = {str(one.identifier) for column in moving for one in found(column) if isinstance(one, ft.Semantics)}
    assert moving
    assert newcomer.OTHER_WAY not in inside
