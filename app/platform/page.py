"""What the app and the page around it tell each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HomeSnapshot:
    """What a shell needs to show home as it was last drawn, and to scan from there, before the app runs again.

    `labels` and `rtl` are those of `Scanner.scan`; `action` is the colour of the button that scans; after `until` (Unix
    seconds, 0 is never) home will look different.
    """

    labels: dict[str, str]
    rtl: bool
    action: str
    until: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person set the device up for reading: more `contrast`, pictures that keep `still`, and how large `letters` are:
    1.0 is the usual size, 2.0 twice as large.
    """

    contrast: bool = False
    still: bool = False
    letters: float = 1.0


AS_USUAL = Wishes()


@dataclass(frozen=True, slots=True)
class LightPageState:
    """What a buddy did on the light page before the app came: the chosen `language` ("" for none), and the meetings as `pairs`
    of signed bytes (proposal, answer).
    """

    language: str = ""
    pairs: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class LightChain:
    """What a newcomer's light page wrote before the app came: `records` (signed bytes, in their order), the person's `secret`
    (16 bytes, b"" for none), and the `language` that the person chose there ("" for none).
    """

    records: tuple[bytes, ...] = ()
    secret: bytes = b""
    language: str = ""
