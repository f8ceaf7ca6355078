"""What the newcomer's app decides, and that every screen can be drawn in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import flet as ft
import pytest

from app.newcomer import update as newcomer
from app.newcomer.mine import LEAVING
from app.newcomer.report import Telling
from app.newcomer.update import (
    Answered,
    AskToKeep,
    Chose,
    HoursSynced,
    LinkOpened,
    MeasureQuota,
    NewcomerModel,
    OpenCamera,
    QuotaMeasured,
    RefusalShown,
    Remember,
    Scanned,
    Sync,
    Tapped,
    Woke,
    Write,
    Wrote,
    safety,
    update,
)
from app.newcomer.views import VIEWS
from app.protocol import meeting
from app.protocol.activities import ActivityType
from app.protocol.display_token import Session
from app.protocol.moments import Verdict, Visit
from app.protocol.terms import Terms
from app.records import scan_rules
from app.records.page import Entry, Expected, Page, Saved
from app.ui.controls.floor import Tile, floor, floor_svg, halves, height, row_of_tiles, tiles, tiles_of_target
from app.ui.controls.look import Look
from app.ui.screens import refusals
from app.ui.speech_model import KeepVoice
from app.ui.texts import READY, Texts
from app.ui.theme import DARK, LIGHT
from tests.people import NOON, proposal
from tests.screens.few import amiss, found

FULL = Tile(ActivityType.BUDDY, 4)
VISIT = Visit(
    bytes(32),
    (),
    bytes(8),
    bytes(8),
    1,
    240,
    NOON,
    NOON + 5400,
    Verdict.TRUSTED,
    (),
    ((NOON, NOON), (NOON + 5400, NOON + 5400)),
)
ENTRY = Entry(VISIT, 90, Terms(ActivityType.ALTERNATIVE), "Bibliotheek De Krook", False)
PAGE = Page(90, (ENTRY,), 3)
HOME = NewcomerModel(newcomer.HOME, "nl", PAGE)
ASKED = proposal()
EXPECTED = Expected(meeting.proposal_from_bytes(ASKED)[0].id, ASKED, meeting.proposal_from_bytes(ASKED)[1])
OF_EIGHT = ("language", "which", "what", "long", "when", "until", "sign")  # eight at most, and the way to the next eight
OF_NINE = ("own-sign", "new-sign", newcomer.SETTINGS)  # eight and the way to the others
MOST = dict.fromkeys((*OF_EIGHT, *OF_NINE), 9)


def test_choosing_a_language_goes_home_and_is_remembered() -> None:
    model, effects = update(NewcomerModel(newcomer.LANGUAGE, "nl"), Chose("ar"))
    assert (model.screen, model.language) == (newcomer.HOME, "ar")
    assert effects == [Remember("language", "ar"), KeepVoice("ar")]


def test_a_link_that_comes_before_a_language_is_saved_first_and_then_the_language_is_asked() -> None:
    model, effects = update(NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False), LinkOpened("/s/256"))
    assert effects == [Write("/s/256")]
    model, _ = update(model, Wrote(Saved("came", ENTRY, ""), PAGE))
    assert model.screen == newcomer.SAVED
    assert update(model, Tapped("home"))[0].screen == newcomer.LANGUAGE


def test_two_taps_on_scan_open_one_camera() -> None:
    model, effects = update(HOME, Tapped("scan"))
    assert effects == [OpenCamera()]
    assert update(model, Tapped("scan"))[1] == []


def test_closing_the_camera_is_an_answer_and_not_a_fault() -> None:
    model, effects = update(update(HOME, Tapped("scan"))[0], Scanned((), "cancel"))
    assert (model.screen, model.scanning, effects) == (newcomer.HOME, False, [])


def test_one_code_is_written_down_and_two_are_asked_for_again() -> None:
    assert update(HOME, Scanned(("https://uren.example.be/#/s/256.",), ""))[1] == [Write("/s/256")]
    model, effects = update(HOME, Scanned(("x", "y"), ""))
    assert (model.screen, model.refusal, effects) == (newcomer.REFUSED, "two-codes", [])


def test_a_link_opened_by_the_phones_own_camera_is_written_down_from_any_screen() -> None:
    for screen in VIEWS:
        assert update(NewcomerModel(screen, "nl"), LinkOpened("/s/256"))[1] == [Write("/s/256")]


def test_a_saved_moment_is_shown_and_sent_and_the_system_is_asked_once_to_keep_it() -> None:
    model, effects = update(HOME, Wrote(Saved("left", ENTRY, ""), PAGE))
    assert (model.screen, effects) == (newcomer.SAVED, [Sync(), AskToKeep(), MeasureQuota()])
    model, effects = update(update(model, Answered(False))[0], Wrote(Saved("left", ENTRY, ""), PAGE))
    assert effects == [Sync(), MeasureQuota()]
    assert update(NewcomerModel(newcomer.HOME, "nl", promised=True), Wrote(Saved("left", ENTRY, ""), PAGE))[1] == effects


def test_nothing_is_asked_of_the_system_before_there_is_something_to_keep() -> None:
    assert update(NewcomerModel(newcomer.HOME, "nl"), Woke())[1] == [Sync()]
    assert update(HOME, Woke())[1] == [Sync(), MeasureQuota()]


def test_a_phone_that_gets_full_sends_first_and_says_so_until_there_is_room_again() -> None:
    model, effects = update(HOME, QuotaMeasured(True))
    assert (effects, safety(model, NOON)) == ([Sync()], newcomer.FULL)
    model, effects = update(model, QuotaMeasured(True))
    assert effects == []
    assert safety(update(model, QuotaMeasured(False))[0], NOON) == newcomer.HERE


def test_home_says_in_one_calm_line_how_safe_the_hours_are() -> None:
    sent = replace(PAGE, entries=(replace(ENTRY, sent=True),))
    here = replace(PAGE, since=NOON)
    assert safety(replace(HOME, page=sent), NOON) == ""
    assert safety(replace(HOME, page=here), NOON + newcomer.ALONE_FOR) == newcomer.HERE
    assert safety(replace(HOME, page=here), NOON + newcomer.ALONE_FOR + 1) == newcomer.ONLINE
    assert safety(replace(HOME, page=replace(sent, restoring=True)), NOON) == newcomer.BACK


def test_my_moments_can_be_sent_by_a_tap_while_some_are_only_here() -> None:
    model = NewcomerModel(newcomer.MOMENTS, "nl", PAGE)
    keys = [one.key for one in found(VIEWS[newcomer.MOMENTS](model, Texts("nl"), Look(LIGHT), lambda event: None, NOON))]
    assert "send" in keys
    assert update(model, Tapped("send"))[1] == [Sync()]
    sent = replace(model, page=replace(PAGE, entries=(replace(ENTRY, sent=True),)))
    keys = [one.key for one in found(VIEWS[newcomer.MOMENTS](sent, Texts("nl"), Look(LIGHT), lambda event: None, NOON))]
    assert "send" not in keys


def test_a_failed_sync_never_moves_the_screen() -> None:
    model, _ = update(HOME, HoursSynced(PAGE, "offline"))
    assert (model.screen, model.notice) == (newcomer.HOME, "offline")


@pytest.mark.parametrize("screen", sorted(set(VIEWS) - {LEAVING}))  # from which nothing leads back
def test_from_every_screen_back_leads_home_question_by_question(screen: str) -> None:
    model = NewcomerModel(screen, "nl", PAGE, telling=Telling("buddy"), moment=bytes(32))
    for _ in range(4):
        model, _ = update(model, Tapped("back"))
    assert model.screen == newcomer.HOME


@pytest.mark.parametrize("language", [one.code for one in READY])
def test_every_screen_has_few_choices_one_main_action_and_names_for_all(language: str) -> None:
    texts, wrong = Texts(language), []
    told = {"telling": Telling("buddy"), "shown": EXPECTED, "moment": bytes(32), "origin": "https://uren.example.be"}
    for screen, palette in product(sorted(VIEWS), (LIGHT, DARK)):
        model = NewcomerModel(screen, language, PAGE, Saved("left", ENTRY, "new-place"), refusal="not-ours", **told)  # type: ignore[arg-type]
        drawn = VIEWS[screen](model, texts, Look(palette, texts.rtl), lambda event: None, NOON)
        wrong += [(screen, palette.dark, what) for what in amiss(drawn, palette, MOST.get(screen, 4))]
    assert wrong == []


def test_hours_lay_tiles_in_order_and_a_part_of_an_hour_lays_a_part() -> None:
    laid = tiles([(ActivityType.BUDDY, 90), (ActivityType.VOLUNTEERING, 61)])
    assert laid == [Tile(ActivityType.BUDDY, 4), Tile(ActivityType.BUDDY, 4), Tile(ActivityType.VOLUNTEERING, 2)]
    assert tiles([]) == []
    assert tiles([(ActivityType.BUDDY, 1)]) == [Tile(ActivityType.BUDDY, 1)]
    assert tiles([(ActivityType.BUDDY, 59)]) == [Tile(ActivityType.BUDDY, 3)]  # as the number beside: not yet an hour


@pytest.mark.parametrize(
    ("minutes", "quarters"), [(0, 0), (15, 1), (45, 3), (60, 4), (75, 4), (90, 6), (13 * 60 + 45, 54), (55 * 60 + 15, 220)]
)
def test_the_floor_shows_as_much_as_the_number_beside_it(minutes: int, quarters: int) -> None:
    """ "13½" is not a half and a quarter of a tile. But of the first hour the first quarter shows."""
    laid = halves(tiles([(ActivityType.BUDDY, minutes)]))
    assert sum(tile.quarters for tile in laid) == quarters
    assert minutes < 60 or Texts("nl").hours(minutes) == f"{quarters // 4}{'½' if quarters % 4 else ''}"


@pytest.mark.parametrize("rtl", [False, True])
def test_a_half_tile_is_laid_from_where_the_language_begins_to_read_on_the_floor_and_in_the_list(rtl: bool) -> None:
    look, laid = Look(LIGHT, rtl=rtl), tiles([(ActivityType.BUDDY, 90)])
    (in_the_list,) = [one for one in found(row_of_tiles(look, laid, "")) if isinstance(one, ft.Image)]
    for drawn in (str(in_the_list.src), floor_svg(look, laid, 2400)):
        assert drawn.count("scale(-1 1)") == (drawn.count("<g transform") if rtl else 0)


def test_a_floor_of_thousands_of_hours_is_drawn_up_to_what_can_be_seen() -> None:
    """A file that a counsellor opens may hold five thousand records."""
    shown = floor(Look(LIGHT), tiles([(ActivityType.BUDDY, 600)] * 5000), "50000", 296, target=2400)
    (drawn,) = [one for one in found(shown) if isinstance(one, ft.Image)]
    assert str(drawn.src).count("<g transform") == 100


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("target", "hours"), [(2400, 40), (3600, 60), (1500, 25), (1530, 26), (1471, 25)])
def test_beyond_the_target_its_tiles_stay_as_they_are_and_smaller_ones_lie_beneath(target: int, hours: int, rtl: bool) -> None:
    look = Look(LIGHT, rtl=rtl)
    laid = (hours - 1, hours, hours + 1, hours + 21)
    places = [re.findall(r'<g transform="(translate[^"]+)"', floor_svg(look, [FULL] * many, target)) for many in laid]
    still, full, one_more, more = places
    assert [len(one) for one in places] == [hours, hours, hours + 1, hours + 21]
    assert still == one_more[:hours] == more[:hours] == full
    assert [" scale(0.47)" in one for one in more] == [False] * hours + [True] * 21
    assert floor_svg(look, [], target).split('transform="')[1].startswith(f"translate({243 if rtl else 0} 0)")
    high = [height([FULL] * many, target) for many in (0, hours, hours + 1, hours + 20, hours + 21)]
    assert high[0] == high[1] < high[2] == high[3] < high[4]
    assert high[0] == -(-hours // 10) * 27 - 5  # rows of ten


def test_a_target_of_a_thousand_hours_is_drawn_as_far_as_it_can_be_seen() -> None:
    assert (tiles_of_target(1), tiles_of_target(6000), tiles_of_target(100_000)) == (1, 100, 100)
    assert floor_svg(Look(LIGHT), [FULL], 100_000).count("<g transform") == 100


@pytest.mark.parametrize(("target", "high"), [(60, 22), (1500, 76), (2400, 103), (3600, 157)])
def test_the_large_tick_lies_within_the_rows_and_only_where_the_target_is_reached(target: int, high: int) -> None:
    look, tick = Look(LIGHT), f'fill="{LIGHT.good}"><circle'
    drawn = floor_svg(look, [FULL], target, crowned=True)
    assert tick in drawn
    assert tick not in floor_svg(look, [FULL], target)
    scales = re.findall(r"scale\(([\d.]+)\) translate\(-132.5", drawn)
    radius = 40 * (0.8 + 0.22) + 5  # of the leaves with their edge
    assert 2 * radius * float(scales[0] if scales else 1) <= high


SAID = Session(bytes(8), NOON, 1, 240)


@pytest.mark.parametrize(
    ("end", "time", "decision"),
    [
        (None, NOON + 119, scan_rules.Already(bytes(32))),
        (None, NOON + 120, scan_rules.Left(bytes(32))),
        (None, NOON - 60, scan_rules.Already(bytes(32))),
        (NOON + 3600, NOON + 3719, scan_rules.Already(bytes(32))),
        (NOON + 3600, NOON + 3720, scan_rules.Left(bytes(32))),
        (NOON + 3600, NOON + 4199, scan_rules.Left(bytes(32))),
        (NOON + 3600, NOON + 4200, scan_rules.Came()),
        (None, NOON + 5 * 3600, scan_rules.Left(bytes(32))),
        (None, NOON + 5 * 3600 + 1, scan_rules.Came()),
        (None, NOON - 599, scan_rules.Already(bytes(32))),
        (None, NOON - 600, scan_rules.Came()),
    ],
)
def test_a_second_look_changes_nothing_and_a_later_scan_is_the_way_out_or_a_new_visit(
    end: int | None, time: int, decision: object
) -> None:
    visit = Visit(bytes(32), (), bytes(8), bytes(8), 1, 240, NOON, end, Verdict.TRUSTED)
    assert scan_rules.decide(Session(bytes(8), time, 1, 240), bytes(8), Verdict.TRUSTED, [visit]) == decision


def test_every_refusal_has_a_picture_and_a_sentence() -> None:
    assert refusals.refusal("something nobody knows") == refusals.ODD
    assert update(HOME, RefusalShown("storage-full"))[0].screen == newcomer.REFUSED


def test_a_moment_scanned_before_the_chain_was_known_gets_its_ticks_under_its_new_id() -> None:
    shown = update(HOME, Wrote(Saved("came", ENTRY, ""), PAGE))[0]
    signed = replace(ENTRY, visit=replace(VISIT, check_in=bytes([1]) * 32), sent=True)
    model, _ = update(shown, HoursSynced(replace(PAGE, entries=(signed,)), ""))
    assert model.saved
    assert model.saved.entry == signed
