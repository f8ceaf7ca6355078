"""What is told without words: what is amiss and what to do, each step of a way, what is on and what is off."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from app.newcomer import report
from app.newcomer import update as newcomer
from app.newcomer.screens import refused
from app.newcomer.taps import ChooseActivity
from app.platform.paths import ASSETS
from app.ui.controls.look import SWAPPED, Look, picture
from app.ui.controls.speaker import SPEAKING, speaker
from app.ui.screens import refusals
from app.ui.speech import phrase
from app.ui.taps import Hear
from app.ui.texts import READY, Texts
from app.ui.theme import DARK, LIGHT, TOUCH
from tests.looks.samples import NOW, heard, model
from tests.screens.few import found
from tests.screens.walk import screen

HOWS = ("how-scan", "how-buddy", "how-tell", "buddy_how-sign")


def pictures(tree: list[object]) -> list[str]:
    """The names of the pictures, in the order of reading."""
    shown = [str(one.src) for one in tree if isinstance(one, ft.Image)]
    return [src.split("/")[-1].removesuffix(".svg").removesuffix("-white") for src in shown if src.endswith(".svg")]


def part(name: str, key: str) -> list[object]:
    """What a sample shows within the piece of that key."""
    whole = next(
        one.control
        for one in screen(name, "nl", LIGHT)
        if isinstance(one.control, ft.Semantics) and one.control.identifier == key
    )
    return found(whole)


def refusal(code: str) -> list[object]:
    model = replace(newcomer.NewcomerModel(newcomer.REFUSED, "nl"), refusal=code)
    return found(refused.view(model, Texts("nl"), Look(LIGHT), lambda event: None, NOW))


@pytest.mark.parametrize("code", sorted(refusals.WAY_ON))
def test_a_refusal_shows_what_is_amiss_then_an_arrow_then_what_to_do(code: str) -> None:
    amiss, _ = refusals.refusal(code)
    assert [name for name in pictures(refusal(code)) if name not in ("back", "speaker")][:3] == [
        amiss,
        "next",
        refusals.WAY_ON[code],
    ]


def test_what_to_do_is_said_for_codes_that_there_are_and_looks_different_from_what_is_amiss() -> None:
    assert set(refusals.WAY_ON) <= set(refusals.REFUSAL)
    assert set(refusals.BUDDY_WAY_ON) <= set(refusals.BUDDY_REFUSAL)
    ways = [*refusals.WAY_ON.items(), *refusals.BUDDY_WAY_ON.items()]
    assert [code for code, way in ways if way == refusals.refusal(code)[0]] == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_picture_of_what_to_do_is_there_by_day_and_by_night(palette: object) -> None:
    look = Look(palette)  # type: ignore[arg-type]
    ways = {way for way in (*refusals.WAY_ON.values(), *refusals.BUDDY_WAY_ON.values()) if way}
    gone = [way for way in ways if not (ASSETS / str(picture(look, way, 40).src).lstrip("/")).exists()]
    assert gone == []


@pytest.mark.parametrize("name", HOWS)
def test_a_step_of_help_is_large_pictures_and_no_card_that_asks_to_be_tapped(name: str) -> None:
    for key in ("step-1", "step-2", "step-3"):
        tree = part(name, key)
        images = [one for one in tree if isinstance(one, ft.Image)]
        assert images
        assert min(float(one.height or 0) for one in images) >= 42
        assert [one for one in tree if isinstance(one, ft.Container) and one.shadow] == []


@pytest.mark.parametrize("code", ["nl", "ar", "ti"])
@pytest.mark.parametrize("name", HOWS)
def test_the_steps_of_a_page_have_pictures_of_one_size(name: str, code: str) -> None:
    whole = [one.control for one in screen(name, code, LIGHT)]
    steps = [one for one in whole if isinstance(one, ft.Semantics) and str(one.identifier).startswith("step-")]
    sizes = {
        float(one.height or 0)
        for step in steps
        for one in found(step)
        if isinstance(one, ft.Image) and "/icons/" in str(one.src)
    }
    assert len(steps) == 3
    assert len(sizes) == 1


def test_coming_is_somebody_a_door_and_a_code_and_leaving_is_the_same_with_the_door_the_other_way() -> None:
    assert pictures(part("how-scan", "step-1")) == ["newcomer", "enter", "code_on_wall"]
    assert pictures(part("how-scan", "step-2")) == ["newcomer", "leave", "code_on_wall"]


def test_a_buddy_first_scans_the_code_and_the_tick_comes_with_the_answer() -> None:
    assert pictures(part("buddy_how-sign", "step-1")) == ["newcomer", "two_phones_scan", "buddy"]
    assert pictures(part("buddy_how-sign", "step-3")) == ["newcomer", "two_phones_answer", "buddy"]


def test_the_ring_of_a_speaker_in_a_card_keeps_clear_of_its_edge_and_a_finger_has_as_much_room_as_ever() -> None:
    tree = found(speaker(Look(LIGHT), SPEAKING, "stop", lambda meaning: None, Hear(), flat=True))
    boxes = [one for one in tree if isinstance(one, ft.Container)]
    assert [one.width for one in boxes if one.on_click] == [TOUCH]
    assert [one.width for one in boxes if one.border] == [TOUCH - 8]


@pytest.mark.parametrize("rtl", [False, True], ids=["left to right", "right to left"])
@pytest.mark.parametrize("kind", ["", "-white"], ids=["line", "white"])
def test_the_phone_with_the_code_stands_on_the_side_of_whose_it_is_also_right_to_left(rtl: bool, kind: str) -> None:
    shown = pictures([picture(Look(LIGHT, rtl), f"{name}{kind}", 40) for name in ("two_phones", "two_phones_answer")])
    scans = pictures([picture(Look(LIGHT, rtl), f"two_phones_scan{kind}", 40)])
    assert scans == ["two_phones_scan_turned" if rtl else "two_phones_scan"]
    assert shown == (["two_phones_answer", "two_phones"] if rtl else ["two_phones", "two_phones_answer"])
    assert all(SWAPPED[SWAPPED[name]] == name for name in SWAPPED)


def test_a_switch_that_is_off_has_an_empty_ring_and_one_that_is_on_a_tick() -> None:
    for key, on in (("big", False), ("dutch", True), ("voice", True)):
        tree = part("reading", key)
        rings = [one for one in tree if isinstance(one, ft.Container) and one.border and one.border_radius == 15]
        assert ("saved" in pictures(tree), len(rings)) == (on, 0 if on else 1), key


def test_which_language_the_words_beneath_are_in_stands_at_their_picture() -> None:
    assert "NL" in [one.value for one in part("reading", "dutch") if isinstance(one, ft.Text)]


@pytest.mark.parametrize("name", ["for-all", "buddy_for-all"])
def test_only_what_can_be_tapped_looks_like_a_card(name: str) -> None:
    cards = [one.control for one in screen(name, "nl", LIGHT) if isinstance(one.control, ft.Container) and one.control.shadow]
    assert cards
    assert [one for one in cards if one.on_click is None] == []


@pytest.mark.parametrize("name", ["for-all", "buddy_for-all"])
def test_what_makes_it_for_everybody_is_told_by_a_picture_with_a_tick_each(name: str) -> None:
    for icon in ("speaker", "letters", "language", "cloud_off"):
        assert pictures(part(name, f"shown-{icon}")) == [icon, "saved"]


def test_after_the_help_without_a_code_the_button_leads_straight_to_what_was_done() -> None:
    assert pictures(part("how-tell", "tell")) == ["tell"]
    asked, effects = newcomer.update(newcomer.NewcomerModel("how-tell", "nl"), newcomer.Tapped("tell"))
    assert (asked.screen, asked.telling, effects) == (report.WHAT, report.Telling(report.ALONE), [])
    assert newcomer.update(asked, newcomer.Tapped("back"))[0].screen == report.WHO
    assert newcomer.update(asked, newcomer.Tapped(ChooseActivity(6)))[0].screen == report.LONG


def test_on_an_iphone_each_step_shows_where_its_button_is() -> None:
    whole = [one.control for one in screen("install_share", "nl", LIGHT)]
    shown = pictures(whole)
    assert shown[-1] == "point_down"  # beneath it is the browser's own bar
    assert shown[0] == "close"  # far from the arrow
    assert [one for one in whole if isinstance(one, ft.Container) and one.bgcolor == LIGHT.action] == []
    assert heard(model("install_share", "nl"), "home") == (phrase("install", "Later", "home"),)
    assert shown[2:-1] == ["app_on_phone", "share_below", "add_in_list"]


@pytest.mark.parametrize("code", [one.code for one in READY])
@pytest.mark.parametrize(("scale", "goal"), [(1.0, True), (2.0, False)])
def test_above_the_steps_stands_what_they_are_for_unless_letters_are_large(code: str, scale: float, goal: bool) -> None:
    whole = [one.control for one in screen("install_share", code, LIGHT, scale)]
    assert ("app_on_phone" in pictures(whole)) == goal
