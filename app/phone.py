"""The newcomer's app, decided: what is on the screen, and what a tap or an answer changes. Pure; `app.main` does the doing.

Linear: every task starts at home and returns there. One screen, one question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.diary import NOTHING, Entry, Page, Saved
from app.voice import HEAR, SPEAK, Said

HOME, LANGUAGE, SAVED, REFUSED, MOMENTS, SETTINGS = "home", "language", "saved", "refused", "moments", "settings"
CALM = ("cancel", "timeout")  # closing the camera is an answer, not a fault
OPEN_FOR = 12 * 3600


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the screens show. `notice` is the code of the last sync that did not go through, "" after one that did."""

    screen: str
    language: str
    page: Page = NOTHING
    saved: Saved | None = None
    refusal: str = ""
    notice: str = ""
    scanning: bool = False
    big: bool = False
    dutch: bool = True
    chosen: bool = True  # a language was chosen; a link may come before that
    voice: bool = True  # speakers are shown, and the voice of the language is kept
    asked: str = ""  # the speaker that was tapped last on this screen
    saying: tuple[Said, ...] = ()  # what is heard now, and what comes after it
    turn: int = 0  # counts what was said, so that the end of one is not taken for that of another
    silent: bool = False  # what was asked is not here to be heard


@dataclass(frozen=True, slots=True)
class Tapped:
    """A control with this key was tapped."""

    key: str


@dataclass(frozen=True, slots=True)
class Chose:
    """A language was chosen, by its code."""

    language: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The camera was closed: with texts, or with the code of why there are none."""

    texts: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A link of ours was opened from outside: `/s/<digits>`."""

    route: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """A moment is saved, durably."""

    saved: Saved
    page: Page


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was saved; `code` says why."""

    code: str


@dataclass(frozen=True, slots=True)
class Synced:
    """A round with the server ended; `code` is "" when it went through."""

    page: Page
    code: str


@dataclass(frozen=True, slots=True)
class Listen:
    """This is what the speaker that was tapped has to say."""

    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said at this turn is over; the code is that of `Speaker.say`."""

    turn: int
    code: str


Event = Listen | Heard | Tapped | Chose | Scanned | Opened | Wrote | Refused | Synced


@dataclass(frozen=True, slots=True)
class OpenCamera:
    pass


@dataclass(frozen=True, slots=True)
class Write:
    """Write down what this text or route says."""

    text: str


@dataclass(frozen=True, slots=True)
class Remember:
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Sync:
    pass


@dataclass(frozen=True, slots=True)
class Find:
    """Find what is to be said: the whole screen, or the tile with this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Say:
    turn: int
    language: str
    clip: str


@dataclass(frozen=True, slots=True)
class Hush:
    pass


@dataclass(frozen=True, slots=True)
class KeepVoice:
    """Fetch the voice of this language."""

    language: str


Effect = Find | Say | Hush | KeepVoice | OpenCamera | Write | Remember | Sync


def here(page: Page, now: int) -> Entry | None:
    """Where the newcomer is now: the last moment that was not left, unless that is long ago."""
    still = [entry for entry in page.entries if entry.visit.end is None and abs(now - entry.visit.start) < OPEN_FOR]
    return still[-1] if still else None


def update(model: Model, event: Event) -> tuple[Model, list[Effect]]:
    """What `event` makes of `model`, and what is to be done. A screen that is left falls silent."""
    after, effects = _update(model, event)
    left = isinstance(event, Wrote | Refused) or _place(after) != _place(model)
    return _quiet(after, effects) if left else (after, effects)


def _place(model: Model) -> tuple[object, ...]:
    return model.screen, model.language, model.scanning, model.voice


def _quiet(model: Model, effects: list[Effect]) -> tuple[Model, list[Effect]]:
    calm = replace(model, asked="", saying=(), silent=False, turn=model.turn + 1)
    return calm, [Hush(), *effects] if model.saying else effects


def _update(model: Model, event: Event) -> tuple[Model, list[Effect]]:
    match event:
        case Tapped(key):
            return _tapped(model, key)
        case Listen(said):
            return _say(replace(model, saying=said))
        case Heard(turn, code):
            return _heard(model, turn, code)
        case Chose(language):
            effects: list[Effect] = [Remember("language", language), *([KeepVoice(language)] if model.voice else [])]
            return replace(model, language=language, screen=HOME, chosen=True), effects
        case Scanned(texts, code):
            return _scanned(replace(model, scanning=False), texts, code)
        case Opened(route):
            return _opened(model, route)
        case Wrote(saved, page):
            return replace(model, screen=SAVED, saved=saved, page=page, refusal=""), [Sync()]
        case Refused(code):
            return replace(model, screen=REFUSED, refusal=code), []
        case Synced(page, code):
            return replace(model, page=page, notice=code, saved=_refreshed(model.saved, page)), []


def _tapped(model: Model, key: str) -> tuple[Model, list[Effect]]:
    if key == SPEAK or key.startswith(HEAR):
        return _asked(model, key)
    if key == "scan" and not model.scanning:
        return replace(model, scanning=True), [OpenCamera()]
    if key in (MOMENTS, SETTINGS, LANGUAGE):
        return replace(model, screen=key), []
    if key in ("home", "back"):
        before = SETTINGS if model.screen == LANGUAGE else HOME if model.chosen else LANGUAGE
        return replace(model, screen=before, refusal=""), []
    if key == "big":
        return replace(model, big=not model.big), [Remember("big", str(int(not model.big)))]
    if key == "dutch":
        return replace(model, dutch=not model.dutch), [Remember("dutch", str(int(not model.dutch)))]
    if key == "voice":
        on = not model.voice
        return replace(model, voice=on), [Remember("voice", str(int(on))), *([KeepVoice(model.language)] if on else [])]
    return model, []


def _asked(model: Model, key: str) -> tuple[Model, list[Effect]]:
    """The first tap speaks, the second one on the same speaker stops."""
    if model.saying and model.asked == key:
        return _quiet(model, [])
    if not model.voice:
        return model, []
    return replace(model, asked=key, silent=False), [Find("" if key == SPEAK else key.removeprefix(HEAR))]


def _say(model: Model) -> tuple[Model, list[Effect]]:
    """Say the first of what is to be said, in its own language or the chosen one."""
    if not model.saying:
        return replace(model, asked=""), []
    said, turn = model.saying[0], model.turn + 1
    return replace(model, turn=turn), [Say(turn, said.language or model.language, said.clip)]


def _heard(model: Model, turn: int, code: str) -> tuple[Model, list[Effect]]:
    if turn != model.turn or not model.saying:
        return model, []
    if code == "":
        return _say(replace(model, saying=model.saying[1:]))
    return replace(model, saying=(), silent=code == "none", asked=model.asked if code == "none" else ""), []


def _scanned(model: Model, texts: tuple[str, ...], code: str) -> tuple[Model, list[Effect]]:
    if len(texts) == 1:
        return model, [Write(texts[0])]
    if texts:
        return replace(model, screen=REFUSED, refusal="two-codes"), []
    if code in CALM:
        return model, []
    return replace(model, screen=REFUSED, refusal=code), []


def _opened(model: Model, route: str) -> tuple[Model, list[Effect]]:
    return model, [Write(route)]


def _refreshed(saved: Saved | None, page: Page) -> Saved | None:
    """The same moment with its newest ticks and minutes."""
    if saved is None or not any(entry.visit.check_in == saved.entry.visit.check_in for entry in page.entries):
        return saved
    return replace(saved, entry=page.entry(saved.entry.visit.check_in))
