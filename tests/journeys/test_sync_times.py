"""When a phone asks the server and when it leaves it alone. Real phone, real timers; instead of the server, what it may say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.sync.client import Client
from app.sync.errors import LONGEST_WAIT, Busy, Offline
from sync_server.region import organisations
from tests.journeys.test_sync import server, visit
from tests.journeys.town import ORIGIN, Handset, waiting
from tests.people import NOON

Say = Callable[[httpx.Request], httpx.Response]


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Line:
    """The real server, or what a network may say instead. Lists the addresses that were asked."""

    def __init__(self, folder: Path, says: Say | None = None) -> None:
        self._inner, self.says = httpx.ASGITransport(app=server(folder)[0]), says
        self.asked: list[str] = []
        self.transport = httpx.MockTransport(self._answer)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        return self.says(request) if self.says else await self._inner.handle_async_request(request)


def busy(**headers: str) -> Say:
    return lambda request: httpx.Response(
        503, json={"code": "server-odd"}, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def due_in(handset: Handset) -> float | None:
    """Seconds until the next try; None when no timer runs."""
    timer = handset.runner._timer
    return None if timer is None else timer.when() - asyncio.get_running_loop().time()


def test_a_server_that_named_a_time_is_left_alone_until_then_whoever_wakes(tmp_path: Path) -> None:
    async def story() -> None:
        line = Line(tmp_path, busy(retry_after="120"))
        amina = await Handset(tmp_path, transport=line.transport).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert line.asked == ["/v1/trust"]
        for number in (2, 3):
            await visit(amina, number)
            await amina.runner.wake()
        assert line.asked == ["/v1/trust"]
        wait = due_in(amina)
        assert wait is not None
        assert 110 < wait <= 120

    run(story())


def test_a_wake_up_after_a_lost_network_tries_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        def gone(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("no network", request=request)

        line = Line(tmp_path, gone)
        amina = await Handset(tmp_path, transport=line.transport).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert amina.notices == ["offline"]
        wait = due_in(amina)
        assert wait is not None
        assert wait <= 30
        line.says = None
        await amina.runner.wake()
        assert (amina.notices, due_in(amina)) == (["offline", ""], None)

    run(story())


def test_with_nothing_to_send_no_timer_runs_and_nothing_is_asked(tmp_path: Path) -> None:
    async def story() -> None:
        line = Line(tmp_path, busy())
        amina = await Handset(tmp_path, transport=line.transport).open()
        await amina.runner.wake()
        assert (line.asked, due_in(amina)) == (["/v1/trust"], None)
        line.says = None
        await amina.runner.wake()
        line.asked.clear()
        for _ in range(5):
            await amina.runner.wake()
        assert line.asked == []

    run(story())


def test_what_a_server_declined_is_not_asked_again_for_hours(tmp_path: Path) -> None:
    async def story() -> None:
        line = Line(tmp_path, lambda request: httpx.Response(403, json={"code": "not-allowed"}))
        amina = await Handset(tmp_path, transport=line.transport).open()
        await visit(amina, 1)
        await amina.runner.wake()
        wait = due_in(amina)
        assert wait is not None
        assert LONGEST_WAIT / 2 - 1 < wait <= LONGEST_WAIT

    run(story())


def test_a_newer_list_is_fetched_when_the_server_says_there_is_one_and_not_before(tmp_path: Path) -> None:
    async def story() -> None:
        line = Line(tmp_path)
        _, registry = server(tmp_path)
        amina = await Handset(tmp_path, transport=line.transport).open()
        await visit(amina, 1)
        await amina.runner.wake()
        await visit(amina, 2)
        await amina.runner.wake()
        assert line.asked.count("/v1/trust") == 1
        organisations.add(registry, "Bibliotheek De Krook")
        await visit(amina, 3)
        await amina.runner.wake()
        assert line.asked.count("/v1/trust") == 2
        await visit(amina, 4)
        await amina.runner.wake()
        assert line.asked.count("/v1/trust") == 2

    run(story())


@pytest.mark.parametrize("wall", [0, 2**31, NOON + 50 * 365 * 86400])
def test_a_phone_with_a_wrong_clock_syncs_like_any_other(tmp_path: Path, wall: int) -> None:
    async def story() -> None:
        line = Line(tmp_path)
        amina = await Handset(tmp_path, transport=line.transport).open()
        amina.clock.wall = wall
        await visit(amina, 1)
        await amina.runner.wake()
        assert waiting(amina.store) == 0
        line.asked.clear()
        await amina.runner.wake()
        assert line.asked == []
        amina.clock.wall = NOON  # the clock was set right
        await visit(amina, 2)
        await amina.runner.wake()
        assert waiting(amina.store) == 0

    run(story())


PORTALS = [
    httpx.Response(511, text="<html>Log in</html>"),
    httpx.Response(511, json={"code": "x"}, headers={"retry-after": "9999"}),
    httpx.Response(200, text="<html>Welcome</html>", headers={"content-type": "text/html"}),
    httpx.Response(403, text="<html>No</html>"),
    httpx.Response(307, headers={"location": "http://portal.example/"}),
]


@pytest.mark.parametrize("answer", PORTALS, ids=range(len(PORTALS)))
def test_a_captive_portal_counts_as_offline_and_is_tried_again_at_the_next_wake_up(
    tmp_path: Path, answer: httpx.Response
) -> None:
    async def story() -> None:
        line = Line(tmp_path, lambda request: answer)
        amina = await Handset(tmp_path, transport=line.transport).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert amina.notices == ["offline"]
        line.says = None
        await amina.runner.wake()
        assert waiting(amina.store) == 0

    run(story())


WAITS = [
    ({"retry-after": "120"}, 120),
    ({"retry-after": "99999999"}, LONGEST_WAIT),
    ({"retry-after": "Mon, 23 Nov 2026 11:02:00 GMT", "date": "Mon, 23 Nov 2026 11:00:00 GMT"}, 120),
    ({"retry-after": "Mon, 23 Nov 2099 11:00:00 GMT", "date": "Mon, 23 Nov 2026 11:00:00 GMT"}, LONGEST_WAIT),
    ({"retry-after": "Mon, 23 Nov 2020 11:00:00 GMT", "date": "Mon, 23 Nov 2026 11:00:00 GMT"}, 0),
    ({"retry-after": "Mon, 23 Nov 2026 11:02:00 GMT"}, None),
    ({"retry-after": "-5"}, None),
    ({"retry-after": "soon", "date": "now"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "wait"), WAITS)
def test_retry_after_is_read_in_both_spellings_and_never_beyond_six_hours(headers: dict[str, str], wait: int | None) -> None:
    async def story() -> None:
        transport = httpx.MockTransport(lambda request: httpx.Response(429, headers=headers))
        with pytest.raises(Busy) as caught:
            await Client(httpx.AsyncClient(base_url=ORIGIN, transport=transport)).trust()
        assert caught.value.wait == wait

    run(story())


def test_a_cut_connection_counts_as_offline(tmp_path: Path) -> None:
    async def story() -> None:
        async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"root": "')
            await writer.drain()
            writer.close()

        listening = await asyncio.start_server(half, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            with pytest.raises(Offline):
                await Client(http).trust()
        listening.close()
        await listening.wait_closed()

    run(story())
