"""Sample screens to look at: every screen of a newcomer, a buddy and a display, with a life of some weeks in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import flet as ft

from app.buddy import update as buddy
from app.buddy.screens import aloud as buddy_aloud
from app.buddy.screens import ask as buddy_ask
from app.buddy.screens import help as buddy_help
from app.buddy.screens import home as buddy_home
from app.buddy.screens import meetings as buddy_meetings
from app.buddy.screens import people as buddy_people
from app.buddy.views import VIEWS as BUDDY_VIEWS
from app.counsellor import model as counsellor
from app.counsellor import screens as counsellor_screens
from app.counsellor.opened import OpenedFile, judged_file
from app.newcomer import lock, people, take_back
from app.newcomer import update as newcomer
from app.newcomer.model import Coming, Keeping, Sharing
from app.newcomer.report import Telling
from app.newcomer.screens import aloud, help, home, install, language, moment, moments, saved, settings, share, sign
from app.newcomer.screens import code as code_screen
from app.newcomer.screens import reached as reached_screen
from app.newcomer.screens import report as report_screen
from app.newcomer.views import VIEWS as PHONE_VIEWS
from app.organisation import model as organisation
from app.organisation import schedule
from app.organisation.schedule import RunningSession
from app.organisation.screens import display
from app.platform.sharers import ASK, Sharer
from app.protocol import handover, hours, terms
from app.protocol.activities import ActivityType
from app.protocol.handover import Handover
from app.protocol.hours import Interval, Policy
from app.protocol.meeting import Proposal
from app.protocol.moments import Verdict, Visit
from app.records.judged_proof import Evidence, JudgedProof
from app.records.page import NOTHING, Cut, Entry, Expected, Page, Saved
from app.records.reasons import UNKNOWN_PLACE, reason
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.screens.pages import page_of
from app.ui.speech import Said
from app.ui.speech import name as name_of
from app.ui.texts import Texts

NOW = 1_795_439_100  # Monday 23 November 2026, 14:05 in Brussels
HOUR, DAY = 3600, 86400

TWO = Sharer(1, 3), Sharer(2, 0)  # a tulip and a bird
LOCKED = Sharer(1, 3, f"{'00' * 16}:{'00' * 32}"), Sharer(2, 0)
PHONE_TEXTS = tuple(
    handover.to_texts(
        handover.to_bytes(
            Handover(bytes(8), bytes(range(16)), tuple(bytes([n] * 300) + random.Random(n).randbytes(300) for n in range(3)))
        )
    )
)

LONG = "Vereniging" * 6  # sixty characters without a space

# (days ago, activity, minutes); None is still there
LIFE = [
    (20, 4, 180), (18, 1, 90), (15, 8, 120), (13, 8, 120), (11, 6, 120), (9, 16, 60), (6, 16, 35), (5, 3, 15),
    (1, 1, 90), (0, 2, None),
]  # fmt: skip


def entry(ago: int, activity: int, minutes: int | None, sent: bool = True) -> Entry:
    start = NOW - ago * DAY - HOUR
    visit = Visit(
        check_in=bytes([ago]) * 32,
        check_outs=(),
        session=bytes(16),
        display=bytes(8),
        activity=activity,
        planned=120,
        start=start,
        end=None if minutes is None else start + 60 * minutes,
        scans=tuple((time, time) for time in (start, *([] if minutes is None else [start + 60 * minutes]))),
        verdict=Verdict.TRUSTED,
    )
    return Entry(visit, minutes or 0, terms.usual(activity), "Bibliotheek De Krook", sent)


def page(times: int = 1, here: bool = False) -> Page:
    return _page(times, here, entry)


@cache
def _page(times: int, here: bool, entry: Callable[..., Entry]) -> Page:
    """Made once for each way to make an entry: a test may put another in its place."""
    life = [one for one in LIFE if here or one[2] is not None]
    entries = [entry(*one, sent=one[0] > 1) for one in life * times]
    return Page(sum(one.minutes for one in entries), tuple(entries), 2)


def reached(last: Entry | None = None, target: int = Policy().target) -> Page:
    """The target, in minutes, and not a minute more; the `last` moment reaches it."""
    entries, room = [], target - (last.minutes if last else 0)
    for one in page(-(-target // 800)).entries:
        entries.append(replace(one, minutes=min(one.minutes, room)))
        room -= entries[-1].minutes
    return Page(target, (*(one for one in entries if one.minutes), *([last] if last else [])), 2, target=target)


def _hours(so_far: Page, most: int) -> Page:
    """The same page with so many hours at most: a little more than a milestone, as it is in life."""
    return replace(so_far, total=min(so_far.total, 60 * most))


def a_long_life() -> Page:
    """Sixty moments of four months; once the way out was not scanned."""
    entries = [entry(2 * ago, LIFE[ago % 9][1], None if ago == 25 else 30 + 30 * (ago % 5)) for ago in range(60, 0, -1)]
    return Page(sum(one.minutes for one in entries), tuple(entries), 0)


FAULTS = (
    "2026-11-23 13:04 x2 0.1.0 phone OpenCamera · BridgeError(NotReadableError)"
    " · app/ui/failures.py:58 app/newcomer/app.py:107 app/ui/camera_words.py:15 app/platform/browser/bridge.py:58",
    "2026-11-21 09:31 x1 0.1.0 phone Sync · sqlite3.ProgrammingError · app/sync/runner.py:92 app/store/store.py:210",
)


def phone_model(name: str, code: str) -> newcomer.NewcomerModel:
    """The model behind a phone screen called `name`."""
    base = newcomer.NewcomerModel(screen=name, language=code, page=page())
    came, left = entry(0, 2, None, False), entry(0, 1, 90, False)
    return {
        "language": newcomer.NewcomerModel(screen="language", language=code, chosen=False),
        "language_returns": newcomer.NewcomerModel(screen="language", language=code, chosen=False, returns_next=True),
        "language_again": newcomer.NewcomerModel(screen="language", language=code, chosen=False, turned=1),
        "come-back": replace(base, page=NOTHING, coming=Coming()),
        "ten-pictures": replace(base, page=NOTHING, coming=Coming(pictures=(14, 35, 3))),
        "ten-pictures_first": replace(base, page=NOTHING, coming=Coming()),
        "ten-pictures_mended": replace(base, page=NOTHING, coming=Coming(pictures=(14, 35, 3, -1, 63, 22, 7, 7, 40, 58))),
        "coming": replace(base, page=replace(NOTHING, restoring=True), coming=Coming(card="VEERTIG-CARD:1")),
        "coming_safe": replace(base, page=replace(page(), restoring=True), coming=Coming(safe=True)),
        "coming_later": replace(base, page=replace(NOTHING, restoring=True), coming=Coming(safe=True), notice="offline"),
        "coming_full": replace(base, page=replace(page(), restoring=True), coming=Coming(safe=True), notice="storage-full"),
        "back-again": replace(base, coming=Coming(safe=True)),
        "back-again_same": replace(base, coming=Coming(same=True)),
        "whose": replace(base, coming=Coming()),
        "both-phones": base,
        "new-phone": base,
        "phone-codes": replace(base, codes=PHONE_TEXTS[:1]),
        "phone-codes_many": replace(base, codes=PHONE_TEXTS, code_at=2),
        "language_more": newcomer.NewcomerModel(screen="language", language=code, page=page(), turned=1),
        "home": base,
        "home_here": newcomer.NewcomerModel(screen="home", language=code, page=page(here=True)),
        "home_forty": newcomer.NewcomerModel(screen="home", language=code, page=reached()),
        "home_sixty": newcomer.NewcomerModel(screen="home", language=code, page=replace(page(4), target=60 * 60)),
        "home_twenty_five": newcomer.NewcomerModel(screen="home", language=code, page=replace(page(3), target=25 * 60)),
        "reached_quarter": replace(base, screen="reached", page=_hours(page(), 10), reached=600),
        "reached_half": replace(base, screen="reached", page=_hours(page(2), 21), reached=1200),
        "reached_whole": replace(base, screen="reached", page=reached(), reached=2400),
        "home_more": newcomer.NewcomerModel(screen="home", language=code, page=page(4)),
        "home_more_here": newcomer.NewcomerModel(screen="home", language=code, page=page(6, here=True)),
        "home_alone": replace(base, page=replace(page(), since=NOW - HOUR)),
        "home_alone_here": replace(base, page=replace(page(here=True), since=NOW - HOUR)),
        "home_online": replace(base, page=replace(page(), since=NOW - 9 * DAY)),
        "home_full": replace(base, tight=True),
        "home_full_here": replace(base, tight=True, page=page(here=True)),
        "home_back": replace(base, page=replace(page(), restoring=True)),
        "moments_odd": replace(base, screen="moments", notice="server-odd"),
        "moments_later": replace(base, screen="moments", notice="offline"),
        "home_new": newcomer.NewcomerModel(screen="home", language=code),
        "home_keep": replace(base, page=_sent(page())),
        "home_more_keep": replace(base, page=_sent(page(4))),
        "keep": replace(base, screen="keep"),
        "keep_week": replace(base, screen="keep", install="card"),
        "keep_making": replace(base, screen="keep", keeping=Keeping(making=True)),
        "my-card": replace(base, screen="my-card", keeping=CARD),
        "my-card_kept": replace(base, screen="my-card", keeping=replace(CARD, kept=True, handed=True)),
        "new-card": replace(base, screen="new-card", keeping=replace(CARD, kept=True)),
        "moments_months": replace(base, screen="moments", page=a_long_life()),
        "moments_none": newcomer.NewcomerModel(screen="moments", language=code),
        "came": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("came", came, "")),
        "left": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("left", left, "")),
        "came_again": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("came", came, "", bytes(32))),
        "left_again": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("left", left, "", bytes(32))),
        "left_told": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("left", _told_end(left), "")),
        "left_again_old": newcomer.NewcomerModel(
            screen="saved", language=code, saved=Saved("left", left, "old-code", bytes(32))
        ),
        "left_first": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("left", left, ""), chosen=False),
        "left_long": newcomer.NewcomerModel(
            screen="saved", language=code, saved=Saved("left", replace(left, organisation=LONG), "")
        ),
        "left_liked": newcomer.NewcomerModel(
            screen="saved",
            language=code,
            page=replace(page(), liked=_faces(left)),
            saved=Saved("left", left, ""),
        ),
        "left_forty": newcomer.NewcomerModel(
            screen="saved", language=code, page=reached(left), saved=Saved("left", left, "", bytes(32))
        ),
        "left_sixty": newcomer.NewcomerModel(
            screen="saved", language=code, page=reached(left, 60 * 60), saved=Saved("left", left, "", bytes(32))
        ),
        "left_forty_old": newcomer.NewcomerModel(
            screen="saved", language=code, page=reached(left), saved=Saved("left", left, "old-code", bytes(32))
        ),
        "moments_liked": replace(base, screen="moments", page=replace(page(), liked=_faces(*page().entries))),
        "liked": replace(base, screen="liked", page=replace(page(), liked=_faces(*page().entries))),
        "give": replace(base, screen="give"),
        "diagnosis": replace(base, screen="diagnosis", diagnosis=FAULTS),
        "help_odd": replace(base, screen="help", diagnosis=FAULTS),
        "give_done": replace(base, screen="give", handed=True),
        "settings_install": replace(base, screen="settings", install="prompt"),
        "settings_more": replace(base, screen="settings", install="prompt", turned=1),
        "take_done": replace(base, screen="take", handed=True),
        "forgotten": replace(base, page=replace(page(here=True), erased=True)),
        "moments_erased": replace(base, screen="moments", page=replace(page(here=True), erased=True)),
        "remove_alone": replace(base, screen="remove", page=page(here=True)),
        "install_prompt": newcomer.NewcomerModel(screen="install", language=code, install="prompt"),
        "install_share": newcomer.NewcomerModel(screen="install", language=code, install="share"),
        "remark": newcomer.NewcomerModel(screen="saved", language=code, saved=Saved("left", left, "old-code")),
        "heard": newcomer.NewcomerModel(
            screen="home", language=code, page=page(), speaker="speak", saying=(Said("home/Scan", "scan"),)
        ),
        "people": replace(base, sharing=Sharing(TWO)),
        "people_one": base,
        "people_many": replace(base, sharing=Sharing(tuple(Sharer(slot, slot + 3) for slot in range(1, 10)), 2)),
        "people_whose": replace(base, sharing=Sharing(TWO, asked=True, route="/s/1")),
        "people_door": newcomer.NewcomerModel(screen=people.PEOPLE, language=code, sharing=Sharing(TWO, ASK)),
        "own-sign": base,
        "new-sign": replace(base, sharing=Sharing(TWO)),
        "too": replace(base, sharing=Sharing(TWO, chosen=2, wrote=True)),
        "lock": replace(base, sharing=Sharing(TWO, chosen=2, pattern=(1, 2))),
        "lock_wrong": replace(base, sharing=Sharing(TWO, chosen=2, wrong=True)),
        "lock_wait": replace(base, sharing=Sharing(TWO, chosen=2, wrong=True, wait=10)),
        "set-lock": replace(base, sharing=Sharing(LOCKED)),
        "set-lock_again": replace(base, sharing=Sharing(TWO, before=(1, 2, 3, 4))),
        "settings_shared": replace(base, sharing=Sharing(TWO)),
        "silent": newcomer.NewcomerModel(screen="home", language=code, page=page(), speaker="speak", silent=True),
        "dutch_voice": newcomer.NewcomerModel(screen="home", language="so", page=page()),
        "language_heard": newcomer.NewcomerModel(
            screen="language", language=code, chosen=False, speaker="hear-language-ar", saying=(name_of("ar", "language-ar"),)
        ),
    }.get(name, base)


CARD = Keeping(pictures=(0, 17, 37, 48, 8, 61, 24, 63, 52, 5), region=bytes(range(8)))


def _sent(whole: Page) -> Page:
    """The server has every moment."""
    return replace(whole, entries=tuple(replace(moment, sent=True) for moment in whole.entries), waiting=0, since=None)


def _told_end(left: Entry) -> Entry:
    """Nobody scanned when leaving."""
    return replace(left, visit=replace(left.visit, scans=left.visit.scans[:1]))


def _faces(*entries: Entry) -> dict[tuple[int, int], int]:
    """Most of them were nice, one was not."""
    faces = {(entry.visit.start, entry.visit.activity): 3 for entry in entries[::2]}
    return faces | {(entry.visit.start, entry.visit.activity): 1 for entry in entries[1:2]}


def meetings(name: str, code: str) -> newcomer.NewcomerModel:
    """The model behind a screen on which a moment is told, shown or looked at."""
    asked = Proposal(bytes(8), NOW - 2 * HOUR, 120, 6, bytes(32))
    told = Telling("buddy", None, 6, 120)
    shown = Expected(bytes(32), bytes(int(DIGITS[n : n + 2]) for n in range(0, 270, 2)), asked)
    walked = replace(shown, proposal=Proposal(bytes(8), NOW - DAY, 90, 4, bytes(32)))
    met = replace(entry(0, 6, 120, False), what="met", terms=terms.Terms(ActivityType.BUDDY), buddy=bytes(8))
    gone = replace(met, visit=replace(met.visit, check_in=bytes([99]) * 32), taken_back=True, minutes=0)
    unsure = replace(met, visit=replace(met.visit, check_in=bytes([98]) * 32, verdict=Verdict.UNKNOWN))
    thinking = take_back.Taken(gone.visit.check_in, 3, NOW)
    forgotten, came = entry(2, 1, None), entry(0, 2, None, False)
    days_ago = entry(4, 7, None)
    long = replace(forgotten, visit=replace(forgotten.visit, planned=0))
    afternoon = replace(forgotten, visit=replace(forgotten.visit, planned=240))
    whole = replace(page(), expected=(shown,), people={bytes(8): 0})
    base = newcomer.NewcomerModel(
        screen=name, language=code, page=whole, telling=told, shown=shown, origin="https://uren.example.be"
    )
    return {
        "who": replace(base, page=page()),
        "which": replace(base, page=replace(whole, people={bytes(8): 0, bytes([1]) * 8: 5})),
        "what_more": replace(base, turned=1),
        "what_alone": replace(base, telling=Telling("alone")),
        "long_more": replace(base, turned=2),
        "met": replace(base, saved=Saved("met", met, "")),
        "met_forty": replace(base, page=replace(reached(met), people=whole.people), saved=Saved("met", met, "")),
        "code_likely": replace(base, meant=0),
        "taken_back": replace(base, saved=Saved("taken-back", gone, "")),
        "taken_back_just_now": replace(base, saved=Saved("taken-back", gone, ""), taken=thinking),
        "taken_back_other_time": replace(base, saved=Saved("taken-back", gone, ""), taken=replace(thinking, reason=2)),
        "moment": replace(base, page=replace(whole, entries=(met,)), moment=met.visit.check_in),
        "reason": replace(base, page=replace(whole, entries=(met,)), moment=met.visit.check_in),
        "moment_weak": replace(
            base,
            page=replace(whole, entries=(unsure,), weak=(replace(shown, id=unsure.visit.check_in),)),
            moment=unsure.visit.check_in,
        ),
        "moment_gone": replace(base, page=replace(whole, entries=(gone,)), moment=gone.visit.check_in),
        "until": replace(base, page=replace(whole, entries=(forgotten,)), moment=forgotten.visit.check_in),
        "until_long": replace(
            base, page=replace(whole, entries=(long,)), moment=long.visit.check_in, asked_on=newcomer.MOMENTS, turned=1
        ),
        "until_eight": replace(base, page=replace(whole, entries=(afternoon,)), moment=afternoon.visit.check_in),
        "home_until": replace(base, page=replace(whole, entries=(*whole.entries, forgotten))),
        "home_more_until": replace(base, page=replace(page(6), entries=(*page(6).entries, days_ago))),
        "home_waits": replace(base, page=replace(whole, entries=(*whole.entries, forgotten)), put_off=NOW),
        "moments_waits": replace(base, page=replace(page(here=True), entries=(*page().entries[:-1], forgotten, came))),
        "moments_met": replace(base, page=replace(whole, expected=(walked,), entries=(*whole.entries[-2:], gone, met))),
    }.get(name, base)


MEETINGS: dict[str, Callable[..., ft.Control]] = {
    "who": report_screen.who,
    "who_again": report_screen.who,
    "which": report_screen.which,
    "what": report_screen.what,
    "what_more": report_screen.what,
    "what_alone": report_screen.what,
    "long": report_screen.long,
    "long_more": report_screen.long,
    "when": report_screen.when,
    "code": code_screen.view,
    "code_likely": code_screen.view,
    "met": saved.view,
    "met_forty": saved.view,
    "sign": sign.view,
    "moments_met": moments.view,
    "moment": moment.view,
    "moment_weak": moment.view,
    "moment_gone": moment.view,
    "reason": moment.reason,
    "taken_back": saved.view,
    "taken_back_just_now": saved.view,
    "taken_back_other_time": saved.view,
    "home_until": home.view,
    "home_more_until": home.view,
    "home_waits": home.view,
    "moments_waits": moments.view,
    "until": moment.until,
    "until_long": moment.until,
    "until_eight": moment.until,
}


def buddy_model(name: str, code: str) -> buddy.BuddyModel:
    """The model behind a buddy's screen."""
    link = f"https://uren.example.be/#/a/{DIGITS}"
    times = [(0, 6, 120, 0), (13, 4, 90, 0), (20, 19, 180, None)]
    kept = [
        buddy.SignedMeeting(bytes([n]) * 32, what, long, NOW - ago * DAY - HOUR, sign, link, n > 0, n == 2)
        for n, (ago, what, long, sign) in enumerate(times)
    ]
    asked = buddy.MeetingRequest(b"", 4, 120, NOW - HOUR, 0)
    base = buddy.BuddyModel(
        name.removeprefix("buddy_"), code, "Samen in Gent", tuple(kept), asked, kept[0], refusal="other-meeting"
    )
    return {
        "buddy_home_new": replace(base, programme="", moments=()),
        "buddy_moments_none": replace(base, moments=()),
        "buddy_language": replace(base, turned=page_of(code, large=False)),
        "buddy_welcome_long": replace(base, programme=LONG),
        "buddy_home_long": replace(base, programme=LONG),
        "buddy_moment_gone": replace(base, moment=kept[2]),
        "buddy_moment_new": replace(base, moment=replace(kept[0], picture=None)),
        "buddy_sign": replace(base, moment=replace(kept[0], picture=None)),
        "buddy_sign_given": replace(base, turned=1),
        "buddy_ask_long": replace(base, asked=replace(asked, activity=18, minutes=600, start=NOW - 5 * DAY, picture=None)),
        "buddy_help_odd": replace(base, screen="help", diagnosis=FAULTS),
        "buddy_diagnosis": replace(base, diagnosis=FAULTS),
    }.get(name, base)


