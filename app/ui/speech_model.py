"""Decides what a screen says aloud: the first tap on a speaker lets it speak, the second stops it. Pure.

The models of newcomer and buddy share it. Only one clip is heard at a time, only after a tap, and not after the screen is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from app.ui.speech import Said
from app.ui.taps import Hear


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """The fields of a model that concern its voice.

    `speaker`: the key of the speaker that was tapped last on this screen. `saying`: the clip that is heard now, and those after
    it. `turn` counts clips, so that the end of an earlier clip is not taken for that of this one. `silent`: the clip that was
    asked for is not on this device.
    """

    voice: bool = True  # the voice is on: speakers are shown, and the clips of the language are kept
    speaker: str = ""
    saying: tuple[Said, ...] = ()
    turn: int = 0
    silent: bool = False
    letters: float = 1.0  # scale that the device asks for; it decides what is shown, and so what is said


@dataclass(frozen=True, slots=True)
class Listen:
    """The answer to `Find`: the clips of the speaker that was tapped."""

    clips: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ClipEnded:
    """The clip of this turn has ended. `code` is that of `app.platform.Speaker.say`: "" when it was heard."""

    turn: int
    code: str


@dataclass(frozen=True, slots=True)
class Find:
    """To do: find the clips of the tile with this `key`; of the whole screen for ""."""

    key: str


@dataclass(frozen=True, slots=True)
class Say:
    """To do: let this `clip` be heard in this language, then send `ClipEnded` with this turn."""

    turn: int
    language: str
    clip: str


@dataclass(frozen=True, slots=True)
class Hush:
    """To do: stop the clip that is heard."""


@dataclass(frozen=True, slots=True)
class KeepVoice:
    """To do: fetch the voice of this language, and keep it."""

    language: str


Voice = Find | Say | Hush | KeepVoice
M = TypeVar("M", bound=Speaking)


def tapped(model: M, meaning: Hear) -> tuple[M, list[Voice]]:
    """A speaker was tapped: the first tap lets it speak, a second tap on the same one stops it."""
    if model.saying and model.speaker == meaning.key:
        return quiet(model)
    if not model.voice:
        return model, []
    return replace(model, speaker=meaning.key, silent=False), [Find(meaning.control)]


def heard(model: M, event: Listen | ClipEnded, language: str) -> tuple[M, list[Voice]]:
    """Clips were found, or one has ended: say the next, in its own language, else in `language`."""
    if isinstance(event, Listen):
        return _say(replace(model, saying=event.clips), language)
    if event.turn != model.turn or not model.saying:
        return model, []
    if event.code == "":
        return _say(replace(model, saying=model.saying[1:]), language)
    none = event.code == "none"
    return replace(model, saying=(), silent=none, speaker=model.speaker if none else ""), []


def _say(model: M, language: str) -> tuple[M, list[Voice]]:
    if not model.saying:
        return replace(model, speaker=""), []
    clip, turn = model.saying[0], model.turn + 1
    return replace(model, turn=turn), [Say(turn, clip.language or language, clip.clip)]


def quiet(model: M) -> tuple[M, list[Voice]]:
    """The voice stops: the screen was left, or its speaker was tapped again."""
    calm = replace(model, speaker="", saying=(), silent=False, turn=model.turn + 1)
    return calm, [Hush()] if model.saying else []


def switched(model: M, language: str) -> tuple[M, list[Voice]]:
    """Switch the voice on or off. Switching it on fetches the voice of this language."""
    on = not model.voice
    return replace(model, voice=on), [KeepVoice(language)] if on else []
