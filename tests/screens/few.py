"""What holds for any screen of a phone: few choices, one main action, and a picture and a name for each thing to tap."""

from __future__ import annotations

from typing import Any

import flet as ft

from app.ui.theme import Palette

HEARD = ("speak", "hear-")  # what only speaks is no choice
BOARD = ("picture-", "clear-", "lock-")  # pictures of a card or a lock: known by heart or by looking, no word tells them


def found(control: Any) -> list[Any]:
    """Every control in a tree."""
    inside = [getattr(control, "content", None), *(getattr(control, "controls", None) or [])]
    return [control, *(deeper for one in inside if isinstance(one, ft.Control) for deeper in found(one))]


def amiss(screen: Any, palette: Palette, most: int) -> list[str]:
    """What is not as it should be on a screen with at most so many choices; nothing when all is well."""
    tree = found(screen)
    buttons = [one for one in tree if isinstance(one, ft.Semantics) and one.button]
    silent = [one for one in buttons if not str(one.identifier).startswith((*HEARD, *BOARD))]
    round_ones = [one for one in silent if one.label]  # back, settings, close: always in the same place
    counts = {
        "choices": (len(silent) - len(round_ones), most),
        "round buttons": (len(round_ones), 1),
        "main actions": (len([one for one in tree if isinstance(one, ft.Container) and one.bgcolor == palette.action]), 1),
        "fields to type in": (len([one for one in tree if isinstance(one, ft.TextField)]), 0),
    }
    many = [f"{number} {what}" for what, (number, limit) in counts.items() if number > limit]
    return many + [f"{one.identifier}: {what}" for one in buttons for what in _lacking(one)]


def _lacking(button: Any) -> list[str]:
    inside = found(button)
    named = button.label or any(one.value for one in inside if isinstance(one, ft.Text))
    drawn = any(isinstance(one, ft.Image) for one in inside)
    drawn = drawn or str(button.identifier).startswith("language-")  # its name in its own letters is its picture
    return ["no name"] * (not named) + ["no picture"] * (not drawn)
