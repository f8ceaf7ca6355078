"""Forty tiles that become a floor to stand on. Every hour lays one; its colour and pattern tell the kind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import flet as ft

from app.protocol.activities import Kind
from app.ui.controls.look import Look
from app.ui.theme import Ink

FORTY, ACROSS = 40, 10
MOST = 100  # hours that are drawn; with more the tiles would be too many to see, and the number goes on counting
HIGHEST = 134  # dp: with rows beyond forty all of it becomes smaller, so that home still fits on a small phone
SIDE, GAP = 22, 5
WIDE, HIGH = ACROSS * (SIDE + GAP) - GAP, FORTY // ACROSS * (SIDE + GAP) - GAP  # of the forty, in the units of the drawing
SMALL, ALONG = 0.47, 20  # beyond forty: how small a tile is beside one of the forty, and how many lie in a row
STEP = (WIDE - SMALL * SIDE) / (ALONG - 1)
APART = 9  # between the forty and what lies beyond
BADGE = 40  # its radius
QUARTER = 15


@dataclass(frozen=True, slots=True)
class Tile:
    """One hour: its kind, and how many quarters of it are laid (1 to 4)."""

    kind: Kind
    quarters: int


def tiles(moments: Iterable[tuple[int, int]]) -> list[Tile]:
    """Tiles for (kind, minutes) in order of time. An hour made of several kinds takes the one with most minutes in it.

    Only whole quarters are laid, but the first minutes of an hour show.
    """
    hours: list[Counter[Kind]] = []
    filled = 0
    for kind, minutes in moments:
        left = minutes
        while left > 0:
            if filled % 60 == 0:
                hours.append(Counter())
            part = min(left, 60 - filled % 60)
            hours[-1][Kind(kind)] += part
            filled, left = filled + part, left - part
    return [Tile(hour.most_common(1)[0][0], max(1, hour.total() // QUARTER)) for hour in hours]


def halves(laid: list[Tile]) -> list[Tile]:
    """The same, as the number beside counts them: in whole halves. But what was laid first shows from its first minutes on."""
    whole, last = laid[:-1], laid[-1:]
    if not whole or last[0].quarters % 2 == 0:
        return laid
    return [*whole, replace(last[0], quarters=2)] if last[0].quarters > 2 else whole


def floor(
    look: Look, laid: list[Tile], name: str, width: float, highest: float = HIGHEST, *, crowned: bool = False
) -> ft.Control:
    """The floor as one picture, at most `MOST` tiles of it and `highest` dp; `name` says it in words: "12½ of 40 hours".

    `crowned`: forty whole hours carry a large tick.
    """
    laid = halves(laid)[:MOST]
    high = height(laid)
    width = min(width, highest * WIDE / high)
    return ft.Semantics(
        label=name,
        image=True,
        identifier="floor",
        content=ft.Image(
            src=floor_svg(look, laid, crowned=crowned),
            width=width,
            height=width * high / WIDE,
            exclude_from_semantics=True,
            gapless_playback=True,
        ),
    )


def row_of_tiles(look: Look, laid: list[Tile], name: str, side: float = 1.2 * SIDE) -> ft.Control:
    """The tiles that one moment laid, side by side (at most ten: no moment counts longer), each of `side` dp.

    `name` where no number beside says it.
    """
    step, shown = SIDE + GAP, laid[:ACROSS]
    wide = max(1, len(shown)) * step - GAP
    drawn = (
        f'<g transform="translate({number * step} 0){_mirror(look)}">{tile_svg(look, tile)}</g>'
        for number, tile in enumerate(reversed(shown) if look.rtl else shown)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {SIDE}">{_clips()}{"".join(drawn)}</svg>'
    image = ft.Image(src=svg, width=wide * side / SIDE, height=side, exclude_from_semantics=True)
    return ft.Semantics(label=name, image=True, identifier="tiles", content=image) if name else image


def height(laid: list[Tile]) -> float:
    """In the units of the drawing: four rows, and beneath them small ones for what lies beyond forty."""
    beyond = max(0, len(laid) - FORTY)
    rows = -(-beyond // ALONG)
    return HIGH + (APART + SMALL * SIDE + (rows - 1) * STEP if rows else 0)


def is_whole(laid: list[Tile]) -> bool:
    """Are forty whole hours laid?"""
    return len(laid) >= FORTY and laid[FORTY - 1].quarters >= 4


def floor_svg(look: Look, laid: list[Tile], *, crowned: bool = False) -> str:
    """The drawing: filled from the start of the writing direction. The forty stay as large as they are; what comes beyond
    them lies beneath, small."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height(laid):g}">', _clips()]
    for number in range(max(FORTY, len(laid))):
        tile = laid[number] if number < len(laid) else None
        parts.append(f'<g transform="{_place(look, number)}{_mirror(look)}">{tile_svg(look, tile)}</g>')
    return "".join([*parts, badge_svg(look) if crowned and is_whole(laid) else "", "</svg>"])