BUDDY: dict[str, Callable[..., ft.Control]] = {
    "buddy_ask": buddy_ask.view,
    "buddy_code": buddy_ask.code,
    "buddy_ask_long": buddy_ask.view,
    "buddy_sign": buddy_people.view,
    "buddy_sign_given": buddy_people.view,
    "buddy_home": buddy_home.view,
    "buddy_home_new": buddy_home.view,
    "buddy_welcome": buddy_home.welcome,
    "buddy_welcome_long": buddy_home.welcome,
    "buddy_home_long": buddy_home.view,
    "buddy_moments": buddy_meetings.view,
    "buddy_moment": buddy_meetings.meeting,
    "buddy_moment_new": buddy_meetings.meeting,
    "buddy_moment_gone": buddy_meetings.meeting,
    "buddy_take_back": buddy_meetings.take_back,
    "buddy_settings": buddy_home.settings,
    "buddy_reading": buddy_home.switches,
    "buddy_language": buddy_home.language,
    "buddy_moments_none": buddy_meetings.view,
    "buddy_help": buddy_help.view,
    "buddy_help_odd": buddy_help.view,
    "buddy_diagnosis": buddy_help.view,
    "buddy_how-sign": buddy_help.view,
    "buddy_for-all": buddy_help.view,
    "buddy_statement": buddy_help.view,
    "buddy_refused": buddy_home.refused,
}

