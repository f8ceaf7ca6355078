"""A buddy's app, decided: what is on the screen, and what a tap or an answer changes. Pure; `app.buddy.app` does the doing.

A buddy says one thing: we were together. There is no field, no remark and no way to refuse; closing is the only other way. The
model holds the buddy's own moments and nothing else of a newcomer: no total, no other moment, no assurance, no deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.ui import help_model, speech_model
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
from app.ui.speech_model import ClipEnded, Listen, Speaking, Voice

HOME, LANGUAGE, SETTINGS, ASK, CODE, MOMENTS = "home", "language", "settings", "ask", "code", "moments"
MOMENT, TAKE_BACK, PICTURE, WELCOME, REFUSED = "moment", "take-back", "picture", "welcome", "refused"
READING = "reading"
CALM = ("cancel", "timeout")  # closing the camera is an answer, not a fault
TO_PHONE = "/"
BACK = {SETTINGS: HOME, LANGUAGE: SETTINGS, READING: SETTINGS, MOMENTS: HOME, MOMENT: MOMENTS, TAKE_BACK: MOMENT}


@dataclass(frozen=True, slots=True)
class MeetingRequest:
    """What a newcomer's code says: `proposal` verbatim, and the picture by which this phone remembers who asks."""

    proposal: bytes
    activity: int
    minutes: int
    start: int
    picture: int | None


@dataclass(frozen=True, slots=True)
class SignedMeeting:
    """One meeting that was signed here. `answer` is the link that the newcomer scans; `sent`: the server has it."""

    id: bytes
    activity: int
    minutes: int
    start: int
    picture: int | None
    answer: str
    sent: bool
    taken_back: bool


@dataclass(frozen=True, slots=True)
class BuddyModel(Speaking):
    """Everything the screens show. `programme` vouches for this phone; "" for a passer-by."""

    screen: str
    language: str
    programme: str = ""
    moments: tuple[SignedMeeting, ...] = ()
    asked: MeetingRequest | None = None
    moment: SignedMeeting | None = None
    refusal: str = ""
    scanning: bool = False
    signing: bool = False
    big: bool = False
    dutch: bool = True
    turned: int = 0  # pages turned on a screen with more choices than fit
    diagnosis: tuple[str, ...] = ()  # what failed here although nobody foresaw it, a line for each, the newest first


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A newcomer's code was read."""

    asked: MeetingRequest


@dataclass(frozen=True, slots=True)
class MeetingKept:
    """Something is kept, durably; `moment` is the one it is about, if any, and `screen` where to go."""

    moments: tuple[SignedMeeting, ...]
    screen: str
    moment: SignedMeeting | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A programme vouches for this phone now."""

    programme: str


@dataclass(frozen=True, slots=True)
class MeetingsSynced:
    """A round with the server ended."""

    moments: tuple[SignedMeeting, ...]


FromPerson = Tapped | Chose | Scanned | LinkOpened | Listen | ClipEnded
Event = FromPerson | Wished | CodeRead | MeetingKept | Joined | RefusalShown | MeetingsSynced | Diagnosed


@dataclass(frozen=True, slots=True)
class Read:
    """See what this text or route says."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    asked: MeetingRequest


@dataclass(frozen=True, slots=True)
class WithdrawAnswer:
    id: bytes


@dataclass(frozen=True, slots=True)
class RememberNewcomer:
    """Remember who this moment was with by the picture with this number."""

    id: bytes
    picture: int


Effect = OpenCamera | Read | Sign | WithdrawAnswer | RememberNewcomer | Remember | Sync | Go | Voice | GiveDiagnosis


def update(model: BuddyModel, event: Event) -> tuple[BuddyModel, list[Effect]]:
    """What `event` makes of `model`, and what is to be done. A screen that is left falls silent."""
    after, effects = _update(model, event)
    if not isinstance(event, CodeRead | MeetingKept | RefusalShown) and _place(after) == _place(model):
        return after, effects
    calm, hush = speech_model.quiet(after)
    return calm, [*hush, *effects]


def _place(model: BuddyModel) -> tuple[object, ...]:
    return model.screen, model.language, model.scanning, model.voice, model.turned


