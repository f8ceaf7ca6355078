"""Home of somebody who has nothing yet: where a code is to be found, and what to do there, seen and heard."""

from __future__ import annotations

import flet as ft
import pytest

from app.i18n import READY
from app.theme import LIGHT
from tests.looks import samples
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
