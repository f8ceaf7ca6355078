"""What a newcomer takes back: why, ten seconds to think again, and on to the other time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.newcomer import report, take_back
from app.newcomer import update as newcomer
from app.newcomer.report import Declare, Propose, Telling
from app.newcomer.take_back import Hold, Keep, Passed, SignTakeBack, TakeBackHeld, Taken, Wait
from app.newcomer.taps import ChooseDay, ChooseLength, ChooseReason
from app.newcomer.update import (
    HoursSynced,
    LinkOpened,
    NewcomerModel,
    Recounted,
    RefusalShown,
    Scanned,
    Tapped,
    Write,
    Wrote,
    update,
)
from app.protocol.activities import ActivityType
from app.protocol.moments import Verdict, Visit
from app.protocol.terms import Terms
from app.records.page import Entry, Page, Saved
from app.ui.taps import Meaning, OpenMoment
from tests.people import NOON

ID, BUDDY = b"\4" * 32, b"\5" * 8
OTHER, WITH_BUDDY = Terms(ActivityType.ALTERNATIVE), Terms(ActivityType.BUDDY)
MET = Entry(Visit(ID, (), b"", b"", 6, 0, NOON, NOON + 7200, Verdict.UNKNOWN), 120, OTHER, "", False, "met", BUDDY)
TALK = Visit(b"\6" * 32, (), b"", b"", 20, 0, NOON, NOON + 3600, Verdict.UNKNOWN)
DECLARED = Entry(TALK, 60, WITH_BUDDY, "", False, "declared")
VISIT = Entry(Visit(b"\7" * 32, (), b"", b"", 1, 240, NOON, NOON + 3600, Verdict.TRUSTED), 60, OTHER, "", True)
PAGE = Page(240, (MET, DECLARED, VISIT), 3)
LIST = NewcomerModel(newcomer.MOMENTS, "nl", PAGE)


def taps(model: NewcomerModel, *meanings: Meaning) -> tuple[NewcomerModel, list[newcomer.Effect]]:
    effects: list[newcomer.Effect] = []
    for meaning in meanings:
        model, effects = update(model, Tapped(meaning))
    return model, effects


def taken(reason: int = 3, id: bytes = ID, model: NewcomerModel = LIST) -> tuple[NewcomerModel, Taken]:
    """A moment of the list that was just taken back for this reason."""
    model, effects = taps(model, OpenMoment(id), "reason", ChooseReason(reason))
    assert effects == [Hold(id, reason)]
    gone = Taken(id, reason, NOON)
    model, effects = update(model, TakeBackHeld(gone))
    assert (model.screen, effects) == (newcomer.SAVED, [Wait(gone)])
    assert model.saved
    assert (model.saved.what, model.saved.entry.taken_back, model.saved.entry.minutes) == ("taken-back", True, 0)
    return model, gone


def test_a_moment_is_looked_at_and_taken_back_with_a_reason() -> None:
    model, _ = taps(LIST, OpenMoment(ID))
    assert (model.screen, model.moment) == (report.MOMENT, ID)
    assert taps(model, "reason", "back")[0].screen == report.MOMENT
    assert taps(model, ChooseReason(3))[1] == []  # only on its own screen
    assert taps(LIST, OpenMoment(bytes(32)))[0] == LIST
    taken()


def test_whoever_thinks_again_within_ten_seconds_keeps_the_moment_and_nothing_is_signed() -> None:
    model, gone = taken()
    kept, effects = taps(model, "undo")
    assert (kept.screen, kept.moment, kept.taken, effects) == (report.MOMENT, ID, None, [Keep(ID)])
    assert update(kept, Passed(gone)) == (kept, [])
    assert taps(kept, "back")[1] == []  # and leaving signs nothing either


def test_after_ten_seconds_it_is_signed_once_and_cannot_be_kept_any_more() -> None:
    model, gone = taken()
    model, effects = update(model, Passed(gone))
    assert (model.screen, effects) == (newcomer.SAVED, [SignTakeBack(ID, 3)])
    assert taps(model, "undo") == (model, [])
    assert update(model, Passed(gone)) == (model, [])
    left, effects = taps(model, "home")
    assert (left.screen, left.taken, effects) == (newcomer.HOME, None, [])


@pytest.mark.parametrize(
    "event", [Tapped("home"), Tapped("back"), RefusalShown("storage-full"), Wrote(Saved("met", MET, ""), PAGE)]
)
def test_whoever_leaves_the_screen_wherever_to_has_thought_and_it_is_signed(event: newcomer.Event) -> None:
    model, gone = taken()
    left, effects = update(model, event)
    assert (left.taken, effects[:1]) == (None, [SignTakeBack(ID, 3)])
    assert update(left, Passed(gone)) == (left, [])


def test_what_happens_elsewhere_meanwhile_brings_the_moment_back_neither_on_the_screen_nor_in_the_end() -> None:
    model, gone = taken()
    for event in (
        Recounted(PAGE),
        HoursSynced(PAGE, ""),
        LinkOpened("/s/256"),
        Scanned((), "cancel"),
        TakeBackHeld(replace(gone, at=NOON + 1)),
    ):
        model, effects = update(model, event)
        assert not any(isinstance(one, SignTakeBack) for one in effects)
        assert model.saved
        assert (model.screen, model.saved.entry.taken_back, model.taken) == (newcomer.SAVED, True, gone)
    assert update(model, LinkOpened("/s/256"))[1] == [Write("/s/256")]


def test_another_time_leads_on_to_that_time_with_the_same_people_and_the_same_activity() -> None:
    model, _ = taken(take_back.ANOTHER_TIME)
    onward, effects = taps(model, "other-time")
    assert (onward.screen, onward.telling, effects) == (report.LONG, Telling("there", None, 6), [SignTakeBack(ID, 2)])
    assert taps(onward, ChooseLength(60), ChooseDay(1))[1] == [Propose(6, 60, 1)]
    known = replace(LIST, page=replace(PAGE, people={BUDDY: 4}))
    onward, _ = taps(taken(take_back.ANOTHER_TIME, model=known)[0], "other-time")
    assert onward.telling == Telling("buddy", 4, 6)
    assert taps(onward, ChooseLength(60), ChooseDay(1))[0].meant == 4
    assert taps(onward, "back", "back")[0].screen == report.WHO  # everything can still be said otherwise


@pytest.mark.parametrize(("entry", "activity"), [(DECLARED, 20), (VISIT, 1)])
def test_the_other_time_of_what_nobody_signed_is_told_without_a_code(entry: Entry, activity: int) -> None:
    model, _ = taken(take_back.ANOTHER_TIME, entry.visit.check_in)
    assert taps(model, "other-time", ChooseLength(30), ChooseDay(2))[1] == [Declare(activity, 30, 2)]


def test_the_other_reasons_lead_nowhere_else() -> None:
    for reason in (1, 3, 4):
        model, _ = taken(reason)
        assert taps(model, "other-time") == (model, [])