def _update(model: BuddyModel, event: Event) -> tuple[BuddyModel, list[Effect]]:
    match event:
        case Tapped(key):
            return _tapped(model, key)
        case Listen() | ClipEnded():
            return _spoken(speech_model.heard(model, event, model.language))
        case Chose(language):
            fetch: list[Effect] = [speech_model.KeepVoice(language)] if model.voice else []
            return replace(model, language=language, screen=HOME), [Remember("language", language), *fetch]
        case Scanned(texts, code):
            return _scanned(replace(model, scanning=False), texts, code)
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
            return replace(model, screen=REFUSED, refusal=code, asked=None, signing=False, scanning=False), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case MeetingsSynced(moments):
            return replace(model, moments=moments, moment=_again(model.moment, moments)), []


def _tapped(model: BuddyModel, key: str) -> tuple[BuddyModel, list[Effect]]:
    verb, _, rest = key.partition("-")
    if speech_model.is_speaker(key):
        return _spoken(speech_model.tapped(model, key))
    if key == "together":
        return _together(model)
    if key == "scan" and not model.scanning:
        return replace(model, scanning=True), [OpenCamera()]
    if page := help_model.leads_to(model.screen, key):
        return replace(model, screen=page, turned=0), []
    if key == help_model.GIVE and model.screen == help_model.DIAGNOSIS:
        return model, [GiveDiagnosis()]
    if key in (HOME, "back", "keep"):
        return _back(model, HOME if key == HOME else BACK.get(model.screen, HOME))
    if key == LANGUAGE:  # the one in use is seen at once
        return replace(model, screen=LANGUAGE, turned=pages.page_of(model.language, pages.is_large(model))), []
    if key in (MOMENTS, SETTINGS, READING) or (key in (CODE, TAKE_BACK, PICTURE) and model.moment):
        return replace(model, screen=key, turned=0), []
    if verb == "moment":
        moment = next((one for one in model.moments if one.id.hex() == rest), None)
        return (replace(model, screen=MOMENT, moment=moment), []) if moment else (model, [])
    if key == "yes" and model.moment and model.screen == TAKE_BACK:
        return model, [WithdrawAnswer(model.moment.id)]
    if verb == "sign" and model.moment and rest.isdigit():
        return model, [RememberNewcomer(model.moment.id, int(rest))]
    if key == "more":
        return replace(model, turned=model.turned + 1), []
    if key == "phone":
        return model, [Go(TO_PHONE)]
    if key == "big":
        return replace(model, big=not model.big), [Remember("big", str(int(not model.big)))]
    if key == "dutch":
        return replace(model, dutch=not model.dutch), [Remember("dutch", str(int(not model.dutch)))]
    if key == "voice":
        after, fetch = speech_model.switched(model, model.language)
        return after, [Remember("voice", str(int(after.voice))), *fetch]
    return model, []


def _spoken(done: tuple[BuddyModel, list[Voice]]) -> tuple[BuddyModel, list[Effect]]:
    return done[0], [*done[1]]


def _together(model: BuddyModel) -> tuple[BuddyModel, list[Effect]]:
    """One tap signs; a second one while signing changes nothing."""
    if model.asked is None or model.signing:
        return model, []
    return replace(model, signing=True), [Sign(model.asked)]


def _back(model: BuddyModel, screen: str) -> tuple[BuddyModel, list[Effect]]:
    """After a code was shown, a programme's buddy may give the person a picture; a passer-by finds that with the moment."""
    moment = model.moment
    if model.screen == CODE and moment and moment.picture is None and model.programme:
        return replace(model, screen=PICTURE), []
    stays = moment if screen in (MOMENT, TAKE_BACK) else None
    return replace(model, screen=screen, asked=None, moment=stays, refusal="", signing=False), []


def _scanned(model: BuddyModel, texts: tuple[str, ...], code: str) -> tuple[BuddyModel, list[Effect]]:
    if len(texts) == 1:
        return model, [Read(texts[0])]
    if texts:
        return replace(model, screen=REFUSED, refusal="two-codes"), []
    return (model, []) if code in CALM else (replace(model, screen=REFUSED, refusal=code), [])


def _again(moment: SignedMeeting | None, moments: tuple[SignedMeeting, ...]) -> SignedMeeting | None:
    """The same moment with its newest ticks."""
    return next((one for one in moments if moment and one.id == moment.id), moment)
