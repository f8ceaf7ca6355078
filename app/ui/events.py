"""The events and effects that the models of several roles share: what happened, and what the app is to do. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.ui.taps import Meaning, Tap

MORE = "more"  # the key of the way to the next page of a long choice


@dataclass(frozen=True, slots=True)
class Tapped:
    """A control was tapped; `meaning` is what it carries."""

    meaning: Meaning


def tap_of(send: Callable[[Tapped], None]) -> Tap:
    """What a control calls when it is tapped: it tells `send`."""
    return lambda meaning: send(Tapped(meaning))


@dataclass(frozen=True, slots=True)
class Chose:
    """The person chose the language with this code."""

    language: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The camera was closed: with the texts of codes, or with a refusal code that says why there are none."""

    texts: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class LinkOpened:
    """A link of ours was opened from outside: its route, such as `/s/<digits>`."""

    route: str


@dataclass(frozen=True, slots=True)
class RefusalShown:
    """Something was refused: nothing was saved or signed, and the refusal `code` says why."""

    code: str


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """An unforeseen fault was noted. `lines`: one for each fault of this device, the newest first."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GiveDiagnosis:
    """To do: let the person choose who gets the lines of these faults."""


@dataclass(frozen=True, slots=True)
class OpenCamera:
    """To do: open the camera, then send `Scanned`."""


@dataclass(frozen=True, slots=True)
class Remember:
    """To do: keep `value` as the setting `key` of the role's file."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Wished:
    """The device asks for letters this many times as large as usual."""

    letters: float


@dataclass(frozen=True, slots=True)
class Sync:
    """To do: exchange records with the server now."""


@dataclass(frozen=True, slots=True)
class StartAgain:
    """To do: start the whole app again. `text`: the link that could not be dealt with, which is opened then; "" for none."""

    text: str


@dataclass(frozen=True, slots=True)
class Go:
    """To do: open the role at this `route` on the same device."""

    route: str
