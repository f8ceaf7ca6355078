"""How large letters are: what the device asks for and the app's own switch are one size, up to twice as large."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import flet as ft
import pytest

from app.platform.page import Wishes
from app.ui.page_frame import look_for
from app.ui.texts import Texts

PAGE: Any = SimpleNamespace(platform_brightness=ft.Brightness.LIGHT)


@pytest.mark.parametrize(
    ("device", "switch", "drawn"), [(1.0, 1.0, 1.0), (1.0, 1.3, 1.3), (1.5, 1.0, 1.5), (1.5, 1.3, 1.95), (2.0, 1.3, 2.0)]
)
def test_the_device_and_the_apps_own_switch_enlarge_together_and_at_most_twice(
    device: float, switch: float, drawn: float
) -> None:
    look = look_for(PAGE, Texts("nl"), scale=switch, wishes=Wishes(letters=device))
    assert look.scale == pytest.approx(drawn)
