"""Colours and sizes, and nothing else. `tests/test_theme.py` measures the contrast of every pair that carries meaning."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from app.protocol.activities import ActivityType

FAMILY = "Veertig"
ROLES = [
    f"{name}_{size}" for name in ("display", "headline", "title", "label", "body") for size in ("large", "medium", "small")
]

# In dp.
TOUCH = 60  # side of the smallest thing to tap
CORNER_ACTION, CORNER_CARD = 28, 24
WORD, SMALL_WORD, DUTCH = 22, 16, 13
WIDEST = 480  # of a screen on a desk
FOCUS = "#F2A93B"  # colour over what has the focus of a keyboard
NIGHT, AT_NIGHT = "#1D3557", "#9DB2D1"  # the night sky, as in its picture: behind, and edges; on it the inks of DARK


@dataclass(frozen=True, slots=True)
class Ink:
    """How an hour of one activity type is drawn: its colour, a darker edge that is visible on paper, and its pattern."""

    fill: str
    edge: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of all controls, as #RRGGBB: `paper` behind everything, `ink` of letters, `kinds` of the activity types."""

    paper: str
    card: str
    ink: str
    quiet: str
    action: str
    on_action: str
    on_action_quiet: str
    line: str
    good: str
    kinds: dict[ActivityType, Ink]
    dark: bool = False
    edge: str = ""  # around cards and buttons when the device asks for more contrast; "" for none


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
        ActivityType.BUDDY: Ink("#F2A93B", "#A66B0B", "#7A4E05"),
        ActivityType.PLACEMENT: Ink("#2F6DB5", "#2F6DB5", "#B9D4F3"),
        ActivityType.VOLUNTEERING: Ink("#3F8F4F", "#2F7A40", "#D2EED6"),
        ActivityType.ALTERNATIVE: Ink("#D9593D", "#B8442B", "#FFE3DB"),
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
        ActivityType.BUDDY: Ink("#F2A93B", "#F2A93B", "#7A4E05"),
        ActivityType.PLACEMENT: Ink("#5C97DB", "#5C97DB", "#17406F"),
        ActivityType.VOLUNTEERING: Ink("#58AD69", "#58AD69", "#1B4D27"),
        ActivityType.ALTERNATIVE: Ink("#E8745A", "#E8745A", "#75230F"),
    },
    dark=True,
)
HIGH_LIGHT = Palette(
    paper="#FFFFFF",
    card="#FFFFFF",
    ink="#000000",
    quiet="#26302F",
    action="#00403B",
    on_action="#FFFFFF",
    on_action_quiet="#FFFFFF",
    line="#26302F",
    good="#00571F",
    kinds={
        ActivityType.BUDDY: Ink("#F2A93B", "#5A3A00", "#5A3A00"),
        ActivityType.PLACEMENT: Ink("#1B4F91", "#123A6E", "#FFFFFF"),
        ActivityType.VOLUNTEERING: Ink("#1E6430", "#124A20", "#FFFFFF"),
        ActivityType.ALTERNATIVE: Ink("#9E2F17", "#7A2210", "#FFFFFF"),
    },
    edge="#000000",
)
HIGH_DARK = Palette(
    paper="#000000",
    card="#000000",
    ink="#FFFFFF",
    quiet="#E4EAE8",
    action="#00655D",
    on_action="#FFFFFF",
    on_action_quiet="#FFFFFF",
    line="#E4EAE8",
    good="#7FE08F",
    kinds={
        ActivityType.BUDDY: Ink("#FFC361", "#FFC361", "#4A2F00"),
        ActivityType.PLACEMENT: Ink("#8FC1FF", "#8FC1FF", "#0B2E5C"),
        ActivityType.VOLUNTEERING: Ink("#86E097", "#86E097", "#0B3A17"),
        ActivityType.ALTERNATIVE: Ink("#FFA08A", "#FFA08A", "#5C160A"),
    },
    dark=True,
    edge="#FFFFFF",
)
NO_COLOUR = "#00000000"


def palette(*, dark: bool, high: bool) -> Palette:
    """The palette for a `dark` or light device; `high`: with more contrast."""
    if high:
        return HIGH_DARK if dark else HIGH_LIGHT
    return DARK if dark else LIGHT


def theme(palette: Palette, *, still: bool = False) -> ft.Theme:
    """The Flet theme. It names our font, which has all scripts, for every text role: a role without it gets another font.

    `still`: no ripple spreads under a finger, for a device that asks for less motion.
    """
    style = ft.TextStyle(font_family=FAMILY, color=palette.ink)
    return ft.Theme(
        font_family=FAMILY,
        color_scheme_seed=palette.action,
        scaffold_bgcolor=palette.paper,
        splash_color=NO_COLOUR if still else None,
        focus_color=f"#60{FOCUS[1:]}",
        scrollbar_theme=ft.ScrollbarTheme(thumb_color=palette.line),  # visible, because it says that there is more
        text_theme=ft.TextTheme(**dict.fromkeys(ROLES, style)),
    )