VIEWS: dict[str, Callable[..., ft.Control]] = {
    "people": PHONE_VIEWS[people.PEOPLE],
    "people_one": PHONE_VIEWS[people.PEOPLE],
    "people_many": PHONE_VIEWS[people.PEOPLE],
    "people_whose": PHONE_VIEWS[people.PEOPLE],
    "people_door": PHONE_VIEWS[people.PEOPLE],
    "own-sign": PHONE_VIEWS[people.OWN_SIGN],
    "new-sign": PHONE_VIEWS[people.NEW_SIGN],
    "too": PHONE_VIEWS[people.TOO],
    "lock": PHONE_VIEWS[lock.LOCK],
    "lock_wrong": PHONE_VIEWS[lock.LOCK],
    "lock_wait": PHONE_VIEWS[lock.LOCK],
    "set-lock": PHONE_VIEWS[lock.SET_LOCK],
    "set-lock_again": PHONE_VIEWS[lock.SET_LOCK],
    "settings_shared": settings.view,
    "language": language.view,
    "language_more": language.view,
    "language_returns": language.view,
    "language_again": language.view,
    "come-back": PHONE_VIEWS["come-back"],
    "ten-pictures": PHONE_VIEWS["ten-pictures"],
    "ten-pictures_first": PHONE_VIEWS["ten-pictures"],
    "ten-pictures_mended": PHONE_VIEWS["ten-pictures"],
    "coming": PHONE_VIEWS["coming"],
    "coming_safe": PHONE_VIEWS["coming"],
    "coming_later": PHONE_VIEWS["coming"],
    "coming_full": PHONE_VIEWS["coming"],
    "back-again": PHONE_VIEWS["back-again"],
    "back-again_same": PHONE_VIEWS["back-again"],
    "whose": PHONE_VIEWS["whose"],
    "both-phones": PHONE_VIEWS["both-phones"],
    "new-phone": PHONE_VIEWS["new-phone"],
    "phone-codes": PHONE_VIEWS["phone-codes"],
    "phone-codes_many": PHONE_VIEWS["phone-codes"],
    "home": home.view,
    "home_keep": home.view,
    "home_more_keep": home.view,
    "keep": PHONE_VIEWS["keep"],
    "keep_week": PHONE_VIEWS["keep"],
    "keep_making": PHONE_VIEWS["keep"],
    "my-card": PHONE_VIEWS["my-card"],
    "my-card_kept": PHONE_VIEWS["my-card"],
    "new-card": PHONE_VIEWS["new-card"],
    "home_here": home.view,
    "home_forty": home.view,
    "reached_quarter": reached_screen.view,
    "reached_half": reached_screen.view,
    "reached_whole": reached_screen.view,
    "home_sixty": home.view,
    "home_twenty_five": home.view,
    "home_more": home.view,
    "home_more_here": home.view,
    "home_alone": home.view,
    "home_alone_here": home.view,
    "home_online": home.view,
    "home_full": home.view,
    "home_full_here": home.view,
    "home_back": home.view,
    "home_new": home.view,
    "came": saved.view,
    "left": saved.view,
    "left_long": saved.view,
    "left_first": saved.view,
    "left_told": saved.view,
    "left_forty": saved.view,
    "left_sixty": saved.view,
    "left_forty_old": saved.view,
    "came_again": saved.view,
    "left_again": saved.view,
    "left_again_old": saved.view,
    "remark": saved.view,
    "moments": moments.view,
    "moments_later": moments.view,
    "moments_odd": moments.view,
    "moments_months": moments.view,
    "moments_none": moments.view,
    "settings": settings.view,
    "settings_install": settings.view,
    "settings_more": settings.view,
    "reading": settings.switches,
    "install_prompt": install.view,
    "install_share": install.view,
    "heard": home.view,
    "silent": home.view,
    "dutch_voice": home.view,
    "language_heard": language.view,
    "left_liked": saved.view,
    "moments_liked": moments.view,
    "liked": moments.liked,
    "give": share.view,
    "give_done": share.view,
    "mine": PHONE_VIEWS["mine"],
    "take": PHONE_VIEWS["take"],
    "take_done": PHONE_VIEWS["take"],
    "remove": PHONE_VIEWS["remove"],
    "remove_alone": PHONE_VIEWS["remove"],
    "forgotten": PHONE_VIEWS["forgotten"],
    "moments_erased": moments.view,
    "where": PHONE_VIEWS["where"],
    "leaving": PHONE_VIEWS["leaving"],
    "help": help.view,
    "help_odd": help.view,
    "diagnosis": help.view,
    "how-scan": help.view,
    "how-buddy": help.view,
    "how-tell": help.view,
    "for-all": help.view,
    "statement": help.view,
}
REFUSED = (
    "not-ours",
    "storage-full",
    "other-meeting",
    "damaged-database",
    "no-camera",
    "denied",
    "other-week",
    "newer-app",
    "start-again",
    "card-needs-internet",
    "no-card-seen",
    "torn-card",
    "wrong-pictures",
    "no-card",
    "old-card",
    "other-region",
    "too-many",
    "card-offline",
    "phone-odd",
    "phone-other",
    "phone-region",
    "file-alone",
    "file-other",
    "file-odd",
)
PHONE_SCREENS = {view: screen for screen, view in PHONE_VIEWS.items()}
BUDDY_SCREENS = {view: screen for screen, view in BUDDY_VIEWS.items()}
PHONE = [*VIEWS, *MEETINGS, *BUDDY, *(f"refused-{code}" for code in REFUSED)]
DISPLAY = [
    *("display", "display_held", "display_over", "display_night", "display_before", "display_long_name"),
    *("display_staff_odd", "display_diagnosis", "display_running_clock_off", "display_clock"),
    *("display_choose", "display_staff", "display_staff_one", "display_length", "display_refused", "display_wait"),
]
COUNSELLOR = [
    "counsellor_first",
    "counsellor_first_odd",
    "counsellor_diagnosis",
    "counsellor_list",
    "counsellor_list_waiting",
    "counsellor_proof",
    "counsellor_proof_odd",
    "counsellor_refused",
    "counsellor_language",
]
DESK = ["desk", "desk_rubbish", "desk_waiting"]
UPRIGHT = [*PHONE, *COUNSELLOR]
DIGITS = "".join(str(n * 7 % 10) for n in range(330))


