"""Home of somebody who has nothing yet: where a code is, seen and heard. And the moment that reaches the target."""

from __future__ import annotations

import re
from dataclasses import replace

import flet as ft
import pytest

from app.newcomer import update as newcomer
from app.newcomer.screens import aloud, home
from app.newcomer.screens import saved as saved_screen
from app.protocol.activities import ActivityType
from app.records.target import beyond, reached_by
from app.ui import theme
from app.ui.controls.floor import HIGHEST
from app.ui.controls.look import Look
from app.ui.controls.message import soon_in_line
from app.ui.screens import words
from app.ui.speech import HEAR
from app.ui.texts import READY, Texts
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.few import found
from tests.screens.walk import screen


def is_shown(name: str, code: str) -> bool:
    controls = [one.control for one in screen(name, code, LIGHT, 1.0)]
    return any(isinstance(one, ft.Semantics) and one.identifier == "first" for one in controls)


@pytest.mark.parametrize("code", [one.code for one in READY])
def test_an_empty_home_shows_where_a_code_is_and_says_when_to_scan_it(code: str) -> None:
    assert is_shown("home_new", code)
    assert [one.key for one in samples.said("home_new", code) if one.key == "first"] == ["first"]
    for lived in ("home", "home_here", "home_more"):
        assert not is_shown(lived, code)
        assert "first" not in [one.key for one in samples.said(lived, code)]


