"""Every screen measured in a real client, in all languages: nothing clipped or scrolled on a small phone, nothing lost at 200%.

One browser and one page for all of it. Boxes are those that screen readers are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import flet as ft
import pytest
from playwright.sync_api import Playwright

from app.ui.texts import READY
from app.ui.theme import LIGHT
from tests.looks.measured import FRAME, Part, Sheet, sheet
from tests.screens.walk import screen

pytestmark = pytest.mark.browser
CODES = [one.code for one in READY]
THUMB, APART = 56, 8  # dp
DIARIES = (  # as long as they are: these may scroll
    *(
        "moments",
        "moments_later",
        "moments_odd",
        "moments_months",
        "moments_waits",
        "moments_met",
        "moments_erased",
        "moments_liked",
        "liked",
        "statement",
        "buddy_moments",
        "buddy_statement",
    ),
    *("diagnosis", "buddy_diagnosis", "counsellor_diagnosis"),
    *("counsellor_list_waiting", "counsellor_proof", "counsellor_proof_odd"),
    *("ten-pictures", "ten-pictures_first", "ten-pictures_mended"),  # 64 pictures, above the ten places
)
# What a screen is there to show, or takes for a short time only: in view without scrolling.
PROMISES = ("saved", "qr", "other-way", "undo", "message", "welcome")
BIG = {"nl": 1.3, "ti": 1.3, "fa_AF": 1.3, "uk": 1.6}  # the app's own switch; some of it by a device that enlarges a little
TO_SCROLL = 100  # dp that must be left of a middle that scrolls, so that it can be read and moved


@pytest.fixture(scope="module")
def shown(playwright: Playwright) -> Iterator[Sheet]:
    with sheet(playwright) as one:
        yield one


def lost(name: str, parts: list[Part]) -> list[str]:
    """What is not wholly on the screen, or is in a box with more in it than it can show."""
    amiss = [one for one in parts if name not in DIARIES and (one.moves or not FRAME.holds(one.box))]
    return [f"{name}: {one.key or one.words!r} {one.box}" for one in amiss]


def small(name: str, parts: list[Part]) -> list[str]:
    return [
        f"{name}: {one.key} is {one.box.width:.0f} by {one.box.height:.0f}"
        for one in parts
        if one.button and not one.is_cut and min(one.box.width, one.box.height) < THUMB
    ]


def close(name: str, parts: list[Part]) -> list[str]:
    """Things to tap that are nearer than they should be. A language's speaker lies inside its tile."""
    found = []
    for one, other in combinations([part for part in parts if part.button and not part.is_cut], 2):
        in_tile = "hear-" in one.key + other.key and one.key.removeprefix("hear-") == other.key.removeprefix("hear-")
        if not in_tile and one.box.apart(other.box) < APART - 0.5:
            found.append(f"{name}: {one.key} and {other.key} are {one.box.apart(other.box):.1f} apart")
    return found


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_clipped_or_scrolled_on_a_small_phone_and_everything_can_be_hit(shown: Sheet, code: str) -> None:
    amiss = []
    for name, parts in shown.show(code, 1.0).items():
        assert parts, name
        amiss += [*lost(name, parts), *small(name, parts), *close(name, parts)]
    assert not amiss, "\n".join(amiss)


def out_of_view(name: str, parts: list[Part]) -> list[str]:
    """Promises that a person would have to scroll to."""
    promised = [part for part in parts if part.key in PROMISES and name != "counsellor_refused"]  # long, and for who reads
    hidden = [one for one in promised if any(one.box.bottom > box.bottom - 0.5 for box in one.inside)]  # nothing is moved yet
    return [f"{name}: {one.key} at {one.box}" for one in promised if one in hidden or not FRAME.holds(one.box)]


@pytest.mark.parametrize("code", BIG)
def test_with_somewhat_larger_letters_what_a_screen_promises_is_in_view(shown: Sheet, code: str) -> None:
    screens = shown.show(code, BIG[code])
    amiss = [line for name, parts in screens.items() for line in out_of_view(name, parts)]
    assert any(part.key == "saved" for parts in screens.values() for part in parts)
    assert not amiss, "\n".join(amiss)


def keys(name: str, code: str) -> set[str]:
    """All that a screen has for people to tap, by key, as it was drawn."""
    tree = screen(name, code, LIGHT, 2.0)
    return {str(one.control.identifier) for one in tree if isinstance(one.control, ft.Semantics) and one.control.button}


@pytest.mark.parametrize("code", CODES)
def test_with_letters_twice_as_large_nothing_is_lost(shown: Sheet, code: str) -> None:
    """The middle may scroll then; what lies outside of it is on the screen, and nothing sticks out at the sides."""
    amiss = []
    for name, parts in shown.show(code, 2.0).items():
        gone = keys(name, code) - {one.key for one in parts}
        amiss += [f"{name}: {key} is gone" for key in gone]
        amiss += [f"{name}: {one.key or one.words!r} {one.box}" for one in parts if one.box.left < -1 or one.box.right > 361]
        amiss += [f"{name}: {one.key or one.words!r} {one.box}" for one in parts if not one.inside and not FRAME.holds(one.box)]
        middle = {box for one in parts for box in one.inside}
        amiss += [f"{name}: the middle is {box.height:.0f} high" for box in middle if box.height < TO_SCROLL]
        amiss += [*small(name, parts), *out_of_view(name, parts)]
    assert not amiss, "\n".join(amiss)
