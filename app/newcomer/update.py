"""The newcomer's app, decided: what is on the screen, and what a tap or an answer changes. Pure; `app.newcomer.app` does it.

One screen, one question. What a tap changes is decided by the module of its task, the first that knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.newcomer import (
    keep_card,
    lock,
    milestone,
    mine,
    months,
    navigation,
    people,
    phone_events,
    rating,
    recount,
    report,
    returning,
    share_proof,
    take_back,
)
from app.newcomer.events import Answered as Answered
from app.newcomer.events import AskToKeep as AskToKeep
from app.newcomer.events import CoolScan as CoolScan
from app.newcomer.events import HoursFound as HoursFound
from app.newcomer.events import HoursSynced as HoursSynced
from app.newcomer.events import InHand as InHand
from app.newcomer.events import Install as Install
from app.newcomer.events import Installable as Installable
from app.newcomer.events import MeasureQuota as MeasureQuota
from app.newcomer.events import MinuteOver as MinuteOver
from app.newcomer.events import OpenCard as OpenCard
from app.newcomer.events import ProposalShown as ProposalShown
from app.newcomer.events import PutTogether as PutTogether
from app.newcomer.events import QuotaMeasured as QuotaMeasured
from app.newcomer.events import Recounted as Recounted
from app.newcomer.events import ScanCooled as ScanCooled
from app.newcomer.events import TurnRound as TurnRound
from app.newcomer.events import WaitAMinute as WaitAMinute
from app.newcomer.events import Woke as Woke
from app.newcomer.events import Write as Write
from app.newcomer.events import Wrote as Wrote
from app.newcomer.model import COME_BACK as COME_BACK
from app.newcomer.model import HOME as HOME
from app.newcomer.model import INSTALL as INSTALL
from app.newcomer.model import LANGUAGE as LANGUAGE
from app.newcomer.model import MOMENTS as MOMENTS
from app.newcomer.model import NEW_PHONE as NEW_PHONE
from app.newcomer.model import NEWEST as NEWEST
from app.newcomer.model import OTHER_WAY as OTHER_WAY
from app.newcomer.model import PHONE_CODES as PHONE_CODES
from app.newcomer.model import REACHED as REACHED
from app.newcomer.model import READING as READING
from app.newcomer.model import REFUSED as REFUSED
from app.newcomer.model import SAVED as SAVED
from app.newcomer.model import SETTINGS as SETTINGS
from app.newcomer.model import NewcomerModel as NewcomerModel
from app.newcomer.safety import ALONE_FOR as ALONE_FOR
from app.newcomer.safety import BACK as BACK
from app.newcomer.safety import FULL as FULL
from app.newcomer.safety import HERE as HERE
from app.newcomer.safety import ONLINE as ONLINE
from app.newcomer.safety import safety as safety
from app.platform.errors import START_AGAIN
from app.records.page import Page, Saved
from app.ui import shared_model
from app.ui.events import MORE as MORE
from app.ui.events import Chose as Chose
from app.ui.events import Diagnosed as Diagnosed
from app.ui.events import GiveDiagnosis as GiveDiagnosis
from app.ui.events import Go as Go
from app.ui.events import LinkOpened as LinkOpened
from app.ui.events import OpenCamera as OpenCamera
from app.ui.events import RefusalShown as RefusalShown
from app.ui.events import Remember as Remember
from app.ui.events import Scanned as Scanned
from app.ui.events import StartAgain as StartAgain
from app.ui.events import Sync as Sync
from app.ui.events import Tapped as Tapped
from app.ui.events import Wished as Wished
from app.ui.shared_model import SharedEffect, SharedEvent
from app.ui.speech_model import ClipEnded, Listen
from app.ui.taps import Meaning, unknown

OfDiary = Wrote | ScanCooled | ProposalShown | Recounted | HoursSynced | MinuteOver
OfSystem = HoursFound | InHand | Woke | Answered | QuotaMeasured | Installable | share_proof.Handed
OwnEvent = OfDiary | OfSystem | phone_events.Event | take_back.Event | keep_card.Event | people.Event
Event = OwnEvent | SharedEvent

ForDiary = Write | TurnRound | WaitAMinute | CoolScan | report.DoneByDiary
ForReturn = OpenCard | PutTogether
ForSystem = AskToKeep | MeasureQuota | Install | share_proof.Hand | mine.Effect
OfPeople = take_back.Effect | rating.Feel | keep_card.Effect | people.Effect
OwnEffect = ForDiary | phone_events.Effect | ForReturn | ForSystem | OfPeople
Effect = OwnEffect | SharedEffect

BY_SCAN = ("came", "left", "already")  # what a scan was written down as

Decided = tuple[NewcomerModel, Sequence[Effect]]
# Each decides about the taps of one task, and gives None for all others. The first that knows a tap decides.
TASKS: tuple[Callable[[NewcomerModel, Meaning], Decided | None], ...] = (
    people.tapped,
    returning.between_phones,
    returning.tapped,
    navigation.before_language,
    navigation.start_again,
    report.tapped,
    take_back.tapped,
    rating.tapped,
    share_proof.tapped,
    keep_card.tapped,
    mine.tapped,
    months.tapped,
    shared_model.tapped,
    navigation.tapped,
)


def update(model: NewcomerModel, event: Event) -> tuple[NewcomerModel, list[Effect]]:
    """What `event` makes of `model`, and what is to be done. A screen that is left falls silent."""
    after, effects = _update(model, event)
    after, kept = milestone.arrived(model, after)
    after = mine.heard(after) if isinstance(event, HoursSynced | Woke) else after
    after = people.held(after)  # no other screen before a lock
    after, signed = take_back.left(model, after)
    left = isinstance(event, Wrote | ProposalShown | RefusalShown)
    after, hush = shared_model.silenced(model, after, left=left)
    return after, [*hush, *signed, *effects, *kept]


def _update(model: NewcomerModel, event: Event) -> Decided:
    match event:
        case Tapped(meaning):
            return _tapped(replace(model, mine=False), meaning)
        case Listen() | ClipEnded():
            return shared_model.heard(model, event)
        case Chose(language):
            return _chose(model, language)
        case Scanned((text,)) if returning.takes(model, text):
            return returning.scanned(model, event)
        case InHand(text):
            return returning.in_hand(model, text)
        case Scanned():
            closed, route = shared_model.scanned(model, event)
            return replace(closed, link=route or ""), [] if route is None else [Write(route)]
        case LinkOpened(route):
            return people.opened(model, route)
        case Wrote(saved, page):
            return _wrote(model, saved, page)
        case ScanCooled(route):
            return replace(model, scanned="" if model.scanned == route else model.scanned), []
        case MinuteOver(other):
            return navigation.without_other_way(model, other), []
        case ProposalShown(expected, page):
            return replace(model, screen=report.CODE, shown=expected, page=page, refusal="", link=""), [Sync()]
        case Recounted(page):
            return returning.arrived(recount.recounted(model, page)), []
        case phone_events.CodesMade() | phone_events.CodeShown() | phone_events.PhoneRead() | phone_events.HoursHere():
            return returning.between_phones_happened(model, event)
        case HoursFound():
            return returning.found(model, event)
        case RefusalShown(code):
            kept = model.link if code == START_AGAIN else ""
            return keep_card.stopped(replace(shared_model.refused(model, code), link=kept)), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case HoursSynced(page, code):
            return returning.arrived(recount.arrived(model, replace(recount.recounted(model, page), notice=code))), []
        case Woke():
            return replace(model, mine=False), [Sync(), *([MeasureQuota()] if model.page.entries else [])]
        case Wished(letters):
            return replace(model, letters=letters), []
        case Answered(promised):
            return replace(model, promised=promised), []
        case QuotaMeasured(tight):
            return replace(model, tight=tight), [Sync()] if tight and not model.tight else []
        case Installable(way):
            return replace(model, install=way), []
        case share_proof.Handed():
            return share_proof.handed(model, event), []
        case lock.LockTried() | people.SharersKept() | lock.LongAway():
            return people.happened(model, event)
        case keep_card.CardMade() | keep_card.CardGiven() | keep_card.CardGone() | keep_card.CardKnown():
            return keep_card.happened(model, event), []
        case take_back.TakeBackHeld() | take_back.Passed():
            return take_back.happened(model, event)


def _tapped(model: NewcomerModel, meaning: Meaning) -> Decided:
    """The first task that knows this tap decides; a name that none knows changes nothing."""
    for decide in TASKS:
        decided = decide(model, meaning)
        if decided is not None:
            return decided
    if isinstance(meaning, str):
        return model, []
    raise unknown(meaning)


def _chose(model: NewcomerModel, language: str) -> Decided:
    """A language was chosen. Whoever came from what was saved returns there; whoever came to scan scans now."""
    after, kept = shared_model.chose(model, language)
    is_first = not model.chosen and model.screen == LANGUAGE and model.saved is not None
    camera: list[Effect] = [OpenCamera()] if model.scans_next else []
    after = replace(after, chosen=True, turned=0, scanning=model.scans_next, scans_next=False)
    if model.returns_next:
        return returning.begun(after), kept
    return replace(after, screen=SAVED if is_first else HOME), [*kept, *camera]


def _wrote(model: NewcomerModel, saved: Saved, page: Page) -> Decided:
    """A moment is saved. The first one asks the system to keep what is stored; a scan may be turned round for a minute."""
    ask: list[Effect] = [] if model.promised or model.asked else [AskToKeep()]
    wait: list[Effect] = [WaitAMinute(saved.other)] if saved.other else []
    asked_on = model.asked_on if model.screen == report.UNTIL and saved.entry.visit.check_in == model.moment else HOME
    in_hand = model.link or (model.scanned if model.screen == SAVED else "")
    scanned = in_hand if saved.what in BY_SCAN else ""
    shown = replace(model, screen=SAVED, saved=saved, page=page, refusal="", link="", asked=True, asked_on=asked_on)
    cool: list[Effect] = [CoolScan(scanned)] if scanned else []
    return replace(shown, scanned=scanned, coming=None), [Sync(), *ask, MeasureQuota(), *wait, *cool]
