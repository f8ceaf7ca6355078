"""How everything is drawn now: palette, direction, size of letters, whether Dutch stands beneath, what lights up."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from app.controls.letters import wide
from app.protocol.activities import Kind
from app.theme import Palette

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
ROOM = 324.0  # dp across a small phone, without the edges
DUTCH_SHARE = 0.9  # of the size of the own word
LARGE = 1.5  # from this size of letters on, pictures give way to words


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
        room: float = ROOM,
        whole: bool = False,
    ) -> ft.Text:
        """A text of `size` dp at scale 1, centred unless told otherwise.

        Smaller when its longest word is wider than `room`, so that no word breaks; a text of `lines` breaks and ends in dots
        instead. `whole`: words of a button, kept on one line while they stay large.
        """
        return ft.Text(
            words,
            size=size * self.scale if lines else self._fitting(words, size, room, whole),
            weight=ft.FontWeight.W_700 if bold else ft.FontWeight.W_400,
            color=color or self.palette.ink,
            text_align=align,
            # A Latin name that is too long ends in dots at its own end.
            rtl=self.rtl and (not lines or bool(RIGHT_TO_LEFT.search(words))),
            max_lines=lines,
            overflow=ft.TextOverflow.ELLIPSIS if lines else ft.TextOverflow.CLIP,
        )

    def wraps(self, words: str, size: float, room: float) -> bool:
        """Will these words need more than one line of `room`? Rather yes than no."""
        return wide(words) * size * self.scale > room

    def lines(self, words: str, size: float, room: float) -> int:
        """How many lines of `room` these words need: rather one too many than one too few."""
        fits, across, count = room / (size * self.scale), 0.0, 1
        for word in words.split():
            longer = f" {word}" if across else word
            if across and across + wide(longer) > fits:
                across, longer, count = 0.0, word, count + 1
            across += wide(longer)
        return count

    def _fitting(self, words: str, size: float, room: float, whole: bool) -> float:
        longest = max((wide(word) for word in words.split()), default=1.0)
        fits = min(size * self.scale, room / max(longest, 1.0))
        return min(fits, max(room / max(wide(words), 1.0), 1.3 * size)) if whole else fits

    def common(self, words: Sequence[str], size: float, room: float) -> float:
        """For words beside each other: the size, in dp at scale 1, in which none of them has a word that breaks."""
        return min(self._fitting(one, size, room, False) for one in words) / self.scale

    @property
    def large(self) -> bool:
        return self.scale >= LARGE

    def edge(self, key: str, color: str, *, chosen: bool = False) -> ft.Border:
        """The edge of a tile: of this colour, or lit up while the tile's word is heard; white on the green action.

        With more contrast all tiles have one.
        """
        lit = bool(key) and key == self.lit
        ink = self.palette.kinds[Kind.BUDDY]
        light = ink.edge if color != self.palette.action else self.palette.on_action if self.palette.dark else ink.fill
        color = color if chosen else self.palette.edge or color
        thick = lit or (chosen and bool(self.palette.edge))
        return ft.Border.all(4 if thick else 2, light if lit else color)

    def named(
        self,
        word: str,
        dutch: str,
        size: float,
        *,
        bold: bool = True,
        room: float = ROOM,
        align: ft.TextAlign = ft.TextAlign.CENTER,
    ) -> list[ft.Control]:
        """A word of `size` dp at scale 1 and the Dutch one beneath, which is never the larger of the two."""
        own = self._fitting(word, size, room, False)
        return [
            self.text(word, size, bold=bold, align=align, room=room),
            *self.dutch_word(word, dutch, align=align, room=room, most=DUTCH_SHARE * own),
        ]

    def dutch_word(
        self,
        word: str,
        dutch: str,
        *,
        color: str | None = None,
        align: ft.TextAlign = ft.TextAlign.CENTER,
        room: float = ROOM,
        most: float = math.inf,
    ) -> list[ft.Control]:
        """The Dutch word beneath, unless it is switched off or the same; at `most` so many dp high, as it is drawn.

        In `room` none of its words breaks.
        """
        if not self.dutch or not dutch or dutch == word:
            return []
        color = color or self.palette.quiet
        size = min(most, self._fitting(dutch, 13, room, False))
        # What hangs under letters of the Arabic script would reach into it: drawn somewhat lower, in the same room.
        lower = ft.Offset(0, 0.14 / self.lines(dutch, size / self.scale, room)) if self.rtl else None
        return [ft.Text(f"\u2066{dutch}\u2069", size=size, color=color, text_align=align, rtl=self.rtl, offset=lower)]


COLOURED = frozenset(
    {"buddy", "buddy_with_cup", "calendar", "counsellor", "forty", "newcomer", "organisation", "saved", "somebody_else"}
    | {"somebody_there", "tell", "tiles", "together", "volunteering"}
)
COLOURED_ONLY = COLOURED - {"saved"}  # no white twin: they are as they are on the green of an action, too
# Arrows follow the direction of reading. Clocks, codes, ticks and numbers do not.
MIRRORED = {"back": "next", "next": "back"}
DOORS = ("enter", "leave", "until")
TURNED = {*DOORS, *(f"{door}-white" for door in DOORS)}  # a door is gone through as the language reads


def picture(look: Look, name: str, size: float) -> ft.Image:
    """A vendored picture; the words beside it carry the meaning, so screen readers skip it. In the dark, actions are light."""
    name = MIRRORED.get(name, name) if look.rtl else name
    plain = name in COLOURED or name.startswith(("activity-", "sign-", "face-")) or name.endswith("-white")
    dark = look.palette.dark and not plain
    # A picture that cannot be had leaves its frame: something was meant to be here.
    frame = ft.Container(width=size, height=size, border=ft.Border.all(2, look.palette.line), border_radius=size / 5)
    turned = look.rtl and name in TURNED
    return ft.Image(
        scale=ft.Scale(scale_x=-1, scale_y=1) if turned else None,
        src=f"/icons/{name}{'-white' if dark else ''}.svg",
        width=size,
        height=size,
        error_content=frame,
        exclude_from_semantics=True,
        gapless_playback=True,
    )
