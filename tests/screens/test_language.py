"""Choosing a language: by its own name, none lost, at any time."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app.newcomer import update as newcomer
from app.newcomer.screens import language
from app.newcomer.update import Chose, Event, Model, Tapped, update
from app.ui.controls.look import Look
from app.ui.texts import READY, Texts
from app.ui.theme import LIGHT
from tests.people import NOON
from tests.screens.few import found
from tests.screens.test_phone import PAGE

FIRST = Model(newcomer.LANGUAGE, "nl", chosen=False)


def buttons(model: Model, scale: float) -> dict[str, Any]:
    """What can be tapped, by key."""
    texts = Texts(model.language)
    tree = found(language.view(model, texts, Look(LIGHT, texts.rtl, scale), lambda event: None, NOON))
    found_ones = {str(one.identifier): one for one in tree if isinstance(one, ft.Semantics) and one.button}
    return {key: one for key, one in found_ones.items() if not key.startswith(("speak", "hear-"))}  # those only speak


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
        (names,) = [one.value for one in found(shown[newcomer.MORE]) if isinstance(one, ft.Text)]
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


def test_the_language_is_changed_at_any_time_from_the_settings_and_the_first_page_comes_first() -> None:
    model = Model(newcomer.SETTINGS, "ps", PAGE, turned=1)
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
