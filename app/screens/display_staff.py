"""What staff changes at a display: the next group, another activity, how long. Each choice is one tap and leads to the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import flet as ft

from app.controls.action import Tap, card, round_button, tappable
from app.controls.choices import eight_of, more
from app.controls.clocks import clocks
from app.controls.look import Look, picture
from app.display_steps import Model, lengths
from app.i18n import Texts
from app.screens import words

EDGE, GAP = 28, 16  # dp
Size = tuple[float, float]


def staff(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """What staff may want to change."""
    now = model.running
    others = [code for code in model.activities if not now or code != now.activity]
    asked = [texts("display", "The next group begins"), texts("display", "Another activity"), texts("together", "How long?")]
    if len(model.activities) <= 1:
        del asked[1]
    place = Place.for_words(look, size, asked)
    side = min(place.high, place.wide / 2.3)
    group = _drawn([picture(look, "enter", side * 0.8), picture(look, "newcomers", side * 1.4)])
    some = _drawn([picture(look, words.activity(code)[0], min(side, place.wide / 3.3)) for code in others[:3]])
    long = clocks(look, now.planned if now and now.planned else 60, place.wide * 0.8, side)
    keys = {"next": group, "other": some, "long": long} if len(asked) == 3 else {"next": group, "long": long}
    place = replace(place, high=side)
    cards = [_card(look, drawn, word, tap, key, place) for (key, drawn), word in zip(keys.items(), asked, strict=True)]
    return _page(texts, look, tap, model, texts("display", "What begins now?"), cards, size)


def choose(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """What is done here today: cards as large as the window allows."""
    shown, others = eight_of(model.activities, model.turned)
    drawn = {code: (icon, texts("activity", name)) for code, (icon, name) in ((code, words.activity(code)) for code in shown)}
    place = Place.for_words(look, size, [word for _, word in drawn.values()], more=others)
    side = min(place.wide, place.high)
    cards = [
        _card(look, picture(look, icon, side), word, tap, f"activity-{code}", replace(place, high=side))
        for code, (icon, word) in drawn.items()
    ]
    onwards = more(look, texts("together", "More"), "", tap) if others else None
    return _page(texts, look, tap, model, texts("display", "Choose what you do today"), cards, size, onwards)


def length(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """How long this group stays: filled clocks, and the length as a clock shows it."""
    planned = model.running.planned if model.running else 0
    choices = {minutes: texts.length(minutes) for minutes in lengths(model.invited)}
    place = Place.for_words(look, size, [*choices.values()])
    place = replace(place, high=min(place.high, place.wide * 0.4))
    cards = [
        _card(look, clocks(look, minutes, place.wide, place.high), word, tap, f"length-{minutes}", place, minutes == planned)
        for minutes, word in choices.items()
    ]
    return _page(texts, look, tap, model, texts("together", "How long?"), cards, size)


@dataclass(frozen=True, slots=True)
class Place:
    """What there is in each of so many cards, in dp: how wide it is inside, how high its picture may be, its word."""

    wide: float
    high: float
    word: float

    @classmethod
    def for_words(cls, look: Look, size: Size, asked: Sequence[str], *, more: bool = False) -> Place:
        """In a window of `size`; `more`: the way to others stands beneath."""
        across = _across(size, len(asked))
        rows = -(-len(asked) // across)
        wide = (size[0] - 2 * EDGE - (across - 1) * GAP) / across - 24
        high = (size[1] - 2 * EDGE - 60 * look.scale - (76 if more else 0) - rows * GAP) / rows - 38
        word = 18.0 if high < 150 or wide < 200 else 22.0 if look.large else 26.0 if wide < 300 else 32.0
        lines = max(look.lines(one, word, wide) for one in asked)
        return cls(wide, max(40.0, min(high - lines * word * 1.4 * look.scale, 240.0)), word)


def _across(size: Size, count: int) -> int:
    """How many cards stand beside each other."""
    if size[1] > size[0]:
        return 1 if count <= 3 else 2
    return count if count <= 3 else 2 if count == 4 else 4


def _page(
    texts: Texts,
    look: Look,
    tap: Tap,
    model: Model,
    asked: str,
    cards: Sequence[ft.Control],
    size: Size,
    below: ft.Control | None = None,
) -> ft.Control:
    width = size[0]
    across = _across(size, len(cards))
    large = min(size) > 500
    back = [round_button(look, "back", texts("common", "Back"), tap, "back")] if model.running else []
    room = width - 2 * EDGE - (80 if back else 0)
    title = ft.Semantics(
        content=look.text(asked, 32 if large else 22, bold=True, room=room), header=True, identifier="question"
    )
    top = ft.Row([*back, ft.Container(title, expand=True, alignment=ft.Alignment.CENTER)], spacing=GAP)
    empty = [ft.Container(expand=True) for _ in range(-len(cards) % across)]  # a last row keeps the width of the others
    every = [*cards, *empty]
    lines = [ft.Row(every[start : start + across], spacing=GAP, expand=True) for start in range(0, len(every), across)]
    parts: list[ft.Control] = [top, *lines, *([below] if below else [])]
    inside = ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=GAP, expand=True)
    return ft.Container(inside, bgcolor=look.palette.paper, padding=EDGE if large else GAP, expand=True)


def _drawn(pictures: Sequence[ft.Control]) -> ft.Control:
    return ft.Row([*pictures], alignment=ft.MainAxisAlignment.CENTER, spacing=6, tight=True)


def _card(look: Look, drawn: ft.Control, word: str, tap: Tap, key: str, place: Place, chosen: bool = False) -> ft.Control:
    """A choice. All pictures take the same height, so that words beside each other begin on one line."""
    inside = ft.Column(
        [
            ft.Container(drawn, height=place.high, alignment=ft.Alignment.CENTER),
            look.text(word, place.word, bold=True, room=place.wide),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=10,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: tap(key), chosen=chosen, key=key)
    return tappable(box, key, expand=True, chosen=chosen)
