"""A buddy's app, decided: what is on the screen, and what a tap or an answer changes. Pure; `app.buddy.app` does the doing.

A buddy says one thing: we were together. There is no field, no remark and no way to refuse; closing is the only other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.buddy.events import CodeRead as CodeRead
from app.buddy.events import Joined as Joined
from app.buddy.events import MeetingKept as MeetingKept
from app.buddy.events import MeetingsSynced as MeetingsSynced
from app.buddy.events import Read as Read
from app.buddy.events import RememberNewcomer as RememberNewcomer
from app.buddy.events import Sign as Sign
from app.buddy.events import WithdrawAnswer as WithdrawAnswer
from app.buddy.model import ASK as ASK
from app.buddy.model import CODE as CODE
from app.buddy.model import HOME as HOME
from app.buddy.model import LANGUAGE as LANGUAGE
from app.buddy.model import MOMENT as MOMENT
from app.buddy.model import MOMENTS as MOMENTS
from app.buddy.model import PICTURE as PICTURE
from app.buddy.model import READING as READING
from app.buddy.model import REFUSED as REFUSED
from app.buddy.model import SETTINGS as SETTINGS
from app.buddy.model import TAKE_BACK as TAKE_BACK
from app.buddy.model import WELCOME as WELCOME
from app.buddy.model import BuddyModel as BuddyModel
from app.buddy.model import MeetingRequest as MeetingRequest
from app.buddy.model import SignedMeeting as SignedMeeting
from app.ui import shared_model
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
from app.ui.taps import ChooseSign, Meaning, OpenMoment, unknown

TO_PHONE = "/"  # the route of the newcomer's app
BACK = {SETTINGS: HOME, LANGUAGE: SETTINGS, READING: SETTINGS, MOMENTS: HOME, MOMENT: MOMENTS, TAKE_BACK: MOMENT}

OwnEvent = CodeRead | MeetingKept | Joined | MeetingsSynced
Event = OwnEvent | SharedEvent
OwnEffect = Read | Sign | WithdrawAnswer | RememberNewcomer
Effect = OwnEffect | SharedEffect
Decided = tuple[BuddyModel, Sequence[Effect]]


def update(model: BuddyModel, event: Event) -> tuple[BuddyModel, list[Effect]]:
    """What `event` makes of `model`, and what is to be done. A screen that is left falls silent."""
    after, effects = _update(model, event)
    left = isinstance(event, CodeRead | MeetingKept | RefusalShown)
    after, hush = shared_model.silenced(model, after, left=left)
    return after, [*hush, *effects]


def leaving(model: BuddyModel) -> str:
    """The name of the tap that leaves the screen; "" on the first screen."""
    return "" if model.screen == HOME else "back"


def _update(model: BuddyModel, event: Event) -> Decided:
    match event:
        case Tapped(meaning):
            return _tapped(model, meaning)
        case Listen() | ClipEnded():
            return shared_model.heard(model, event)
        case Chose(language):
            return shared_model.chose(model, language)
        case Scanned():
            closed, route = shared_model.scanned(model, event)
            return closed, [] if route is None else [Read(route)]
        case LinkOpened(route):
            return model, [Read(route)]
        case CodeRead(asked):
            return replace(model, screen=ASK, asked=asked, moment=None, refusal="", signing=False), []
        case MeetingKept(moments, screen, moment):
            kept = replace(model, screen=screen, moments=moments, moment=moment, asked=None, refusal="", signing=False)
            return kept, [Sync()]
        case Wished(letters):
            return replace(model, letters=letters), []
        case Joined(programme):
            return replace(model, screen=WELCOME, programme=programme, refusal=""), [Sync()]
        case RefusalShown(code):
            return replace(shared_model.refused(model, code), asked=None, signing=False), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case MeetingsSynced(moments):
            return replace(model, moments=moments, moment=_same(model.moment, moments)), []


def _tapped(model: BuddyModel, meaning: Meaning) -> Decided:
    match meaning:
        case OpenMoment(id):
            moment = next((moment for moment in model.moments if moment.id == id), None)
            return replace(model, screen=MOMENT, moment=moment) if moment else model, []
        case ChooseSign(number):
            return model, [RememberNewcomer(model.moment.id, number)] if model.moment else []
    decided = shared_model.tapped(model, meaning)
    if decided is not None:
        return decided
    if isinstance(meaning, str):
        return _named(model, meaning)
    raise unknown(meaning)


def _named(model: BuddyModel, name: str) -> Decided:
    """A tap that only names a screen or an action; an unknown name changes nothing."""
    if name == "together":
        return _together(model)
    if name in (HOME, "back", "keep"):
        return _back(model, HOME if name == HOME else BACK.get(model.screen, HOME))
    if name == MOMENTS or (name in (CODE, TAKE_BACK, PICTURE) and model.moment):
        return replace(model, screen=name, turned=0), []
    if name == "yes" and model.moment and model.screen == TAKE_BACK:
        return model, [WithdrawAnswer(model.moment.id)]
    if name == "phone":
        return model, [Go(TO_PHONE)]
    return model, []


def _together(model: BuddyModel) -> Decided:
    """One tap signs; a second one while signing changes nothing."""
    if model.asked is None or model.signing:
        return model, []
    return replace(model, signing=True), [Sign(model.asked)]


def _back(model: BuddyModel, screen: str) -> Decided:
    """Go back to `screen`. After a code was shown, a programme's buddy may first give the person a picture; a passer-by does
    that from the moment.
    """
    moment = model.moment
    if model.screen == CODE and moment and moment.picture is None and model.programme:
        return replace(model, screen=PICTURE), []
    stays = moment if screen in (MOMENT, TAKE_BACK) else None
    return replace(model, screen=screen, asked=None, moment=stays, refusal="", signing=False), []


def _same(moment: SignedMeeting | None, moments: tuple[SignedMeeting, ...]) -> SignedMeeting | None:
    """The same moment as it is now among `moments`; unchanged when it is not there."""
    return next((now for now in moments if moment and now.id == moment.id), moment)
