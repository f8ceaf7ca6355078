"""From the old phone to the new one, as taps and answers: what is shown, and what is forgotten when it is left."""

from __future__ import annotations

from dataclasses import replace

from app.newcomer.model import (
    BACK_AGAIN,
    COME_BACK,
    COMING,
    HOME,
    NEW_PHONE,
    PHONE_CODES,
    REFUSED,
    SETTINGS,
    Coming,
    NewcomerModel,
)
from app.newcomer.phone_events import CodeShown, CodesMade, HoldCode, HoursHere, Join, MakeCodes, OpenFile, PhoneRead, ReadPhone
from app.newcomer.update import Event, update
from app.records.page import NOTHING
from app.ui.events import Sync, Tapped
from app.ui.taps import Hear
from tests.looks.samples import page

AT_HOME = NewcomerModel(screen=HOME, language="nl", page=page())
TEXTS = ("VEERTIG-PHONE:1", "VEERTIG-PHONE:2", "VEERTIG-PHONE:3")


def after(model: NewcomerModel, *events: Event) -> NewcomerModel:
    for event in events:
        model, _ = update(model, event)
    return model


def asked(model: NewcomerModel, event: Event) -> list[object]:
    return list(update(model, event)[1])


def test_the_codes_come_after_one_question_and_only_from_there() -> None:
    question = after(AT_HOME, Tapped("settings"), Tapped(NEW_PHONE))
    assert question.screen == NEW_PHONE
    assert asked(question, Tapped(PHONE_CODES)) == [MakeCodes()]
    assert asked(AT_HOME, Tapped(PHONE_CODES)) == []
    assert question.codes == ()


def test_several_codes_follow_each_other_over_and_over_and_one_stands_still() -> None:
    question = after(AT_HOME, Tapped(NEW_PHONE))
    shown, effects = update(question, CodesMade(TEXTS))
    assert (shown.screen, effects) == (PHONE_CODES, [HoldCode(0)])
    turn = []
    for at in (0, 1, 2, 0):
        turn.append(shown.code_at)
        shown, effects = update(shown, CodeShown(at))
    assert (turn, effects) == ([0, 1, 2, 0], [HoldCode(1)])
    assert update(question, CodesMade(TEXTS[:1]))[1] == []
    assert asked(shown, CodeShown(0)) == []  # the answer of an earlier turn


def test_leaving_the_codes_by_any_way_forgets_them_and_ends_the_turn() -> None:
    shown = after(AT_HOME, Tapped(NEW_PHONE), CodesMade(TEXTS))
    for way, screen in (("home", HOME), ("back", SETTINGS)):
        left = after(shown, Tapped(way))
        assert (left.screen, left.codes, left.code_at) == (screen, (), 0)
        assert asked(left, CodeShown(0)) == []
    assert "VEERTIG-PHONE" not in repr(shown)
    assert "VEERTIG-PHONE" not in repr([CodesMade(TEXTS), PhoneRead(TEXTS), Join(TEXTS)])


def test_the_speaker_is_heard_while_the_codes_are_shown() -> None:
    shown = after(AT_HOME, Tapped(NEW_PHONE), CodesMade(TEXTS))
    assert after(shown, Tapped(Hear())).screen == PHONE_CODES


def test_the_old_phone_is_read_once_at_a_time_and_what_was_read_is_kept_first() -> None:
    ways = replace(AT_HOME, screen=COME_BACK, page=NOTHING, coming=Coming())
    reading, effects = update(ways, Tapped("old-phone"))
    assert (reading.scanning, effects) == (True, [ReadPhone()])
    assert asked(reading, Tapped("old-phone")) == []
    assert asked(reading, PhoneRead(TEXTS)) == [Join(TEXTS)]
    closed = after(reading, PhoneRead((), "cancel"))
    assert (closed.screen, closed.scanning) == (COME_BACK, False)
    assert after(reading, PhoneRead((), "denied")).refusal == "denied"


def test_hours_that_came_are_shown_at_once_and_what_is_at_the_server_is_on_its_way() -> None:
    ways = replace(AT_HOME, screen=COME_BACK, page=NOTHING, coming=Coming())
    there, effects = update(ways, HoursHere(replace(page(), restoring=True), 5))
    assert (there.screen, effects) == (BACK_AGAIN, [Sync()])
    coming = after(ways, HoursHere(replace(NOTHING, restoring=True), 1))
    assert (coming.screen, coming.coming) == (COMING, Coming(safe=True))
    known = after(ways, HoursHere(page(), 0))
    assert known.coming == Coming(same=True)


def test_after_a_refusal_the_way_leads_to_the_old_phone_again_and_back_to_the_ways() -> None:
    refused = replace(AT_HOME, screen=REFUSED, refusal="phone-odd", coming=Coming())
    assert asked(refused, Tapped("old-phone")) == [ReadPhone()]
    assert asked(replace(refused, refusal="file-odd"), Tapped("own-file")) == [OpenFile()]
    assert after(refused, Tapped("back")).screen == COME_BACK
