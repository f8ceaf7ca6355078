"""Every piece of `app/ui/controls` by itself, for the pictures in its README: `./build.sh screenshots controls`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import flet as ft
from PIL import Image

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls import (
    action,
    card_pictures,
    choices,
    clocks,
    day,
    faces,
    floor,
    held,
    message,
    moment,
    pair,
    qr,
    speaker,
    step,
    taken_back,
)
from app.ui.controls.look import Look, picture
from app.ui.screens.card_words import picture_name
from app.ui.taps import Hear, Meaning
from app.ui.texts import Texts

SIZE, ACROSS = (360, 200), 3


def _nothing(meaning: Meaning) -> None:
    """A picture is not tapped."""


def _tiles() -> list[floor.Tile]:
    return floor.tiles(
        [
            (ActivityType.BUDDY, 180),
            (ActivityType.ALTERNATIVE, 120),
            (ActivityType.VOLUNTEERING, 240),
            (ActivityType.PLACEMENT, 150),
        ]
    )


def _saved(look: Look, texts: Texts) -> ft.Control:
    kept = moment.ticks(look, False, texts("moments", "On this phone"), alone=True)
    return moment.saved_mark(look, texts("saved", "Saved"), "", kept)


def _row(look: Look, texts: Texts) -> ft.Control:
    sent = moment.ticks(look, True, texts("moments", "Also kept far away"))
    name = texts("activity", "Library")
    laid = floor.tiles([(ActivityType.ALTERNATIVE, 90)])
    return moment.moment_row(look, "activity-library", name, "", "13:05 - 14:35", "1:30", laid, sent, 3)


def _crossed_out(look: Look) -> ft.Control:
    hours = taken_back.struck(look, "1:30", 90, "")
    parts = [taken_back.crossed_out(look, "activity-library", 72), hours]
    return ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=16)


def _speakers(look: Look) -> ft.Control:
    states = (speaker.QUIET, speaker.SPEAKING, speaker.NOTHING)
    shown = [speaker.speaker(look, state, "", _nothing, Hear(state)) for state in states]
    return ft.Row([*shown, speaker.speaker(look, speaker.QUIET, "", _nothing, Hear("nl"), mark="NL")], spacing=16)


def _picks(look: Look, texts: Texts, names: Sequence[tuple[str, str]]) -> ft.Control:
    picks = [choices.Pick(partial(picture, look, icon), texts("activity", word), "", icon) for icon, word in names]
    return choices.laid_out(look, picks, _nothing)


def _two(look: Look, texts: Texts, names: Sequence[str]) -> ft.Control:
    drawn = [picture(look, f"activity-{name.lower()}", choices.FOUR_DRAWN) for name in names]
    cards = [
        choices.choice(look, one, texts("activity", name), "", _nothing, name, high=choices.FOUR_HIGH)
        for one, name in zip(drawn, names, strict=True)
    ]
    return choices.rows(cards)


def _face_row(look: Look, texts: Texts) -> ft.Control:
    words = ((3, texts("liked", "Nice")), (2, texts("liked", "All right")), (1, texts("liked", "Not so nice")))
    return faces.faces(look, words, 3, _nothing)


def _card(look: Look) -> ft.Control:
    chosen = [card_pictures.CardPicture(picture_name(number), "") for number in (0, 17, 37, 48, 8, 61, 24)]
    return card_pictures.in_order(look, chosen, 10)


PIECES: dict[str, Callable[[Look, Texts], ft.Control]] = {
    "big_action": lambda look, texts: action.big_action(look, "scan", texts("home", "Scan"), "", _nothing, "scan", height=150),
    "word_card": lambda look, texts: ft.Row(
        [
            action.word_card(look, "together", texts("together", "Together"), "", _nothing, "together"),
            action.word_card(look, "calendar", texts("home", "My moments"), "", _nothing, "moments", switch=True),
        ],
        spacing=12,
    ),
    "round_button": lambda look, texts: action.round_button(look, "back", texts("common", "Back"), _nothing, "back"),
    "held_button": lambda look, texts: held.held_button(look, "settings", "", _nothing, "staff", 0.6),
    "speaker": lambda look, texts: _speakers(look),
    "laid_out": lambda look, texts: _picks(look, texts, [("activity-library", "Library")]),
    "choice": lambda look, texts: _two(look, texts, ("Cooking", "Walking")),
    "floor": lambda look, texts: floor.floor(look, _tiles(), "", 280, target=2400),
    "row_of_tiles": lambda look, texts: floor.row_of_tiles(look, _tiles()[9:], ""),
    "saved_mark": _saved,
    "moment_row": _row,
    "filled_clock": lambda look, texts: ft.Row(
        [moment.filled_clock(look, minutes, 64) for minutes in (15, 30, 45, 60)], alignment=ft.MainAxisAlignment.CENTER
    ),
    "taken_back": lambda look, texts: _crossed_out(look),
    "clocks": lambda look, texts: clocks.clocks(look, 150, 200, 64),
    "day_line": lambda look, texts: day.day_line(look, "23", texts("moments", "Today"), today=True),
    "faces": _face_row,
    "step": lambda look, texts: step.step(look, "leave", texts("home", "Scan again when you leave"), "", number="2"),
    "pair": lambda look, texts: pair.pair(look, "activity-walking", 96, newcomer="sign-bird"),
    "gentle": lambda look, texts: ft.Column(
        message.gentle(look, "phone_full", texts("home", "Only on this phone"), ""),
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    ),
    "calm": lambda look, texts: message.calm(look, "phone", "2", texts("home", "Only on this phone"), "calm"),
    "card_pictures": lambda look, texts: _card(look),
    "qr": lambda look, texts: qr.qr("https://uren.example.be/#/s/123456789", 160, ""),
}


def draw(name: str, texts: Texts, look: Look, size: tuple[int, int]) -> ft.Control:
    """One piece on paper."""
    piece = PIECES[name](look, texts)
    return ft.Container(
        ft.Column(
            [piece],
            alignment=ft.MainAxisAlignment.CENTER,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH if name not in SMALL else ft.CrossAxisAlignment.CENTER,
        ),
        width=size[0],
        height=size[1],
        padding=ft.Padding.symmetric(horizontal=16, vertical=4),
        bgcolor=look.palette.paper,
    )


SMALL = {"round_button", "floor", "row_of_tiles", "clocks", "qr"}


def cut(sheet: Path, out: Path, places: Sequence[tuple[int, int]]) -> list[Path]:
    """The sheet of all pieces, cut into one picture each, without the empty paper above and below."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    with Image.open(sheet) as whole:
        for name, (x, y) in zip(PIECES, places, strict=True):
            one = whole.convert("RGB").crop((x, y, x + SIZE[0], y + SIZE[1]))
            paper = Image.new("RGB", one.size, theme.LIGHT.paper)
            box = _difference(one, paper)
            made.append(out / f"{name}.png")
            one.crop((0, max(0, box[1] - 8), SIZE[0], min(SIZE[1], box[3] + 8))).quantize(64).save(made[-1], optimize=True)
    return made


def _difference(one: Image.Image, paper: Image.Image) -> tuple[int, int, int, int]:
    from PIL import ImageChops

    return ImageChops.difference(one, paper).getbbox() or (0, 0, *SIZE)
