"""What a person does to a phone, and what every role asks of it: events and effects that the models share. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MORE = "more"  # the key of the way to the next page of a long choice


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
class LinkOpened:
    """A link of ours was opened from outside: its route, such as `/s/<digits>`."""

    route: str


@dataclass(frozen=True, slots=True)
class RefusalShown:
    """Nothing was saved or signed; `code` says why."""

    code: str


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """Something failed that nobody foresaw: `lines` are all that is known of such faults, the newest first."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GiveDiagnosis:
    """Let the person choose who gets what is known of such faults."""


@dataclass(frozen=True, slots=True)
class OpenCamera:
    pass


@dataclass(frozen=True, slots=True)
class Remember:
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Wished:
    """The device wants letters this much larger, 1.0 as usual."""

    letters: float


@dataclass(frozen=True, slots=True)
class Sync:
    pass


@dataclass(frozen=True, slots=True)
class Go:
    """To another role on this device."""

    route: str
