"""Days in scans: what each of them becomes. Times are minutes after noon, at the library unless said otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.protocol import display_token
from app.protocol.display_token import Session
from app.protocol.ed25519 import Key
from app.protocol.trust import Display, KeyPeriod, Offer
from tests.people import (
    CARE_HOME,
    LIBRARY,
    LIBRARY_CODE,
    LIBRARY_ID,
    NOON,
    POSTER,
    STRANGER,
    YEAR,
    key,
    printed_token,
    token,
    trust_list,
)
from tests.vectors.deciding import bundle
from tests.vectors.making import Vectors
from tests.vectors.steps import Steps
from tests.vectors.verdicts import _bundle

Step = dict[str, Any]
HOUR = 60
EXIT = key("library exit display")


def at(minutes: float, display: Key = LIBRARY, *, number: int = 1) -> Step:
    """A display's code of that time, scanned by a phone whose clock says the same."""
    time = NOON + round(60 * minutes)
    return {"token": token(display, time=time, number=number).hex(), "phone_clock": time}


def ahead(minutes: float, fast: float) -> Step:
    """The code of the care home, whose clock is so many minutes fast."""
    return {**at(minutes + fast, CARE_HOME), "phone_clock": NOON + round(60 * minutes)}


def unplanned(minutes: float) -> Step:
    return _said(minutes, Session(bytes(8), NOON + round(60 * minutes), 16, 0))


def doing(activity: int, minutes: float) -> Step:
    """At a display that shows one activity after another, in one session."""
    return _said(minutes, Session(bytes(8), NOON + round(60 * minutes), activity, 120))


def _said(minutes: float, said: Session) -> Step:
    sealed = LIBRARY.seal(display_token.to_draft(said, LIBRARY.public))
    return {"token": sealed.hex(), "phone_clock": NOON + round(60 * minutes)}


def poster(minutes: float, printed: Key = POSTER, *, number: int = 9) -> Step:
    return {"token": printed_token(printed, number=number).hex(), "phone_clock": NOON + round(60 * minutes)}


def _said_by_care_home(minutes: float) -> Step:
    """The care home shows the library's activity."""
    time = NOON + round(60 * minutes)
    return {"token": token(CARE_HOME, time=time, activity=LIBRARY_CODE).hex(), "phone_clock": time}


def stayed(visit: int, minutes: int) -> Step:
    return {"stayed": minutes, "visit": visit}


def other_way(step: int) -> Step:
    return {"other_way": step}


def forged(minutes: int) -> Step:
    said = bytes.fromhex(at(minutes)["token"])
    return {"token": (said[:-1] + bytes([said[-1] ^ 1])).hex(), "phone_clock": NOON + 60 * minutes}


