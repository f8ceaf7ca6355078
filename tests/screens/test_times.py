"""How long, until when, on which day: told in pictures that mean the same on every screen."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app.newcomer import update as newcomer
from app.protocol.activities import ActivityType
from app.ui.controls.choices import six_of
from app.ui.controls.clocks import common_side
from app.ui.controls.day import leaf_svg
from app.ui.controls.look import Look, picture
from app.ui.screens import refusals
from app.ui.texts import READY, Texts
from app.ui.theme import DARK, LIGHT
from tests.looks import samples
from tests.screens.few import found
from tests.screens.walk import SCREENS, screen

TIMES = ("long", "long_more", "until", "until_eight", "until_long")


def shown(name: str, code: str = "nl", scale: float = 1.0) -> list[Any]:
    return [one.control for one in screen(name, code, LIGHT, scale)]


def icons(controls: list[Any]) -> list[str]:
    sources = [str(one.src) for one in controls if isinstance(one, ft.Image)]
    return [one.removeprefix("/icons/").removesuffix(".svg") for one in sources if one.startswith("/icons/")]


def cards(name: str, verb: str, scale: float = 1.0) -> list[list[Any]]:
    keyed = [one for one in shown(name, scale=scale) if isinstance(one, ft.Semantics) and one.button]
    return [found(one) for one in keyed if str(one.identifier).startswith(verb)]


def sides(name: str, scale: float) -> set[float]:
    """How large one clock is drawn, in dp, in each of the cards."""
    drawn = [one for card in cards(name, "long-" if name.startswith("long") else "stay-", scale) for one in card]
    clocks = [one for one in drawn if isinstance(one, ft.Image) and str(one.src).startswith("<svg")]
    return {round(100 * float(one.width or 0) / float(str(one.src).split('viewBox="0 0 ')[1].split()[0]), 2) for one in clocks}


@pytest.mark.parametrize("name", TIMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_beside_each_other_all_clocks_are_of_one_size_so_that_more_of_them_is_longer(name: str, scale: float) -> None:
    assert len(sides(name, scale)) == 1


def test_the_fewer_lengths_there_are_the_larger_their_clocks() -> None:
    (four,), (eight,), (tens,) = (sides(name, 1.0) for name in ("until", "long", "long_more"))
    assert four > eight > tens > 25


def test_ten_hours_are_two_fives_and_fit_where_they_are_drawn() -> None:
    assert common_side([600, 30], 142, 58) == pytest.approx(142 / 5)
    assert common_side([30], 142, 58) == 58


def test_of_more_than_eight_ends_six_are_on_a_page_and_every_one_comes() -> None:
    assert six_of(range(8), 0) == ([*range(8)], False)
    assert [six_of(range(9), page) for page in range(3)] == [([*range(6)], True), ([6, 7, 8], True), ([*range(6)], True)]


@pytest.mark.parametrize("name", ["until", "until_eight", "until_long"])
def test_the_ends_that_are_shown_are_those_that_are_said(name: str) -> None:
    said = {one.key for one in samples.said(name, "nl") if one.key.startswith("stay-")}
    keys = {str(one.identifier) for one in shown(name) if isinstance(one, ft.Semantics)}
    assert said == {key for key in keys if key.startswith("stay-")}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_until_when_is_asked_after_what_it_was_the_day_and_the_way_in(scale: float) -> None:
    before = icons(shown("until", scale=scale))
    assert [one for one in before if one not in ("back", "speaker")][:4] == ["activity-library", "enter", "until", "leave"]
    told = [str(one.value) for one in shown("until", scale=scale) if isinstance(one, ft.Text)]
    assert {"\u206621\u2069", "\u206613:05\u2069"} <= set(told)
    assert all("leave" in icons(card) for card in cards("until", "stay-", scale))


@pytest.mark.parametrize("code", [one.code for one in READY])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_who_hears_home_hears_of_which_day_it_asks(code: str, scale: float) -> None:
    texts = Texts(code)
    texts_shown = [one for one in shown("home_until", code, scale) if isinstance(one, ft.Text)]
    named = [str(one.semantics_label) for one in texts_shown if one.semantics_label]
    assert any(texts("activity", "Library") in one and len(one) > len(texts("activity", "Library")) for one in named)


def test_one_picture_means_later_and_it_means_nothing_else() -> None:
    for name in SCREENS:
        buttons = [one for one in shown(name) if isinstance(one, ft.Semantics) and one.button and "later" in icons(found(one))]
        assert len(buttons) == icons(shown(name)).count("later"), name
        for one in buttons:
            said = [str(text.value) for text in found(one) if isinstance(text, ft.Text)]
            assert str(Texts("nl")("install", "Later")) in [*said, str(one.label)]
    assert "later" in icons(shown("install_prompt"))
    assert "later" in icons(shown("until"))


def test_one_sentence_has_one_picture_and_once_more_is_an_arrow_that_comes_round() -> None:
    pictures: dict[str, set[str]] = {}
    for icon, sentence in [*refusals.REFUSAL.values(), refusals.refusal("unheard-of")]:
        pictures.setdefault(sentence, set()).add(icon)
    assert pictures["Something went another way. Try once more."] == {"again"}
    assert "again" in icons(shown("moments_odd"))


@pytest.mark.parametrize("name", ["home_until", "moments_waits"])
def test_an_end_that_is_not_known_is_a_question_at_the_door_wherever_it_is_asked(name: str) -> None:
    assert "until" in icons(shown(name))
    assert "clock" not in icons(shown(name))


def test_home_puts_the_same_question_large_on_the_corner_of_the_calendar() -> None:
    (card,) = cards("home_waits", newcomer.MOMENTS)
    sizes = {str(one.src): float(one.width or 0) for one in card if isinstance(one, ft.Image)}
    assert sizes["/icons/question.svg"] > 0.6 * sizes["/icons/calendar.svg"]


def test_the_sun_shines_on_today_and_on_no_other_day() -> None:
    days = cards("when", "when-")
    suns = [any("rotate(" in str(one.src) for one in card if isinstance(one, ft.Image)) for card in days]
    assert suns == [True, *[False] * (len(days) - 1)]
    assert ["M70 3v16" in leaf_svg(Look(LIGHT), today=today) for today in (True, False)] == [False, True]  # no ring under it


def test_an_answer_that_is_not_here_yet_is_scanned_from_the_buddys_phone_and_nothing_says_that_it_is_done() -> None:
    (card,) = cards("moments_met", "show-")
    assert icons(card) == ["activity-walking", "buddy", "answer_scans", "next"]
    (turned,) = [found(one) for one in shown("moments_met", "ar") if getattr(one, "identifier", "").startswith("show-")]
    assert icons(turned)[1:3] == ["buddy", "answer_scans_turned"]  # so that the code stands beside whose it is
    outlines = [str(one.src) for one in card if isinstance(one, ft.Image) and "stroke-dasharray" in str(one.src)]
    assert [src.count("<path") for src in outlines] == [2]  # the tiles that an hour and a half will lay, and no tick
    assert 'viewBox="0 0 38 22"' in outlines[0]  # the second is half as wide
    assert not {"tick_one", "tick_two", "two_phones"} & set(icons(card))
    lengths = [one.color for one in card if isinstance(one, ft.Text) and one.value == "\u20661:30\u2069"]
    assert lengths == [LIGHT.ink]
    (line,) = [one.controls for one in card if isinstance(one, ft.Row) and "activity-walking" in icons(one.controls)]
    assert "\u20661:30\u2069" in [one.value for one in line if isinstance(one, ft.Text)]  # beside its neighbours
    assert "\u206622\u2069" in [one.value for one in card if isinstance(one, ft.Text)]
    edges = [one.border.top.color for one in card if isinstance(one, ft.Container) and isinstance(one.border, ft.Border)]
    assert edges == [LIGHT.kinds[ActivityType.BUDDY].edge]


def test_while_the_end_of_a_visit_is_not_known_no_tick_says_that_all_is_well() -> None:
    (card,) = cards("moments_waits", "until-")
    assert icons(card) == ["activity-library", "until", "next"]
    edges = [one.border.top.color for one in card if isinstance(one, ft.Container) and isinstance(one.border, ft.Border)]
    assert edges == [LIGHT.kinds[ActivityType.BUDDY].edge]
    keyed = [str(one.identifier) for one in shown("moments_waits") if isinstance(one, ft.Semantics) and one.button]
    rows = [key.split("-")[0] for key in keyed if key.startswith(("until-", "moment-"))]
    assert rows[0] == "until"  # above the days, whichever day it was
    (asks,) = [key.removeprefix("until-") for key in keyed if key.startswith("until-")]
    assert f"moment-{asks}" not in keyed  # once, and not among the days, too
    here = cards("moments_waits", "moment-")[0]
    assert "enter" in icons(here)
    assert not {"tick_one", "tick_two"} & set(icons(here))


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_from_when_to_when_is_read_in_the_direction_of_the_language(code: str) -> None:
    """Each time is kept together, the two of them are not: so the client puts the start where reading begins."""
    span = "\u206613:05\u2069\u00a0\u2011\u00a0\u206614:35\u2069"
    (line, *_) = [one for one in shown("moments", code) if isinstance(one, ft.Text) and "14:35" in str(one.value)]
    assert (line.value, line.rtl) == (span, code == "ar")


def test_a_tap_that_did_not_send_shows_so_and_its_button_is_the_arrow_that_comes_round() -> None:
    (card,) = cards("moments_odd", "send")
    assert icons(card) == ["not_sent", "next", "again"]
    (line,) = [one for one in card if isinstance(one, ft.Row)]
    assert icons(found(line)) == ["not_sent", "next", "again"]
    assert "Nu versturen" in [one.value for one in found(line) if isinstance(one, ft.Text)]
    (calm_card,) = cards("moments", "send")
    assert icons(calm_card) == ["moment_sent"]


def test_in_the_list_who_is_somewhere_now_has_gone_in_at_the_door() -> None:
    here, *others = cards("moments_waits", "moment-")
    assert "enter" in icons(here)
    assert not any("enter" in icons(card) for card in others)


@pytest.mark.parametrize("dark", [False, True])
def test_in_arabic_the_question_at_the_door_is_turned_as_it_is_written(dark: bool) -> None:
    palette = DARK if dark else LIGHT
    assert picture(Look(palette, rtl=True), "until", 40).scale == ft.Scale(scale_x=-1, scale_y=1)
    assert picture(Look(palette), "until", 40).scale is None
