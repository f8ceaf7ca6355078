"""What is shown holds together: numbers in order in every direction, long names within the screen, lost pictures framed."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import flet as ft
import pytest

from app.protocol.fields import LAST_SECOND
from app.tools.translations import rules
from app.ui.controls.letters import MARKS
from app.ui.controls.look import LARGE
from app.ui.texts import READY, Texts, language
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.few import found
from tests.screens.walk import SCREENS, anew, said, screen

ISOLATED = re.compile("[\u2066\u2068][^\u2066\u2068\u2069]*\u2069")


def tree(name: str, code: str, scale: float = 1.0) -> list[Any]:
    return [one.control for one in screen(name, code, LIGHT, scale)]


def changed(name: str, code: str) -> list[Any]:
    """The same, of a sample that a test has changed."""
    return [one.control for one in anew(name, code)]


def open_numbers(text: str) -> str:
    """What is left of the numbers in `text` outside of isolates."""
    left = text
    while (inner := ISOLATED.sub("", left)) != left:
        left = inner
    return "".join(re.findall(r"\d+", left))


@pytest.mark.parametrize("code", [one.code for one in READY])
def test_every_number_and_time_is_kept_apart_from_the_text_around_it(code: str) -> None:
    texts = [(name, text) for name in SCREENS for text in said(screen(name, code, LIGHT))]
    assert [(name, text) for name, text in texts if open_numbers(text)] == []


@pytest.mark.parametrize("code", ["ar", "ps", "nl"])
def test_twelve_of_forty_is_never_turned_round(code: str) -> None:
    (number,) = [text for text in said(screen("home", code, LIGHT)) if "/" in text]
    assert number == "\u206613½ / 40\u2069"


@pytest.mark.parametrize("name", ["Vereniging" * 6, "جمعية" * 12, "ማሕበር" * 12, "De Krook" + " אבג" * 4])
@pytest.mark.parametrize("code", ["nl", "ar", "ti"])
def test_a_name_without_a_space_takes_two_lines_at_most_and_is_kept_apart(
    name: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = samples.entry(0, 1, 90)
    monkeypatch.setattr(samples, "entry", lambda *_, **__: replace(entry, organisation=name))
    texts = [one for one in changed("left", code) if isinstance(one, ft.Text)]
    (shown,) = [one for one in texts if name in (one.semantics_label or one.value)]
    assert (shown.semantics_label or shown.value) == f"\u2068{name}\u2069"
    assert (shown.max_lines, shown.overflow) == (2, ft.TextOverflow.ELLIPSIS)


def test_a_picture_that_cannot_be_had_leaves_its_frame() -> None:
    pictures = [(name, one) for name in SCREENS for one in tree(name, "nl") if isinstance(one, ft.Image)]
    ours = [(name, one) for name, one in pictures if str(one.src).startswith("/icons/")]
    assert {name for name, _ in ours} >= {"home", "language", "buddy_home"}
    assert [(name, one.src) for name, one in ours if not is_framed(one)] == []


def is_framed(picture: ft.Image) -> bool:
    instead = picture.error_content
    return isinstance(instead, ft.Container) and instead.width == picture.width


@pytest.mark.parametrize("code", [one.code for one in READY if one.code != "nl"])
def test_the_dutch_word_is_never_larger_than_the_own_one(code: str) -> None:
    for name in SCREENS:
        for scale in (1.0, 2.0):
            for column in [one for one in tree(name, code, scale) if isinstance(one, ft.Column)]:
                words = [one for one in column.controls if isinstance(one, ft.Text)]
                for own, dutch in pairwise(words):
                    if dutch.value.startswith("\u2066") and own.weight == ft.FontWeight.W_700 and dutch.weight != own.weight:
                        assert (dutch.size or 0) < (own.size or 0), (name, scale, own.value)


@pytest.mark.parametrize("name", ["who", "who_again", "mine", "where", "help", "reason"])
@pytest.mark.parametrize("code", [one.code for one in READY])
def test_words_to_choose_from_are_of_one_size(code: str, name: str) -> None:
    """One that is smaller looks as if it were less."""
    buttons = [one for one in tree(name, code, 2.0) if isinstance(one, ft.Semantics) and one.button]
    shown = [one for one in buttons if one.expand is None or name == "settings"]  # these are cards side by side
    words = [one for button in shown for one in found(button) if isinstance(one, ft.Text) and one.weight == ft.FontWeight.W_700]
    marks = ("NL", "\u206623\u2069")  # of the speaker, and of a day
    assert len({one.size for one in words if one.value not in marks}) == 1


@pytest.mark.parametrize(("code", "said"), [("fr", "Sport, aujourd’hui"), ("ar", "الرياضة، اليوم"), ("en", "Sport, today")])
def test_after_the_comma_today_has_a_small_letter(code: str, said: str) -> None:
    texts = Texts(code)
    assert texts.on(texts("activity", "Sport"), samples.NOW, samples.NOW) == said


@pytest.mark.parametrize("name", ["left", "came", "moment", "moments", "home", "home_here", "until", "counsellor_proof"])
def test_a_moment_of_any_time_a_code_can_say_is_drawn(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept for ever: a screen that it breaks would stay broken."""
    seen = samples.entry(0, 1, None if name in ("came", "home_here", "until") else 90)
    far = replace(seen, visit=replace(seen.visit, start=LAST_SECOND - 5400, end=seen.visit.end and LAST_SECOND))
    monkeypatch.setattr(samples, "entry", lambda *_, **__: far)
    for code in ("nl", "ar", "ti"):
        assert said(anew(name, code))