Model = newcomer.NewcomerModel | buddy.BuddyModel


def model(name: str, code: str) -> Model:
    """The model behind a newcomer's or buddy's screen, with the name by which the app knows that screen."""
    if name in BUDDY:
        return replace(buddy_model(name, code), screen=_screen(name.removeprefix("buddy_"), BUDDY_SCREENS, BUDDY[name]))
    if name.startswith("refused-"):
        return replace(meetings("refused", code), refusal=name.removeprefix("refused-"))
    of_phone = meetings(name, code) if name in MEETINGS else phone_model(name, code)
    return replace(of_phone, screen=_screen(name, PHONE_SCREENS, MEETINGS.get(name) or VIEWS[name]))


def _screen(name: str, screens: dict[Any, str], view: Any) -> str:
    """Pages of help share one view; each other view is one screen."""
    page = name.partition("_")[0]
    return page if page in help_model.PAGES else screens[view]


def counsellor_model(name: str, code: str) -> counsellor.CounsellorModel:
    """The model behind a counsellor's screen: every reason for a strength, and what is odd."""
    ways = [("visit", 4), ("visit", 3), ("met", 2), ("visit", 1), ("met", 1), ("visit", 0), ("declared", 0)]
    agreed = [(True, True, True), (None, True, None), (True, True, True), (True, False, True), (True, True, None)]
    entries = []
    for entry, (what, level), told in zip(page().entries, ways * 2, agreed * 3, strict=False):
        pieces = (Interval(entry.visit.check_in, entry.visit.start, entry.visit.end or 0, level),)
        verdict = Verdict.UNKNOWN if level < hours.CO_SIGNED else Verdict.TRUSTED
        visit = replace(entry.visit, intervals=pieces, verdict=verdict)
        entries.append(replace(entry, what=what, visit=visit, terms=terms.Terms(entry.kind, *told)))
    entries[2] = replace(entries[2], cut=Cut(longest=119))
    whole = replace(page(), entries=tuple(entries))
    marks = {entries[0].visit.check_in: frozenset({"clocks-differ", "before-receipt"})}
    helped = frozenset({entries[-2].visit.check_in})
    shown = counsellor.JudgedProof(whole, Policy(version=3), helped=helped)
    odd = counsellor.JudgedProof(whole, Policy(version=12), left_out=2, complete=False, known=False, marks=marks)
    file = judged_file(1, "mijn-uren.txt", shown, NOW)
    base = counsellor.CounsellorModel(name.split("_")[-1 if name == "desk" else 1], code, (file,), 0, "bad-code")
    if name in ("counsellor_first_odd", "counsellor_diagnosis"):
        return replace(base, diagnosis=FAULTS)
    if "list" in name or name.startswith("desk"):
        return _desk(replace(base, screen=counsellor.LIST), shown, odd, name)
    if name.endswith("odd"):
        return replace(base, files=(judged_file(1, "mijn-uren.txt", odd, NOW),), looked=entries[-1].visit.check_in)
    return base


