"""Stories of a phone and the real server: offline, online, a bad line, rubbish answers."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from app.protocol import receipt
from app.protocol.ed25519 import verify
from app.sync.client import Client, to_text
from app.sync.errors import LONGEST_WAIT, Busy, Declined, Offline
from app.sync.responses import from_text
from app.sync.runner import FIRST_WAIT, pause
from sync_server.config import Config
from sync_server.http.asgi import create_app
from sync_server.records.connections import Connections, connect
from sync_server.region import creation
from sync_server.region.registry import Registry
from tests import forged
from tests.journeys.town import ORIGIN, Handset, LossyTransport, code, waiting
from tests.people import LIBRARY, NOON, STRANGER


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def server(folder: Path) -> tuple[ASGIApp, Registry]:
    config = Config(folder / "server", folder / "no-web", ORIGIN)
    app = create_app(config, lambda: NOON)
    registry = Registry(Connections(config.data / "server.db"), config.data, lambda: NOON)
    if not registry.exists():
        creation.create(registry)
    return app, registry


async def visit(handset: Handset, number: int) -> None:
    await handset.diary.scanned(code(LIBRARY, number=number))
    await handset.diary.scanned(code(LIBRARY, time=NOON + 3600, number=number))


def test_what_was_saved_offline_is_on_the_server_with_a_receipt_when_the_network_is_back(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        amina = await Handset(tmp_path).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert amina.notices == ["offline"]
        assert not amina.diary.page().entries[0].sent
        amina.transport = httpx.ASGITransport(app=app)
        amina.runner._client = None
        await amina.runner.wake()
        assert amina.diary.page().entries[0].sent
        assert waiting(amina.store) == 0
        [key] = amina.trust.trust_list.receipt_keys if amina.trust.trust_list else []
        for kept in amina.store.records():
            assert kept.receipt
            outer, said = receipt.from_bytes(kept.receipt)
            assert said.record == kept.record.id
            assert verify(outer.check(key.public))

    run(story())


def held(folder: Path) -> list[bytes]:
    with connect(folder / "server" / "server.db") as db:
        rows = db.execute("SELECT data FROM records ORDER BY cursor").fetchall()
    db.close()
    return [row[0] for row in rows]


def test_lost_answers_and_pushing_twice_change_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        dice = random.Random(40)
        line = LossyTransport(httpx.ASGITransport(app=app), lambda: dice.random() < 0.5)
        amina = await Handset(tmp_path, transport=line).open()
        for number in range(30):
            await visit(amina, number)
            await amina.runner.wake()
            if number % 7 == 3:
                amina.store.requeue_kept()
        while waiting(amina.store):
            await amina.runner.wake()
        mine = [kept.record.envelope.data for kept in amina.store.records()]
        assert sorted(held(tmp_path)) == sorted(mine)
        assert len(mine) == 61

    run(story())


def test_a_record_saved_during_a_flight_goes_along_in_the_next_round(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        amina = await Handset(tmp_path, transport=httpx.ASGITransport(app=app)).open()
        await visit(amina, 1)
        flight = amina.runner.wake()
        await asyncio.sleep(0)
        await visit(amina, 2)
        assert amina.runner.wake() is flight
        await flight
        assert waiting(amina.store) == 0

    run(story())


def test_a_server_that_forgot_this_device_gets_everything_again(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        amina = await Handset(tmp_path, transport=httpx.ASGITransport(app=app)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        with connect(tmp_path / "server" / "server.db") as db:
            db.execute("DELETE FROM records")
            db.execute("DELETE FROM devices")
        db.close()
        await visit(amina, 2)
        await amina.runner.wake()
        assert len(held(tmp_path)) == 5

    run(story())


def test_a_receipt_for_another_record_or_by_another_key_is_not_believed(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        inner = httpx.ASGITransport(app=app)

        async def forge(request: httpx.Request) -> httpx.Response:
            response = await inner.handle_async_request(request)
            await response.aread()
            if request.url.path != "/v1/push":
                return response
            answer = json.loads(response.content)
            receipts = [result["receipt"] for result in answer["results"]]
            for result, other in zip(answer["results"], receipts[1:] + receipts[:1], strict=True):
                result["receipt"] = other
            return httpx.Response(200, json=answer)

        amina = await Handset(tmp_path, transport=httpx.MockTransport(forge)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert waiting(amina.store) == 3

    run(story())


def test_a_receipt_that_a_stranger_signed_is_not_believed(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        inner = httpx.ASGITransport(app=app)

        async def forge(request: httpx.Request) -> httpx.Response:
            response = await inner.handle_async_request(request)
            await response.aread()
            if request.url.path != "/v1/push":
                return response
            answer = json.loads(response.content)
            for result in answer["results"]:
                result["receipt"] = to_text(forged.receipt(STRANGER, from_text(result["id"]), NOON))
            return httpx.Response(200, json=answer)

        amina = await Handset(tmp_path, transport=httpx.MockTransport(forge)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert waiting(amina.store) == 3

    run(story())


RUBBISH = [
    httpx.Response(200, text="<html>Welcome to the wifi</html>"),
    httpx.Response(200, json=[]),
    httpx.Response(200, json={"results": []}),
    httpx.Response(200, json={"results": [{"status": "ok"}]}),
    httpx.Response(200, json={"results": [{"status": "stored", "id": "*", "receipt": 5}]}),
    httpx.Response(200, content=b'{"results": ' + b"[" * 100_000, headers={"content-type": "application/json"}),
    httpx.Response(302, headers={"location": "https://portal.example/"}),
    httpx.Response(404, json={"detail": "x"}),
    httpx.Response(200, content=b"\xff\xfe", headers={"content-type": "application/json"}),
]


@pytest.mark.parametrize("answer", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_from_the_network_counts_as_offline(answer: httpx.Response) -> None:
    async def story() -> None:
        transport = httpx.MockTransport(lambda request: answer)
        with pytest.raises(Offline):
            await Client(httpx.AsyncClient(base_url=ORIGIN, transport=transport)).push([b"x"])

    run(story())


def test_a_busy_server_says_how_long_to_wait_and_no_longer_than_six_hours() -> None:
    async def story() -> None:
        for header, wait in (("120", 120), ("99999999", LONGEST_WAIT), ("tomorrow", None), (None, None)):
            headers = {"retry-after": header} if header else {}
            transport = httpx.MockTransport(lambda request, h=headers: httpx.Response(503, headers=h))
            with pytest.raises(Busy) as caught:
                await Client(httpx.AsyncClient(base_url=ORIGIN, transport=transport)).trust()
            assert caught.value.wait == wait

    run(story())


def test_a_refusal_keeps_its_code() -> None:
    async def story() -> None:
        transport = httpx.MockTransport(lambda request: httpx.Response(409, json={"code": "used"}))
        with pytest.raises(Declined) as caught:
            await Client(httpx.AsyncClient(base_url=ORIGIN, transport=transport)).enrol(b"x")
        assert caught.value.code == "used"

    run(story())


def test_waits_double_with_full_jitter_up_to_six_hours() -> None:
    assert [pause(n, lambda low, high: high) for n in (0, 1, 2)] == [FIRST_WAIT, 60, 120]
    assert pause(50, lambda low, high: high) == LONGEST_WAIT
    assert pause(3, lambda low, high: low) == 0


def test_base64url_has_one_spelling() -> None:
    assert from_text(to_text(b"\xfb\xff\x00")) == b"\xfb\xff\x00"
    for text in ("AA==", "AB", "A", "é", "+/+/", 5, None):
        with pytest.raises(Offline):
            from_text(text)
