"""The screens for staff: the next group, another activity, how long. Each choice is one tap and leads back to the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import flet as ft

from app.organisation.model import DIAGNOSIS, DisplayModel, lengths
from app.organisation.taps import BeginActivity, PlanLength
from app.ui.controls.action import card, round_button, tappable
from app.ui.controls.choices import eight_of, more
from app.ui.controls.clocks import clocks, common_side, sized_clocks
from app.ui.controls.look import Look, picture
from app.ui.controls.taken_back import greyed
from app.ui.screens import diagnosis, words
from app.ui.taps import Meaning, Tap, key_of
from app.ui.texts import Texts
from app.ui.theme import TOUCH

EDGE, GAP, BETWEEN = 28, 16, 10  # dp: free around everything, between cards, and between the pictures of one card
HIGHEST, TWO_ROWS = 300.0, 120.0  # dp: largest picture of a card; from the second on it becomes two rows of pictures
WIDER = 1.4  # size of the picture of a group against that of a door, so that the people in it are as high as the door
BACK = 80  # dp: width of the back button with the space beside it
AROUND, AROUND_SMALL, ABOVE = 24, 12, 38  # dp: free in a card at each side, the same in a small window; free above and below
Size = tuple[float, float]


def staff(model: DisplayModel, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """The first screen for staff: what to change. Sends `next`, `other`, `long` or the page of faults, or `back`."""
    now = model.running
    others = [code for code in model.activities if not now or code != now.activity]
    title = texts("display", "What begins now?")
    words_of = {"next": texts("display", "The next group begins"), "long": texts("together", "How long?")}
    if len(model.activities) > 1:
        words_of = {"next": words_of["next"], "other": texts("display", "Another activity"), "long": words_of["long"]}
    if model.diagnosis:
        words_of |= {DIAGNOSIS: texts("help", diagnosis.NAME)}
    place = Place.for_words(look, size, title, [*words_of.values()])
    side = min(place.high, place.wide * 0.9)
    rows = 2 if side >= TWO_ROWS else 1
    high = min((side - BETWEEN) / 2 if rows == 2 else side, (place.wide - BETWEEN) / 2.6)
    drawn = {
        "next": _groups(look, high, rows),
        "other": _rows([picture(look, words.activity(code)[0], high) for code in others[: 2 * rows]]),
        "long": _at_most(look, now.planned if now and now.planned else 60, high, place.wide, side),
        DIAGNOSIS: picture(look, diagnosis.ICON, side),
    }
    cards = [_card(look, drawn[key], word, tap, key, replace(place, high=side)) for key, word in words_of.items()]
    return _page(texts, look, tap, model, title, cards, size)


def choose(model: DisplayModel, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """The choice of today's activity, in cards as large as the window allows. Sends `activity-` and the code."""
    shown, others = eight_of(model.activities, model.turned)
    drawn = {code: (icon, texts("activity", name)) for code, (icon, name) in ((code, words.activity(code)) for code in shown)}
    title = texts("display", "Choose what you do today")
    place = Place.for_words(look, size, title, [word for _, word in drawn.values()], more=others)
    side = min(place.wide, place.high)
    cards = [
        _card(look, picture(look, icon, side), word, tap, BeginActivity(code), replace(place, high=side))
        for code, (icon, word) in drawn.items()
    ]
    onwards = more(look, texts("together", "More"), "", tap) if others else None
    return _page(texts, look, tap, model, title, cards, size, onwards)


