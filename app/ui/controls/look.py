"""How everything is drawn now: palette, direction, size of letters, Dutch words beneath, and which control is lit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from app.protocol.activities import ActivityType
from app.ui.controls.letters import from_the_right, shortened, wide
from app.ui.theme import Palette

ROOM = 324.0  # dp: width of a small phone without the edges
DUTCH_SHARE = 0.9  # largest size of a Dutch word, as a share of the size of the own word above it
LARGE = 1.5  # from this scale of letters on, pictures are smaller and leave their space to words


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw: colours, direction, and the `scale` of letters from 1.0 to 2.0.

    `dutch`: each word has the Dutch word small beneath it. `lit`: the key of the control whose word is heard now.
    """

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
        one_line: bool = False,
    ) -> ft.Text:
        """A text with letters of `size` dp at scale 1.

        The letters are smaller when the longest word is wider than `room` dp, so that no word breaks. A text of at most `lines`
        lines keeps its size, breaks, and ends in an ellipsis, at its own end: a Latin name in an Arabic screen on the right, an
        Arabic name in a Dutch screen on the left. `one_line`: for a button; its words stay on one line as long as the letters
        are not smaller than 1.3 times `size`.
        """
        shown, rtl = words, self.rtl
        if lines:
            own = from_the_right(words)
            rtl = self.rtl if own is None else own
            if self.rtl and not rtl:  # the client would put the ellipsis of such a text on the left
                shown = shortened(words, room / (size * self.scale), lines)
            elif rtl and not self.rtl and align == ft.TextAlign.START:
                align = ft.TextAlign.LEFT
        return ft.Text(
            shown,
            size=size * self.scale if lines else self._fitting(words, size, room, one_line),
            weight=ft.FontWeight.W_700 if bold else ft.FontWeight.W_400,
            color=color or self.palette.ink,
            text_align=align,
            rtl=rtl,
            semantics_label=words if shown != words else None,  # a screen reader says all of it
            max_lines=lines,
            overflow=ft.TextOverflow.ELLIPSIS if lines else ft.TextOverflow.CLIP,
        )

    def width(self, words: str, size: float) -> float:
        """The width in dp of words of `size` dp at scale 1 on one line; in doubt it is too much."""
        return wide(words) * size * self.scale

    def wraps(self, words: str, size: float, room: float) -> bool:
        """Do words of `size` dp at scale 1 need more than one line of `room` dp? In doubt the answer is yes."""
        return self.width(words, size) > room

    def lines(self, words: str, size: float, room: float) -> int:
        """How many lines of `room` dp words of `size` dp at scale 1 need; in doubt one line more."""
        fits, across, count = room / (size * self.scale), 0.0, 1
        for word in words.split():
            longer = f" {word}" if across else word
            if across and across + wide(longer) > fits:
                across, longer, count = 0.0, word, count + 1
            across += wide(longer)
        return count

    def _fitting(self, words: str, size: float, room: float, one_line: bool) -> float:
        """The drawn size in dp in which no word is wider than `room` dp; see `text` for `one_line`."""
        longest = max((wide(word) for word in words.split()), default=1.0)
        fits = min(size * self.scale, room / max(longest, 1.0))
        return min(fits, max(room / max(wide(words), 1.0), 1.3 * size)) if one_line else fits

    def common(self, words: Sequence[str], size: float, room: float) -> float:
        """For texts side by side: the size in dp at scale 1, at most `size`, in which no word breaks in `room` dp."""
        return min(self._fitting(text, size, room, False) for text in words) / self.scale

    @property
    def large(self) -> bool:
        """Are letters so large that pictures have to be smaller?"""
        return self.scale >= LARGE

    def edge(self, key: str, color: str, *, chosen: bool = False) -> ft.Border:
        """The edge of the card with this `key`: in `color`, or lit while the card's word is heard.

        On the green action a lit edge is white in a dark palette. A palette with more contrast gives every card an edge. The
        edge of a `chosen` card keeps its `color`.
        """
        lit = bool(key) and key == self.lit
        ink = self.palette.kinds[ActivityType.BUDDY]
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
        """A word of `size` dp at scale 1 with the Dutch word beneath in smaller letters. Neither breaks in `room` dp."""
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
        """The Dutch word beneath `word`; nothing when Dutch is switched off or both are the same.

        Its letters are at `most` so many dp, with the scale in it, and small enough that no word breaks in `room` dp.
        """
        if not self.dutch or not dutch or dutch == word:
            return []
        color = color or self.palette.quiet
        size = min(most, self._fitting(dutch, 13, room, False))
        # Letters of the Arabic script above reach down into this line: it is drawn somewhat lower, in the same space.
        lower = ft.Offset(0, 0.14 / self.lines(dutch, size / self.scale, room)) if self.rtl else None
        return [ft.Text(f"\u2066{dutch}\u2069", size=size, color=color, text_align=align, rtl=self.rtl, offset=lower)]


