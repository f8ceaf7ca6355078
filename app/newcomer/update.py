"""The newcomer's app, decided: what is on the screen, and what a tap or an answer changes. Pure; `app.main` does the doing.

Linear: every task starts at home and returns there. One screen, one question.
"""

from __future__ import annotations

from dataclasses import replace

from app.newcomer import months, rating, report, share_proof, take_back
from app.newcomer.events import Answered as Answered
from app.newcomer.events import AskToKeep as AskToKeep
from app.newcomer.events import HoursSynced as HoursSynced
from app.newcomer.events import Install as Install
from app.newcomer.events import Installable as Installable
from app.newcomer.events import LookForRoom as LookForRoom
from app.newcomer.events import MinuteOver as MinuteOver
from app.newcomer.events import ProposalShown as ProposalShown
from app.newcomer.events import Recounted as Recounted
from app.newcomer.events import RoomMeasured as RoomMeasured
from app.newcomer.events import TurnRound as TurnRound
from app.newcomer.events import WaitAMinute as WaitAMinute
from app.newcomer.events import Woke as Woke
from app.newcomer.events import Write as Write
from app.newcomer.events import Wrote as Wrote
from app.newcomer.model import HOME as HOME
from app.newcomer.model import INSTALL as INSTALL
from app.newcomer.model import LANGUAGE as LANGUAGE
from app.newcomer.model import MOMENTS as MOMENTS
from app.newcomer.model import NEWEST as NEWEST
from app.newcomer.model import OTHER_WAY as OTHER_WAY
from app.newcomer.model import READING as READING
from app.newcomer.model import REFUSED as REFUSED
from app.newcomer.model import SAVED as SAVED
from app.newcomer.model import SETTINGS as SETTINGS
from app.newcomer.model import NewcomerModel as NewcomerModel
from app.records.page import Entry, Page, Saved
from app.ui import help_model, speech_model
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
from app.ui.events import Sync as Sync
from app.ui.events import Tapped as Tapped
from app.ui.events import Wished as Wished
from app.ui.screens import pages
from app.ui.speech_model import ClipEnded, Listen, Voice

FULL, BACK, ONLINE, HERE = "full", "back", "online", "here"  # what home says about how safe the hours are
ALONE_FOR = 7 * 86400  # seconds that moments may live on one phone before home asks for internet
CALM = ("cancel", "timeout")  # closing the camera is an answer, not a fault


FromPerson = Tapped | Chose | Scanned | LinkOpened | Listen | ClipEnded
FromDiary = Wrote | ProposalShown | Recounted | RefusalShown | HoursSynced | MinuteOver
FromSystem = Woke | Wished | Answered | RoomMeasured | Installable | Diagnosed | share_proof.Handed
Event = FromPerson | FromDiary | FromSystem | take_back.Event


OfSystem = AskToKeep | LookForRoom | Install
Told = report.Effect | take_back.Effect
Scan = OpenCamera | Write | TurnRound | WaitAMinute
Effect = Scan | Remember | Sync | OfSystem | Go | Voice | Told | rating.Feel | share_proof.Hand | GiveDiagnosis


def update(model: NewcomerModel, event: Event) -> tuple[NewcomerModel, list[Effect]]:
    """What `event` makes of `model`, and what is to be done. A screen that is left falls silent."""
    after, effects = _update(model, event)
    after, signed = take_back.left(model, after)
    effects = [*signed, *effects]
    left = isinstance(event, Wrote | ProposalShown | RefusalShown) or _place(after) != _place(model)
    if not left:
        return after, effects
    calm, hush = speech_model.quiet(after)
    return calm, [*hush, *effects]


def _place(model: NewcomerModel) -> tuple[object, ...]:
    return model.screen, model.language, model.scanning, model.voice, model.turned