def _desk(base: counsellor.CounsellorModel, shown: JudgedProof, odd: JudgedProof, name: str) -> counsellor.CounsellorModel:
    """Some files that were opened together: of one person twice, some to be talked about, some that are no proof. Of `waiting`
    ones the last are still to come.
    """
    person, entries = Evidence(person=bytes(16), records=frozenset({b"1"})), shown.page.entries
    before = replace(shown, page=replace(shown.page, entries=entries[:-3]), evidence=person)
    known = tuple(entry for entry in entries if reason(entry) != UNKNOWN_PLACE)
    shown = replace(shown, page=replace(shown.page, entries=known))
    later = replace(shown, evidence=replace(person, digest=bytes(31) + b"1", records=frozenset({b"1", b"2"})))
    names = (
        "mijn-uren.txt",
        "mijn-uren (1).txt",
        "mijn-uren (2).txt",
        f"{LONG}.txt",
        "مريم.txt",
        "hours.txt",
        "a.txt",
        "b.txt",
    )
    proofs = (later, odd, before, shown, odd, shown, shown, odd)
    files = [judged_file(at, one, proof, NOW) for at, (one, proof) in enumerate(zip(names, proofs, strict=True), 1)]
    files.insert(3, OpenedFile(9, "vakantie.jpg", code="not-ours"))
    at = 3 if name.endswith("rubbish") else 0
    waits = {"waiting": 4, "arrived": 13, "more": 2} if name.endswith("waiting") else {}
    wide = name.startswith("desk")
    several = replace(base, files=tuple(files), at=at, refusal="", rows=6 if wide else 4, wide=wide)
    return replace(several, **waits)  # type: ignore[arg-type]


