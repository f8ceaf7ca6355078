"""Stories of recovery cards at the server: who may leave one, who gets it back, and who guesses in vain."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from app.protocol import card_request
from app.protocol.card_request import CardRequest
from app.protocol.ed25519 import Key
from app.protocol.record import CheckIn, person_of
from sync_server.http.api import from_text, to_text
from sync_server.rates import DAY, Rate
from sync_server.records import cards
from sync_server.records.connections import connect
from sync_server.safekeeping import erasure
from tests.people import Phone, token
from tests.server.test_server import Town, bytes_of, run

SECRET = bytes(range(16))
PLACE, OTHER = b"p" * 16, b"q" * 16
SEALED, ANOTHER = b"s" * 44, b"t" * 44


def amina() -> Phone:
    phone = Phone("amina", person=person_of(SECRET))
    phone.write(CheckIn(token()))
    return phone


async def leave(town: Town, key: Key, place: bytes = PLACE, sealed: bytes = SEALED, nonce: bytes = b"") -> tuple[int, Any]:
    """Ask the server to keep a card, signed by `key`; a nonce of its own unless one is named."""
    fresh = nonce or from_text((await town.http.post("/v1/challenge")).json()["nonce"])
    draft = card_request.to_draft(CardRequest(fresh, place, sealed), key.public)
    reply = await town.http.post("/v1/card", json={"request": to_text(key.seal(draft))})
    return reply.status_code, reply.json().get("code")


async def ask(town: Town, place: bytes = PLACE, address: str = "") -> tuple[int, Any]:
    headers = {"x-forwarded-for": address} if address else {}
    reply = await town.http.post("/v1/card/open", json={"place": to_text(place)}, headers=headers)
    told = reply.json()
    return reply.status_code, from_text(told["sealed"]) if "sealed" in told else told["code"]


def test_a_card_is_kept_and_given_to_whoever_knows_its_place(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        await town.push(*bytes_of(phone), secret=SECRET)
        assert await ask(town) == (404, "no-card")
        assert await leave(town, phone.key) == (200, None)
        assert await ask(town) == (200, SEALED)
        assert await leave(town, phone.key) == (200, None)  # the answer was lost, and the phone asks again
        assert await ask(town) == (200, SEALED)
        assert await ask(town, b"short") == (400, "bad-request")

    run(story())


def test_a_new_card_makes_the_one_before_it_old(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        await town.push(*bytes_of(phone), secret=SECRET)
        await leave(town, phone.key)
        assert await leave(town, phone.key, OTHER, ANOTHER) == (200, None)
        assert (await ask(town), await ask(town, OTHER)) == ((410, "old-card"), (200, ANOTHER))
        with connect(tmp_path / "data" / "server.db") as db:
            assert db.execute("SELECT count(*) FROM cards WHERE sealed = ?", [SEALED]).fetchone() == (0,)

    run(story())


def test_only_a_device_that_came_with_the_secret_leaves_a_card_over_a_fresh_nonce(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        stranger = Phone("stranger", person=person_of(SECRET))  # knows the person from a proof, not the secret
        stranger.write(CheckIn(token()))
        await town.push(*bytes_of(stranger))
        assert await leave(town, stranger.key) == (403, "not-allowed")
        assert await leave(town, phone.key) == (403, "not-allowed")  # unknown here so far
        await town.push(*bytes_of(phone), secret=SECRET)
        assert await leave(town, phone.key, nonce=bytes(32)) == (403, "not-allowed")
        nonce = from_text((await town.http.post("/v1/challenge")).json()["nonce"])
        town.time += 121
        assert await leave(town, phone.key, nonce=nonce) == (403, "not-allowed")
        assert await ask(town) == (404, "no-card")

    run(story())


def test_nobody_puts_a_card_at_the_place_of_somebody_else_s(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone, secret = Town(tmp_path), amina(), b"m" * 16
        mallory = Phone("mallory", person=person_of(secret))
        mallory.write(CheckIn(token()))
        await town.push(*bytes_of(phone), secret=SECRET)
        await town.push(*bytes_of(mallory), secret=secret)
        await leave(town, phone.key)
        assert await leave(town, mallory.key, PLACE, ANOTHER) == (403, "not-allowed")
        assert await ask(town) == (200, SEALED)

    run(story())


def test_twenty_wrong_tries_end_in_too_many_and_nobody_behind_another_address_feels_it(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path, proxies=1), amina()
        await town.push(*bytes_of(phone), secret=SECRET)
        await leave(town, phone.key)
        for _ in range(30):
            assert await ask(town, address="203.0.113.7") == (200, SEALED)  # what is right costs nothing
        tries = [await ask(town, bytes([number]) * 16, "203.0.113.7") for number in range(21)]
        assert tries == [(404, "no-card")] * 20 + [(429, "too-many")]
        assert await ask(town, address="203.0.113.7") == (429, "too-many")  # nor does the right one tell itself apart now
        assert await ask(town, address="198.51.100.9") == (200, SEALED)
        town.time += 180
        assert await ask(town, address="203.0.113.7") == (200, SEALED)

    run(story())


def test_guessing_from_many_addresses_ends_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        monkeypatch.setattr(cards, "WRONG_OF_ALL", Rate(50, DAY))
        town = Town(tmp_path, proxies=1)
        tries = [await ask(town, bytes([number]) * 16, f"203.0.113.{number}") for number in range(52)]
        assert tries == [(404, "no-card")] * 50 + [(429, "too-many")] * 2

    run(story())


def test_the_card_of_who_is_erased_goes_with_everything_else(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        await town.push(*bytes_of(phone), secret=SECRET)
        await leave(town, phone.key)
        await leave(town, phone.key, OTHER, ANOTHER)
        await asyncio.to_thread(erasure.erase, town.registry, phone.person.hex())
        assert (await ask(town), await ask(town, OTHER)) == ((404, "no-card"), (404, "no-card"))
        assert await leave(town, phone.key) == (403, "not-allowed")

    run(story())


def test_nothing_of_a_card_stands_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        async with town.served():
            await town.push(*bytes_of(phone), secret=SECRET)
            await leave(town, phone.key)
            await ask(town)
            await ask(town, OTHER)

    with caplog.at_level(logging.DEBUG, "veertig"):
        run(story())
    said = caplog.text
    assert not any(text in said for text in (to_text(PLACE), PLACE.hex(), to_text(SEALED), to_text(OTHER), SECRET.hex()))