def _update(model: NewcomerModel, event: Event) -> tuple[NewcomerModel, list[Effect]]:
    match event:
        case Tapped(key):
            return _tapped(model, key)
        case Listen() | ClipEnded():
            return _spoken(speech_model.heard(model, event, model.language))
        case Chose(language):
            effects: list[Effect] = [
                Remember("language", language),
                *([speech_model.KeepVoice(language)] if model.voice else []),
            ]
            first = not model.chosen and model.screen == LANGUAGE and model.saved is not None  # asked from what was saved
            camera: list[Effect] = [OpenCamera()] if model.scans_next else []
            after = replace(model, language=language, chosen=True, turned=0, scanning=model.scans_next, scans_next=False)
            return replace(after, screen=SAVED if first else HOME), [*effects, *camera]
        case Scanned(texts, code):
            return _scanned(replace(model, scanning=False), texts, code)
        case LinkOpened(route):
            return _opened(model, route)
        case Wrote(saved, page):
            ask: list[Effect] = [] if model.promised or model.asked else [AskToKeep()]
            wait: list[Effect] = [WaitAMinute(saved.other)] if saved.other else []
            asked_on = model.asked_on if model.screen == report.UNTIL and saved.entry.visit.check_in == model.moment else HOME
            after = replace(model, screen=SAVED, saved=saved, page=page, refusal="", asked=True, asked_on=asked_on)
            return after, [Sync(), *ask, LookForRoom(), *wait]
        case MinuteOver(other):
            return _without_other_way(model, other), []
        case ProposalShown(expected, page):
            return replace(model, screen=report.CODE, shown=expected, page=page, refusal=""), [Sync()]
        case Recounted(page):
            return _counted(model, page), []
        case RefusalShown(code):
            return replace(model, screen=REFUSED, refusal=code, scanning=False), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case HoursSynced(page, code):
            return _arrived(replace(_counted(model, page), notice=code)), []
        case Woke():
            return model, [Sync(), *([LookForRoom()] if model.page.entries else [])]
        case Wished(letters):
            return replace(model, letters=letters), []
        case Answered(promised):
            return replace(model, promised=promised), []
        case RoomMeasured(tight):
            return replace(model, tight=tight), [Sync()] if tight and not model.tight else []
        case Installable(way):
            return replace(model, install=way), []
        case share_proof.Handed():
            return share_proof.handed(model, event), []
        case take_back.TakeBackHeld() | take_back.Passed():
            now, todo = take_back.happened(model, event)
            return now, [*todo]


def safety(model: NewcomerModel, now: int) -> str:
    """The one calm thing that home says about how safe the hours are: "" when they are kept far away, too."""
    page = model.page
    if model.tight:
        return FULL
    if page.restoring:
        return BACK
    if not page.only_here:
        return ""
    return ONLINE if page.since is not None and now - page.since > ALONE_FOR else HERE


def _tapped(model: NewcomerModel, key: str) -> tuple[NewcomerModel, list[Effect]]:
    if speech_model.is_speaker(key):
        return _spoken(speech_model.tapped(model, key))
    about_moments = report.tapped(model, key)
    if about_moments:
        return about_moments[0], [*about_moments[1]]
    about_going = take_back.tapped(model, key)
    if about_going:
        return about_going[0], [*about_going[1]]
    about_a_face = rating.tapped(model, key)
    if about_a_face:
        return about_a_face[0], [*about_a_face[1]]
    about_a_proof = share_proof.tapped(model, key)
    if about_a_proof:
        return about_a_proof[0], [*about_a_proof[1]]
    about_a_month = months.tapped(model, key)
    if about_a_month:
        return about_a_month, []
    if page := help_model.leads_to(model.screen, key):
        return replace(model, screen=page, turned=0), []
    if key == help_model.GIVE and model.screen == help_model.DIAGNOSIS:
        return model, [GiveDiagnosis()]
    if key == "home" and model.screen == SAVED and report.may_get_a_picture(model):
        return replace(model, screen=report.SIGN, turned=0), []
    if key == "buddy":
        return model, [Go("/buddy")]
    if key == "scan" and not model.chosen and model.screen == LANGUAGE:
        return replace(model, scans_next=True), []  # asked from the home screen of the device: one question first
    if key == "scan" and not model.scanning:
        return replace(model, scanning=True), [OpenCamera()]
    if key == LANGUAGE:  # the one in use is seen at once
        used = pages.page_of(model.language, pages.is_large(model)) if model.chosen else 0
        return replace(model, screen=LANGUAGE, turned=used), []
    if key in (MOMENTS, SETTINGS, READING):
        return replace(model, screen=key, turned=0, month=NEWEST), []
    if key == INSTALL:
        return replace(model, screen=HOME), [Install()]
    if key == "home" and model.screen == SAVED and model.asked_on != HOME:
        return replace(model, screen=MOMENTS, asked_on=HOME), []
    if key == "home" and model.screen == SAVED and model.install and model.chosen and not model.offered:
        return replace(model, screen=INSTALL, offered=True), [Remember("install", "offered")]
    if key == OTHER_WAY and model.screen == SAVED and model.saved and model.saved.other:
        return _without_other_way(model, model.saved.other), [TurnRound(model.saved.other)]  # a second tap turns nothing
    if key in ("home", "back"):
        seen = None if model.screen == SAVED else model.saved
        screen = _before(model) if key == "back" else _first(model)
        return replace(model, screen=screen, saved=seen, refusal=""), []
    if key == "send":
        return model, [Sync()]
    if key == "big":
        return replace(model, big=not model.big), [Remember("big", str(int(not model.big)))]
    if key == "dutch":
        return replace(model, dutch=not model.dutch), [Remember("dutch", str(int(not model.dutch)))]
    if key == "voice":
        after, fetch = speech_model.switched(model, model.language)
        return after, [Remember("voice", str(int(after.voice))), *fetch]
    return model, []


