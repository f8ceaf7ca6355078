"""Stories of a server whose clock jumps: no receipt lies in the future for ever, and none is signed at an impossible time."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol import receipt, trust
from app.protocol.record import CheckIn
from sync_server.__main__ import main
from sync_server.http.api import from_text, to_text
from sync_server.records.clock import LEAP, SLACK, ClockBounds, ReceiptClock, is_plausible, receipt_time
from sync_server.records.connections import connect
from sync_server.region import publication
from tests.people import NOON, Phone, token
from tests.server.test_server import Town, bytes_of

DAY, YEAR = 86400, 366 * 86400


async def said(town: Town, name: str) -> tuple[int, dict[str, object], int | None]:
    """Status, answer and the receipt's time of a push by a phone of this name."""
    phone = Phone(name, person=name.encode().ljust(16))
    phone.write(CheckIn(token()))
    answer = await town.http.post("/v1/push", json={"records": [to_text(data) for data in bytes_of(phone)]})
    if answer.status_code != 200:
        return answer.status_code, answer.json(), None
    outer, given = receipt.from_bytes(from_text(answer.json()["results"][-1]["receipt"]))
    listed = trust.list_from_bytes(publication.bundle(town.registry).listed)[1]
    assert listed.receipt_keys[0].start <= given.time < listed.receipt_keys[0].end
    assert outer.key
    return 200, answer.json(), given.time


@pytest.mark.parametrize("jump", [-DAY, -3600, 3600, DAY, 50 * DAY, 400 * DAY, 11 * YEAR, -11 * YEAR])
def test_after_one_push_under_a_wrong_clock_receipts_say_the_right_time_again(tmp_path: Path, jump: int) -> None:
    async def story() -> None:
        town = Town(tmp_path, NOON - 10 * DAY)
        town.time = NOON
        assert (await said(town, "before"))[2] == NOON
        wrong = Town(tmp_path, NOON + jump)
        status, answer, time = await said(wrong, "meanwhile")
        if -10 * DAY <= jump <= LEAP:
            assert (status, time) == (200, NOON + jump)
        else:
            assert (status, answer) == (503, {"code": "clock-odd"})
            seen = (await wrong.http.get("/v1/health")).json()
            assert "clock-odd" in seen["codes"]
        for again in (wrong, Town(tmp_path, NOON + 60)):  # the clock set right while it runs, and after a start
            again.time = NOON + 60
            status, _, time = await said(again, f"afterwards {again is wrong}")
            assert (status, time) == (200, NOON + 60)

    asyncio.run(story())


def test_a_receipt_never_goes_back_behind_a_clock_that_is_set_by_minutes(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        assert (await said(town, "one"))[2] == NOON
        town.time = NOON - 600
        assert (await said(town, "two"))[2] == NOON
        assert (await said(Town(tmp_path, NOON - 300), "three"))[2] == NOON

    asyncio.run(story())


def test_a_server_that_was_off_for_long_asks_whether_the_time_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story() -> None:
        await said(Town(tmp_path), "before")
        late = Town(tmp_path, NOON + 90 * DAY)
        refused = await late.http.post("/v1/push", json={"records": [to_text(data) for data in bytes_of(Phone("x"))]})
        assert refused.status_code == 200  # nothing to sign in it
        assert (await said(late, "late"))[:2] == (503, {"code": "clock-odd"})
        monkeypatch.setattr("sync_server.__main__.unix_time", lambda: NOON + 90 * DAY)
        monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))
        assert main(["clock-confirm"]) == 0
        assert "2027-02-21" in capsys.readouterr().out
        assert (await said(late, "late"))[2] == NOON + 90 * DAY  # the server that runs needs no new start
        assert (await late.http.get("/v1/health")).json()["codes"] == []

    asyncio.run(story())


def test_a_server_that_runs_and_is_idle_for_months_needs_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        for _ in range(6):
            town.time += 30 * DAY
            fresh = Town(tmp_path, town.time)
            assert (await fresh.http.get("/v1/health")).json()["codes"] == []  # its own look, once a minute
        assert (await said(Town(tmp_path, town.time + DAY), "after the summer"))[0] == 200

    asyncio.run(story())


def test_a_look_at_an_impossible_time_confirms_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        await said(Town(tmp_path), "before")
        for _ in range(2):
            wrong = Town(tmp_path, NOON + 400 * DAY)
            assert (await wrong.http.get("/v1/health")).status_code == 503
        with closing(connect(tmp_path / "data" / "server.db")) as db:
            [(kept,)] = db.execute("SELECT value FROM region WHERE key = 'clock'").fetchall()
        assert int(kept) < NOON + DAY

    asyncio.run(story())


def test_a_clock_that_leaps_while_the_server_runs_is_noticed_and_sleep_is_not() -> None:
    wall, ticks = NOON, 0.0
    clock = ReceiptClock(lambda: wall, lambda: ticks, lambda: ClockBounds(NOON - YEAR, NOON), NOON)
    wall, ticks = wall + 300 * DAY, ticks + 300 * DAY  # the machine ran all the time
    assert clock.time() == wall
    wall += 61 * DAY
    assert clock.is_odd()
    wall -= 61 * DAY
    assert clock.time() == wall


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_of_any_row_of_clocks_no_receipt_is_ahead_of_its_clock_by_more_than_the_slack(days: list[int]) -> None:
    latest = 0
    for day in days:
        now = NOON + day * 600
        was, latest = latest, receipt_time(now, latest)
        assert now <= latest <= now + SLACK
        assert latest >= was or was > now + SLACK


def test_nothing_known_refuses_nothing() -> None:
    assert is_plausible(NOON, ClockBounds(0, 0), 0)
    assert not is_plausible(NOON - 1, ClockBounds(NOON, 0), 0)
    assert is_plausible(NOON + LEAP, ClockBounds(0, NOON), 0)
    assert not is_plausible(NOON + LEAP + 1, ClockBounds(0, NOON), 0)
