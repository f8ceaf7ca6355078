"""What a tap, a finger that stays and time lead to at a display, and what its screen shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app import display_steps as steps
from app.controls.look import Look
from app.display_steps import Begin, Held, LetGo, Plan, Tapped, Ticked, TryAgain
from app.i18n import Texts
from app.screens import display as screens
from app.theme import LIGHT
from tests.looks import samples
from tests.looks.samples import NOW
from tests.screens.walk import seen

SIZES = [(1180.0, 700.0), (1280.0, 800.0), (800.0, 1280.0), (360.0, 640.0)]


def after(model: steps.Model, *events: steps.Event) -> steps.Model:
    for event in events:
        model, _ = steps.update(model, event)
    return model


def acts(model: steps.Model, *keys: str) -> list[steps.Act | None]:
    found = []
    for key in keys:
        model, act = steps.update(model, Tapped(key, 100.0))
        found.append(act)
    return found


def shown(name: str, size: tuple[float, float] = SIZES[0], code: str = "nl", tapped: Any = lambda _: None) -> list[Any]:
    texts = Texts(code)
    view = screens.view(samples.display_model(name), texts, Look(LIGHT, texts.rtl), tapped, size)
    return [one.control for one in seen(view)]


def keys(controls: list[Any]) -> list[str]:
    return [str(one.identifier) for one in controls if isinstance(one, ft.Semantics) and one.button]


@pytest.fixture
def running() -> steps.Model:
    return samples.display_model("display")


def test_a_finger_that_stays_three_seconds_opens_what_is_for_staff_while_a_ring_fills(running: steps.Model) -> None:
    held = after(running, Held(50.0), Ticked(NOW, 51.5))
    assert (held.step, held.ring) == (steps.RUNNING, 0.5)
    assert after(held, Ticked(NOW, 52.9)).step == steps.RUNNING
    opened = after(held, Ticked(NOW, 53.0))
    assert (opened.step, opened.ring, opened.held) == (steps.STAFF, 0.0, None)


def test_a_finger_that_goes_too_soon_opens_nothing(running: steps.Model) -> None:
    gone = after(running, Held(50.0), Ticked(NOW, 52.9), LetGo(), Ticked(NOW, 60.0))
    assert gone == replace(running, ring=0.0)


def test_a_child_that_taps_ten_times_opens_nothing(running: steps.Model) -> None:
    model = running
    for tap in range(10):
        model = after(model, Held(tap / 2), LetGo(), Tapped("staff", tap / 2))
    assert model.step == steps.RUNNING


def test_a_keyboard_or_a_screen_reader_presses_three_times(running: steps.Model) -> None:
    twice = after(running, Tapped("staff", 10.0), Ticked(NOW, 11.0), Tapped("staff", 12.0))
    assert (twice.step, round(twice.ring, 2)) == (steps.RUNNING, 0.67)
    assert after(twice, Tapped("staff", 14.0)).step == steps.STAFF
    forgotten = after(twice, Ticked(NOW, 16.0))
    assert forgotten.ring == 0.0
    assert after(forgotten, Tapped("staff", 17.0)).step == steps.RUNNING


def test_staff_begins_the_next_group_another_activity_or_another_length_with_one_tap_more(running: steps.Model) -> None:
    staff = replace(running, step=steps.STAFF)
    assert acts(staff, "next") == [Begin(1, 120)]
    assert acts(staff, "other", "activity-3") == [None, Begin(3, 120)]
    assert acts(staff, "long", "length-90") == [None, Plan(90)]
    for key in ("next", "activity-3", "length-90"):
        assert after(staff, Tapped(key)).step == steps.RUNNING


def test_the_first_group_of_a_day_stays_as_long_as_the_invitation_says(running: steps.Model) -> None:
    asks = replace(running, step=steps.CHOOSE, running=None, signed=None)
    assert acts(asks, "activity-7") == [Begin(7, 240)]
    assert after(asks, Tapped("back")).step == steps.CHOOSE  # there is no code to go back to
    assert after(asks, Ticked(NOW, 1000.0)).step == steps.CHOOSE


@pytest.mark.parametrize("step", [steps.STAFF, steps.CHOOSE, steps.LENGTH])
def test_what_nobody_touches_gives_way_to_the_code(step: str, running: steps.Model) -> None:
    left = replace(running, step=step, touched=10.0)
    assert after(left, Ticked(NOW, 39.0)).step == step
    assert after(left, Ticked(NOW, 40.0)).step == steps.RUNNING
    assert after(left, Tapped("back", 12.0)).step == steps.RUNNING


def test_the_code_of_the_night_is_shown_alone_for_a_minute() -> None:
    night = samples.display_model("display_night")
    assert night.before
    asked = after(night, Tapped("before", 5.0))
    assert steps.wanted(asked) == night.before.running
    assert steps.due(asked, NOW)  # not signed yet: what is shown stays true until it is
    signed = replace(asked, signed=night.before.running)
    assert not steps.due(signed, NOW)
    assert steps.wanted(after(signed, Ticked(NOW + 59, 64.0))) == night.before.running
    assert steps.wanted(after(signed, Ticked(NOW + 60, 65.0))) == night.running
    assert steps.wanted(after(signed, Tapped("coming", 6.0))) == night.running
    assert steps.wanted(after(signed, Held(6.0), Ticked(NOW, 9.0))) == night.running


def test_an_invitation_is_tried_once_more() -> None:
    assert acts(samples.display_model("display_refused"), "again") == [TryAgain()]


def test_eight_lengths_at_most_and_the_one_of_the_invitation_is_among_them() -> None:
    for invited in (0, 45, 60, 240, 1440):
        found = steps.lengths(invited)
        assert len(found) <= 8
        assert (invited in found) == (invited > 0)


@pytest.mark.parametrize("size", SIZES)
def test_a_display_says_whose_it_is_and_from_when_until_when(size: tuple[float, float]) -> None:
    controls = shown("display", size)
    (name,) = [one for one in controls if isinstance(one, ft.Text) and "De Krook" in one.value]
    assert name.value == "\u2068Bibliotheek De Krook\u2069"
    said = [str(one.value).strip("\u2066\u2069") for one in controls if isinstance(one, ft.Text)]
    assert {"Veertig", "13:00", "14:05", "15:00"} <= set(said)
    largest = max(float(one.size or 0) for one in controls if isinstance(one, ft.Text) and ":" not in one.value)
    assert float(name.size or 0) >= 20
    assert largest < 60


def test_a_time_that_is_over_has_no_bar() -> None:
    assert [one for one in shown("display") if isinstance(one, ft.ProgressBar)]
    assert [one for one in shown("display_over") if isinstance(one, ft.ProgressBar)] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["display", "display_night", "display_before"])
def test_there_is_one_code_and_a_way_to_the_others(name: str, size: tuple[float, float]) -> None:
    controls = shown(name, size)
    assert [one.identifier for one in controls if isinstance(one, ft.Semantics) and one.identifier == "qr"] == ["qr"]
    way = {"display": [], "display_night": ["before"], "display_before": ["coming"]}[name]
    assert keys(controls) == (["staff", *way])


def test_staff_sees_no_other_activity_where_there_is_one() -> None:
    assert keys(shown("display_staff")) == ["back", "next", "other", "long"]
    assert keys(shown("display_staff_one")) == ["back", "next", "long"]


def test_an_activity_beyond_the_eighth_is_on_the_next_page(running: steps.Model) -> None:
    many = replace(running, step=steps.CHOOSE, activities=tuple(range(1, 11)))
    texts = Texts("nl")

    def on(model: steps.Model) -> list[str]:
        return keys([one.control for one in seen(screens.view(model, texts, Look(LIGHT), lambda _: None, SIZES[0]))])

    assert on(many)[-2:] == ["activity-8", "more"]
    assert on(after(many, Tapped("more"))) == ["back", "activity-9", "activity-10", "more"]


def test_the_button_of_staff_tells_when_a_finger_comes_and_goes() -> None:
    heard: list[str] = []
    detector: Any
    (detector,) = [one for one in shown("display", tapped=heard.append) if isinstance(one, ft.GestureDetector)]
    for handler in (detector.on_long_press_down, detector.on_long_press_cancel, detector.on_long_press_up):
        handler(None)
    assert heard == ["staff-held", "staff-let-go", "staff-let-go"]


def test_the_ring_is_no_part_of_the_button_for_a_screen_reader() -> None:
    """A button with a bar in it is called a bar, and cannot be pressed."""
    controls = shown("display_held")
    assert [one for one in controls if isinstance(one, ft.ProgressRing)]
    (button,) = [one for one in controls if isinstance(one, ft.Semantics) and one.identifier == "staff"]
    assert [one.control for one in seen(button) if isinstance(one.control, ft.ProgressRing)] == []
    silent = [one for one in controls if isinstance(one, ft.Semantics) and one.exclude_semantics]
    assert [type(one.content) for one in silent] == [ft.ProgressRing]
