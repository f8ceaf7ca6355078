"""What a screen promises, and what it takes for a short time only, does not scroll away. The client: test_measured.py."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app.newcomer import take_back
from app.newcomer import update as newcomer
from app.ui.theme import LIGHT
from tests.screens.few import found
from tests.screens.walk import screen

LARGER = pytest.mark.parametrize("scale", [1.3, 1.6, 2.0])


def moving(name: str, scale: float) -> ft.Column:
    """What scrolls on this screen."""
    (column,) = [
        one.control for one in screen(name, "nl", LIGHT, scale) if isinstance(one.control, ft.Column) and one.control.scroll
    ]
    return column


def names(control: Any) -> list[str]:
    return [str(one.identifier) for one in found(control) if isinstance(one, ft.Semantics) and one.identifier]


@LARGER
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("came_again", newcomer.OTHER_WAY),
        ("left_again_old", newcomer.OTHER_WAY),
        ("taken_back_just_now", take_back.UNDO),
        ("taken_back_other_time", take_back.UNDO),
    ],
)
def test_what_can_be_said_only_now_stands_still(name: str, key: str, scale: float) -> None:
    whole = [one.control for one in screen(name, "nl", LIGHT, scale) if isinstance(one.control, ft.Semantics)]
    assert key in [str(one.identifier) for one in whole]
    assert key not in names(moving(name, scale))


@LARGER
@pytest.mark.parametrize("name", ["moment_gone", "buddy_moment_gone"])
def test_that_it_was_taken_back_is_the_first_thing_to_be_read(name: str, scale: float) -> None:
    first = next(one for one in found(moving(name, scale)) if isinstance(one, ft.Text))
    assert str(first.value).startswith("Teruggenomen")


@LARGER
@pytest.mark.parametrize("name", ["came", "left", "met", "left_told", "came_again", "remark"])
def test_saved_is_the_first_thing_to_be_read(name: str, scale: float) -> None:
    assert names(moving(name, scale))[0] == "saved"
