"""What a walk over the screens looks at: every control that can be tapped, every word with what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import flet as ft

from app.tools.voices import manifest
from app.tools.voices.__main__ import AUDIO
from app.ui.controls.look import Look
from app.ui.texts import Texts
from app.ui.theme import DARK, LIGHT, Palette
from tests.looks import samples

PHONE, DESK = (360.0, 640.0), (1180.0, 700.0)
SCREENS = [*samples.UPRIGHT, *samples.DISPLAY]
SENT: list[Any] = []  # what was tapped on a screen of `screen`


@dataclass(frozen=True, slots=True)
class Seen:
    """One control, what it stands on, and how strongly it is drawn (0 to 1)."""

    control: Any
    ground: str
    opacity: float


def size_of(name: str) -> tuple[float, float]:
    return DESK if name.startswith("display") else PHONE


def drawn(name: str, texts: Texts, look: Look, send: Any = lambda _: None) -> ft.Control:
    return samples.draw(name, texts, look, size_of(name), send)


def seen(control: Any, ground: str = "", opacity: float = 1.0) -> Iterator[Seen]:
    """Every control of a tree, from the outside in."""
    if isinstance(control, ft.Container) and control.bgcolor:
        ground = str(control.bgcolor)
    shown = getattr(control, "opacity", None)
    opacity *= 1.0 if shown is None else shown
    yield Seen(control, ground, opacity)
    for inside in (getattr(control, "content", None), *(getattr(control, "controls", None) or [])):
        if isinstance(inside, ft.Control):
            yield from seen(inside, ground, opacity)


def screen(name: str, code: str, palette: Palette, scale: float = 1.0) -> tuple[Seen, ...]:
    """The tree of one sample. The samples do not change: each is drawn once."""
    return _screen(name, code, palette is DARK, scale)


@cache
def _screen(name: str, code: str, dark: bool, scale: float) -> tuple[Seen, ...]:
    return anew(name, code, DARK if dark else LIGHT, scale)


def anew(name: str, code: str, palette: Palette = LIGHT, scale: float = 1.0) -> tuple[Seen, ...]:
    """The tree of a sample that a test has changed."""
    own = texts(code)
    return tuple(seen(drawn(name, own, Look(palette, own.rtl, scale, dutch=code != "nl"), SENT.append)))


@cache
def texts(code: str) -> Texts:
    """Each catalogue is read once."""
    return Texts(code)


@cache
def clips(code: str) -> frozenset[str]:
    """The clips that a phone in this language has."""
    return frozenset(manifest.index(_voices(), code))


@cache
def _voices() -> manifest.Manifest:
    return manifest.load(AUDIO)


def said(shown: tuple[Seen, ...]) -> list[str]:
    """Every text, one that is cut as it is heard, and every name for screen readers."""
    texts = [str(one.control.semantics_label or one.control.value) for one in shown if isinstance(one.control, ft.Text)]
    return [*texts, *(one.control.label for one in shown if isinstance(one.control, ft.Semantics) and one.control.label)]


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap, as the people it is for meet it."""

    key: str
    name: str  # for screen readers; "" when its words are enough
    words: tuple[str, ...]
    pictures: tuple[str, ...]
    box: ft.Container  # what takes the tap

    @property
    def only_speaks(self) -> bool:
        return self.key == "speak" or self.key.startswith("hear-")

    @property
    def is_round(self) -> bool:
        """At the top, always in the same place: back, settings, the speaker."""
        return bool(self.name) and not self.only_speaks


def buttons(shown: tuple[Seen, ...]) -> list[Button]:
    return [_button(one.control) for one in shown if isinstance(one.control, ft.Semantics) and one.control.button]


def _button(control: ft.Semantics) -> Button:
    inside = [one.control for one in seen(control)]
    (box,) = [one for one in inside if getattr(one, "on_click", None)]
    return Button(
        str(control.identifier),
        control.label or "",
        tuple(str(one.value) for one in inside if isinstance(one, ft.Text)),
        tuple(str(one.src) for one in inside if isinstance(one, ft.Image)),
        box,
    )
