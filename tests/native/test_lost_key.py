"""A phone whose system lost the key: the whole app, a real server, and nothing of the newcomer's is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from app.main import main
from app.protocol import qr_text, record
from app.protocol.record import CheckIn, Device, Record
from tests.browser.drive import Server
from tests.native.headless import Client, running
from tests.native.test_keys import Vault
from tests.people import LIBRARY, token


class Line(httpx.AsyncHTTPTransport):
    """A phone's way to its server, hung up when the app is closed."""

    opened: ClassVar[list[Line]] = []

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.opened.append(self)

    @classmethod
    async def hang_up(cls) -> None:
        while cls.opened:
            await cls.opened.pop().aclose()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    one = Server(tmp_path / "server")
    one.command("region-create")
    one.start()
    monkeypatch.setenv("VEERTIG_SERVER", one.origin)
    monkeypatch.setattr(httpx, "AsyncHTTPTransport", Line)
    monkeypatch.setenv("FLET_APP_STORAGE_DATA", str(tmp_path / "phone"))
    yield one
    one.stop()


def held(server: Server) -> list[Record]:
    return [record.from_bytes(data) for data in server.records().values()]


def came(server: Server, vault: Vault, number: int = 0) -> None:
    """The app is started, with a scanned link if there is a number, and closed when the server has everything."""

    async def story() -> None:
        client: Client
        link = f"/#{qr_text.to_route(qr_text.SESSION, token(LIBRARY, number=number))}" if number else "/"
        before = len(held(server))
        async with running(main, route=link, answers=vault.answers) as client:
            if number:
                await client.until(lambda: "saved" in [getattr(one, "identifier", "") for one in client.walk()])
                await client.until(lambda: len(held(server)) > before)
            else:
                await client.until(client.words)
            assert not client.crashes
            await Line.hang_up()

    asyncio.run(story())


def test_hours_of_before_stay_and_new_ones_are_of_the_same_person(server: Server) -> None:
    vault = Vault()
    came(server, vault, number=1)
    came(server, vault, number=2)
    came(server, vault)
    vault.kept.clear()  # the system was updated, and the safe is empty
    came(server, vault, number=3)
    records = held(server)
    devices = [one.body for one in records if isinstance(one.body, Device)]
    assert len({one.public for one in devices}) == 2
    assert len({one.person for one in devices}) == 1
    assert sum(isinstance(one.body, CheckIn) for one in records) == 3
