"""Which way things go: arrows as the language reads, and a name that is too long ends in dots where its own letters end."""

from __future__ import annotations

import flet as ft
import pytest

from app.platform.paths import ASSETS
from app.ui.controls.frame import screen
from app.ui.controls.letters import from_the_right, shortened
from app.ui.controls.look import MIRRORED, Look, picture
from app.ui.texts import isolate_name
from app.ui.theme import DARK, LIGHT
from tests.screens.few import found

LATIN, ARABIC = "Vereniging" * 6, "\u062c\u0645\u0639\u064a\u0629" * 12
RIGHT, LEFT = Look(LIGHT, rtl=True), Look(LIGHT)


@pytest.mark.parametrize(
    "name", ["back", "next", "undo", "undo-white", "enter", "leave-white", "speaker", "to_judge", "add_in_list"]
)
def test_what_shows_a_direction_is_turned_where_the_language_reads_from_the_right(name: str) -> None:
    for palette in (LIGHT, DARK):
        turned = picture(Look(palette, rtl=True), name, 30).scale
        assert isinstance(turned, ft.Scale)
        assert (turned.scale_x, turned.scale_y) == (-1, 1)
        assert picture(Look(palette), name, 30).scale is None


@pytest.mark.parametrize("name", ["clock", "wait", "scan", "saved", "tick_two", "take_back", "moment_sent", "activity-cycling"])
def test_clocks_codes_ticks_and_things_stay_as_they_are(name: str) -> None:
    assert picture(RIGHT, name, 30).scale is None


def test_every_picture_that_is_turned_is_there() -> None:
    assert [name for name in MIRRORED if not (ASSETS / "icons" / f"{name}.svg").is_file()] == []


def test_words_are_read_as_their_first_letter_with_a_direction_is() -> None:
    assert from_the_right("2030 (De Krook) " + ARABIC) is False
    assert from_the_right(isolate_name("12 \u2013 " + ARABIC + " De Krook")) is True
    assert from_the_right("1:30") is None


def test_a_latin_name_that_is_too_long_for_an_arabic_screen_ends_in_dots_within_its_own_direction() -> None:
    text = RIGHT.text(isolate_name(LATIN), 15, lines=2, room=190)
    assert text.value.startswith("\u2068Vereniging")
    assert text.value.endswith("\u2026\u2069")
    assert 30 < len(text.value) < len(LATIN)
    assert text.semantics_label == isolate_name(LATIN)  # a screen reader says all of it
    assert text.value[1:-1] == RIGHT.text(LATIN, 15, lines=2, room=190).value


@pytest.mark.parametrize("name", ["Bibliotheek De Krook", "CAW Oost-Vlaanderen vzw Woonzorgcentrum Sint-Jozef"])
def test_a_latin_name_that_fits_is_whole_on_an_arabic_screen(name: str) -> None:
    assert RIGHT.text(isolate_name(name), 15, lines=2).value == isolate_name(name)


def test_an_arabic_name_on_a_dutch_screen_is_laid_from_the_right_and_stands_where_the_others_do() -> None:
    text = LEFT.text(isolate_name(ARABIC), 15, lines=1, align=ft.TextAlign.START)
    assert (text.rtl, text.text_align, text.value) == (True, ft.TextAlign.LEFT, isolate_name(ARABIC))
    assert LEFT.text(isolate_name(LATIN), 15, lines=1).rtl is False
    assert RIGHT.text(isolate_name(ARABIC), 15, lines=1).rtl is True


def test_words_that_break_and_are_not_cut_keep_the_direction_of_the_screen() -> None:
    assert RIGHT.text(LATIN, 15).rtl is True
    assert RIGHT.text(LATIN, 15).value == LATIN


def test_a_name_is_cut_where_its_lines_are_full_and_never_within_fewer() -> None:
    assert shortened("een twee drie", 5.0, 1) != "een twee drie"
    assert shortened("een twee drie", 5.0, 3) == "een twee drie"
    for lines in (1, 2, 3):
        cut = shortened(LATIN, 10.0, lines)
        assert cut[-1] == "\u2026"
        assert LATIN.startswith(cut[:-1])
    assert len(shortened(LATIN, 10.0, 1)) < len(shortened(LATIN, 10.0, 2)) < len(shortened(LATIN, 10.0, 3))


@pytest.mark.parametrize("rtl", [False, True], ids=["left to right", "right to left"])
def test_a_list_fades_to_the_paper_before_it_is_cut_and_its_bar_stays_seen(rtl: bool) -> None:
    drawn = screen(Look(LIGHT, rtl), [], long=True)
    (fade,) = [one for one in found(drawn) if isinstance(one, ft.Container) and one.gradient is not None]
    assert isinstance(fade.gradient, ft.LinearGradient)
    whole = ft.Colors.with_opacity(1.0, LIGHT.paper)
    gone = [stop for stop, color in zip(fade.gradient.stops or [], fade.gradient.colors, strict=True) if color == whole]
    assert (1 - min(gone)) * float(fade.height or 0) > 20  # dp: a line of letters
    assert float(fade.bottom or 0) < 0
    beside_the_bar = fade.left if rtl else fade.right
    assert float(beside_the_bar or 0) >= 10
