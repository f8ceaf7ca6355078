"""What a control carries: each tap of every screen is known where its role decides, and says by its key which control it is."""

from __future__ import annotations

from typing import Any

import pytest

from app.buddy import update as buddy
from app.counsellor import model as counsellor
from app.counsellor import update as counsellor_update
from app.counsellor.taps import ChooseAnswer, ChooseFile
from app.newcomer import update as newcomer
from app.newcomer.taps import (
    AskUntil,
    ChooseActivity,
    ChooseBuddy,
    ChooseDay,
    ChooseLength,
    ChoosePicture,
    ChooseReason,
    ChooseSharer,
    ChooseVisitLength,
    ChooseWho,
    ClearPicture,
    OpenMonth,
    ShowCode,
    TapPicture,
)
from app.organisation import model as organisation
from app.organisation.model import DisplayTapped
from app.organisation.taps import BeginActivity, PlanLength
from app.ui.events import Tapped
from app.ui.taps import Choice, ChooseFace, ChooseSign, FingerDown, FingerUp, Hear, OpenMoment, key_of
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
        counsellor.CounsellorModel: counsellor_update,
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


ID = bytes(31) + b"\xab"
KEYS = {  # screen readers and the tests in browsers find the controls by these
    "speak": Hear(),
    "hear-moments": Hear("moments"),
    "staff-held": FingerDown("staff"),
    "staff-let-go": FingerUp("staff"),
    f"moment-{ID.hex()}": OpenMoment(ID),
    "sign-3": ChooseSign(3),
    "face-1": ChooseFace(1),
    "who-buddy": ChooseWho("buddy"),
    "which-0": ChooseBuddy(0),
    "which-other": ChooseBuddy(None),
    "what-6": ChooseActivity(6),
    "long-90": ChooseLength(90),
    "when-0": ChooseDay(0),
    f"until-{ID.hex()}": AskUntil(ID),
    "stay-30": ChooseVisitLength(30),
    f"show-{ID.hex()}": ShowCode(ID),
    "reason-2": ChooseReason(2),
    "month-24310": OpenMonth(24310),
    "picture-63": ChoosePicture(63),
    "clear-0": ClearPicture(0),
    "person-2": ChooseSharer(2),
    "lock-8": TapPicture(8),
    "activity-7": BeginActivity(7),
    "length-120": PlanLength(120),
    "file-3": ChooseFile(3),
    "only-talk": ChooseAnswer("talk"),
}


def test_the_key_of_each_tap_that_carries_data_stays_as_it_is() -> None:
    assert {meaning.key: meaning for meaning in KEYS.values()} == KEYS
    assert {type(meaning).__name__ for meaning in KEYS.values()} == {kind.__name__ for kind in Choice.__subclasses__()}
