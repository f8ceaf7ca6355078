"""Colours and sizes. Tokens only: `tests/test_theme.py` measures every pair that carries meaning."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from app.protocol.activities import Kind

FAMILY = "Veertig"
ROLES = [
    f"{name}_{size}" for name in ("display", "headline", "title", "label", "body") for size in ("large", "medium", "small")
]

TOUCH = 60  # dp, the smallest thing to tap
CORNER_ACTION, CORNER_CARD = 28, 24
WORD, SMALL_WORD, DUTCH = 22, 16, 13
WIDEST = 480
FOCUS = "#F2A93B"


@dataclass(frozen=True, slots=True)
class Ink:
    """How one kind of hour is drawn: its colour, a darker edge that shows on paper, and the pattern on it."""

    fill: str
    edge: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Palette:
    paper: str
    card: str
    ink: str
    quiet: str
    action: str
    on_action: str
    on_action_quiet: str
    line: str
    good: str
    kinds: dict[Kind, Ink]


LIGHT = Palette(
    paper="#FBF7F0",
    card="#FFFFFF",
    ink="#20302F",
    quiet="#5D6B69",
    action="#0B5D57",
    on_action="#FFFFFF",
    on_action_quiet="#DCEFEC",
    line="#8C8474",
    good="#2F7A40",
    kinds={
        Kind.BUDDY: Ink("#F2A93B", "#A66B0B", "#7A4E05"),
        Kind.PLACEMENT: Ink("#2F6DB5", "#2F6DB5", "#B9D4F3"),
        Kind.VOLUNTEERING: Ink("#3F8F4F", "#2F7A40", "#D2EED6"),
        Kind.ALTERNATIVE: Ink("#D9593D", "#B8442B", "#FFE3DB"),
    },
)
DARK = Palette(
    paper="#14201F",
    card="#20302E",
    ink="#F5EFE4",
    quiet="#B0BFBB",
    action="#177A70",
    on_action="#FFFFFF",
    on_action_quiet="#E3F4F1",
    line="#7E8C88",
    good="#6FC27F",
    kinds={
        Kind.BUDDY: Ink("#F2A93B", "#F2A93B", "#7A4E05"),
        Kind.PLACEMENT: Ink("#5C97DB", "#5C97DB", "#17406F"),
        Kind.VOLUNTEERING: Ink("#58AD69", "#58AD69", "#1B4D27"),
        Kind.ALTERNATIVE: Ink("#E8745A", "#E8745A", "#75230F"),
    },
)


def theme(palette: Palette) -> ft.Theme:
    """The Flet theme: one font for all scripts, on every text role (Flet falls back to another font elsewhere)."""
    style = ft.TextStyle(font_family=FAMILY, color=palette.ink)
    return ft.Theme(
        font_family=FAMILY,
        color_scheme_seed=palette.action,
        scaffold_bgcolor=palette.paper,
        focus_color=f"#60{FOCUS[1:]}",  # lies over what has the focus of a keyboard
        text_theme=ft.TextTheme(**dict.fromkeys(ROLES, style)),
    )
