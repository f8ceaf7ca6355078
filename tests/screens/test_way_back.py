"""The device's own "back" on every inner screen: it leaves the screen by a button of that screen, and ends on the first one."""

from __future__ import annotations

from typing import Any

import pytest

from app.buddy import update as buddy
from app.counsellor import model as counsellor
from app.counsellor import update as counsellor_update
from app.newcomer import navigation
from app.newcomer import update as newcomer
from app.ui import way_back
from app.ui.events import Tapped
from app.ui.taps import key_of
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.test_taps import model_of
from tests.screens.walk import SENT, anew, buttons

ROLES: dict[type, tuple[Any, Any]] = {
    newcomer.NewcomerModel: (navigation.leaving, newcomer.update),
    buddy.BuddyModel: (buddy.leaving, buddy.update),
    counsellor.CounsellorModel: (counsellor_update.leaving, counsellor_update.update),
}
FIRST = {"home", "first", "leaving"}  # from the last one nothing leads back, either


@pytest.mark.parametrize("name", samples.UPRIGHT)
def test_back_leaves_every_screen_but_the_first_and_ends_there(name: str) -> None:
    model = model_of(name)
    leaving, update = ROLES[type(model)]
    is_first = (
        model.screen in FIRST or (model.screen == "language" and not getattr(model, "chosen", True)) or name == "people_door"
    )
    count = way_back.steps(model, leaving, update)
    assert (count == 0) == is_first
    assert count < way_back.MOST
    for left in range(count, 0, -1):
        before = model.screen
        model, _ = update(model, Tapped(leaving(model)))
        assert model.screen != before
        assert way_back.steps(model, leaving, update) == left - 1
    assert leaving(model) == ""


@pytest.mark.parametrize("name", samples.UPRIGHT)
def test_back_does_what_a_button_of_the_screen_does(name: str) -> None:
    model = model_of(name)
    leaving, update = ROLES[type(model)]
    meant = leaving(model)
    if not meant:
        return
    expected, _ = update(model, Tapped(meant))
    taps = []
    for button in buttons(anew(name, "nl", LIGHT)):
        handler: Any = button.box.on_click
        if handler:
            handler(None)
            taps.append(SENT.pop())
    assert expected.screen in {update(model, tap)[0].screen for tap in taps if isinstance(tap, Tapped) and key_of(tap.meaning)}
