"""The floor: one tile for each hour of the region's target, ten in a row, and small ones beneath for the hours beyond it.

Every counted hour lays one tile. Its colour and pattern tell the activity type.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import flet as ft

from app.protocol.activities import ActivityType
from app.ui.controls.look import Look
from app.ui.theme import Ink

ACROSS = 10  # tiles of the target in a row
MOST = 100  # tiles that are drawn; more would be too many to see, and the number goes on counting
HIGHEST = 134  # dp: a floor of many rows becomes smaller as a whole, so that home still fits on a small phone
SIDE, GAP = 22, 5  # of a tile, in the units of the drawing, like all that follow
WIDE = ACROSS * (SIDE + GAP) - GAP
SMALL, ALONG = 0.47, 20  # beyond the target: how small a tile is beside one of the target, and how many lie in a row
STEP = (WIDE - SMALL * SIDE) / (ALONG - 1)
APART = 9  # between the tiles of the target and those beyond
BADGE = 40  # the radius of the large tick
BADGE_HIGH = 100  # a floor that is less high has a smaller tick
QUARTER = 15  # minutes


@dataclass(frozen=True, slots=True)
class Tile:
    """One hour: its activity type, and how many quarters of it are laid (1 to 4)."""

    kind: ActivityType
    quarters: int


def tiles(moments: Iterable[tuple[int, int]]) -> list[Tile]:
    """The tiles of moments, given as (activity type, minutes) in order of time. An hour of several types takes the type with
    most minutes in it.

    Only whole quarters are laid, but an hour that began has at least one.
    """
    hours: list[Counter[ActivityType]] = []
    filled = 0
    for kind, minutes in moments:
        left = minutes
        while left > 0:
            if filled % 60 == 0:
                hours.append(Counter())
            part = min(left, 60 - filled % 60)
            hours[-1][ActivityType(kind)] += part
            filled, left = filled + part, left - part
    return [Tile(hour.most_common(1)[0][0], max(1, hour.total() // QUARTER)) for hour in hours]


def halves(laid: list[Tile]) -> list[Tile]:
    """The same tiles with the last one rounded down to a half, as the number beside the floor counts. The very first tile keeps
    a single quarter, so that a first moment shows.
    """
    whole, last = laid[:-1], laid[-1:]
    if not whole or last[0].quarters % 2 == 0:
        return laid
    return [*whole, replace(last[0], quarters=2)] if last[0].quarters > 2 else whole


def tiles_of_target(target: int) -> int:
    """How many tiles the floor has room for before any hour lies beyond: one for each hour of `target` (minutes), a started one
    included, and at most `MOST`.
    """
    return min(MOST, -(-target // 60))


def floor(
    look: Look, laid: list[Tile], name: str, width: float, highest: float = HIGHEST, *, target: int, crowned: bool = False
) -> ft.Control:
    """The floor as one picture, at most `width` and `highest` dp large, for a target of `target` minutes. Of `laid` at most
    `MOST` tiles are drawn. `name` says in words what is seen: "12½ of 40 hours".

    `crowned`: the target is reached, so the floor carries a large tick.
    """
    laid = halves(laid)[:MOST]
    high = height(laid, target)
    width = min(width, highest * WIDE / high)
    return ft.Semantics(
        label=name,
        image=True,
        identifier="floor",
        content=ft.Image(
            src=floor_svg(look, laid, target, crowned=crowned),
            width=width,
            height=width * high / WIDE,
            exclude_from_semantics=True,
            gapless_playback=True,
        ),
    )


def row_of_tiles(look: Look, laid: list[Tile], name: str, side: float = 1.2 * SIDE) -> ft.Control:
    """The tiles that one moment laid, side by side and at most ten, each of `side` dp.

    `name` says in words how many there are; it is "" where a number beside says so.
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


def awaited_tiles(look: Look, laid: list[Tile], side: float) -> ft.Image:
    """The dashed outlines of at most ten tiles that a moment will lay when its answer is here, each of `side` dp and as wide as
    the quarters of its hour.
    """
    step, shown = SIDE + GAP, laid[:ACROSS]
    wide = (len(shown) - 1) * step + _across(shown[-1])
    dashes = f'fill="none" stroke="{look.palette.quiet}" stroke-width="2" stroke-dasharray="3.9 3.2" stroke-linecap="round"'
    drawn = "".join(
        f'<path d="{_outline(tile)}" transform="translate({number * step} 0)" {dashes}/>' for number, tile in enumerate(shown)
    )
    turned = f"translate({wide:g} 0) scale(-1 1)" if look.rtl else "translate(0 0)"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {SIDE}"><g transform="{turned}">{drawn}</g></svg>'
    return ft.Image(src=svg, width=wide * side / SIDE, height=side, exclude_from_semantics=True)


def _across(tile: Tile) -> float:
    """The width of the outline of a tile, in the units of the drawing; that of a quarter alone is still seen as an outline."""
    return max(9.0, tile.quarters * SIDE / 4)


def _outline(tile: Tile) -> str:
    """The SVG path around a tile; one that is not whole is cut straight where the rest of its hour would be."""
    if tile.quarters >= 4:
        return "M6.2 1.2h9.6a5 5 0 0 1 5 5v9.6a5 5 0 0 1-5 5H6.2a5 5 0 0 1-5-5V6.2a5 5 0 0 1 5-5z"
    return f"M{_across(tile) - 1.2:g} 1.2H6.2a5 5 0 0 0-5 5v9.6a5 5 0 0 0 5 5H{_across(tile) - 1.2:g}z"


