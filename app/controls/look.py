"""How everything is drawn now: palette, direction, size of letters, whether Dutch stands beneath, what lights up."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from app.protocol.activities import Kind
from app.theme import DARK, Palette


@dataclass(frozen=True, slots=True)
class Look:
    """`scale` from 1.0 to 2.0; `dutch` shows the Dutch word small under the own word; `lit`: the key of what is heard now."""

    palette: Palette
    rtl: bool = False
    scale: float = 1.0
    dutch: bool = True
    lit: str = ""

    def text(
        self,
        words: str,
        size: float,
        *,
        color: str | None = None,
        bold: bool = False,
        lines: int | None = None,
        align: ft.TextAlign = ft.TextAlign.CENTER,
    ) -> ft.Text:
        """A text of `size` dp at scale 1, centred unless told otherwise."""
        return ft.Text(
            words,
            size=size * self.scale,
            weight=ft.FontWeight.W_700 if bold else ft.FontWeight.W_400,
            color=color or self.palette.ink,
            text_align=align,
            rtl=self.rtl,
            max_lines=lines,
        )

    def edge(self, key: str, color: str) -> ft.Border:
        """The edge of a tile: of this colour, or lit up while the tile's word is heard."""
        lit = bool(key) and key == self.lit
        return ft.Border.all(4 if lit else 2, self.palette.kinds[Kind.BUDDY].edge if lit else color)

    def dutch_word(self, word: str, dutch: str, *, color: str | None = None) -> list[ft.Control]:
        """The Dutch word beneath, unless it is switched off or the same."""
        if not self.dutch or not dutch or dutch == word:
            return []
        shown = ft.Text(
            f"\u2066{dutch}\u2069", size=13 * self.scale, color=color or self.palette.quiet, text_align=ft.TextAlign.CENTER
        )
        return [shown]


COLOURED = frozenset({"buddy", "calendar", "newcomer", "organisation", "tiles", "together", "saved"})
# Arrows follow the direction of reading. Clocks, codes, ticks and numbers do not.
MIRRORED = {"back": "next", "next": "back"}


def picture(look: Look, name: str, size: float) -> ft.Image:
    """A vendored picture; the words beside it carry the meaning, so screen readers skip it. In the dark, actions are light."""
    name = MIRRORED.get(name, name) if look.rtl else name
    plain = name in COLOURED or name.startswith("activity-") or name.endswith("-white")
    dark = look.palette is DARK and not plain
    return ft.Image(
        src=f"/icons/{name}{'-white' if dark else ''}.svg",
        width=size,
        height=size,
        exclude_from_semantics=True,
        gapless_playback=True,
    )
