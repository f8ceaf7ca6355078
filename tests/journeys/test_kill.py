"""Nothing that was called saved is lost or doubled: phone and server are killed at random, answers lost, pushes doubled."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.platform.phone.shell import native_platform
from app.protocol.record import CheckIn
from app.store.opening import open_store
from app.store.store import Store
from app.sync.client import to_text
from tests.browser.drive import Server
from tests.journeys.town import Handset, waiting
from tests.people import Phone, token

RECORDS = 500
pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path / "server", tmp_path / "no-web")
    one.command("region-create")
    one.start()
    yield one
    one.stop()


class Life:
    """One life of a phone, from start to SIGKILL; `said` is what it called saved."""

    def __init__(self, folder: Path, server: Server, seed: int, *mutant: str) -> None:
        command = [sys.executable, "-m", "tests.journeys.phone_process", str(folder), server.origin, str(seed), *mutant]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.said: list[bytes] = []
        self._heard = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.endswith("\n"):
                with self._heard:
                    self.said.append(bytes.fromhex(line.split()[1]))
                    self._heard.notify_all()

    def until(self, count: int) -> None:
        with self._heard:
            assert self._heard.wait_for(lambda: len(self.said) >= count or self.process.poll() is not None, 60)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join()


def opened(folder: Path) -> Store:
    path = asyncio.run(native_platform("phone", folder, "").storage.open())
    return open_store(path, wal=True)


def kept(folder: Path) -> list[bytes]:
    store = opened(folder)
    ids = [one.record.id for one in store.records()]
    store.close()
    return ids


def test_of_five_hundred_saved_records_none_is_lost_or_doubled(server: Server, tmp_path: Path) -> None:
    dice = random.Random(2026)
    phones = [tmp_path / f"phone{number}" for number in range(3)]
    said: dict[Path, list[bytes]] = {phone: [] for phone in phones}
    lives = 0
    while sum(map(len, said.values())) < RECORDS:
        phone = phones[lives % len(phones)]
        life = Life(phone, server, lives)
        life.until(dice.randrange(1, 40))
        if lives % 2:
            server.stop(signal.SIGKILL)
        life.kill()
        if lives % 2:
            server.start()
        said[phone] += life.said
        lives += 1
        ids = kept(phone)
        assert set(said[phone]) <= set(ids), "a record that was called saved is gone"
        assert len(ids) == len(set(ids))
    assert lives > 10
    bring_home(phones, server)
    mine = {one.record.id: one.record.envelope.data for phone in phones for one in opened(phone).records()}
    assert server.records() == mine
    assert set().union(*said.values()) <= set(mine)


def bring_home(phones: list[Path], server: Server) -> None:
    """Every phone syncs until nothing waits."""

    async def sync(phone: Path) -> None:
        handset = await Handset(phone, origin=server.origin, transport=httpx.AsyncHTTPTransport(), file="phone").open()
        while waiting(handset.store):
            await handset.runner.once()

    for phone in phones:
        asyncio.run(sync(phone))


def test_the_check_has_teeth_a_phone_that_speaks_too_early_is_caught(server: Server, tmp_path: Path) -> None:
    life = Life(tmp_path / "hasty", server, 1, "hasty")
    life.until(20)
    life.kill()
    assert not set(life.said) <= set(kept(tmp_path / "hasty"))


def test_what_a_server_answered_on_a_slow_disk_is_there_after_it_was_killed_at_that_moment(tmp_path: Path) -> None:
    """The disk takes its time for each COMMIT, and the server is killed as soon as it has answered."""
    server = Server(tmp_path / "server", tmp_path / "no-web", module="tests.journeys.slow_disk")
    server.command("region-create")
    said: dict[bytes, bytes] = {}
    for life in range(3):
        server.start()
        phone = Phone(f"phone {life}")
        for number in range(4):
            phone.write(CheckIn(token(number=number)))
        body = {"records": [to_text(one.envelope.data) for one in phone.records]}
        answer = httpx.post(f"{server.origin}/v1/push", json=body, timeout=30)
        server.stop(signal.SIGKILL)
        assert [one["status"] for one in answer.json()["results"]] == ["stored"] * 5
        said |= {one.id: one.envelope.data for one in phone.records}
        assert server.records() == said
