"""Amina and Yusuf have one phone with the native app: the whole app, from the question who it is to the records of each."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app import main as composition
from app.protocol import qr_text, record
from tests.native.headless import Client, running
from tests.native.test_outside import keys_of
from tests.people import LIBRARY, token


@pytest.fixture(autouse=True)
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLET_APP_STORAGE_DATA", str(tmp_path))
    monkeypatch.setenv("VEERTIG_SERVER", "http://localhost:9")  # nobody is there


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


async def main(page: ft.Page) -> None:
    """The app begins; it may ask who it is first, and then its beginning ends only with the answer."""
    task = asyncio.ensure_future(composition.main(page))
    page.data = task  # kept, until the app draws


def kinds(folder: Path) -> list[str]:
    """What this person's file holds."""
    with sqlite3.connect(folder / "veertig.db") as db:
        rows = db.execute("SELECT data FROM records").fetchall()
    return sorted(type(record.from_bytes(data).body).__name__ for (data,) in rows)


async def sees(client: Client, key: str) -> None:
    await client.until(lambda: key in keys_of(client))


async def taps(client: Client, *keys: str) -> None:
    for key in keys:
        await sees(client, key)
        await client.tap(key)


def test_the_second_one_begins_with_the_scan_in_hand_and_a_start_asks_who_it_is(tmp_path: Path) -> None:
    link = qr_text.to_route(qr_text.SESSION, token(LIBRARY, time=int(time.time())))

    async def story() -> None:
        async with running(main) as client:
            await taps(client, "language-nl")
            await sees(client, "scan")
            await client.open_link(f"/#{link}")
            await sees(client, "saved")
            await taps(client, "people", "new-person", "both", "sign-3")
            await sees(client, "sign-1")
            await taps(client, "sign-0")
            await client.until(lambda: (tmp_path / "phone-2" / "device.key").exists())
            await sees(client, "saved")  # his, with the same code
            await taps(client, "home", "language-nl")
            await sees(client, "here")
            await client.open_link(f"/#{link}")
            await sees(client, "person-1")  # whose is it?
            await taps(client, "back")
            await sees(client, "here")
        async with running(main) as client:
            await sees(client, "person-2")
            assert "floor" not in keys_of(client)
            await taps(client, "person-1")
            await sees(client, "here")
        async with running(main, route=f"/#{link}") as client:
            await taps(client, "person-2")  # whose is it? asked once
            await sees(client, "saved")
            assert client.crashes == []

    run(story)
    assert kinds(tmp_path / "phone") == kinds(tmp_path / "phone-2") == ["CheckIn", "Device"]
    assert (tmp_path / "phone" / "device.key").read_bytes() != (tmp_path / "phone-2" / "device.key").read_bytes()


def test_a_lock_that_is_set_is_asked_for_at_the_next_start(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(main) as client:
            await taps(client, "language-nl", "settings", "more", "people", "new-person", "sign-3")
            await sees(client, "sign-1")
            await taps(client, "sign-0")
            await sees(client, "people")  # on the screen of languages: back to the others
            await taps(client, "people", "person-1", "settings", "people", "set-lock")
            for _ in range(2):
                await taps(client, "lock-0", "lock-3", "lock-3", "lock-8")
            await client.until(lambda: '"lock": ""' not in (tmp_path / "people.json").read_text().split("}")[0])
        async with running(main) as client:
            await taps(client, "person-1", "lock-0", "lock-3", "lock-3", "lock-0")
            await sees(client, "lock-0")
            assert "floor" not in keys_of(client)
            await client.until(lambda: '"wrong": 1' in (tmp_path / "people.json").read_text())
            await taps(client, "lock-0", "lock-3", "lock-3", "lock-8")
            await sees(client, "floor")
            assert client.crashes == []

    run(story)