DAYS: list[tuple[str, str, str, list[Step]]] = [
    ("forged", "S1", "a false token becomes nothing", [forged(0), at(0), forged(60)]),
    ("library", "S6", "twice a day at a library: two visits", [at(0), at(60), at(300), at(360)]),
    ("stranger", "S2", "a display that nobody knows is written down like any other", [at(0, STRANGER), at(60, STRANGER)]),
    ("two-places", "S2", "another display is another place", [at(0), at(0, CARE_HOME)]),
    ("other-session", "S2", "another session of the display is another place", [at(0), at(60, number=2)]),
    ("other-poster", "S2", "another poster of one key is another place", [poster(0), poster(60, number=8)]),
    ("photo-of-the-way-out", "S2", "an old code belongs to the visit of its time", [at(0), at(360), at(420), at(60)]),
    ("photo-of-a-morning", "S2", "an old code before all visits begins one", [at(300), at(0), at(60)]),
    ("poster-clock-set-back", "S2", "the newest visit at a poster, whatever the clock", [poster(0), poster(600), poster(300)]),
    ("second-look", "S3", "less than two minutes after coming or going", [at(0), at(1.98), at(2), at(3.98), at(4)]),
    ("second-look-poster", "S3", "the same at a poster", [poster(0), poster(1.98), poster(2), poster(3.98)]),
    ("inside", "S3", "an old code of a time during a visit", [at(0), at(60), at(30), at(0)]),
    ("just-before", "S3", "less than ten minutes before a visit", [at(0), at(60), at(300), at(290.02), at(290)]),
    ("poster-before", "S3", "a poster and a clock set back", [poster(0), poster(-1.98), poster(-2)]),
    ("elsewhere", "S4", "a scan at another display lies between", [at(0), at(60, CARE_HOME), at(120, CARE_HOME), at(180)]),
    ("elsewhere-poster", "S4", "a scan at a poster lies between", [at(0), poster(60), at(120)]),
    ("elsewhere-at-a-poster", "S4", "the same for a visit at a poster", [poster(0), at(60), poster(120)]),
    ("elsewhere-left", "S4", "only a way out elsewhere", [at(-60, CARE_HOME), at(0), at(30, CARE_HOME), other_way(2), at(60)]),
    ("elsewhere-before", "S4", "another place before coming proves nothing", [at(0, CARE_HOME), at(0), at(60)]),
    ("elsewhere-later", "S4", "nor does one that is later than an old code", [at(0), at(120, CARE_HOME), at(60)]),
    ("elsewhere-same-second", "S4", "one of the same second counts", [at(0), at(60, CARE_HOME), at(60)]),
    ("elsewhere-while-inside", "S4", "nor one before the way out", [at(0), at(30, CARE_HOME), at(60), other_way(2), at(65)]),
    ("elsewhere-said", "S4", "what was said of another place is no scan", [at(-60, CARE_HOME), at(0), stayed(0, 90), at(60)]),
    ("elsewhere-ahead", "S4", "left by a clock that is ahead, before coming", [at(-60, CARE_HOME), ahead(0, 3), at(1), at(60)]),
    ("elsewhere-ahead-inside", "S4", "the same clock, scanned after coming", [at(-60, CARE_HOME), at(0), ahead(1, 3), at(60)]),
    ("same-display-new-session", "S4", "another session is no other display", [at(0), at(60, number=2), at(120)]),
    ("planned", "S5", "an hour more than planned is the last way out", [at(0), at(5 * HOUR)]),
    ("over-planned", "S5", "a second later it is a new visit", [at(0), at(5 * HOUR + 1 / 60), at(6 * HOUR)]),
    ("night-shift", "S5", "nothing planned: twelve hours", [unplanned(600), unplanned(1320)]),
    ("over-night-shift", "S5", "and not a second more", [unplanned(600), unplanned(1320 + 1 / 60)]),
    ("poster-twelve-hours", "S5", "at a poster twelve hours, whatever is planned", [poster(0), poster(720)]),
    ("poster-next-day", "S5", "and not a second more", [poster(0), poster(720 + 1 / 60)]),
    ("market", "S6", "a second exit moves the end", [at(0), at(60), at(64), at(73.98), at(90)]),
    ("ten-minutes", "S6", "ten minutes after the way out is a new visit", [at(0), at(60), at(70)]),
    ("next-activity", "S6", "and another activity is one, too", [doing(16, 0), doing(16, 60), doing(5, 65), doing(5, 120)]),
    ("left-by-another", "S5", "who is inside goes out with whatever is shown", [doing(16, 0), doing(5, 60), doing(5, 120)]),
    ("after-told", "S6", "a way out may have been told", [at(0), stayed(0, 60), at(69.98), at(90)]),
    ("poster-half-an-hour", "S6", "at a poster half an hour", [poster(0), poster(60), poster(90), poster(120 + 1 / 60)]),
    ("school-break", "S7", "she came again, and it was taken for leaving", [at(0), at(90), at(98), other_way(2), at(180)]),
    ("came-again", "S7", "she had forgotten to scan when leaving", [at(0), at(240), other_way(1), at(300)]),
    ("came-again-poster", "S7", "at a poster, with the clock of the scan", [poster(0), poster(240), other_way(1), poster(300)]),
    ("there-and-back", "S7", "a tap too many", [at(0), at(360), other_way(1), other_way(2), at(420)]),
    ("leaving-late", "S8", "she stayed longer than planned", [at(0), at(360), other_way(1), at(365)]),
    ("first-scan", "S8", "there is nothing to leave", [at(0), other_way(0)]),
    ("school-end", "S8", "nobody looked in the break", [at(0), at(90), at(98), at(180), other_way(3)]),
    ("left-and-over", "S8", "what was left goes on for its longest only", [at(0), at(60), at(300 + 1 / 60), other_way(2)]),
    ("left-and-elsewhere", "S8", "and not over a scan elsewhere", [at(0), at(60), at(90, CARE_HOME), at(120), other_way(3)]),
    ("open-and-elsewhere", "S8", "who did not leave may say so", [at(0), at(90, CARE_HOME), at(120), other_way(2)]),
    ("open-for-twelve-hours", "S8", "for twelve hours", [at(0), at(720), other_way(1)]),
    ("open-for-longer", "S8", "and not a second more", [at(0), at(720 + 1 / 60), other_way(1)]),
    ("two-codes-of-one-house", "S8", "left at another code of the organisation", [at(0), poster(60.5), other_way(1)]),
    ("two-houses", "S8", "another organisation's is not left here", [at(0), at(60, CARE_HOME), other_way(1)]),
    ("new-session-at-night", "S8", "the display began anew meanwhile", [at(0, number=2), at(180, number=3), other_way(1)]),
    ("left-in-another-session", "S8", "what was left stays left", [at(0, number=2), at(60, number=2), at(90), other_way(2)]),
    ("newest-first", "S8", "the newest that can be left", [at(0, number=2), at(60), at(420), other_way(2)]),
]  # fmt: skip


