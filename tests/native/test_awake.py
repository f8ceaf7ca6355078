"""A screen that shows a code for another phone stays on and bright until the person goes on; in the whole app."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.main import main
from tests.native.headless import NEVER, Client, running

ON, OFF = ("Wakelock", "enable"), ("Wakelock", "disable")
BRIGHT = ("ScreenBrightness", "set_application_screen_brightness")
USUAL = ("ScreenBrightness", "reset_application_screen_brightness")
CODE = ("language-nl", "together", "who-buddy", "what-6", "long-120", "when-0")


@pytest.fixture(autouse=True)
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLET_APP_STORAGE_DATA", str(tmp_path))
    monkeypatch.setenv("VEERTIG_SERVER", "http://localhost:9")  # nobody is there


def locks(client: Client) -> list[tuple[str, str]]:
    return [one for one in client.asked if one in (ON, OFF)]


def lights(client: Client) -> list[tuple[str, str]]:
    return [asked for asked in client.asked if asked in (BRIGHT, USUAL)]


def broken(_: dict[str, Any]) -> object:
    raise RuntimeError("this system has none")


def test_a_newcomers_code_keeps_the_screen_on_until_she_goes_on() -> None:
    async def story() -> None:
        async with running(main) as client:
            for key in CODE:
                assert locks(client) == lights(client) == []
                await client.tap(key)
            await client.until(lambda: locks(client) == [ON] and lights(client) == [BRIGHT])
            await client.tap("back")
            await client.until(lambda: locks(client) == [ON, OFF] and lights(client) == [BRIGHT, USUAL])
            assert not client.crashes

    asyncio.run(story())


@pytest.mark.parametrize("answer", [broken, lambda _: NEVER], ids=["refuses", "never answers"])
def test_a_system_that_cannot_keep_its_screen_on_shows_the_code_all_the_same(answer: Callable[[Any], object]) -> None:
    async def story() -> None:
        async with running(main, answers=dict.fromkeys((ON, OFF, BRIGHT, USUAL), answer)) as client:
            for key in CODE:
                await client.tap(key)
            await client.until(lambda: locks(client) == [ON] and lights(client) == [BRIGHT])
            await client.tap("back")
            await client.until(lambda: locks(client) == [ON, OFF] and lights(client) == [BRIGHT, USUAL])
            assert not client.crashes

    asyncio.run(story())


def test_a_computer_has_no_brightness_of_its_own_to_ask_for() -> None:
    async def story() -> None:
        async with running(main, platform="linux") as client:
            for key in CODE:
                await client.tap(key)
            await client.until(lambda: locks(client) == [ON])
            assert lights(client) == []
            assert not client.crashes

    asyncio.run(story())