def display_model(name: str) -> organisation.DisplayModel:
    """The model behind a display's screen."""
    group = RunningSession(bytes(8), NOW - 65 * 60, 1, 120, NOW - 5 * HOUR)
    running = organisation.DisplayModel(organisation.RUNNING, (1, 2, 3, 7), 240, "Bibliotheek De Krook", group, signed=group,
                                  text=f"https://veertig.example/#/s/{DIGITS}", signed_at=NOW, now=NOW)  # fmt: skip
    return {
        "display": running,
        "display_held": replace(running, ring=0.6),
        "display_over": replace(running, now=NOW + HOUR),
        "display_night": _at_night(running),
        "display_before": _at_night(running, asked=True),
        "display_long_name": replace(running, organisation=LONG),
        "display_running_clock_off": replace(running, off=-2 * HOUR),
        "display_clock": replace(running, step=organisation.CLOCK, off=-2 * HOUR),
        "display_choose": replace(running, step=organisation.CHOOSE),
        "display_staff": replace(running, step=organisation.STAFF),
        "display_staff_one": replace(running, step=organisation.STAFF, activities=(1,)),
        "display_staff_odd": replace(running, step=organisation.STAFF, diagnosis=FAULTS),
        "display_diagnosis": replace(running, step=organisation.DIAGNOSIS, diagnosis=FAULTS),
        "display_length": replace(running, step=organisation.LENGTH),
        "display_refused": organisation.DisplayModel(organisation.REFUSED, code="used"),
    }.get(name, organisation.DisplayModel())


