"""Moments: one row of the list, the mark that says saved, and minutes as a clock filled in."""

from __future__ import annotations

import math

import flet as ft

from app import theme
from app.controls.action import card
from app.controls.floor import pattern_svg
from app.controls.look import Look, picture
from app.protocol.activities import Kind


def saved_mark(look: Look, word: str, dutch: str) -> ft.Control:
    """The tick that is shown only when a moment is durably kept."""
    words = ft.Column(
        [look.text(word, theme.WORD, bold=True, room=270, whole=True), *look.dutch_word(word, dutch)],
        spacing=0,
        tight=True,
        expand=True,
        expand_loose=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return ft.Semantics(
        identifier="saved",
        live_region=True,
        content=ft.Row([picture(look, "saved", 36), words], alignment=ft.MainAxisAlignment.CENTER, spacing=10),
    )


def ticks(look: Look, sent: bool, name: str) -> ft.Control:
    """One tick: on this phone. Two: the server holds it too."""
    image = picture(look, "tick_two" if sent else "tick_one", 30)
    return ft.Semantics(label=name, image=True, identifier="ticks-two" if sent else "ticks-one", content=image)


def moment_row(
    look: Look, icon: str, title: str, dutch: str, detail: str, length: str, kind: Kind, mark: ft.Control
) -> ft.Container:
    """One visit: picture, what and when (a range of times stays on one line), how long, ticks; these beneath large letters."""
    tile = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22">' + pattern_svg(look.palette.kinds[kind], kind) + "</svg>"
    )
    room = 230 if look.large else 150
    words = ft.Column(
        [
            look.text(title, 17, bold=True, align=ft.TextAlign.START, room=room),
            *look.dutch_word(title, dutch),
            look.text(detail.replace(" - ", "\u00a0\u2011\u00a0"), 14, color=look.palette.quiet, align=ft.TextAlign.START),
        ],
        spacing=2,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.START,
    )
    long = look.text(length, 18, bold=True)
    tiled = ft.Image(src=tile, width=16, height=16, exclude_from_semantics=True)
    if look.large:
        beneath = ft.Row([tiled, long, mark], spacing=10, alignment=ft.MainAxisAlignment.END)
        return card(look, ft.Column([ft.Row([picture(look, icon, 44), words], spacing=10), beneath], spacing=2, tight=True))
    ending = ft.Column([long, mark], spacing=2, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return card(look, ft.Row([picture(look, icon, 44), words, tiled, ending], spacing=10))


def filled_clock(look: Look, minutes: int, size: float) -> ft.Control:
    """Minutes as a clock face filled in; a whole hour or more is a full face."""
    share = min(1.0, minutes / 60)
    angle = 2 * math.pi * share
    x, y = 50 + 40 * math.sin(angle), 50 - 40 * math.cos(angle)
    fill = look.palette.kinds[Kind.BUDDY].fill
    large = 1 if share > 0.5 else 0
    face = f'<circle cx="50" cy="50" r="44" fill="{look.palette.card}" stroke="{look.palette.line}" stroke-width="4"/>'
    whole = f'<circle cx="50" cy="50" r="40" fill="{fill}"/>'
    part = f'<path d="M50 50L50 10A40 40 0 {large} 1 {x:.2f} {y:.2f}z" fill="{fill}"/>'
    hands = f'<path d="M50 24V50H70" fill="none" stroke="{look.palette.ink}" stroke-width="6" stroke-linecap="round"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{face}{whole if share == 1 else part}{hands}</svg>'
    return ft.Image(src=svg, width=size, height=size, exclude_from_semantics=True)
