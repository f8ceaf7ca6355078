"""The short form of a push: the same records and receipts as in the long one, and no harm from odd bytes."""

from __future__ import annotations

import zlib
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.protocol import cbor, receipt
from app.protocol.packed import Base, pack
from app.sync.client import Client
from app.sync.responses import from_text
from sync_server.http.bodies import MOST_BODY
from tests.people import Phone
from tests.server.test_server import Town, amina, bytes_of, run


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


async def short(town: Town, body: bytes) -> httpx.Response:
    return await town.http.post("/v1/push", content=body)


def base_of(phone: Phone, number: int, given: str) -> Base:
    one = phone.records[number]
    return Base(one.id, one.envelope.data, receipt.from_bytes(from_text(given))[0].id)


def test_both_forms_keep_the_same_bytes_and_the_short_one_is_shorter(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina(3)
        first = (await short(town, pack(bytes_of(phone)[:2], None))).json()["results"]
        assert [result["status"] for result in first] == ["stored", "stored"]
        body = pack(bytes_of(phone)[2:], base_of(phone, 1, first[1]["receipt"]))
        second = (await short(town, body)).json()["results"]
        assert [result["status"] for result in second] == ["stored", "stored"]
        assert town.held() == bytes_of(phone)
        assert len(body) < 0.75 * sum(map(len, bytes_of(phone)[2:]))
        long = await town.push(*bytes_of(phone))
        assert [result["receipt"] for result in long] == [result["receipt"] for result in first + second]

    run(story())


def test_a_base_that_is_not_held_is_said_to_be_unknown(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina(2)
        one = phone.records[0]
        answer = await short(town, pack(bytes_of(phone), Base(one.id, one.envelope.data, bytes(32))))
        assert (answer.status_code, answer.json()) == (409, {"code": "unknown-base"})

    run(story())


def test_a_dictionary_that_differs_is_noticed_and_the_phone_falls_back_on_the_long_form(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina(2)
        await town.push(*bytes_of(phone)[:1])
        one = phone.records[0]
        other = Base(one.id, one.envelope.data, bytes(32))  # its receipt is another than the server's
        answer = await short(town, pack(bytes_of(phone)[1:], other))
        assert (answer.status_code, answer.json()) == (400, {"code": "bad-request"})
        pushed = await Client(town.http).push(bytes_of(phone)[1:], other)
        assert [one.status for one in pushed.statuses] == ["stored", "stored"]

    run(story())


def test_a_server_that_knows_only_the_long_form_gets_it() -> None:
    async def story() -> None:
        def older(request: httpx.Request) -> httpx.Response:
            if request.content[:1] != b"{":
                return httpx.Response(400, json={"code": "bad-request"})
            return httpx.Response(200, json={"results": [{"id": None, "status": "refused", "code": "bad-code"}]})

        pushed = await Client(httpx.AsyncClient(base_url="http://x", transport=httpx.MockTransport(older))).push([b"x"])
        assert [one.code for one in pushed.statuses] == ["bad-code"]
        assert pushed.list_version is None

    run(story())


HEAD = b"\x01" + bytes(8)
ODD = {
    "nothing after the head": HEAD,
    "cut off in the head": HEAD[:5],
    "not zlib": HEAD + b"rubbish",
    "cut off": pack([b"x" * 300], None)[:-3],
    "something after the end": pack([b"x"], None) + b"x",
    "not an array": HEAD + zlib.compress(cbor.encode({1: 2})),
    "no bytes in it": HEAD + zlib.compress(cbor.encode([1])),
    "not CBOR": HEAD + zlib.compress(b"\xff"),
    "two values": HEAD + zlib.compress(cbor.encode([b"x"]) * 2),
}


@pytest.mark.parametrize("body", ODD.values(), ids=list(ODD))
def test_an_odd_body_is_a_bad_request(tmp_path: Path, body: bytes) -> None:
    async def story() -> None:
        answer = await short(Town(tmp_path), body)
        assert (answer.status_code, answer.json()) == (400, {"code": "bad-request"})

    run(story())


def test_a_small_body_that_unpacks_into_a_huge_one_is_too_large(tmp_path: Path) -> None:
    async def story() -> None:
        bomb = HEAD + zlib.compress(bytes(100 * MOST_BODY), 9)
        assert len(bomb) < MOST_BODY
        answer = await short(Town(tmp_path), bomb)
        assert (answer.status_code, answer.json()) == (413, {"code": "too-large"})
        many = await short(Town(tmp_path), pack([b"x"] * 101, None))
        assert many.status_code in (400, 413)

    run(story())


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_never_break_the_server(town: Town, junk: bytes) -> None:
    async def story() -> None:
        assert (await short(town, b"\x01" + junk)).status_code in (400, 409, 413)

    run(story())
