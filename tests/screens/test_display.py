"""What a tap, a finger that stays and time lead to at a display, and what its screen shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app.organisation import model as steps
from app.organisation.model import Begin, ButtonHeld, DisplayTapped, LetGo, Plan, Ticked, TryAgain
from app.organisation.screens import beside_code
from app.organisation.screens import display as screens
from app.organisation.taps import BeginActivity, PlanLength
from app.ui import theme
from app.ui.controls.clocks import shape
from app.ui.controls.look import Look
from app.ui.taps import FingerDown, FingerUp, Meaning
from app.ui.texts import Texts
from app.ui.theme import DARK, LIGHT
from tests.looks import samples
from tests.looks.samples import NOW
from tests.screens.walk import seen

DOORS_AND_CODE = ("enter-white", "leave-white", "night_code-white")
SIZES = [(1180.0, 700.0), (1280.0, 800.0), (800.0, 1280.0), (360.0, 640.0)]


def after(model: steps.DisplayModel, *events: steps.Event) -> steps.DisplayModel:
    for event in events:
        model, _ = steps.update(model, event)
    return model


def acts(model: steps.DisplayModel, *meanings: Meaning) -> list[steps.Act | None]:
    found = []
    for meaning in meanings:
        model, act = steps.update(model, DisplayTapped(meaning, 100.0))
        found.append(act)
    return found


def shown(name: str, size: tuple[float, float] = SIZES[0], code: str = "nl", tapped: Any = lambda _: None) -> list[Any]:
    texts = Texts(code)
    view = screens.view(samples.display_model(name), texts, Look(LIGHT, texts.rtl), tapped, size)
    return [one.control for one in seen(view)]


def keys(controls: list[Any]) -> list[str]:
    return [str(one.identifier) for one in controls if isinstance(one, ft.Semantics) and one.button]


@pytest.fixture
def running() -> steps.DisplayModel:
    return samples.display_model("display")


def test_a_finger_that_stays_three_seconds_opens_what_is_for_staff_while_a_ring_fills(running: steps.DisplayModel) -> None:
    held = after(running, ButtonHeld(50.0), Ticked(NOW, 51.5))
    assert (held.step, held.ring) == (steps.RUNNING, 0.5)
    assert after(held, Ticked(NOW, 52.9)).step == steps.RUNNING
    opened = after(held, Ticked(NOW, 53.0))
    assert (opened.step, opened.ring, opened.held) == (steps.STAFF, 0.0, None)


def test_a_finger_that_goes_too_soon_opens_nothing(running: steps.DisplayModel) -> None:
    gone = after(running, ButtonHeld(50.0), Ticked(NOW, 52.9), LetGo(), Ticked(NOW, 60.0))
    assert gone == replace(running, ring=0.0)


def test_a_child_that_taps_ten_times_opens_nothing(running: steps.DisplayModel) -> None:
    model = running
    for tap in range(10):
        model = after(model, ButtonHeld(tap / 2), LetGo(), DisplayTapped("staff", tap / 2))
    assert model.step == steps.RUNNING


def test_a_keyboard_or_a_screen_reader_presses_three_times(running: steps.DisplayModel) -> None:
    twice = after(running, DisplayTapped("staff", 10.0), Ticked(NOW, 11.0), DisplayTapped("staff", 12.0))
    assert (twice.step, round(twice.ring, 2)) == (steps.RUNNING, 0.67)
    assert after(twice, DisplayTapped("staff", 14.0)).step == steps.STAFF
    forgotten = after(twice, Ticked(NOW, 16.0))
    assert forgotten.ring == 0.0
    assert after(forgotten, DisplayTapped("staff", 17.0)).step == steps.RUNNING


def test_staff_begins_the_next_group_another_activity_or_another_length_with_one_tap_more(running: steps.DisplayModel) -> None:
    staff = replace(running, step=steps.STAFF)
    assert acts(staff, "next") == [Begin(1, 120)]
    assert acts(staff, "other", BeginActivity(3)) == [None, Begin(3, 120)]
    assert acts(staff, "long", PlanLength(90)) == [None, Plan(90)]
    for meaning in ("next", BeginActivity(3), PlanLength(90)):
        assert after(staff, DisplayTapped(meaning)).step == steps.RUNNING


def test_the_first_group_of_a_day_stays_as_long_as_the_invitation_says(running: steps.DisplayModel) -> None:
    asks = replace(running, step=steps.CHOOSE, running=None, signed=None)
    assert acts(asks, BeginActivity(7)) == [Begin(7, 240)]
    assert after(asks, DisplayTapped("back")).step == steps.CHOOSE  # there is no code to go back to
    assert after(asks, Ticked(NOW, 1000.0)).step == steps.CHOOSE


@pytest.mark.parametrize("step", [steps.STAFF, steps.CHOOSE, steps.LENGTH])
def test_what_nobody_touches_gives_way_to_the_code(step: str, running: steps.DisplayModel) -> None:
    left = replace(running, step=step, touched=10.0)
    assert after(left, Ticked(NOW, 39.0)).step == step
    assert after(left, Ticked(NOW, 40.0)).step == steps.RUNNING
    assert after(left, DisplayTapped("back", 12.0)).step == steps.RUNNING


def test_the_code_of_the_night_is_shown_alone_for_a_minute() -> None:
    night = samples.display_model("display_night")
    assert night.before
    asked = after(night, DisplayTapped("before", 5.0))
    assert steps.wanted(asked) == night.before.running
    assert steps.due(asked, night.now)  # not signed yet: what is shown stays true until it is
    signed = replace(asked, signed=night.before.running)
    assert not steps.due(signed, night.now)
    assert steps.wanted(after(signed, Ticked(night.now + 59, 64.0))) == night.before.running
    assert steps.wanted(after(signed, Ticked(night.now + 60, 65.0))) == night.running
    assert steps.wanted(after(signed, DisplayTapped("coming", 6.0))) == night.running
    assert steps.wanted(after(signed, ButtonHeld(6.0), Ticked(night.now, 9.0))) == night.running


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


def bars(controls: list[Any]) -> list[float]:
    return [float(one.value or 0) for one in controls if isinstance(one, ft.ProgressBar)]


def pictures(controls: list[Any]) -> list[str]:
    """Those of the app's own folder, in the order of reading."""
    found = [str(one.src) for one in controls if isinstance(one, ft.Image) and str(one.src).startswith("/icons/")]
    return [src.removeprefix("/icons/").removesuffix(".svg") for src in found]


