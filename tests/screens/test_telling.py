"""What a newcomer tells in pictures: the order of the questions, what the answers do, and when a told moment was."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.newcomer import answers, report
from app.newcomer import update as newcomer
from app.newcomer.report import Declare, Propose, RememberBuddy, Stay
from app.newcomer.taps import (
    AskUntil,
    ChooseActivity,
    ChooseBuddy,
    ChooseDay,
    ChooseLength,
    ChooseVisitLength,
    ChooseWho,
    ShowCode,
)
from app.newcomer.update import Go, HoursSynced, NewcomerModel, ProposalShown, Recounted, Sync, Tapped, Wrote, update
from app.protocol import brussels, meeting
from app.protocol.activities import ACTIVITIES, ActivityType
from app.protocol.moments import Verdict, Visit
from app.protocol.terms import Terms
from app.records import free_slot
from app.records.page import Entry, Expected, Page, Saved
from app.ui.controls.choices import eight_of
from app.ui.controls.clocks import clocks_svg
from app.ui.controls.look import Look
from app.ui.taps import ChooseSign, Meaning, OpenMoment
from app.ui.theme import DARK, LIGHT
from tests.people import NOON, proposal

OUTER, ASKED = meeting.proposal_from_bytes(proposal())
EXPECTED = Expected(OUTER.id, OUTER.data, ASKED)
BUDDY = b"\5" * 8
OTHER, WITH_BUDDY = Terms(ActivityType.ALTERNATIVE), Terms(ActivityType.BUDDY)
MET = Entry(Visit(OUTER.id, (), b"", b"", 6, 0, NOON, NOON + 7200, Verdict.UNKNOWN), 120, WITH_BUDDY, "", False, "met", BUDDY)
OPEN = Entry(Visit(b"\7" * 32, (), b"", b"", 1, 240, NOON, None, Verdict.TRUSTED), 0, OTHER, "", False)
PAGE = Page(120, (MET, OPEN), 2, expected=(EXPECTED,))
HOME = NewcomerModel(newcomer.HOME, "nl", PAGE)


def taps(model: NewcomerModel, *meanings: Meaning) -> tuple[NewcomerModel, list[newcomer.Effect]]:
    effects: list[newcomer.Effect] = []
    for meaning in meanings:
        model, effects = update(model, Tapped(meaning))
    return model, effects


def test_four_answers_make_a_code_and_a_second_tap_makes_no_second() -> None:
    model, effects = taps(HOME, "together", ChooseWho("buddy"), ChooseActivity(6), ChooseLength(120), ChooseDay(1))
    assert effects == [Propose(6, 120, 1)]
    assert taps(model, ChooseDay(1))[1] == []
    model, effects = update(model, ProposalShown(EXPECTED, PAGE))
    assert (model.screen, model.shown, effects) == (report.CODE, EXPECTED, [Sync()])
    assert taps(model, "scan")[0].scanning


def test_without_a_code_the_same_questions_declare_hours() -> None:
    all_answers = ChooseWho("alone"), ChooseActivity(20), ChooseLength(60), ChooseDay(0)
    assert taps(HOME, "together", *all_answers)[1] == [Declare(20, 60, 0)]


def test_a_code_is_open_to_whoever_was_there_and_of_several_remembered_buddies_the_likely_one_is_shown_beside_it() -> None:
    rest = (ChooseActivity(6), ChooseLength(30), ChooseDay(0))
    one = replace(HOME, page=replace(PAGE, people={BUDDY: 3}))
    told, effects = taps(one, "together", ChooseWho("buddy"), *rest)
    assert (told.meant, effects) == (None, [Propose(6, 30, 0)])  # nobody is asked, so the phone does not guess
    assert taps(one, "together", ChooseWho("there"), *rest)[1] == [Propose(6, 30, 0)]
    several = replace(HOME, page=replace(PAGE, people={BUDDY: 3, b"\6" * 8: 4, b"\7" * 8: 3}))
    assert taps(several, "together", ChooseWho("buddy"))[0].screen == report.WHICH
    assert report.remembered(several) == [3, 4]  # a buddy with two phones is one buddy
    for answer, meant in ((ChooseBuddy(3), 3), (ChooseBuddy(None), None)):
        told, effects = taps(several, "together", ChooseWho("buddy"), answer, *rest)
        assert (told.meant, effects) == (meant, [Propose(6, 30, 0)])
    shown, _ = taps(told, ShowCode(OUTER.id))
    assert shown.meant is None
    same_sign = replace(HOME, page=replace(PAGE, people={BUDDY: 3, b"\7" * 8: 3}))
    assert taps(same_sign, "together", ChooseWho("buddy"))[0].screen == report.WHAT


def test_back_leads_to_the_question_before_and_the_answers_stay() -> None:
    model, _ = taps(HOME, "together", ChooseWho("buddy"), ChooseActivity(6), ChooseLength(120))
    seen = [model.screen]
    for _ in range(4):
        model, _ = taps(model, "back")
        seen.append(model.screen)
    assert seen == [report.WHEN, report.LONG, report.WHAT, report.WHO, newcomer.HOME]


def test_more_shows_the_next_eight_and_comes_round_again() -> None:
    for items in (answers.activities("buddy"), answers.activities("alone"), answers.lengths(600), answers.visit_lengths(240)):
        pages = -(-len(items) // 8)
        assert [one for page in range(pages) for one in eight_of(items, page)[0]] == list(items)
        assert eight_of(items, pages) == eight_of(items, 0)
    assert sorted(answers.activities("buddy")) == sorted(ACTIVITIES)
    assert answers.activities("alone")[:2] == [20, 21]
    model, _ = taps(HOME, "together", ChooseWho("buddy"), "more")
    assert model.turned == 1
    assert taps(model, ChooseActivity(6))[0].turned == 0


def test_lengths_go_by_half_hours_up_to_what_counts_and_a_stay_up_to_what_was_planned() -> None:
    assert answers.lengths(600) == list(range(30, 601, 30))
    assert answers.lengths(20) == [20]
    assert answers.visit_lengths(100) == [30, 60, 90, 100]
    assert answers.visit_lengths(20) == [20]


def test_a_code_is_shown_again_from_the_list_or_from_the_first_question() -> None:
    for model in (HOME, replace(HOME, screen=newcomer.MOMENTS), taps(HOME, "together")[0]):
        again, _ = taps(model, ShowCode(OUTER.id))
        assert (again.screen, again.shown) == (report.CODE, EXPECTED)
    assert taps(HOME, ShowCode(bytes(32)))[0] == HOME


def test_after_a_first_meeting_a_buddy_may_get_a_picture_and_of_those_who_are_there_only_a_programmes_buddy() -> None:
    model, _ = update(HOME, Wrote(Saved("met", MET, ""), PAGE))
    asked, _ = taps(model, "home")
    assert asked.screen == report.SIGN
    done, effects = taps(asked, ChooseSign(4))
    assert (done.screen, effects) == (newcomer.HOME, [RememberBuddy(BUDDY, 4)])
    assert taps(asked, "back")[0].screen == newcomer.HOME
    there = replace(model, met_with="there")
    assert taps(there, "home")[0].screen == newcomer.HOME
    certified = replace(MET, visit=replace(MET.visit, verdict=Verdict.TRUSTED))
    assert taps(replace(there, saved=Saved("met", certified, "")), "home")[0].screen == report.SIGN
    known, _ = update(model, Recounted(replace(PAGE, people={BUDDY: 4})))
    assert taps(known, "home")[0].screen == newcomer.HOME


def test_an_answer_that_the_buddys_phone_brought_is_shown_while_the_code_is_on_the_screen() -> None:
    model, _ = update(HOME, ProposalShown(EXPECTED, replace(PAGE, entries=())))
    assert update(model, HoursSynced(replace(PAGE, entries=()), ""))[0].screen == report.CODE
    arrived, _ = update(model, HoursSynced(PAGE, ""))
    assert (arrived.screen, arrived.saved) == (newcomer.SAVED, Saved("met", MET, ""))
    elsewhere, _ = update(replace(model, screen=newcomer.HOME), HoursSynced(PAGE, ""))
    assert elsewhere.screen == newcomer.HOME


def test_a_forgotten_way_out_is_told_from_home_or_from_the_list() -> None:
    asked, _ = taps(HOME, AskUntil(OPEN.visit.check_in))
    assert asked.screen == report.UNTIL
    assert taps(asked, ChooseVisitLength(90))[1] == [Stay(OPEN.visit.check_in, 90)]
    assert taps(HOME, OpenMoment(OPEN.visit.check_in), "until", ChooseVisitLength(30))[1] == [Stay(OPEN.visit.check_in, 30)]


def test_a_newcomer_who_is_a_buddy_too_goes_to_the_other_role() -> None:
    assert taps(HOME, "buddy")[1] == [Go("/buddy")]


@pytest.mark.parametrize(("minutes", "clocks", "whole"), [(30, 1, 0), (60, 1, 1), (90, 2, 1), (600, 10, 10)])
def test_every_hour_is_a_clock_that_can_be_counted(minutes: int, clocks: int, whole: int) -> None:
    drawing = clocks_svg(Look(LIGHT), minutes)
    filled = f'r="44" fill="{LIGHT.kinds[ActivityType.BUDDY].fill}"'
    assert (drawing.count("<g "), drawing.count(filled)) == (clocks, whole)


@pytest.mark.parametrize(("hours", "rows"), [(5, [5]), (6, [3, 3]), (7, [4, 3]), (8, [4, 4]), (9, [5, 4]), (11, [4, 4, 3])])
def test_rows_of_clocks_are_as_even_as_can_be_and_a_shorter_one_stands_in_the_middle(hours: int, rows: list[int]) -> None:
    places = re.findall(r"translate\(([\d.]+) (\d+)\)", clocks_svg(Look(LIGHT), hours * 60))
    found = [[float(x) for x, y in places if int(y) == row * 100] for row in range(len(rows))]
    assert [len(row) for row in found] == rows
    assert {(row[0] + row[-1] + 100) / 2 for row in found} == {max(rows) * 50}


def test_an_hour_has_no_hair_of_paper_between_what_is_filled_and_its_rim() -> None:
    """The rim is drawn last and nothing of the card lies beneath it: in the dark a ring would be seen."""
    drawing = clocks_svg(Look(DARK), 60)
    assert DARK.card not in drawing.split('fill="none"', maxsplit=1)[0]


def test_in_arabic_the_clocks_begin_at_the_right() -> None:
    assert 'translate(100 0)"><circle cx="50" cy="50" r="44"' in clocks_svg(Look(LIGHT, rtl=True), 90).split("<g ")[1]


@given(
    st.integers(0, 6),
    st.integers(1, 20).map(lambda halves: 30 * halves),
    st.integers(NOON - 40_000_000, NOON + 40_000_000),
    st.lists(st.tuples(st.integers(-8 * 86400, 0), st.integers(1, 12 * 3600)), max_size=6),
)
def test_a_told_moment_begins_on_its_day_and_takes_no_time_of_another_where_there_is_room(
    back: int, minutes: int, now: int, others: list[tuple[int, int]]
) -> None:
    busy = [(now + start, now + start + long) for start, long in others]
    start = free_slot.begin(back, minutes, now, busy)
    assert brussels.day(start) == brussels.day(now) - back
    assert now - meeting.MOST_DAYS_BACK * meeting.DAY <= start <= now  # a buddy may sign it
    clash = [one for one in busy if one[0] < start + 60 * minutes and start < one[1]]
    assert not clash or start == free_slot.begin(back, minutes, now, [])


def test_the_days_begin_at_midnight_in_brussels_also_when_the_clocks_change() -> None:
    for day in range(20_000, 21_000):
        midnight = brussels.midnight_of(day)
        assert (brussels.day(midnight), brussels.day(midnight - 1)) == (day, day - 1)
