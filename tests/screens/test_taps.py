"""What a control carries: each tap of every screen is known where its role decides, and says by its key which control it is."""

from __future__ import annotations

from typing import Any

import pytest

from app.buddy import update as buddy
from app.counsellor import model as counsellor
from app.newcomer import update as newcomer
from app.newcomer.taps import ChooseActivity
from app.organisation import model as organisation
from app.organisation.model import DisplayTapped
from app.organisation.taps import BeginActivity
from app.ui.events import Tapped
from app.ui.taps import key_of
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.walk import SCREENS, SENT, anew, buttons


def model_of(name: str) -> Any:
    """The model behind this sample, of whatever role."""
    if name.startswith("display"):
        return samples.display_model(name)
    return samples.counsellor_model(name, "nl") if name in samples.COUNSELLOR else samples.model(name, "nl")


def decide(model: Any, event: Any) -> object:
    """What the role of this model makes of an event."""
    if isinstance(model, organisation.DisplayModel):
        return organisation.update(model, DisplayTapped(event))
    role: Any = {
        newcomer.NewcomerModel: newcomer,
        buddy.BuddyModel: buddy,
        counsellor.CounsellorModel: counsellor,
    }[type(model)]
    return role.update(model, event)


@pytest.mark.parametrize("name", SCREENS)
def test_each_tap_of_a_screen_is_known_where_it_is_decided_and_has_the_key_of_its_control(name: str) -> None:
    """A tap that no decision knows would raise."""
    for button in buttons(anew(name, "nl", LIGHT)):
        handlers: list[Any] = [button.box.on_click, button.box.on_long_press]
        for handler in filter(None, handlers):
            handler(None)
            event = SENT.pop()
            assert decide(model_of(name), event)
            if handler is button.box.on_click and not isinstance(event, newcomer.Chose):
                assert key_of(event.meaning if isinstance(event, Tapped) else event) == button.key


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("home", Tapped(BeginActivity(1))),
        ("buddy_home", Tapped(ChooseActivity(1))),
        ("counsellor_first", Tapped(ChooseActivity(1))),
        ("display", ChooseActivity(1)),
    ],
)
def test_a_tap_of_another_role_is_a_fault_and_not_passed_over(name: str, event: Any) -> None:
    with pytest.raises(TypeError, match="no screen sends"):
        decide(model_of(name), event)