def drawn_here(controls: list[Any], drawing: str) -> bool:
    return any(isinstance(one, ft.Image) and one.src == drawing for one in controls)


def test_a_time_that_is_over_keeps_its_bar_full_with_a_tick_and_both_its_times() -> None:
    runs, over = shown("display"), shown("display_over")
    tick = beside_code.over_svg(Look(LIGHT))
    assert 0 < bars(runs)[0] < 1
    assert not drawn_here(runs, tick)
    assert bars(over) == [1.0]
    assert drawn_here(over, tick)
    assert {"13:00", "15:00"} <= {str(one.value).strip("\u2066\u2069") for one in over if isinstance(one, ft.Text)}


def test_a_group_for_which_nobody_said_how_long_has_no_bar(running: steps.DisplayModel) -> None:
    assert running.signed
    open_end = replace(running, signed=replace(running.signed, planned=0))
    view = screens.view(open_end, Texts("nl"), Look(LIGHT), lambda _: None, SIZES[0])
    assert bars([one.control for one in seen(view)]) == []


def test_coming_and_leaving_each_have_a_door_a_phone_and_words_for_who_hears_them_and_are_not_to_be_tapped() -> None:
    controls = shown("display")
    ways = [one for one in controls if isinstance(one, ft.Semantics) and one.image and one.identifier != "qr"]
    assert [pictures([one.control for one in seen(way)]) for way in ways] == [
        ["enter", "phone_at_display"],
        ["leave", "phone_at_display"],
    ]
    assert [way.label for way in ways] == ["Scan als je komt", "Scan nog eens als je weggaat"]
    boxes = [one.control for way in ways for one in seen(way) if isinstance(one.control, ft.Container)]
    assert [one for one in boxes if one.shadow or one.on_click] == []


def test_a_person_a_step_away_sees_the_pictures_of_coming_and_leaving() -> None:
    for size in ((1180.0, 700.0), (1280.0, 800.0), (700.0, 1180.0)):
        sides = [
            float(one.width or 0) for one in shown("display", size) if isinstance(one, ft.Image) and "phone_at" in str(one.src)
        ]
        assert min(sides) >= 88, size


def inside(controls: list[Any], key: str) -> list[Any]:
    (button,) = [one for one in controls if isinstance(one, ft.Semantics) and one.identifier == key]
    return [one.control for one in seen(button)]


def test_who_came_before_the_night_taps_a_card_that_shows_the_night_the_way_out_and_the_code_of_then() -> None:
    drawn = inside(shown("display_night"), "before")
    assert pictures(drawn) == ["night", "enter-white", "next-white", "leave-white", "night_code-white"]
    assert not {"night", "by_day"} & set(pictures(shown("display")))
    (box,) = [one for one in drawn if isinstance(one, ft.Container) and isinstance(one.border, ft.Border)]
    assert box.bgcolor == theme.NIGHT
    assert {one.color for one in drawn if isinstance(one, ft.Text)} == {DARK.ink}
    small = [float(one.width or 0) for one in drawn if isinstance(one, ft.Image) and "next" in str(one.src)]
    assert min(small) >= 20
    large = [float(one.width or 0) for one in drawn if isinstance(one, ft.Image) and pictures([one])[0] in DOORS_AND_CODE]
    assert len(large) == 3
    assert min(large) >= 60