@pytest.mark.parametrize("name", ["left", "moment", "moments"])
def test_a_display_whose_clock_is_thousands_of_years_ahead_does_not_fill_the_phone_with_clocks(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can make a code that says so, and a code that nobody knows is kept, too."""
    seen = samples.entry(0, 1, 90)
    far = replace(seen, visit=replace(seen.visit, end=LAST_SECOND))
    monkeypatch.setattr(samples, "entry", lambda *_, **__: far)
    shown = anew(name, "nl")
    assert max(len(str(one.control.src)) for one in shown if isinstance(one.control, ft.Image)) < 20_000
    assert name == "moments" or "\u206624:00\u2069" in said(shown)


def test_the_name_of_a_day_keeps_its_letter() -> None:
    texts = Texts("en")
    assert texts.on("Sport", samples.NOW - 3 * 86400, samples.NOW).startswith("Sport, Friday")


@pytest.mark.parametrize("code", [one.code for one in READY])
def test_the_longest_word_of_a_message_fits_the_screen_also_with_the_largest_letters(code: str) -> None:
    """By the width that the font gives it, or, for joined letters, by what they have at most."""
    for scale in (1.0, LARGE, 2.0):
        for name in ("moments_none", "refused-storage-full", "refused-not-ours", "left", "home"):
            for one in tree(name, code, scale):
                if isinstance(one, ft.Text) and one.weight == ft.FontWeight.W_700 and not one.max_lines:
                    words = MARKS.sub("", one.value).split()
                    joined = language(code).rtl
                    longest = max(0.66 * len(word) if joined else rules.width(word) / rules.LETTER for word in words)
                    assert longest * (one.size or 0) <= 328, (name, one.value)


@pytest.mark.parametrize(("code", "turned"), [("nl", False), ("ti", False), ("ar", True), ("fa_AF", True), ("ps", True)])
def test_a_door_is_gone_through_as_the_language_reads(code: str, turned: bool) -> None:
    doors = [
        one for one in tree("how-scan", code) if isinstance(one, ft.Image) and re.search("/(enter|leave)[-.]", str(one.src))
    ]
    assert len(doors) == 2
    assert [isinstance(one.scale, ft.Scale) and one.scale.scale_x == -1 for one in doors] == [turned, turned]