@pytest.mark.parametrize(
    ("target", "minutes", "number"),
    [
        *((2400, 2399, "39½ / 40"), (2400, 2400, "40 / 40"), (2400, 2429, "40 / 40"), (2400, 2430, "40 + ½")),
        *((2400, 3300, "40 + 15"), (2400, 4980, "40 + 43")),
        *(
            (3600, 0, "0 / 60"),
            (3600, 2400, "40 / 60"),
            (3600, 3599, "59½ / 60"),
            (3600, 3600, "60 / 60"),
            (3600, 3690, "60 + 1½"),
            (100_000, 60_000, "1000 / 1666:40"),
        ),
        *((1500, 1499, "24½ / 25"), (1500, 1500, "25 / 25"), (1500, 2400, "25 + 15")),
        *((1530, 1529, "25 / 25½"), (1530, 1530, "25½ / 25½"), (1471, 1470, "24½ / 24:31"), (1471, 1471, "24:31 / 24:31")),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_number_counts_to_the_target_and_then_what_is_more(target: int, minutes: int, number: str, scale: float) -> None:
    model = samples.phone_model("home", "nl")
    page = replace(model.page, total=minutes, target=target)
    drawn = home.view(
        replace(model, page=page),
        Texts("nl"),
        Look(LIGHT, scale=scale),
        lambda event: None,
        samples.NOW,
    )
    whole, *beyond_it = number.split(" + ")
    shown = [str(one.value).strip("\u2066\u2069") for one in found(drawn) if isinstance(one, ft.Text)]
    assert {whole, *(f"+ {small}" for small in beyond_it)} <= set(shown)
    assert beyond(page) == max(0, minutes - target)
    assert (TICK in str(floor_of(drawn).src)) == (minutes >= target)


TICK = f'fill="{LIGHT.good}"><circle'


def floor_of(drawn: ft.Control) -> ft.Image:
    """The one floor of a drawn screen."""
    (image,) = [one.content for one in found(drawn) if isinstance(one, ft.Semantics) and one.identifier == "floor"]
    assert isinstance(image, ft.Image)
    return image


def floors(name: str) -> list[str]:
    """The drawn floors of this screen."""
    named = [one.control for one in screen(name, "nl", LIGHT, 1.0) if isinstance(one.control, ft.Semantics)]
    return [str(one.content.src) for one in named if one.identifier == "floor" and isinstance(one.content, ft.Image)]


@pytest.mark.parametrize("name", ["home_forty", "home_more", "home_more_here", "home_more_until"])
def test_home_with_forty_hours_shows_them_whole_with_the_tick_on_them(name: str) -> None:
    (drawn,) = floors(name)
    assert TICK in drawn
    beneath = len(re.findall(r"scale\(0.47\)", drawn))
    assert beneath == (15 if name == "home_more" else 0)  # where somebody is, or is asked, the number says it alone


@pytest.mark.parametrize("name", ["left_forty", "left_forty_old", "left_sixty", "met_forty"])
def test_the_moment_that_reaches_the_target_is_seen_to_do_so(name: str) -> None:
    (drawn,) = floors(name)
    assert TICK in drawn
    assert drawn.count(LIGHT.kinds[ActivityType.BUDDY].fill) > 0
    model = samples.model(name, "nl")
    assert isinstance(model, newcomer.NewcomerModel)
    assert model.saved
    entry = model.saved.entry
    page, target = model.page, model.page.target
    assert target == (3600 if name == "left_sixty" else 2400)
    assert reached_by(page, entry)
    assert not reached_by(replace(page, total=target - 1), entry)
    assert not reached_by(replace(page, total=target + entry.minutes), entry)  # it was reached before
    assert not reached_by(replace(page, target=target + 1), entry)


WITH_FLOOR = ("home", "home_here", "home_forty", "home_more", "home_until", "left_forty", "met_forty")


@pytest.mark.parametrize("target", [60, 1500, 2400, 3600, 6000, 100_000])
@pytest.mark.parametrize(
    ("name", "scale"), [*((name, scale) for name in WITH_FLOOR for scale in (1.0, 2.0)), ("language", 1.0)]
)
def test_the_floor_of_any_target_takes_no_more_room_than_that_of_forty_hours(name: str, scale: float, target: int) -> None:
    """What fits on a small phone with forty hours, or with more than forty, fits with each target."""
    (_, usual), (wide, high) = floor_size(name, 2400, scale), floor_size(name, target, scale)
    assert high <= (HIGHEST if name in ("home", "home_forty", "home_more") else usual + 1)
    assert wide <= 296


def floor_size(name: str, target: int, scale: float) -> tuple[float, float]:
    """How wide and high, in dp, the floor of this screen is when just this target, in minutes, is reached."""
    model = samples.model(name, "nl")
    assert isinstance(model, newcomer.NewcomerModel)
    view = samples.MEETINGS.get(name) or samples.VIEWS[name]
    drawn = view(
        replace(model, page=replace(model.page, total=target, target=target)),
        Texts("nl"),
        Look(LIGHT, scale=scale),
        lambda event: None,
        samples.NOW,
    )
    floor = floor_of(drawn)
    return float(floor.width or 0), float(floor.height or 0)


@pytest.mark.parametrize("name", ["left", "left_again", "met", "came"])
def test_other_moments_show_their_own_tiles_only(name: str) -> None:
    assert floors(name) == []


def test_an_older_code_is_told_of_in_pictures_and_named_for_who_does_not_see_them() -> None:
    (told,) = [one.control for one in screen("remark", "nl", LIGHT, 1.0) if getattr(one.control, "identifier", "") == "remark"]
    assert isinstance(told, ft.Semantics)
    assert "oudere code" in str(told.label)
    pictures = [str(one.src) for one in found(told) if isinstance(one, ft.Image)]
    shown = [source for source in pictures if source.startswith("/icons/")]
    assert shown == [f"/icons/{icon}.svg" for icon in ("enter", "next", "printed_code", "next", "right_display")]
    assert "M24 66h46" in pictures[0]  # the arrow to another day, on a leaf of the calendar
    assert "M8 92L92 8" in pictures[4]  # the line through the paper
    assert not [one for one in found(told) if isinstance(one, ft.Container) and (one.on_click or one.bgcolor)]
    assert [one.clip for one in samples.said("remark", "nl") if one.key == "remark"] == [f"saved/{words.REMARK['old-code'][1]}"]


def test_the_next_time_waits_while_a_scan_can_be_turned_round_and_then_comes_by_itself() -> None:
    def shows(model: newcomer.NewcomerModel) -> tuple[bool, bool]:
        tree = saved_screen.view(model, Texts("nl"), Look(LIGHT), lambda _: None, samples.NOW)
        told = [one for one in found(tree) if getattr(one, "identifier", "") == "remark"]
        return bool(told), "remark" in [one.key for one in aloud.screen_clips(model, samples.NOW)]

    waits = samples.model("left_again_old", "nl")
    assert isinstance(waits, newcomer.NewcomerModel)
    assert waits.saved
    assert shows(waits) == (False, False)
    over, _ = newcomer.update(waits, newcomer.MinuteOver(waits.saved.other))
    assert shows(over) == (True, True)


@pytest.mark.parametrize("code", ["nl", "ar", "ti"])
def test_what_it_was_stands_in_the_middle_and_leaves_the_corner_of_the_speaker(code: str) -> None:
    for name in ("remark", "left_again_old"):
        boxes = [one.control for one in screen(name, code, LIGHT, 1.0) if isinstance(one.control, ft.Container)]
        (sides,) = {
            (box.padding.left, box.padding.right)
            for box in boxes
            if isinstance(box.padding, ft.Padding) and theme.TOUCH + 4 in (box.padding.left, box.padding.right)
        }
        assert abs(float(sides[0] or 0) - float(sides[1] or 0)) <= 16


def test_the_next_time_comes_last_and_is_smaller_than_what_is_saved_now() -> None:
    controls = [one.control for one in screen("remark", "nl", LIGHT, 1.0)]
    named = [str(one.identifier) for one in controls if isinstance(one, ft.Semantics) and one.identifier]
    assert named[-4:] == ["remark", "home", "people", "speak"]
    (saved, remark) = (one for one in controls if getattr(one, "identifier", "") in ("saved", "remark"))
    sizes = [[float(one.width or 0) for one in found(part) if isinstance(one, ft.Image)] for part in (saved, remark)]
    assert max(sizes[1]) <= 60
    assert [one.key for one in samples.said("remark", "nl")][-2:] == ["remark", "home"]


def test_the_moment_that_makes_the_forty_whole_is_not_drowned_by_an_older_code_or_by_faces_beside_the_way_back() -> None:
    for name in ("left_forty", "left_forty_old"):
        shown = [getattr(one.control, "identifier", "") for one in screen(name, "nl", LIGHT, 1.0)]
        assert "remark" not in shown
        assert "remark" not in [one.key for one in samples.said(name, "nl")]
        (drawn,) = [
            one.control.content
            for one in screen(name, "nl", LIGHT, 1.0)
            if isinstance(one.control, ft.Semantics) and one.control.identifier == "floor"
        ]
        assert isinstance(drawn, ft.Image)
        assert float(drawn.width or 0) >= 260


@pytest.mark.parametrize("name", ["left_forty", "left_forty_old", "met_forty"])
def test_with_large_letters_all_forty_come_before_when_and_how_long(name: str) -> None:
    controls = [one.control for one in screen(name, "nl", LIGHT, 2.0)]
    floor = next(at for at, one in enumerate(controls) if getattr(one, "identifier", "") == "floor")
    times = [at for at, one in enumerate(controls) if isinstance(one, ft.Text) and ":" in str(one.value)]
    assert floor < min(times)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("remark", True), ("met_forty", True), ("left_forty", False), ("left_again_old", True), ("left_forty_old", False)],
)
def test_how_it_was_is_asked_neither_in_pictures_nor_aloud_where_the_way_back_and_more_take_the_room(
    name: str, asked: bool
) -> None:
    shown = [getattr(one.control, "identifier", "") for one in screen(name, "nl", LIGHT, 1.0)]
    assert ("face-3" in shown) == asked
    assert ("face-3" in [one.key for one in samples.said(name, "nl")]) == asked


