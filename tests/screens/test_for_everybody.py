"""For people who do not see the screen: what happened is said by itself, and things tell what they are and how they stand."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app.theme import LIGHT
from tests.screens.walk import SCREENS, screen

HAPPENED = ("saved", "message", "welcome")


def marked(name: str, code: str = "nl") -> list[Any]:
    return [one.control for one in screen(name, code, LIGHT) if isinstance(one.control, ft.Semantics)]


@pytest.mark.parametrize(
    "name",
    ["came", "left", "met", "remark", "taken_back", "refused-not-ours", "buddy_refused", "buddy_welcome", "moments_none"],
)
def test_what_happened_is_said_by_a_screen_reader_without_being_asked(name: str) -> None:
    told = [one for one in marked(name) if one.identifier in HAPPENED]
    assert told
    assert all(one.live_region for one in told)


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_else_speaks_by_itself(name: str) -> None:
    assert {one.identifier for one in marked(name) if one.live_region} <= set(HAPPENED)


@pytest.mark.parametrize("name", ["who", "which", "what", "long", "when", "sign", "until", "reason", "buddy_sign"])
def test_a_question_is_a_heading(name: str) -> None:
    assert [one.identifier for one in marked(name) if one.header] == ["question"]


@pytest.mark.parametrize("name", ["reading", "buddy_reading"])
def test_a_switch_says_whether_it_is_on(name: str) -> None:
    states = {one.identifier: one.toggled for one in marked(name) if one.button and one.toggled is not None}
    assert states == {"big": False, "dutch": True, "voice": True}


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_the_language_that_holds_now_says_so(code: str) -> None:
    assert [one.identifier for one in marked("buddy_language", code) if one.selected] == [f"language-{code}"]


@pytest.mark.parametrize("name", SCREENS)
def test_a_picture_with_a_meaning_of_its_own_has_a_name_and_the_others_are_silent(name: str) -> None:
    assert all(one.label for one in marked(name) if one.image)
    pictures = [one.control for one in screen(name, "nl", LIGHT) if isinstance(one.control, ft.Image)]
    assert all(one.exclude_from_semantics for one in pictures)