def _without_other_way(model: NewcomerModel, other: bytes) -> NewcomerModel:
    """What was saved can no longer be turned round, if it is still this one."""
    saved = model.saved
    return replace(model, saved=replace(saved, other=b"")) if saved and saved.other == other else model


def _before(model: NewcomerModel) -> str:
    """Where back leads, from all screens that say nothing else themselves."""
    if model.screen in (rating.LIKED, share_proof.GIVE):
        return MOMENTS
    return SETTINGS if model.screen in (LANGUAGE, READING) else _first(model)


def _first(model: NewcomerModel) -> str:
    """Home, for whoever has chosen a language."""
    return HOME if model.chosen else LANGUAGE


def _spoken(done: tuple[NewcomerModel, list[Voice]]) -> tuple[NewcomerModel, list[Effect]]:
    return done[0], [*done[1]]


def _scanned(model: NewcomerModel, texts: tuple[str, ...], code: str) -> tuple[NewcomerModel, list[Effect]]:
    if len(texts) == 1:
        return model, [Write(texts[0])]
    if texts:
        return replace(model, screen=REFUSED, refusal="two-codes"), []
    if code in CALM:
        return model, []
    return replace(model, screen=REFUSED, refusal=code), []


def _opened(model: NewcomerModel, route: str) -> tuple[NewcomerModel, list[Effect]]:
    return model, [Write(route)]


def _arrived(model: NewcomerModel) -> NewcomerModel:
    """While the code is shown the buddy's phone may have brought the answer already."""
    shown = model.shown
    if model.screen != report.CODE or not shown or not any(one.visit.check_in == shown.id for one in model.page.entries):
        return model
    return replace(model, screen=SAVED, saved=Saved("met", model.page.entry(shown.id), ""))


def _counted(model: NewcomerModel, page: Page) -> NewcomerModel:
    """The same screen of what is kept now: its moments with their newest ticks and minutes, and by the ids they have now."""
    saved = model.saved
    if saved and not model.taken:  # what is taken back stays so on its screen, also before it is signed
        saved = replace(saved, entry=_same(saved.entry, page) or saved.entry)
    before = next((entry for entry in model.page.entries if entry.visit.check_in == model.moment), None)
    now = _same(before, page) if before else None
    return replace(model, page=page, saved=saved, moment=now.visit.check_in if now else model.moment)


def _same(moment: Entry, page: Page) -> Entry | None:
    """The same moment on another page. Its id changes when it was saved before the chain was known."""
    same = [entry for entry in page.entries if _what(entry) == _what(moment)]
    exact = [entry for entry in same if entry.visit.check_in == moment.visit.check_in]
    return (exact or same)[-1] if same else None


def _what(entry: Entry) -> tuple[object, ...]:
    """What one moment keeps whatever becomes of its record."""
    visit = entry.visit
    return entry.what, visit.display, visit.session, visit.start, visit.activity