def head(name: str, size: tuple[float, float] = SIZES[0], palette: theme.Palette = LIGHT) -> list[Any]:
    """What stands over the code, on its white card; and the code itself is last."""
    view = screens.view(samples.display_model(name), Texts("nl"), Look(palette), lambda _: None, size)
    (card,) = [one.control for one in seen(view) if isinstance(one.control, ft.Semantics) and one.control.identifier == "qr"]
    return [one.control for one in seen(card)]


def bar(drawn: list[Any]) -> list[Any]:
    """The widths of the two parts of a bar of time and of the mark between them."""
    return [one.width for one in drawn if isinstance(one, ft.Container) and isinstance(one.border_radius, float)]


def test_the_large_code_says_that_it_is_for_who_came_after_the_night_and_both_bars_have_their_mark_in_the_middle() -> None:
    controls, over = shown("display_night"), head("display_night")
    assert pictures(over) == ["by_day", "enter", "next", "leave"]
    assert pictures(head("display_before")) == ["night", "enter", "next", "leave"]
    assert pictures(head("display")) == []
    card = inside(controls, "before")
    for drawn in (card, over):
        assert next(str(one.value).strip("\u2066\u2069") for one in drawn if isinstance(one, ft.Text)) == "04:00"
        before, mark, after = bar(drawn)
        assert 0 < mark < before == after


@pytest.mark.parametrize("size", [*SIZES, (700.0, 1180.0)])
@pytest.mark.parametrize("name", ["display_night", "display_before"])
def test_what_stands_over_the_code_is_beyond_its_margin_and_as_wide_as_the_code(name: str, size: tuple[float, float]) -> None:
    drawn = head(name, size)
    (column,) = [one for one in drawn if isinstance(one, ft.Column) and isinstance(one.controls[-1], ft.Image)]
    over, code = column.controls
    assert isinstance(over, ft.Container)
    assert isinstance(code, ft.Image)
    assert over.width == code.width
    assert (code.width or 0) >= 240
    pictures_over = [float(one.height or 0) for one in drawn if isinstance(one, ft.Image) and one is not code]
    assert max(pictures_over) <= (over.height or 0)
    assert pictures(head("display", size)) == []


def test_on_the_white_card_of_a_code_the_doors_are_dark_also_at_night() -> None:
    assert pictures(head("display_night", palette=DARK)) == ["by_day", "enter", "next", "leave"]


def test_a_name_on_two_lines_leaves_less_room_for_the_rest_where_it_is_large() -> None:
    short, long = (beside_code.space(name, Look(LIGHT), 468, 660) for name in ("De Linde", "Woonzorgcentrum De Linde"))
    assert short.high - long.high >= 40
    assert beside_code.space("Woonzorgcentrum De Linde", Look(LIGHT), 320, 300).high == 300 - beside_code.TOP


@pytest.mark.parametrize("size", [*SIZES[:3], (700.0, 1180.0)])
def test_the_code_of_the_night_says_that_it_is_scanned_when_leaving_and_a_card_leads_back_to_today(
    size: tuple[float, float],
) -> None:
    controls = shown("display_before", size)
    ways = [one for one in controls if isinstance(one, ft.Semantics) and one.image and one.identifier != "qr"]
    assert [pictures([one.control for one in seen(way)]) for way in ways] == [["leave", "phone_at_display"]]
    code, top = ["night", "enter", "next", "leave"], ["tiles", "settings"]
    first = [*code, *top] if size[0] > size[1] else [*top, *code]
    assert pictures(controls)[:8] == [*first, "night", "activity-care_home"]
    assert pictures(inside(controls, "coming")) == ["enter", "activity-care_home", "next"]


@pytest.mark.parametrize("code", ["used", "expired", "cancelled", "unknown-invitation"])
def test_a_link_that_is_spent_is_a_screen_with_a_cross_a_person_and_the_same_screen_with_a_tick(code: str) -> None:
    view = screens.view(steps.DisplayModel(steps.REFUSED, code=code), Texts("nl"), Look(LIGHT), lambda _: None, SIZES[0])
    controls = [one.control for one in seen(view)]
    assert pictures(controls) == ["display_refused", "next", "counsellor", "next", "right_code"]
    assert keys(controls) == []


