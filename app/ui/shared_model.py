"""What newcomer and buddy decide alike: the settings, the help, the voice, the camera, and what a refusal does. Pure.

Each of the two has a model of its own, which begins with the fields of `SharedModel`, and asks the functions here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import TypeVar

from app.platform.errors import START_AGAIN
from app.ui import help_model, speech_model
from app.ui.events import (
    Chose,
    Diagnosed,
    GiveDiagnosis,
    Go,
    LinkOpened,
    OpenCamera,
    RefusalShown,
    Remember,
    Scanned,
    StartAgain,
    Sync,
    Tapped,
    Wished,
)
from app.ui.screens import pages
from app.ui.speech_model import ClipEnded, Listen, Speaking, Voice
from app.ui.taps import Hear, Meaning

HOME, LANGUAGE, SETTINGS, READING, REFUSED = "home", "language", "settings", "reading", "refused"  # screens of both
CALM = ("cancel", "timeout")  # codes of a closed camera that are an answer, not a fault

SharedEvent = Tapped | Chose | Scanned | LinkOpened | Listen | ClipEnded | Wished | RefusalShown | Diagnosed
SharedEffect = OpenCamera | Remember | Sync | Go | StartAgain | Voice | GiveDiagnosis


@dataclass(frozen=True, slots=True)
class SharedModel(Speaking):
    """What the screens of both show.

    `turned` counts the pages turned on a screen with more choices than fit. `diagnosis` has a line for each fault that nobody
    foresaw, the newest first.
    """

    screen: str
    language: str
    _: KW_ONLY
    refusal: str = ""
    scanning: bool = False
    big: bool = False
    dutch: bool = True
    turned: int = 0
    diagnosis: tuple[str, ...] = ()


M = TypeVar("M", bound=SharedModel)


def silenced(before: M, after: M, *, left: bool) -> tuple[M, list[Voice]]:
    """The model `after` an event, silent when its screen was left: because the event says so (`left`) or because it shows."""
    if left or _place(before) != _place(after):
        return speech_model.quiet(after)
    return after, []


def _place(model: SharedModel) -> tuple[object, ...]:
    """What makes a screen another one: then what is said no longer belongs to it."""
    return model.screen, model.language, model.scanning, model.voice, model.turned


def heard(model: M, event: Listen | ClipEnded) -> tuple[M, list[Voice]]:
    """Something is to be said, or was said to its end."""
    return speech_model.heard(model, event, model.language)


def chose(model: M, language: str) -> tuple[M, list[SharedEffect]]:
    """A language was chosen: it is remembered, its voice is fetched if the voice is on, and home is shown."""
    voice: list[SharedEffect] = [speech_model.KeepVoice(language)] if model.voice else []
    return replace(model, language=language, screen=HOME), [Remember("language", language), *voice]


def scanned(model: M, event: Scanned) -> tuple[M, str | None]:
    """The camera was closed: the model after it, and the route of the one link that was read. None when there is none or there
    are several.
    """
    closed = replace(model, scanning=False)
    if len(event.texts) == 1:
        from app.platform.link_finder import link_in_text  # not before something was scanned

        route = link_in_text(event.texts[0])
        return (closed, route) if route else (replace(closed, screen=REFUSED, refusal="not-ours"), None)
    if event.texts:
        return replace(closed, screen=REFUSED, refusal="two-codes"), None
    return (closed if event.code in CALM else replace(closed, screen=REFUSED, refusal=event.code)), None


def refused(model: M, code: str) -> M:
    """The screen that says why nothing was saved or signed."""
    return replace(model, screen=REFUSED, refusal=code, scanning=False)


def tapped(model: M, meaning: Meaning) -> tuple[M, Sequence[SharedEffect]] | None:
    """What a tap changes in both apps alike; None when it is about something else."""
    if isinstance(meaning, Hear):
        return speech_model.tapped(model, meaning)
    if page := help_model.leads_to(model.screen, meaning):
        return replace(model, screen=page, turned=0), []
    match meaning:
        case help_model.GIVE if model.screen == help_model.DIAGNOSIS:
            return model, [GiveDiagnosis()]
        case "scan":
            return (model, []) if model.scanning else (replace(model, scanning=True), [OpenCamera()])
        case str(name) if name == START_AGAIN:
            return model, [StartAgain("")]
        case "settings" | "reading":
            return replace(model, screen=meaning, turned=0), []
        case "language":  # its first page is the one with the language in use
            return replace(model, screen=LANGUAGE, turned=pages.page_of(model.language, pages.is_large(model))), []
        case "more":
            return replace(model, turned=model.turned + 1), []
        case str(name):
            return _switched(model, name)
    return None


def _switched(model: M, name: str) -> tuple[M, Sequence[SharedEffect]] | None:
    """One of the three switches for reading and listening; None when `name` is another tap."""
    match name:
        case "big":
            return replace(model, big=not model.big), [_kept("big", not model.big)]
        case "dutch":
            return replace(model, dutch=not model.dutch), [_kept("dutch", not model.dutch)]
        case "voice":
            after, voice = speech_model.switched(model, model.language)
            return after, [_kept("voice", after.voice), *voice]
    return None


def _kept(switch: str, on: bool) -> Remember:
    """Keep whether a switch is on: "1" or "0"."""
    return Remember(switch, str(int(on)))
