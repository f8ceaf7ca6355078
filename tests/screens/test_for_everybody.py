"""For people who do not see the screen: what happened is said by itself, and things tell what they are and how they stand."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app.ui.theme import DARK, LIGHT, theme
from tests.contrast import contrast, mixed
from tests.screens.walk import SCREENS, buttons, screen

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


def test_nothing_else_speaks_by_itself() -> None:
    live = [(name, one.identifier) for name in SCREENS for one in marked(name) if one.live_region]
    assert [(name, identifier) for name, identifier in live if identifier not in HAPPENED] == []


@pytest.mark.parametrize("name", ["who", "which", "what", "long", "when", "sign", "until", "reason", "buddy_sign"])
def test_a_question_is_a_heading(name: str) -> None:
    assert [one.identifier for one in marked(name) if one.header] == ["question"]


@pytest.mark.parametrize("name", ["reading", "buddy_reading"])
def test_a_switch_says_whether_it_is_on(name: str) -> None:
    states = {one.identifier: one.toggled for one in marked(name) if one.button and one.toggled is not None}
    helped = {"helped": False} if name == "reading" else {}  # somebody helps a newcomer with the phone
    assert states == {"big": False, "dutch": True, "voice": True} | helped


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_the_language_that_holds_now_says_so(code: str) -> None:
    assert [one.identifier for one in marked("buddy_language", code) if one.selected] == [f"language-{code}"]


def test_a_picture_with_a_meaning_of_its_own_has_a_name_and_the_others_are_silent() -> None:
    assert [(name, one.identifier) for name in SCREENS for one in marked(name) if one.image and not one.label] == []
    shown = [(name, one.control) for name in SCREENS for one in screen(name, "nl", LIGHT) if isinstance(one.control, ft.Image)]
    assert [(name, one.src) for name, one in shown if not one.exclude_from_semantics] == []


def test_a_keyboard_reaches_everything_that_a_finger_does() -> None:
    """The client gives the focus only to what has ink."""
    taps = [(name, one) for name in SCREENS for one in buttons(screen(name, "nl", LIGHT))]
    assert [(name, one.key) for name, one in taps if not one.box.ink] == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_where_the_focus_is_can_be_seen_and_its_words_still_be_read(palette: Any) -> None:
    drawn = str(theme(palette).focus_color)
    strength, colour = int(drawn[1:3], 16) / 255, f"#{drawn[3:]}"
    large = 3  # the word of the green action is large and bold
    for ground, words, least in ((palette.card, palette.ink, 4.5), (palette.action, palette.on_action, large)):
        under = mixed(colour, ground, strength)
        assert contrast(under, ground) >= 1.2, ground
        assert contrast(words, under) >= least, ground
