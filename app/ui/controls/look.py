"""How everything is drawn now: palette, direction, size of letters, whether Dutch stands beneath, what lights up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from app.protocol.activities import Kind
from app.ui.controls.letters import from_the_right, shortened, wide
from app.ui.theme import Palette

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
        instead, at its own end: a Latin name in an Arabic screen on the right, an Arabic one in a Dutch screen on the left.
        `whole`: words of a button, kept on one line while they stay large.
        """
        shown, rtl = words, self.rtl
        if lines:
            own = from_the_right(words)
            rtl = self.rtl if own is None else own
            if self.rtl and not rtl:  # the client turns no text back to the left, and would put its dots there
                shown = shortened(words, room / (size * self.scale), lines)
            elif rtl and not self.rtl and align == ft.TextAlign.START:
                align = ft.TextAlign.LEFT
        return ft.Text(
            shown,
            size=size * self.scale if lines else self._fitting(words, size, room, whole),
            weight=ft.FontWeight.W_700 if bold else ft.FontWeight.W_400,
            color=color or self.palette.ink,
            text_align=align,
            rtl=rtl,
            semantics_label=words if shown != words else None,  # heard whole
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
    {"buddy", "buddy_with_cup", "by_mistake", "calendar", "counsellor", "forty", "newcomer", "night", "organisation", "saved"}
    | {"somebody_else", "newcomers", "somebody_there", "tell", "tiles", "together", "volunteering", "buddy_phone"}
    | {"night_code"}
)
COLOURED_ONLY = COLOURED - {"saved"}  # no white twin: they are as they are on the green of an action, too
# What shows a direction follows that of reading, as Material has it (its list of icons in RTL): arrows, the arrow that undoes,
# doors, sound going out of a speaker, and the question mark, for all our languages from the right have the Arabic one.
# Clocks, codes, ticks, numbers, and lines across a picture stay as they are.
MIRRORED = frozenset({"back", "next", "undo", "enter", "leave", "until", "reading", "speaker", "speaker_none", "to_judge"})
MIRRORED |= {"over_internet", "question", "next_time", "add_in_list"}
# Whose phone shows the code follows it too; a tick would be wrong when it is turned, so each has its own picture.
SWAPPED = {"two_phones": "two_phones_answer", "two_phones_answer": "two_phones"}
SWAPPED |= {"two_phones_scan": "two_phones_scan_turned", "two_phones_scan_turned": "two_phones_scan"}


def picture(look: Look, name: str, size: float) -> ft.Image:
    """A vendored picture; the words beside it carry the meaning, so screen readers skip it. In the dark, actions are light."""
    if look.rtl:
        plain_name = name.removesuffix("-white")
        name = f"{SWAPPED.get(plain_name, plain_name)}{'-white' if name.endswith('-white') else ''}"
    plain = name in COLOURED or name.startswith(("activity-", "sign-", "face-")) or name.endswith("-white")
    dark = look.palette.dark and not plain
    # A picture that cannot be had leaves its frame: something was meant to be here.
    frame = ft.Container(width=size, height=size, border=ft.Border.all(2, look.palette.line), border_radius=size / 5)
    turned = look.rtl and name.removesuffix("-white") in MIRRORED
    return ft.Image(
        scale=ft.Scale(scale_x=-1, scale_y=1) if turned else None,
        src=f"/icons/{name}{'-white' if dark else ''}.svg",
        width=size,
        height=size,
        error_content=frame,
        exclude_from_semantics=True,
        gapless_playback=True,
    )