@pytest.mark.parametrize(
    ("name", "icons"),
    [
        ("home_online", ["on_phone", "over_internet", "cloud"]),
        ("home_back", ["phone_offline", "next", "turn_on_internet", "next", "tiles_come_in"]),
        ("home_full", ["phone_of_photos", "next", "photo_away", "next", "phone_free"]),
    ],
)
def test_what_asks_for_something_soon_is_as_wide_as_a_card_and_is_heard_when_it_is_tapped(name: str, icons: list[str]) -> None:
    state = f"safety-{name.removeprefix('home_')}"
    (told,) = [one.control for one in screen(name, "nl", LIGHT, 1.0) if getattr(one.control, "identifier", "") == state]
    assert [str(one.src) for one in found(told) if isinstance(one, ft.Image)] == [f"/icons/{icon}.svg" for icon in icons]
    assert [one.identifier for one in found(told) if isinstance(one, ft.Semantics) and one.button] == [f"{HEAR}{state}"]
    assert state in [one.key for one in samples.said(name, "nl")]
    (box,) = [one for one in found(told) if getattr(one, "on_click", None)]
    assert box.bgcolor is None  # no card: nothing is done here


@pytest.mark.parametrize("state", ["full", "back", "online"])
def test_between_the_buttons_there_is_room_for_every_row_of_pictures(state: str) -> None:
    drawn, sentence = words.SAFETY[state]
    (row,) = [one for one in found(soon_in_line(Look(LIGHT), drawn, sentence, "")) if isinstance(one, ft.Row)]
    across = sum(float(one.width or 0) for one in found(row) if isinstance(one, ft.Image))
    assert across + float(row.spacing or 0) * (len(drawn) - 1) <= 164.01  # dp


def test_somebody_who_is_here_sees_it_between_the_buttons_and_a_screen_reader_says_it() -> None:
    controls = [one.control for one in screen("home_full_here", "nl", LIGHT, 1.0)]
    (told,) = [one for one in controls if isinstance(one, ft.Semantics) and one.identifier == "safety-full"]
    assert "bijna vol" in str(told.label)
    assert isinstance(told.content, ft.Container)
    assert isinstance(told.content.border, ft.Border)
    assert told.content.border.top.color == LIGHT.kinds[ActivityType.BUDDY].edge  # as in the row of home
    assert told.content.shadow is None
    assert told.content.on_click is None