def _place(look: Look, number: int) -> str:
    """Where the tile of this hour lies, and how small it is."""
    across, step, small = (ACROSS, SIDE + GAP, "") if number < FORTY else (ALONG, STEP, f" scale({SMALL})")
    row, column = divmod(number if number < FORTY else number - FORTY, across)
    x, y = (across - 1 - column if look.rtl else column) * step, row * step + (0 if number < FORTY else HIGH + APART)
    return f"translate({x:g} {y:g}){small}"


def badge_svg(look: Look) -> str:
    """The large tick in the middle of the forty: a rosette with an edge of paper, so that it lies on the tiles."""
    x, y, palette = WIDE / 2, HIGH / 2, look.palette
    leaves = [(x + 0.8 * BADGE * math.sin(n * math.pi / 6), y - 0.8 * BADGE * math.cos(n * math.pi / 6)) for n in range(12)]

    def rosette(more: float, fill: str) -> str:
        around = "".join(f'<circle cx="{a:.2f}" cy="{b:.2f}" r="{0.22 * BADGE + more:g}"/>' for a, b in leaves)
        return f'<g fill="{fill}"><circle cx="{x:g}" cy="{y:g}" r="{0.88 * BADGE + more:g}"/>{around}</g>'

    tick = f'<path d="M{x - 17:g} {y + 1:g}l12 12l22 -25" fill="none" stroke="{palette.paper}" stroke-width="8" '
    tick += 'stroke-linecap="round" stroke-linejoin="round"/>'
    return rosette(5, palette.paper) + rosette(0, palette.good) + tick


def _mirror(look: Look) -> str:
    """A part of a tile is laid from where the language begins to read."""
    return f" translate({SIDE} 0) scale(-1 1)" if look.rtl else ""


def tile_svg(look: Look, tile: Tile | None) -> str:
    """One tile of 22 by 22; None is one still to lay."""
    empty = f'<rect x="1" y="1" width="20" height="20" rx="5" fill="{look.palette.card}" stroke="{look.palette.line}" '
    empty += 'stroke-width="1.2"/>'
    if tile is None:
        return empty
    drawn = pattern_svg(look.palette.kinds[tile.kind], tile.kind)
    if tile.quarters >= 4:
        return drawn
    return f'{empty}<g clip-path="url(#q{tile.quarters})">{drawn}</g>'


def pattern_svg(ink: Ink, kind: Kind) -> str:
    """A whole tile of one kind: readable without colour by its pattern."""
    base = f'<rect x="0.6" y="0.6" width="20.8" height="20.8" rx="5" fill="{ink.fill}" stroke="{ink.edge}" stroke-width="1.2"/>'
    fill = f'fill="{ink.pattern}"'
    shapes = {
        Kind.BUDDY: f'<path d="M2 11a9 9 0 0 0 9-9H6a4 4 0 0 0-4 4zM20 11a9 9 0 0 0-9 9h5a4 4 0 0 0 4-4z" {fill}/>',
        Kind.PLACEMENT: f'<path d="M3 15L15 3M7 19L19 7" stroke="{ink.pattern}" stroke-width="3.2" stroke-linecap="round"/>',
        Kind.VOLUNTEERING: f'<path d="M5 17C4 9 9 4.5 17.5 4.5C18 13 13 18 5 17z" {fill}/>',
        Kind.ALTERNATIVE: f'<path d="M11 3.5L18.5 11L11 18.5L3.5 11z" {fill}/>',
    }
    return base + shapes[kind]


def _clips() -> str:
    boxes = (f'<clipPath id="q{n}"><rect x="0" y="0" width="{n * SIDE / 4}" height="{SIDE}"/></clipPath>' for n in (1, 2, 3))
    return f"<defs>{''.join(boxes)}</defs>"
