"""The 64 pictures of a recovery card: their numbers stay for ever, and ten of them stand in one order for every reader."""

from __future__ import annotations

import hashlib

import flet as ft
import pytest

from app.platform.paths import ASSETS
from app.ui import theme
from app.ui.controls.card_pictures import CardPicture, in_order, to_choose
from app.ui.controls.look import Look
from app.ui.screens import card_words
from app.ui.taps import Meaning
from app.ui.texts import READY, Texts, isolate

# What every number has meant since the first card. A line here never changes.
RELEASED = (
    *("cat", "cow", "horse", "rabbit", "elephant", "giraffe", "lion", "frog"),
    *("rooster", "penguin", "duck", "butterfly", "snail", "turtle", "fish", "bee"),
    *("apple", "banana", "grapes", "watermelon", "strawberry", "pineapple", "carrot", "corn"),
    *("bread", "cake", "teapot", "bucket", "broom", "chair", "bed", "clock"),
    *("hammer", "scissors", "ladder", "key", "lamp", "umbrella", "glasses", "pencil"),
    *("shirt", "socks", "backpack", "ball", "balloon", "kite", "drum", "guitar"),
    *("bicycle", "car", "bus", "tractor", "plane", "boat", "train", "helicopter"),
    *("sun", "water", "snowflake", "tulip", "tree", "palm_tree", "cactus", "mushroom"),
)
FOLDER = ASSETS / "icons"


def test_a_released_picture_keeps_its_number_for_ever() -> None:
    names = [card_words.picture_name(number) for number in range(64)]
    assert names == [f"card/{number:02}-{name}" for number, name in enumerate(RELEASED)]
    assert sorted(file.stem for file in (FOLDER / "card").glob("*.svg")) == [name.removeprefix("card/") for name in names]


def test_no_two_pictures_are_the_same_drawing() -> None:
    drawings = {hashlib.sha256(file.read_bytes()).digest() for file in (FOLDER / "card").glob("*.svg")}
    assert len(drawings) == 64


@pytest.mark.parametrize("language", [language.code for language in READY])
def test_every_picture_has_a_word_of_its_own_in_every_language(language: str) -> None:
    words = [card_words.word(Texts(language), number) for number in range(64)]
    assert len(set(words)) == 64


def _shown(count: int) -> list[CardPicture]:
    return [CardPicture(card_words.picture_name(number), card_words.WORDS[number]) for number in range(count)]


def _semantics(control: ft.Control) -> list[ft.Semantics]:
    found = [control] if isinstance(control, ft.Semantics) else []
    for inside in [*(getattr(control, "controls", None) or []), getattr(control, "content", None)]:
        if isinstance(inside, ft.Control):
            found += _semantics(inside)
    return found


@pytest.mark.parametrize("rtl", [False, True])
def test_ten_pictures_carry_their_numbers_whatever_the_direction_of_reading(rtl: bool) -> None:
    drawn = in_order(Look(theme.LIGHT, rtl), _shown(10), 10)
    labels = [one.label for one in _semantics(drawn)]
    assert labels == [f"{isolate(str(number))}. {word}" for number, word in enumerate(card_words.WORDS[:10], 1)]


def test_empty_places_are_numbered_and_the_next_one_stands_out() -> None:
    drawn = in_order(Look(theme.LIGHT), _shown(3), 10)
    labels = [one.label for one in _semantics(drawn)]
    assert labels[2:5] == [f"{isolate('3')}. Horse", f"{isolate('4')}.", f"{isolate('5')}."]
    boxes = [one.content for one in _semantics(drawn)]
    borders = [box.border for box in boxes if isinstance(box, ft.Container) and isinstance(box.border, ft.Border)]
    assert [border.top.width for border in borders] == [1, 1, 1, 4, 1, 1, 1, 1, 1, 1]


def test_a_tap_on_a_picture_sends_its_number() -> None:
    sent: list[Meaning] = []
    drawn = to_choose(Look(theme.LIGHT), _shown(64), sent.append, lambda number: f"picture-{number}")
    buttons = _semantics(drawn)
    assert len(buttons) == 64
    assert all(button.label for button in buttons)
    box = buttons[17].content
    assert isinstance(box, ft.Container)
    assert box.width is not None
    assert box.width >= 56
    assert box.on_click is not None
    box.on_click(None)  # type: ignore[arg-type,call-arg]
    assert sent == ["picture-17"]


def test_a_place_that_was_cleared_is_the_next_one_and_a_tap_clears_a_place() -> None:
    sent: list[Meaning] = []
    first, second, third = _shown(3)
    shown = [first, None, second, third]
    drawn = in_order(Look(theme.LIGHT), shown, 10, clear=(sent.append, lambda number: f"clear-{number}"))
    places = _semantics(drawn)
    boxes = [place.content for place in places]
    borders = [box.border for box in boxes if isinstance(box, ft.Container) and isinstance(box.border, ft.Border)]
    assert [border.top.width for border in borders] == [1, 4, 1, 1, 1, 1, 1, 1, 1, 1]
    assert [place.identifier for place in places if place.button] == ["clear-0", "clear-2", "clear-3"]
    box = places[2].content
    assert isinstance(box, ft.Container)
    assert box.on_click is not None
    box.on_click(None)  # type: ignore[arg-type,call-arg]
    assert sent == ["clear-2"]
