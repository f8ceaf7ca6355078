"""What a buddy's screens tell without words: who, what, on which day and how long; what can be tapped; what counts no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app.buddy import update as buddy
from app.buddy.model import BuddyModel, SignedMeeting
from app.buddy.screens import aloud
from app.buddy.views import VIEWS
from app.newcomer.screens import sign
from app.ui.controls.look import Look
from app.ui.controls.pair import face
from app.ui.screens import refusals
from app.ui.texts import Texts
from app.ui.theme import DARK, LIGHT
from tests.looks.samples import phone_model
from tests.people import NOON, proposal
from tests.screens.few import found

DAY = 86_400
COFFEE = SignedMeeting(b"\1" * 32, 6, 150, NOON - 9000, None, "https://uren.example.be/#/a/256", False, False)
BY_BOAT = replace(COFFEE, id=b"\2" * 32, activity=4, picture=5)
GONE = replace(COFFEE, id=b"\3" * 32, activity=19, minutes=180, start=NOON - DAY, taken_back=True)
ASKED = buddy.MeetingRequest(proposal(), 6, 150, NOON - 9000, 5)
SIZES = pytest.mark.parametrize("scale", [1.0, 2.0])


def tree(screen: str, moment: SignedMeeting | None = None, scale: float = 1.0, **more: Any) -> list[Any]:
    """Every control of a buddy's screen."""
    model = BuddyModel(screen, "nl", "Samen in Gent", (COFFEE, BY_BOAT, GONE), ASKED, moment, **more)
    return found(VIEWS[screen](model, Texts("nl"), Look(LIGHT, scale=scale), lambda event: None, NOON))


def icons(controls: list[Any]) -> list[str]:
    """The pictures in the order in which they stand; what is drawn here has no name and is left out."""
    drawn = [str(one.src) for one in controls if isinstance(one, ft.Image) and str(one.src).startswith("/icons/")]
    return [source.removeprefix("/icons/").removesuffix(".svg") for source in drawn]


def apart_from_buttons(controls: list[Any]) -> list[Any]:
    inside = {id(deeper) for one in controls if isinstance(one, ft.Semantics) and one.button for deeper in found(one)}
    return [one for one in controls if id(one) not in inside]


def empty_badges(controls: list[Any]) -> int:
    return sum(isinstance(one, ft.Image) and "dasharray" in str(one.src) for one in controls)


def numbers(controls: list[Any]) -> list[str]:
    """The numbers on the leaves of the calendar."""
    leaves = [one for one in controls if isinstance(one, ft.Stack) and "M6 36V24" in str(getattr(one.controls[0], "src", ""))]
    return [str(text.value).strip("\u2066\u2069") for one in leaves for text in found(one) if isinstance(text, ft.Text)]


@SIZES
def test_what_a_code_asks_is_seen_with_the_leaf_of_its_day_and_only_what_can_be_tapped_lies_on_a_card(scale: float) -> None:
    shown = apart_from_buttons(tree(buddy.ASK, scale=scale))
    assert icons(shown) == ["newcomer", "sign-boat", "activity-coffee", "buddy"]
    assert numbers(shown) == ["23"]
    assert [one for one in shown if isinstance(one, ft.Container) and one.shadow] == []


@SIZES
@pytest.mark.parametrize("screen", [buddy.CODE, buddy.MOMENT])
def test_the_same_leaf_stands_with_the_code_and_with_the_moment(screen: str, scale: float) -> None:
    assert numbers(tree(screen, COFFEE, scale)) == ["23"]


def test_the_list_has_what_was_done_first_then_the_person_and_a_day_once() -> None:
    whole = tree(buddy.MOMENTS)
    rows = [one for one in whole if isinstance(one, ft.Semantics) and str(one.identifier).startswith("moment-")]
    firsts = [icons(found(row)) for row in rows]
    assert [row[:2] for row in firsts] == [
        ["activity-coffee", "newcomer"],
        ["activity-walking", "newcomer"],
        ["activity-outing", "newcomer"],
    ]
    assert ["sign-boat" in row for row in firsts] == [False, True, False]
    assert numbers(whole) == ["23", "22"]


@SIZES
def test_a_picture_is_chosen_for_a_face_with_an_empty_badge_which_then_holds_it(scale: float) -> None:
    first, again = (apart_from_buttons(tree(buddy.PICTURE, one, scale)) for one in (COFFEE, BY_BOAT))
    assert (icons(first), empty_badges(first)) == (["newcomer"], 1)
    assert (icons(again), empty_badges(again)) == (["newcomer", "sign-boat"], 0)
    phone = phone_model("sign", "nl")
    own = apart_from_buttons(found(sign.view(phone, Texts("nl"), Look(LIGHT, scale=scale), lambda event: None, NOON)))
    assert (icons(own), empty_badges(own)) == (["buddy"], 1)


