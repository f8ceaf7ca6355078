"""Stories of lists that are old, foreign, broken or unreadable: the hours go to the server all the same, and are received."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.protocol.ed25519 import Ed25519Verifier
from app.records.trust import Trust
from sync_server.region import organisations
from sync_server.region.registry import DAY
from tests.journeys.buddies import line, meet, two
from tests.journeys.town import Handset, code, waiting
from tests.people import LIBRARY, NOON, STRANGER
from tests.server.test_server import Town

HOUR = 3600
Answer = Callable[[httpx.Request], httpx.Response | None]


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def but(town: Town, instead: Answer) -> httpx.AsyncBaseTransport:
    """The server, but for what `instead` answers."""
    honest = line(town)

    async def ask(request: httpx.Request) -> httpx.Response:
        return instead(request) or await honest.handle_async_request(request)

    return httpx.MockTransport(ask)


def at_the_list(answer: Callable[[], httpx.Response]) -> Answer:
    return lambda request: answer() if request.url.path == "/v1/trust" else None


def lines() -> dict[str, Callable[[], httpx.Response]]:
    """Ways in which GET /v1/trust goes wrong."""
    return {
        "not there": lambda: httpx.Response(404, json={"code": "not-found"}),
        "broken": lambda: httpx.Response(500, json={"code": "server-odd"}),
        "no JSON": lambda: httpx.Response(200, text="<html>"),
        "no bundle": lambda: httpx.Response(200, json={"root": "AA", "certificate": "AA", "list": "AA"}),
        "odd earlier ones": lambda: httpx.Response(200, json={"root": "AA", "certificate": "AA", "list": "AA", "earlier": [1]}),
    }


async def moments(amina: Handset, first: int, number: int) -> None:
    """Ninety minutes on each of some days, written down where there is no network."""
    for day in range(first, first + number):
        amina.clock.wall = NOON + day * DAY
        await amina.diary.scanned(code(LIBRARY, time=amina.clock.wall, number=day))
        amina.clock.wall += 5400
        await amina.diary.scanned(code(LIBRARY, time=amina.clock.wall, number=day))


async def a_phone_with_a_list(folder: Path, town: Town) -> Handset:
    amina = await Handset(folder, transport=line(town)).open()
    await moments(amina, 0, 1)
    await amina.runner.wake()
    assert all(one.sent for one in amina.diary.page().entries)
    return amina


@pytest.mark.parametrize("trouble", lines())
def test_trouble_at_the_list_is_noted_and_nothing_waits_for_it(trouble: str, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await a_phone_with_a_list(tmp_path, town)
        amina.runner._client = None
        amina.transport = but(town, at_the_list(lines()[trouble]))
        await moments(amina, 9, 3)  # more than a week later: a list is due
        await amina.runner.wake()
        assert amina.notices[-1] != ""
        assert [one.sent for one in amina.diary.page().entries] == [True] * 4
        assert len(town.held()) == 1 + 2 * 4

    run(story())


@pytest.mark.parametrize("days", [1, 9])
def test_a_server_that_is_back_at_an_old_list_gets_the_hours(days: int, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        old = {key: town.registry.need(key) for key in ("list", "version")}
        for name in ("Bibliotheek", "Sportclub"):
            organisations.add(town.registry, name)
        amina = await a_phone_with_a_list(tmp_path, town)
        for key, value in old.items():
            town.registry.set(key, value)
        amina.runner._client = None
        gone = httpx.Response(404, json={"code": "not-found"})  # and it wants no newer one back
        amina.transport = but(town, lambda request: gone if request.url.path == "/v1/again" else None)
        await moments(amina, days, 3)
        await amina.runner.wake()
        assert amina.notices[-1] == "old-list"
        assert [one.sent for one in amina.diary.page().entries] == [True] * 4

    run(story())


def test_a_phone_of_another_root_sends_its_hours_and_keeps_the_root_it_met(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await a_phone_with_a_list(tmp_path / "one", Town(tmp_path / "one"))
        root = amina.store.setting("root")
        other = Town(tmp_path / "two")
        amina.runner._client, amina.transport = None, line(other)
        await moments(amina, 9, 3)
        await amina.runner.wake()
        assert amina.notices[-1] == "not-trusted"
        assert amina.store.setting("root") == root
        assert len(other.held()) == 1 + 2 * 4  # also what the first one had: this one did not know the phone
        assert waiting(amina.store) == 9  # nobody whom this phone believes says so

    run(story())


def test_a_list_that_an_older_app_cannot_read_is_no_list_and_the_app_opens(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await a_phone_with_a_list(tmp_path, town)
        total = amina.diary.page().total
        amina.store.set_settings({"trust-list": b"written by a later app"})
        assert Trust(amina.store, Ed25519Verifier()).trust_list is None
        amina = await amina.reopen()
        assert (amina.trust.trust_list, amina.diary.page().total) == (None, total)
        await moments(amina, 1, 1)
        await amina.runner.wake()
        assert amina.trust.trust_list is not None
        assert [one.sent for one in amina.diary.page().entries] == [True, True]

    run(story())


def test_a_server_that_names_a_time_at_the_list_is_left_alone(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await a_phone_with_a_list(tmp_path, town)
        amina.runner._client = None
        asked: list[str] = []

        def busy(request: httpx.Request) -> httpx.Response | None:
            asked.append(request.url.path)
            return httpx.Response(503, headers={"Retry-After": "60"}, json={"code": "server-odd"})

        amina.transport = but(town, busy)
        await moments(amina, 9, 1)
        await amina.runner.wake()
        assert asked == ["/v1/trust"]

    run(story())


@pytest.mark.parametrize("trouble", lines())
def test_a_buddy_s_meetings_go_to_a_server_whose_list_is_in_trouble(trouble: str, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await meet(amina, jan)
        await jan.runner.wake()  # once in order: a phone without any list can believe no receipt
        amina.clock.wall = jan.clock.wall = town.time = NOON + DAY
        await meet(amina, jan, back=0)
        jan.runner._client, jan.transport = None, but(town, at_the_list(lines()[trouble]))
        jan.store.set_settings({"trust-list": b"written by a later app"})
        jan = await jan.reopen()
        await jan.runner.wake()
        assert jan.notices[-1] != ""
        assert len(await held(town)) == 2

    run(story())


async def held(town: Town) -> list[Any]:
    with town.registry.connections.of_this_thread() as db:
        return db.execute("SELECT answer FROM meetings").fetchall()


def test_a_receipt_of_a_stranger_is_believed_no_more_because_the_list_is_in_trouble(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await a_phone_with_a_list(tmp_path, town)
        town.registry.set("receipt-key", STRANGER.public)  # and no list says so
        (town.folder / "data" / "receipt.key").write_bytes(STRANGER.seed)
        amina.runner._client = None
        amina.transport = but(town, at_the_list(lines()["broken"]))
        await moments(amina, 9, 1)
        await amina.runner.wake()
        assert [one.sent for one in amina.diary.page().entries] == [True, False]

    run(story())