COLOURED = frozenset(
    {
        "buddy",
        "buddy_with_cup",
        "by_mistake",
        "calendar",
        "counsellor",
        "forty",
        "helped",
        "newcomer",
        "night",
        "organisation",
        "saved",
    }
    | {"by_day", "somebody_else", "newcomers", "somebody_there", "tell", "tiles", "together", "volunteering", "buddy_phone"}
)
COLOURED_ONLY = COLOURED - {"saved"}  # these have no white twin and keep their colours on the green action, too
# These pictures are mirrored in a language that reads from the right, as Material's list of icons says: arrows, the arrow that
# undoes, doors, a speaker with its sound, and the question mark, because all our languages from the right use the Arabic one.
# Clocks, codes, ticks, numbers, and lines across a picture are never mirrored.
MIRRORED = frozenset({"back", "next", "undo", "enter", "leave", "until", "reading", "speaker", "speaker_none", "to_judge"})
MIRRORED |= {"hours_already", "put_together"}
MIRRORED |= {"over_internet", "question", "add_in_list"}
# Which of two phones shows the code is swapped, too. A mirrored tick would be wrong, so there are two pictures of each.
SWAPPED = {"two_phones": "two_phones_answer", "two_phones_answer": "two_phones"}
SWAPPED |= {"two_phones_scan": "two_phones_scan_turned", "two_phones_scan_turned": "two_phones_scan"}
SWAPPED |= {"answer_scans": "answer_scans_turned", "answer_scans_turned": "answer_scans"}


def picture(look: Look, name: str, size: float) -> ft.Image:
    """The picture `name` from `assets/icons`, `size` dp square. Screen readers skip it: words beside it carry the meaning.

    A dark palette takes the white twin of a picture that is not coloured. On its cards the way in is green, so that it is not
    taken for the warm way out.
    """
    if look.rtl:
        plain_name = name.removesuffix("-white")
        name = f"{SWAPPED.get(plain_name, plain_name)}{'-white' if name.endswith('-white') else ''}"
    plain = name in COLOURED or name.startswith(("activity-", "sign-", "face-", "card/")) or name.endswith("-white")
    dark = look.palette.dark and not plain
    # A picture that cannot be loaded leaves an empty frame, so that its place is visible.
    frame = ft.Container(width=size, height=size, border=ft.Border.all(2, look.palette.line), border_radius=size / 5)
    turned = look.rtl and name.removesuffix("-white") in MIRRORED
    green = dark and name == "enter"
    return ft.Image(
        color=look.palette.good if green else None,
        color_blend_mode=ft.BlendMode.SRC_IN if green else None,
        scale=ft.Scale(scale_x=-1, scale_y=1) if turned else None,
        src=f"/icons/{name}{'-white' if dark else ''}.svg",
        width=size,
        height=size,
        error_content=frame,
        exclude_from_semantics=True,
        gapless_playback=True,
    )