def length(model: DisplayModel, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """The choice of how long this group stays: filled clocks, and hours and minutes. Sends `length-` and the minutes."""
    planned = model.running.planned if model.running else 0
    choices = {minutes: texts.length(minutes) for minutes in lengths(model.invited)}
    title = texts("together", "How long?")
    place = Place.for_words(look, size, title, [*choices.values()])
    place = replace(place, high=min(place.high, place.wide * 0.4))
    cards = [
        _card(look, clocks(look, minutes, place.wide, place.high), word, tap, PlanLength(minutes), place, minutes == planned)
        for minutes, word in choices.items()
    ]
    return _page(texts, look, tap, model, title, cards, size)


@dataclass(frozen=True, slots=True)
class Place:
    """The measures of each card on a screen in dp: width inside, height of the picture, size of the word's letters, height
    of the word (`under`), and what is free at each side (`around`)."""

    wide: float
    high: float
    word: float
    under: float
    around: float

    @classmethod
    def for_words(cls, look: Look, size: Size, title: str, choices: Sequence[str], *, more: bool = False) -> Place:
        """For cards with these words beneath `title`, in a window of `size` dp. `more`: a card to others stands beneath."""
        across = _across(size, len(choices))
        rows = -(-len(choices) // across)
        around = AROUND if min(size) > 500 else AROUND_SMALL
        above = max(float(TOUCH), _high(look, title, _letters(look, size), size[0] - 2 * EDGE - BACK)) + (TOUCH + GAP) * more
        wide = (size[0] - 2 * EDGE - (across - 1) * GAP) / across - 2 * around
        high = (size[1] - 2 * EDGE - above - rows * GAP) / rows - ABOVE
        word = 18.0 if high < 150 or wide < 200 else 22.0 if look.large else 26.0 if wide < 300 else 32.0
        most = max(_high(look, text, word, wide) for text in choices)
        return cls(wide, max(24.0, min(high - most, HIGHEST)), word, most, around)


def _letters(look: Look, size: Size) -> float:
    """The size in dp of a title's letters at scale 1."""
    return 32 if min(size) > 500 and not look.large else 22


def _high(look: Look, text: str, letters: float, wide: float) -> float:
    """The height in dp of this text with letters of `letters` dp at scale 1, in lines of `wide` dp."""
    return look.lines(text, letters, wide) * letters * 1.4 * look.scale


def _across(size: Size, count: int) -> int:
    """How many of `count` cards stand in a row."""
    if size[1] > size[0]:
        return 1 if count <= 3 else 2
    return count if count <= 3 else 2 if count == 4 else 4


def _page(
    texts: Texts,
    look: Look,
    tap: Tap,
    model: DisplayModel,
    question: str,
    cards: Sequence[ft.Control],
    size: Size,
    below: ft.Control | None = None,
) -> ft.Control:
    width = size[0]
    across = _across(size, len(cards))
    large = min(size) > 500
    back = [round_button(look, "back", texts("common", "Back"), tap, "back")] if model.running else []
    room = width - 2 * EDGE - (BACK if back else 0)
    own = look.text(question, _letters(look, size), bold=True, room=room)
    title = ft.Semantics(content=own, header=True, identifier="question")
    top = ft.Row([*back, ft.Container(title, expand=True, alignment=ft.Alignment.CENTER)], spacing=GAP)
    empty = [ft.Container(expand=True) for _ in range(-len(cards) % across)]  # cards of the last row are as wide as the others
    filled = [*cards, *empty]
    lines = [ft.Row(filled[start : start + across], spacing=GAP, expand=True) for start in range(0, len(filled), across)]
    parts: list[ft.Control] = [top, *lines, *([below] if below else [])]
    inside = ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=GAP, expand=True)
    return ft.Container(inside, bgcolor=look.palette.paper, padding=EDGE if large else GAP, expand=True)


def _groups(look: Look, size: float, rows: int) -> ft.Control:
    """In two rows: the old group in grey with the door out, and the door in with the next group. In one row only the second."""
    leaving = [greyed(look, picture(look, "newcomers", size * WIDER)), picture(look, "leave", size)]
    coming = [picture(look, "enter", size), picture(look, "newcomers", size * WIDER)]
    return _rows([*leaving, *coming] if rows == 2 else coming, size)


def _at_most(look: Look, minutes: int, side: float, wide: float, high: float) -> ft.Control:
    """So many minutes in clocks of at most `side` dp each; together they take at most `wide` by `high` dp."""
    return sized_clocks(look, minutes, min(side, common_side([minutes], wide, high)))


def _rows(pictures: Sequence[ft.Control], high: float | None = None) -> ft.Control:
    """Rows of two pictures each. `high` is the height of a row in dp; by default that of its pictures."""
    centred = ft.MainAxisAlignment.CENTER
    rows: list[ft.Control] = [
        ft.Row([*pictures[start : start + 2]], alignment=centred, spacing=BETWEEN, tight=True, height=high)
        for start in range(0, len(pictures), 2)
    ]
    return ft.Column(rows, horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=BETWEEN, tight=True)


def _card(
    look: Look, drawn: ft.Control, word: str, tap: Tap, meaning: Meaning, place: Place, chosen: bool = False
) -> ft.Control:
    """A card of a choice. All pictures have the same height, and so have all words, so that those of a row are level."""
    inside = ft.Column(
        [
            ft.Container(drawn, height=place.high, alignment=ft.Alignment.CENTER),
            ft.Container(
                look.text(word, place.word, bold=True, room=place.wide), height=place.under, alignment=ft.Alignment(0, -1)
            ),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=10 if look.scale <= 1.0 else 2,
        tight=True,
    )
    key = key_of(meaning)
    box = card(look, inside, on_click=lambda _: tap(meaning), chosen=chosen, padding=(place.around - 2, 14), key=key)
    return tappable(box, key, expand=True, chosen=chosen)