def at_exit(minutes: float, *, activity: int = LIBRARY_CODE) -> Step:
    """The code of the library's second tablet, whose session has another id."""
    time = NOON + round(60 * minutes)
    return {"token": token(EXIT, time=time, number=5, activity=activity).hex(), "phone_clock": time}


def set_clock(minutes: float, boot: int, start: int = 1) -> Step:
    """A poster, scanned `boot` seconds after this start of the phone."""
    return {**poster(minutes), "boot": boot, "boot_id": start.to_bytes(4, "big").hex()}


TWO_DOORS: list[tuple[str, str, str, list[Step]]] = [
    ("two-doors", "S9", "in at the entrance's tablet, out at the exit's", [at(0), at_exit(90)]),
    ("two-doors-back", "S9", "and the other way round", [at_exit(0), at(90)]),
    ("two-doors-again", "S9", "two visits, and each ends where she leaves", [at(0), at_exit(90), at_exit(180), at(240)]),
    ("two-doors-second-look", "S9", "a second look at either changes nothing", [at(0), at_exit(1.98), at_exit(90), at(91)]),
    ("two-doors-market", "S9", "a second exit moves the end", [at(0), at_exit(60), at_exit(69.98), at(75), at_exit(86)]),
    ("two-doors-late", "S9", "after the planned length a second look is one, too", [at(0), at_exit(270), at_exit(271)]),
    ("two-doors-over", "S9", "not after the longest", [at(0), at_exit(5 * HOUR), at_exit(11 * HOUR)]),
    ("two-doors-other-activity", "S9", "another activity is another visit", [at(0), at_exit(60, activity=3)]),
    ("two-doors-elsewhere", "S9", "nobody is at two places", [at(0), at(60, CARE_HOME), at_exit(120)]),
    ("two-doors-other-house", "S9", "another organisation is another place", [at(0), _said_by_care_home(60)]),
    ("two-doors-poster", "S9", "a poster is a place of its own", [poster(0), at_exit(60)]),
    ("two-doors-came-again", "S9", "she had forgotten to leave", [at(0), at_exit(240), other_way(1), at_exit(300)]),
    ("two-doors-there-and-back", "S9", "a tap too many", [at(0), at_exit(200), other_way(1), other_way(2)]),
]  # fmt: skip
SET_CLOCKS: list[tuple[str, str, str, list[Step]]] = [
    ("poster-clock-ahead", "S10", "the clock jumps a day, the phone runs on", [set_clock(0, 100), set_clock(1440, 5500)]),
    ("poster-clock-far-ahead", "S10", "or 115 days", [set_clock(0, 100), set_clock(165_600, 5500)]),
    ("poster-clock-back", "S10", "or back", [set_clock(0, 100), set_clock(-600, 5500)]),
    ("poster-clock-second-look", "S10", "a second look is one", [set_clock(0, 100), set_clock(1440, 160)]),
    ("poster-clock-other-start", "S10", "after another start nothing is known", [set_clock(0, 100), set_clock(1440, 5500, 2)]),
    ("poster-clock-too-long", "S10", "nor is it shorter", [set_clock(0, 100), set_clock(60, 43_301)]),
    ("poster-clock-other-way", "S10", "both ways", [set_clock(0, 100), set_clock(1440, 5500), other_way(1), other_way(2)]),
]  # fmt: skip


def scans() -> Vectors:
    yield from _days(bundle(), [*DAYS, *SET_CLOCKS])
    exit = Display(KeyPeriod(EXIT.public, NOON - YEAR, NOON + YEAR), LIBRARY_ID, (Offer(LIBRARY_CODE, 4, True, True),))
    usual = trust_list()
    yield from _days(bundle(replace(usual, displays=(*usual.displays, exit))), TWO_DOORS)


def _days(known: dict[str, str], days: list[tuple[str, str, str, list[Step]]]) -> Vectors:
    for name, rule, comment, steps in days:
        believed = _bundle(known)
        phone = Steps(believed.trust_list if believed else None)
        yield (
            name,
            {"comment": comment, "rule": rule, "bundle": known, "steps": steps, "becomes": [phone.take(one) for one in steps]},
        )