def _at_night(running: organisation.DisplayModel, *, asked: bool = False) -> organisation.DisplayModel:
    """At 06:10, in a care home where no length is planned: those who came at 23:00 are still here, and by the rules of
    `schedule` their session ended in the night. `asked`: one of them leaves, and the code of then is on the screen.
    """
    came = NOW - 15 * HOUR - 5 * 60
    ended = RunningSession(bytes(8), came, 8, 0, came)
    changed, now = schedule.night_after(came), NOW - 7 * HOUR - 55 * 60
    begun = schedule.renewed(ended, changed, bytes([1]) * 8)
    before = schedule.before(ended, changed, shown=True)
    signed = ended if asked else begun
    at_ten_past_six = replace(running, running=begun, before=before, signed=signed, signed_at=now, now=now)
    return replace(at_ten_past_six, organisation="De Linde", asked=now if asked else None)


def said(name: str, code: str) -> tuple[Said, ...]:
    """What that screen says aloud."""
    drawn = model(name, code)
    return buddy_aloud.screen_clips(drawn) if isinstance(drawn, buddy.BuddyModel) else aloud.screen_clips(drawn, NOW)


def heard(drawn: Model, key: str) -> tuple[Said, ...]:
    """What the tile with this key says when it is asked."""
    return buddy_aloud.clips(drawn, key) if isinstance(drawn, buddy.BuddyModel) else aloud.clips(drawn, NOW, key)


def draw(
    name: str, texts: Texts, look: Look, size: tuple[float, float], send: Callable[[Any], None] = lambda _: None
) -> ft.Control:
    """The screen called `name`; `send` hears what its buttons do."""
    if name.startswith("display"):
        return display.view(display_model(name), texts, look, send, size)
    if name in COUNSELLOR or name in DESK:
        return counsellor_screens.view(counsellor_model(name, texts.language), texts, look, send, NOW)
    drawn = model(name, texts.language)
    if isinstance(drawn, buddy.BuddyModel):
        return BUDDY[name](drawn, texts, look, send, NOW)
    lit = drawn.saying[0].key if drawn.saying else ""
    return PHONE_VIEWS[drawn.screen](drawn, texts, replace(look, lit=lit), send, NOW)
