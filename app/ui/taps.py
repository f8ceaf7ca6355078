"""What a tap on a control means: a value that the control carries from the screen to the decision. Pure.

A plain name, such as "home", is a string. A tap that carries data is a `Choice`: a small value, made where the control is drawn
and matched by its type where it is decided. Its `key` names the control for screen readers, for the voice and for tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from app.ui.speech import HEAR, SPEAK


class Choice(ABC):
    """A tap that carries data. Each of its subclasses is a frozen dataclass that belongs to the screens of one task."""

    __slots__ = ()

    @property
    @abstractmethod
    def key(self) -> str:
        """The name of the control on the screen: the same value always has the same name."""


Meaning = str | Choice
Tap = Callable[[Meaning], None]


def key_of(meaning: Meaning) -> str:
    """The name of the control that carries this meaning."""
    return meaning if isinstance(meaning, str) else meaning.key


def unknown(meaning: object) -> TypeError:
    """The fault of a tap that no screen of this role sends."""
    return TypeError(f"no screen sends {type(meaning).__name__}")


@dataclass(frozen=True, slots=True)
class Hear(Choice):
    """Say aloud what the control with this key shows; with "" the whole screen. A second tap stops the voice."""

    control: str = ""

    @property
    def key(self) -> str:
        """`hear-<key of the control>`, or `speak` for the speaker of the screen."""
        return f"{HEAR}{self.control}" if self.control else SPEAK


@dataclass(frozen=True, slots=True)
class FingerDown(Choice):
    """A finger came down on the control with this key, which opens only to a finger that stays."""

    control: str

    @property
    def key(self) -> str:
        """`<key of the control>-held`; no control has this name itself."""
        return f"{self.control}-held"


@dataclass(frozen=True, slots=True)
class FingerUp(Choice):
    """The finger left the control with this key, or slid away from it."""

    control: str

    @property
    def key(self) -> str:
        """`<key of the control>-let-go`; no control has this name itself."""
        return f"{self.control}-let-go"


@dataclass(frozen=True, slots=True)
class OpenMoment(Choice):
    """Look at the moment of a list that has this id (32 bytes)."""

    id: bytes

    @property
    def key(self) -> str:
        """`moment-<id in hexadecimal digits>`."""
        return f"moment-{self.id.hex()}"


@dataclass(frozen=True, slots=True)
class ChooseSign(Choice):
    """Remember a person by the picture with this number (`words.SIGNS`)."""

    number: int

    @property
    def key(self) -> str:
        """`sign-<number>`."""
        return f"sign-{self.number}"


@dataclass(frozen=True, slots=True)
class ChooseFace(Choice):
    """Say how a moment was: 3 nice, 2 all right, 1 not so nice."""

    face: int

    @property
    def key(self) -> str:
        """`face-<number>`."""
        return f"face-{self.face}"
