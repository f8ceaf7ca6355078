"""Choosing a language: by its own name, none lost, at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app.buddy import update as buddy
from app.newcomer import update as newcomer
from app.newcomer.screens import aloud, language
from app.newcomer.update import Chose, Event, NewcomerModel, Tapped, update
from app.ui.controls.look import Look
from app.ui.screens.language import in_lines
from app.ui.speech import HEAR
from app.ui.texts import READY, Language, Texts
from app.ui.texts import language as known
from app.ui.theme import LIGHT
from tests.people import NOON
from tests.screens.few import found
from tests.screens.test_phone import PAGE

FIRST = NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False)


def buttons(model: NewcomerModel, scale: float) -> dict[str, Any]:
    """What can be tapped, by key."""
    texts = Texts(model.language)
    tree = found(language.view(model, texts, Look(LIGHT, texts.rtl, scale), lambda event: None, NOON))
    found_ones = {str(one.identifier): one for one in tree if isinstance(one, ft.Semantics) and one.button}
    others = ("speak", "hear-", newcomer.COME_BACK)  # these only speak, or are for who has hours already
    return {key: one for key, one in found_ones.items() if not key.startswith(others)}


def tapped(control: Any, send: list[Event]) -> Event:
    """What the thing inside this button does when it is tapped."""
    (box,) = [one for one in found(control) if getattr(one, "on_click", None)]
    box.on_click(None)
    return send.pop()


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
def test_every_language_is_reached_by_its_own_name_with_at_most_eight_choices_at_once(scale: float) -> None:
    model, seen = FIRST, dict[str, list[str]]()
    for _ in range(4):
        shown = buttons(model, scale)
        assert len(shown) <= 8
        seen |= {key: [one.value for one in found(control) if isinstance(one, ft.Text)] for key, control in shown.items()}
        model, _ = update(model, Tapped(newcomer.MORE))
    names = {f"language-{one.code}": [f"\u2068{one.name}\u2069"] for one in READY}
    assert {key: words for key, words in seen.items() if key != newcomer.MORE} == names


def test_more_shows_which_languages_come_next_and_goes_round() -> None:
    pages = []
    model = FIRST
    for _ in range(3):
        shown = buttons(model, 1.0)
        names = " ".join(str(one.value) for one in found(shown[newcomer.MORE]) if isinstance(one, ft.Text))
        pages.append((set(shown), names))
        model, _ = update(model, Tapped(newcomer.MORE))
    assert pages[0] == pages[2] != pages[1]
    assert all(one.name in pages[0][1] for one in READY if f"language-{one.code}" in pages[1][0])


def test_a_tap_on_a_name_chooses_that_language() -> None:
    sent: list[Event] = []
    texts = Texts("nl")
    tree = found(language.view(FIRST, texts, Look(LIGHT), sent.append, NOON))
    for one in tree:
        if isinstance(one, ft.Semantics) and (one.identifier or "").startswith("language-"):
            assert tapped(one, sent) == Chose(str(one.identifier).removeprefix("language-"))


def test_the_language_is_changed_at_any_time_from_the_settings_and_the_page_of_the_one_in_use_comes_first() -> None:
    model = NewcomerModel(newcomer.SETTINGS, "ps", PAGE, turned=1)
    model, _ = update(model, Tapped(newcomer.LANGUAGE))
    assert (model.screen, model.turned) == (newcomer.LANGUAGE, 0)
    chosen = [
        key
        for key, one in buttons(model, 1.0).items()
        if any(getattr(x, "border", None) and x.border.top.color == LIGHT.good for x in found(one))
    ]
    assert chosen == ["language-ps"]
    model, _ = update(update(model, Tapped(newcomer.MORE))[0], Chose("ti"))
    assert (model.screen, model.language, model.turned) == (newcomer.HOME, "ti", 0)
    model, _ = update(replace(model, screen=newcomer.SETTINGS), Tapped(newcomer.LANGUAGE))
    for scale in (1.0, 2.0):
        opened, _ = update(replace(model, letters=scale), Tapped(newcomer.LANGUAGE))
        assert "language-ti" in buttons(opened, scale)
    asked, _ = buddy.update(buddy.BuddyModel(buddy.SETTINGS, "ti"), Tapped(buddy.LANGUAGE))
    assert asked.turned == model.turned == 1


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_the_next_languages_have_a_speaker_of_their_own_and_their_arrow_points_away_from_them(code: str) -> None:
    texts = Texts(code)
    for turned, arrow in ((0, "next"), (1, "back")):
        model = NewcomerModel(newcomer.LANGUAGE, code, turned=turned)
        tree = found(language.view(model, texts, Look(LIGHT, texts.rtl), lambda event: None, NOON))
        (hear,) = [one for one in tree if isinstance(one, ft.Semantics) and one.identifier == f"{HEAR}{newcomer.MORE}"]
        (more,) = [one for one in tree if isinstance(one, ft.Semantics) and one.identifier == newcomer.MORE]
        (row,) = [one for one in found(more) if isinstance(one, ft.Row)]
        at = [f"/icons/{arrow}.svg" == getattr(one, "src", "") for one in row.controls].index(True)
        assert at == (2 if arrow == "next" else 0)
        for one in aloud.clips(model, NOON, f"{HEAR}{newcomer.MORE}".removeprefix(HEAR)):
            assert known(one.language).name in str(hear.label)


@pytest.mark.parametrize("following", [READY[7:], READY[:7], READY[5:10]])
def test_the_next_languages_stand_in_even_lines_of_letters_that_can_be_read(following: Sequence[Language]) -> None:
    names = [one.name for one in following]
    lines, size = in_lines(Look(LIGHT), names, 210, 3)
    assert len(lines) == 3
    assert size >= 14
    assert [name for line in lines for name in line.replace("\u2068", "").replace("\u2069", "").split("   ")] == names
