"""Stories of a server that says what is not well, as whoever watches it hears it, and of phones that still get an answer."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from app.protocol.ed25519 import Key
from sync_server import health, health_watch
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.health import HealthReport
from sync_server.health_watch import Watch
from sync_server.http.asgi import create_app
from sync_server.lanes import Lane
from sync_server.records.clock import ClockBounds, ReceiptClock
from sync_server.records.connections import CODES
from sync_server.records.store import SqliteStore
from sync_server.region.registry import DAY, YEAR
from tests.people import NOON
from tests.server.test_server import Town
from tests.server.test_writer import locked


class Usage(NamedTuple):
    free: int


async def look(town: Town) -> tuple[int, dict[str, Any]]:
    answer = await town.http.get("/v1/health")
    return answer.status_code, answer.json()


def no_key(data: Path) -> None:
    (data / "receipt.key").unlink()


def empty_key(data: Path) -> None:
    (data / "receipt.key").write_bytes(b"")


def another_key(data: Path) -> None:
    (data / "receipt.key").write_bytes(Key.generate().seed)


def spoil(data: Path, column: str, value: bytes) -> None:
    with closing(sqlite3.connect(data / "server.db")) as db, db:
        db.execute("UPDATE region SET value = ? WHERE key = ?", [value, column])


def odd_list(data: Path) -> None:
    spoil(data, "list", b"no list")


def other_root(data: Path) -> None:
    spoil(data, "root", Key.generate().public)


def no_list_key(data: Path) -> None:
    (data / "list.key").unlink()


@pytest.mark.parametrize(
    ("trouble", "codes"),
    [
        (no_key, ["no-receipt-key"]),
        (empty_key, ["no-receipt-key"]),
        (another_key, ["receipt-key-not-listed"]),
        (odd_list, ["list-broken"]),
        (other_root, ["list-broken"]),
    ],
)
def test_what_a_push_or_a_phone_would_stumble_over_is_said(
    tmp_path: Path, trouble: Callable[[Path], None], codes: list[str]
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        assert await look(town) == (200, {"status": "ok", "codes": [], "warnings": []})
        trouble(tmp_path / "data")
        assert await look(Town(tmp_path)) == (503, {"status": "not-ok", "codes": codes, "warnings": []})

    asyncio.run(story())


def test_a_region_that_is_not_there_yet_is_said(tmp_path: Path) -> None:
    async def story() -> None:
        app = create_app(Config(tmp_path / "data", tmp_path, "https://uren.example.be"), lambda: NOON)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x") as http:
            answer = await http.get("/v1/health")
            assert (answer.status_code, answer.json()["codes"]) == (503, ["no-region"])

    asyncio.run(story())


def test_a_file_that_another_process_locks_is_said_within_a_second(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        with locked(tmp_path / "data" / "server.db"):
            began = asyncio.get_running_loop().time()
            assert (await look(town))[1]["codes"] == ["busy"]
            assert asyncio.get_running_loop().time() - began < 1.5
        await asyncio.sleep(health_watch.FRESH)
        assert (await look(town))[0] == 200

    asyncio.run(story())


def test_a_disk_without_room_is_said_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(free: int) -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free))  # the one thing a test cannot make everywhere
        return await look(Town(tmp_path))

    assert asyncio.run(story(health.FULL - 1))[1]["codes"] == ["disk-full"]
    assert asyncio.run(story(health.LOW - 1)) == (200, {"status": "ok", "codes": [], "warnings": [{"code": "disk-low"}]})


class Dying(BaseException):
    pass


def die(_: sqlite3.Connection) -> None:
    raise Dying


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_writer_that_died_is_said_and_nobody_waits_for_it(tmp_path: Path) -> None:
    store, lane = SqliteStore(tmp_path / "server.db"), Lane("health", 1, 4, 1)
    clock = ReceiptClock(lambda: NOON, lambda: 0.0, lambda: ClockBounds(0, 0), 0)
    with pytest.raises(Dying):
        store.write(die).result(10)
    store.writer.join()
    with pytest.raises(ServerRefusal, match="busy"):
        store.write(clock.save)
    assert asyncio.run(Watch(store, lambda: HealthReport(()), clock, lane).report()) == HealthReport(("writer-dead",))
    lane.close()


@pytest.mark.parametrize(
    ("passed", "warnings"),
    [
        (YEAR - 61 * DAY, []),
        (YEAR - 60 * DAY, [{"code": "list-key-ends", "days": 60}]),
        (YEAR + 5 * DAY, [{"code": "list-key-ends", "days": -5}]),
        (10 * YEAR - 20 * DAY, [{"code": "list-key-ends", "days": -3274}, {"code": "receipt-key-ends", "days": 19}]),
    ],
)
def test_what_ends_is_said_sixty_days_before(tmp_path: Path, passed: int, warnings: list[object]) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        town.time += passed
        seen = (await look(town))[1]
        assert [one for one in seen["warnings"] if one["code"] != "list-refresh-due"] == warnings
        assert seen["codes"] == []

    asyncio.run(story())


def test_without_the_list_key_phones_are_served_and_the_operator_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        no_list_key(tmp_path / "data")
        assert await look(town) == (200, {"status": "ok", "codes": [], "warnings": [{"code": "no-list-key"}]})

    asyncio.run(story())


def test_what_changes_stands_in_the_log_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        monkeypatch.setattr(health_watch, "EVERY", 0.01)
        monkeypatch.setattr(health_watch, "FRESH", 0)
        town = Town(tmp_path)
        async with town.served():
            await asyncio.sleep(0.3)
            no_key(tmp_path / "data")
            await asyncio.sleep(0.6)

    with caplog.at_level(logging.INFO, "veertig"):
        asyncio.run(story())
    assert [record.getMessage() for record in caplog.records if record.name == "veertig"] == [
        "started",
        "health: no-receipt-key",
        "stopped",
    ]


def test_however_often_somebody_asks_it_is_looked_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        answers = await asyncio.gather(*(look(town) for _ in range(50)))
        assert {status for status, _ in answers} == {200}
        with closing(sqlite3.connect(tmp_path / "data" / "server.db")) as db:
            assert db.execute("SELECT value FROM region WHERE key = 'clock'").fetchone() == (str(NOON).encode(),)

    asyncio.run(story())


def test_every_code_and_warning_is_explained() -> None:
    source = Path(health.__file__).read_text() + Path(health_watch.__file__).read_text()
    page = (Path(health.__file__).parent / "README.md").read_text()
    words = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) - {"not-ok"} | set(CODES.values())
    assert len(words) > 12
    assert [word for word in words if f"`{word}`" not in page] == []