@SIZES
def test_all_pictures_can_be_reached_eight_and_the_way_to_the_others(scale: float) -> None:
    for page in (0, 1):
        keys = [str(one.identifier) for one in tree(buddy.PICTURE, COFFEE, scale, turned=page) if isinstance(one, ft.Semantics)]
        assert [key for key in keys if key.startswith("sign-")] == [
            f"sign-{number}" for number in range(8 * page, 8 * page + 8)
        ]
        assert keys.count("more") == 1


def test_the_way_to_a_picture_shows_whether_one_was_chosen() -> None:
    cards = {str(one.identifier): found(one) for one in tree(buddy.MOMENT, COFFEE) if isinstance(one, ft.Semantics)}
    assert (icons(cards["picture"]), empty_badges(cards["picture"])) == (["newcomer"], 1)
    cards = {str(one.identifier): found(one) for one in tree(buddy.MOMENT, BY_BOAT) if isinstance(one, ft.Semantics)}
    assert (icons(cards["picture"]), empty_badges(cards["picture"])) == (["newcomer", "sign-boat"], 0)


def struck(controls: list[Any]) -> list[str]:
    """Words with a line through them."""
    lines = [one for one in controls if isinstance(one, ft.Text) and one.style]
    through = ft.TextDecoration.LINE_THROUGH
    return [str(one.value).strip("\u2066\u2069") for one in lines if one.style and one.style.decoration == through]


def greyed(controls: list[Any]) -> list[str]:
    return icons([one for one in controls if isinstance(one, ft.Image) and one.color_blend_mode])


@SIZES
def test_what_was_taken_back_is_greyed_and_its_hours_are_struck_and_no_other(scale: float) -> None:
    for screen in (buddy.MOMENT, buddy.MOMENTS):
        whole = tree(screen, GONE, scale)
        assert (greyed(whole), struck(whole)) == (["activity-outing"], ["3:00"])
        assert "take_back" in icons(whole)
    whole = tree(buddy.MOMENT, COFFEE, scale)
    assert (greyed(apart_from_buttons(whole)), struck(whole)) == ([], [])


def test_before_taking_back_is_seen_which_moment_and_what_comes_of_it() -> None:
    whole = tree(buddy.TAKE_BACK, BY_BOAT)
    assert icons(apart_from_buttons(whole)) == ["newcomer", "sign-boat", "activity-walking"]
    assert (numbers(whole), greyed(whole)) == (["23"], ["activity-walking"])


def test_a_code_for_another_buddy_shows_people_and_no_other_refusal_does_so() -> None:
    pictures = {code: icon for code, (icon, _) in (refusals.REFUSAL | refusals.BUDDY_REFUSAL).items()}
    assert [code for code, icon in pictures.items() if icon == "not_this_buddy"] == ["other-meeting"]
    assert icons(apart_from_buttons(tree(buddy.REFUSED, refusal="other-meeting"))) == ["not_this_buddy", "next", "other_buddy"]


def test_a_code_for_another_buddy_leads_home_for_scanning_it_again_would_say_the_same() -> None:
    for refusal, onward in (("other-meeting", "home"), ("not-ours", "scan")):
        keys = [str(one.identifier) for one in tree(buddy.REFUSED, refusal=refusal) if isinstance(one, ft.Semantics)]
        assert [key for key in keys if key in ("home", "scan")] == [onward]
        assert aloud.screen_clips(BuddyModel(buddy.REFUSED, "nl", refusal=refusal))[-1].key == onward


@SIZES
def test_taking_back_is_the_crossed_out_moment_and_keeping_is_the_whole_one_with_a_tick(scale: float) -> None:
    cards = {str(one.identifier): found(one) for one in tree(buddy.TAKE_BACK, BY_BOAT, scale) if isinstance(one, ft.Semantics)}
    assert (icons(cards["yes"]), greyed(cards["yes"])) == (["activity-walking"], ["activity-walking"])
    assert (icons(cards["keep"]), greyed(cards["keep"])) == (["activity-walking", "saved-white"], [])
    cards = {str(one.identifier): found(one) for one in tree(buddy.MOMENT, BY_BOAT, scale) if isinstance(one, ft.Semantics)}
    assert greyed(cards["take-back"]) == ["activity-walking"]


@SIZES
def test_above_the_answer_its_code_goes_to_the_newcomer_whose_phone_scans(scale: float) -> None:
    for moment, who in ((COFFEE, ["newcomer"]), (BY_BOAT, ["newcomer", "sign-boat"])):
        shown = icons(apart_from_buttons(tree(buddy.CODE, moment, scale)))
        assert shown[: 3 + len(who)] == ["code_phone", "next", *who, "phone_scans"]


def test_tiles_alone_do_not_stick_to_the_word_above() -> None:
    rows = [one for one in tree(buddy.MOMENTS) if isinstance(getattr(one, "content", None), ft.Row) and one.content.wrap]
    airs = [one.padding.top for one in rows]
    assert airs == [4, 4, 0]  # of the last one words stand there, not tiles


def test_the_picture_of_a_person_lies_on_white_by_night_too() -> None:
    badge = found(face(Look(DARK), "newcomer", "sign-bird", 44))
    assert [one.bgcolor for one in badge if isinstance(one, ft.Container) and one.bgcolor] == ["#FFFFFF"]
