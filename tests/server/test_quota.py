"""Stories of a stranger who would fill the server, and of phones that must not notice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from app.protocol.record import CheckIn
from app.store.rows import WAITING
from sync_server.http.api import to_text
from sync_server.http.limits import POSTS, sender
from sync_server.rates import DAY, Buckets, Rate
from sync_server.records.quota import EACH_DAY, FIRST_DAY, MOST, NEW_OF_ONE_SENDER, PersonUsage, records_left
from tests.journeys.town import Clock, Handset, code
from tests.people import LIBRARY, NOON, Phone, answer, key, proposal, token
from tests.server.test_server import Town, bytes_of


def diligent(name: str, moments: int) -> list[bytes]:
    phone = Phone(name, person=name.encode().ljust(16))
    for number in range(moments):
        phone.write(CheckIn(token(number=number)))
    return bytes_of(phone)


async def push(town: Town, records: list[bytes], address: str = "") -> Any:
    headers = {"x-forwarded-for": address} if address else {}
    return await town.http.post("/v1/push", json={"records": [to_text(one) for one in records]}, headers=headers)


def test_a_whole_programme_goes_in_at_once_and_a_stranger_is_put_off(tmp_path: Path) -> None:
    async def story() -> None:
        town, records = Town(tmp_path), diligent("stranger", FIRST_DAY + 250)
        statuses = [(await push(town, records[at : at + 100])).status_code for at in range(0, len(records), 100)]
        assert statuses == [200] * 4 + [429] * 3
        assert len(town.held()) == FIRST_DAY
        late = await push(town, records[400:500])
        assert (late.json(), late.headers["retry-after"]) == ({"code": "too-many"}, "21600")
        assert (await push(town, records[:100])).status_code == 200  # what is known costs nothing
        assert (await push(town, diligent("amina", 3))).status_code == 200  # and nobody else is put off
        town.time += DAY
        assert (await push(town, records[400:500])).status_code == 200  # more than the day gives: a push stays whole
        assert (await push(town, records[500:600])).status_code == 429

    asyncio.run(story())


def test_room_grows_each_day_to_a_number_nobody_needs() -> None:
    assert records_left(PersonUsage(0, NOON), NOON) == FIRST_DAY
    assert records_left(PersonUsage(FIRST_DAY, NOON), NOON + 3 * DAY) == 3 * EACH_DAY
    assert records_left(PersonUsage(0, NOON), NOON + 1000 * DAY) == MOST
    assert records_left(PersonUsage(MOST + 99, NOON), NOON + 1000 * DAY) == 0
    assert records_left(PersonUsage(0, NOON + 9999), NOON) == FIRST_DAY  # a clock that was set back


def test_new_phones_have_an_allowance_a_day_and_known_ones_do_not_feel_it(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path, new=3)
        known = diligent("amina", 9)
        assert (await push(town, known[:2])).status_code == 200
        for number in range(2):
            assert (await push(town, diligent(f"phone {number}", 1))).status_code == 200
        refused = await push(town, diligent("phone 3", 1))
        assert (refused.status_code, refused.json()) == (429, {"code": "too-many"})
        assert 0 < int(refused.headers["retry-after"]) <= 6 * 3600
        assert (await push(town, known[2:])).status_code == 200
        town.time += DAY
        assert (await push(town, diligent("phone 3", 1))).status_code == 200

    asyncio.run(story())


def test_one_address_brings_a_class_and_not_a_thousand_phones(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path, proxies=1)
        statuses = []
        for number in range(NEW_OF_ONE_SENDER + 2):
            town.time += 1
            statuses.append((await push(town, diligent(f"phone {number}", 1), "203.0.113.9")).status_code)
        assert statuses == [200] * NEW_OF_ONE_SENDER + [429] * 2
        assert (await push(town, diligent("elsewhere", 1), "203.0.113.10")).status_code == 200

    asyncio.run(story())


def test_whoever_asks_without_end_is_put_off_before_anything_is_read(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path, proxies=1)
        for number in range(int(POSTS.burst) + 1):
            spoofed = (
                f"198.51.100.{number % 250}, 203.0.113.9"  # what a caller says of himself stands before what the proxy says
            )
            answered = await town.http.post("/v1/challenge", headers={"x-forwarded-for": spoofed})
        assert (answered.status_code, answered.headers["retry-after"]) == (429, "1")
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert (await town.http.post("/v1/challenge", headers={"x-forwarded-for": "203.0.113.10"})).status_code == 200
        assert (await town.http.get("/v1/health", headers={"x-forwarded-for": "203.0.113.9"})).status_code == 200
        town.time += 1
        assert (await town.http.post("/v1/challenge", headers={"x-forwarded-for": "203.0.113.9"})).status_code == 200

    asyncio.run(story())


def scope(client: str, *forwarded: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {"client": (client, 1234), "headers": headers}


@pytest.mark.parametrize(
    ("asked", "proxies", "counted"),
    [
        (scope("127.0.0.1"), 0, None),  # a proxy on this machine stands for everybody
        (scope("10.0.0.7"), 0, None),
        (scope("127.0.0.1", "8.8.8.8"), 0, None),  # nobody was told to believe that
        (scope("8.8.8.8", "9.9.9.9"), 0, "8.8.8.8"),
        (scope("127.0.0.1", "8.8.8.8"), 1, "8.8.8.8"),
        (scope("127.0.0.1", "1.1.1.1, 8.8.8.8"), 1, "8.8.8.8"),
        (scope("127.0.0.1", "1.1.1.1", "8.8.8.8"), 2, "1.1.1.1"),
        (scope("127.0.0.1", "8.8.8.8"), 2, None),  # it did not come through two
        (scope("127.0.0.1", "::ffff:8.8.8.8"), 1, "8.8.8.8"),
        (scope("127.0.0.1", "2001:db8:1:2:3:4:5:6"), 1, "2001:db8:1:2::/64"),
        (scope("127.0.0.1", "unknown"), 1, None),
        (scope("127.0.0.1", "\xff"), 1, None),
        ({"client": None, "headers": []}, 0, None),
    ],
)
def test_who_is_counted_as_one_sender(asked: dict[str, Any], proxies: int, counted: str | None) -> None:
    assert sender(asked, proxies) == counted


def test_a_sender_is_forgotten_when_nothing_is_owed() -> None:
    now = 0.0
    buckets = Buckets(Rate(10, 100), lambda: now)
    assert [buckets.take("one") for _ in range(11)] == [0] * 10 + [10]
    assert len(buckets) == 1
    now = 100.0
    buckets.take("other")
    assert len(buckets) == 1
    now = 50.0  # ticks that go back change nothing
    assert buckets.take("other") == 0


def test_meetings_of_people_nobody_knows_have_an_allowance(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path, new=5)

        async def bring(number: int) -> int:
            asked = proposal(key(f"asker {number}"), number=number)
            pair = [to_text(asked), to_text(answer(asked, key(f"giver {number}")))]
            return (await town.http.post("/v1/meetings", json={"meetings": [pair]})).status_code

        assert [await bring(number) for number in range(7)] == [200] * 5 + [429] * 2
        assert await bring(0) == 200  # known

    asyncio.run(story())


def test_a_phone_that_is_put_off_says_nothing_of_a_fault_loses_nothing_and_comes_again(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path, new=1)
        await push(town, diligent("somebody", 1))
        clock = Clock(NOON)
        phone = await Handset(tmp_path, clock=clock, transport=town.http._transport, origin="http://x").open()
        await phone.diary.scanned(code(LIBRARY))
        flight = phone.runner.wake()
        await flight
        assert phone.notices[-1] == "server-odd"  # home keeps saying "on this phone", nothing else: tests/screens
        assert phone.round.has_to_send()
        assert [kept.state for kept in phone.store.records()] == [WAITING] * 2
        quiet = phone.runner._quiet_until - asyncio.get_running_loop().time()
        assert 3600 < quiet <= 6 * 3600
        town.time += DAY
        phone.runner._quiet_until = 0
        await phone.runner.wake()
        assert not phone.round.has_to_send()
        assert phone.notices[-1] == ""
        phone.runner._stop_timer()
        phone.store.close()

    asyncio.run(story())