def height(laid: list[Tile], target: int) -> float:
    """The height of the drawing, in its own units: the rows of the target (minutes), and the small ones beneath for the tiles
    beyond it.
    """
    beyond = max(0, len(laid) - tiles_of_target(target))
    rows = -(-beyond // ALONG)
    return _rows_high(target) + (APART + SMALL * SIDE + (rows - 1) * STEP if rows else 0)


def _rows_high(target: int) -> int:
    """The height of the rows of the target, in the units of the drawing."""
    return -(-tiles_of_target(target) // ACROSS) * (SIDE + GAP) - GAP


def floor_svg(look: Look, laid: list[Tile], target: int, *, crowned: bool = False) -> str:
    """The drawing, filled from where the language begins to read. The tiles of the target (minutes) keep their size; the hours
    beyond it lie beneath as small tiles. `crowned`: with the large tick.
    """
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height(laid, target):g}">', _clips()]
    for number in range(max(tiles_of_target(target), len(laid))):
        tile = laid[number] if number < len(laid) else None
        parts.append(f'<g transform="{_place(look, number, target)}{_mirror(look)}">{tile_svg(look, tile)}</g>')
    return "".join([*parts, badge_svg(look, _rows_high(target)) if crowned else "", "</svg>"])


def _place(look: Look, number: int, target: int) -> str:
    """Where the tile with this number (from 0) lies, and how small it is."""
    beyond = number - tiles_of_target(target)
    across, step, small = (ACROSS, SIDE + GAP, "") if beyond < 0 else (ALONG, STEP, f" scale({SMALL})")
    row, column = divmod(number if beyond < 0 else beyond, across)
    top = 0 if beyond < 0 else _rows_high(target) + APART
    x, y = (across - 1 - column if look.rtl else column) * step, row * step + top
    return f"translate({x:g} {y:g}){small}"


def badge_svg(look: Look, high: float) -> str:
    """The large tick in the middle of rows that are `high` units high: a rosette whose edge has the colour of the paper, so
    that it is seen on the tiles.
    """
    x, y, palette = WIDE / 2, high / 2, look.palette
    leaves = [(x + 0.8 * BADGE * math.sin(n * math.pi / 6), y - 0.8 * BADGE * math.cos(n * math.pi / 6)) for n in range(12)]

    def rosette(more: float, fill: str) -> str:
        around = "".join(f'<circle cx="{a:.2f}" cy="{b:.2f}" r="{0.22 * BADGE + more:g}"/>' for a, b in leaves)
        return f'<g fill="{fill}"><circle cx="{x:g}" cy="{y:g}" r="{0.88 * BADGE + more:g}"/>{around}</g>'

    tick = f'<path d="M{x - 17:g} {y + 1:g}l12 12l22 -25" fill="none" stroke="{palette.paper}" stroke-width="8" '
    tick += 'stroke-linecap="round" stroke-linejoin="round"/>'
    drawn = rosette(5, palette.paper) + rosette(0, palette.good) + tick
    small = min(1.0, high / BADGE_HIGH)
    if small == 1.0:
        return drawn
    return f'<g transform="translate({x:g} {y:g}) scale({small:g}) translate({-x:g} {-y:g})">{drawn}</g>'


def _mirror(look: Look) -> str:
    """What turns a tile round, so that a part of it is laid from where the language begins to read; "" from left to right."""
    return f" translate({SIDE} 0) scale(-1 1)" if look.rtl else ""


def tile_svg(look: Look, tile: Tile | None) -> str:
    """The drawing of one tile, 22 by 22 units; None is a tile that is still to be laid."""
    empty = f'<rect x="1" y="1" width="20" height="20" rx="5" fill="{look.palette.card}" stroke="{look.palette.line}" '
    empty += 'stroke-width="1.2"/>'
    if tile is None:
        return empty
    drawn = pattern_svg(look.palette.kinds[tile.kind], tile.kind)
    if tile.quarters >= 4:
        return drawn
    return f'{empty}<g clip-path="url(#q{tile.quarters})">{drawn}</g>'


def pattern_svg(ink: Ink, kind: ActivityType) -> str:
    """The drawing of a whole tile of one activity type, which its pattern tells without colour."""
    base = f'<rect x="0.6" y="0.6" width="20.8" height="20.8" rx="5" fill="{ink.fill}" stroke="{ink.edge}" stroke-width="1.2"/>'
    fill = f'fill="{ink.pattern}"'
    shapes = {
        ActivityType.BUDDY: f'<path d="M2 11a9 9 0 0 0 9-9H6a4 4 0 0 0-4 4zM20 11a9 9 0 0 0-9 9h5a4 4 0 0 0 4-4z" {fill}/>',
        ActivityType.PLACEMENT: '<path d="M3 15L15 3M7 19L19 7"'
        f' stroke="{ink.pattern}" stroke-width="3.2" stroke-linecap="round"/>',
        ActivityType.VOLUNTEERING: f'<path d="M5 17C4 9 9 4.5 17.5 4.5C18 13 13 18 5 17z" {fill}/>',
        ActivityType.ALTERNATIVE: f'<path d="M11 3.5L18.5 11L11 18.5L3.5 11z" {fill}/>',
    }
    return base + shapes[kind]


def _clips() -> str:
    """The parts of a tile that one, two and three quarters show."""
    boxes = (f'<clipPath id="q{n}"><rect x="0" y="0" width="{n * SIDE / 4}" height="{SIDE}"/></clipPath>' for n in (1, 2, 3))
    return f"<defs>{''.join(boxes)}</defs>"
