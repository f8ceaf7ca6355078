"""A screen that can be heard, decided: the first tap on a speaker speaks, the second stops, one thing at a time. Pure.

Shared by the newcomer's and the buddy's models. A screen that is left falls silent; nothing is said by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from app.ui.speech import HEAR, SPEAK, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What a model knows of its voice.

    `speaker`: the one that was tapped last on this screen. `saying`: what is heard now, and what comes after it. `turn` counts
    what was said, so that the end of one is not taken for that of another. `silent`: what was asked is not here to be heard.
    """

    voice: bool = True  # speakers are shown, and the voice of the language is kept
    speaker: str = ""
    saying: tuple[Said, ...] = ()
    turn: int = 0
    silent: bool = False
    letters: float = 1.0  # how much larger the device wants them; what is said goes by what is shown


@dataclass(frozen=True, slots=True)
class Listen:
    """This is what the speaker that was tapped has to say."""

    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ClipEnded:
    """What was said at this turn is over; the code is that of `Speaker.say`."""

    turn: int
    code: str


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


Voice = Find | Say | Hush | KeepVoice
M = TypeVar("M", bound=Speaking)


def is_speaker(key: str) -> bool:
    """Does a tap on this only speak?"""
    return key == SPEAK or key.startswith(HEAR)


def tapped(model: M, key: str) -> tuple[M, list[Voice]]:
    """The first tap speaks, the second one on the same speaker stops."""
    if model.saying and model.speaker == key:
        return quiet(model)
    if not model.voice:
        return model, []
    return replace(model, speaker=key, silent=False), [Find("" if key == SPEAK else key.removeprefix(HEAR))]


def heard(model: M, event: Listen | ClipEnded, language: str) -> tuple[M, list[Voice]]:
    """Something is to be said, or was: say what comes next, in its own language or in this one."""
    if isinstance(event, Listen):
        return _say(replace(model, saying=event.said), language)
    if event.turn != model.turn or not model.saying:
        return model, []
    if event.code == "":
        return _say(replace(model, saying=model.saying[1:]), language)
    none = event.code == "none"
    return replace(model, saying=(), silent=none, speaker=model.speaker if none else ""), []


def _say(model: M, language: str) -> tuple[M, list[Voice]]:
    if not model.saying:
        return replace(model, speaker=""), []
    said, turn = model.saying[0], model.turn + 1
    return replace(model, turn=turn), [Say(turn, said.language or language, said.clip)]


def quiet(model: M) -> tuple[M, list[Voice]]:
    """The screen was left, or its speaker tapped again."""
    calm = replace(model, speaker="", saying=(), silent=False, turn=model.turn + 1)
    return calm, [Hush()] if model.saying else []


def switched(model: M, language: str) -> tuple[M, list[Voice]]:
    """The voice on or off; on fetches that of this language."""
    on = not model.voice
    return replace(model, voice=on), [KeepVoice(language)] if on else []