def test_what_may_go_better_once_more_has_a_button_for_that_and_no_new_link() -> None:
    view = screens.view(steps.DisplayModel(steps.REFUSED, code="offline"), Texts("nl"), Look(LIGHT), lambda _: None, SIZES[0])
    controls = [one.control for one in seen(view)]
    assert pictures(controls) == ["cloud_off", "display-white"]
    assert keys(controls) == ["again"]


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


def test_one_group_goes_out_and_the_next_comes_in_and_another_activity_is_none_that_is_here_already() -> None:
    controls = shown("display_staff")
    group = inside(controls, "next")
    assert pictures(group) == ["newcomers", "leave", "enter", "newcomers"]
    assert pictures([one for one in group if isinstance(one, ft.Image) and one.color_blend_mode]) == ["newcomers"]
    assert pictures(inside(controls, "other")) == ["activity-sport", "activity-cooking", "activity-language_table"]
    small = shown("display_staff", SIZES[3])
    assert pictures(inside(small, "next")) == ["enter", "newcomers"]  # where two rows would be too small to be known


@pytest.mark.parametrize("name", ["display_staff", "display_staff_one"])
def test_what_staff_may_choose_has_pictures_of_one_height_and_words_that_begin_on_one_line(name: str) -> None:
    columns: list[list[Any]] = [
        list(one.content.controls)
        for one in shown(name)
        if isinstance(one, ft.Container) and one.shadow and isinstance(one.content, ft.Column)
    ]
    assert len(columns) >= 2
    ((drawn, said),) = {(column[0].height, column[1].height) for column in columns}
    assert drawn
    assert said


@pytest.mark.parametrize("minutes", [60, 120, 240, 600])
@pytest.mark.parametrize("name", ["display_staff", "display_staff_one"])
@pytest.mark.parametrize("size", SIZES)
def test_a_clock_is_no_larger_than_a_picture_of_the_next_group(name: str, size: tuple[float, float], minutes: int) -> None:
    model = samples.display_model(name)
    assert model.running
    planned = replace(model, running=replace(model.running, planned=minutes))
    view = screens.view(planned, Texts("nl"), Look(LIGHT), lambda _: None, size)
    controls = [one.control for one in seen(view)]
    (door,) = [one for one in inside(controls, "next") if isinstance(one, ft.Image) and "enter" in str(one.src)]
    (drawn,) = [one for one in inside(controls, "long") if isinstance(one, ft.Image)]
    across, rows = shape(minutes // 60)
    assert max(float(drawn.width or 0) / across, float(drawn.height or 0) / rows) <= float(door.height or 0)


@pytest.mark.parametrize("name", ["display_staff", "display_staff_one", "display_choose", "display_length"])
@pytest.mark.parametrize("size", SIZES[:3])
def test_words_and_pictures_keep_away_from_the_edge_of_their_card(name: str, size: tuple[float, float]) -> None:
    cards = [
        one for one in shown(name, size) if isinstance(one, ft.Container) and one.shadow and isinstance(one.content, ft.Column)
    ]
    assert cards
    for card in cards:
        assert isinstance(card.padding, ft.Padding)
        assert isinstance(card.border, ft.Border)
        assert card.padding.left + card.border.left.width >= 24


def test_an_activity_beyond_the_eighth_is_on_the_next_page(running: steps.DisplayModel) -> None:
    many = replace(running, step=steps.CHOOSE, activities=tuple(range(1, 11)))
    texts = Texts("nl")

    def on(model: steps.DisplayModel) -> list[str]:
        return keys([one.control for one in seen(screens.view(model, texts, Look(LIGHT), lambda _: None, SIZES[0]))])

    assert on(many)[-2:] == ["activity-8", "more"]
    assert on(after(many, DisplayTapped("more"))) == ["back", "activity-9", "activity-10", "more"]


def test_the_button_of_staff_tells_when_a_finger_comes_and_goes() -> None:
    heard: list[Meaning] = []
    detector: Any
    (detector,) = [one for one in shown("display", tapped=heard.append) if isinstance(one, ft.GestureDetector)]
    for handler in (detector.on_long_press_down, detector.on_long_press_cancel, detector.on_long_press_up):
        handler(None)
    assert heard == [FingerDown("staff"), FingerUp("staff"), FingerUp("staff")]


def test_the_ring_is_no_part_of_the_button_for_a_screen_reader() -> None:
    """A button with a bar in it is called a bar, and cannot be pressed."""
    controls = shown("display_held")
    assert [one for one in controls if isinstance(one, ft.ProgressRing)]
    (button,) = [one for one in controls if isinstance(one, ft.Semantics) and one.identifier == "staff"]
    assert [one.control for one in seen(button) if isinstance(one.control, ft.ProgressRing)] == []
    silent = [one for one in controls if isinstance(one, ft.Semantics) and one.exclude_semantics]
    assert [type(one.content) for one in silent] == [ft.ProgressRing]
