"""Stories of one newcomer who is two persons for the server: a card brings them together, and nobody else can."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import httpx
import pytest

from app.platform.phone.card_cipher import NativeCardCipher
from app.protocol import proof
from app.protocol.card import Card, from_text, to_text
from app.records import cards, proof_file
from app.records.joining import join, may_join
from app.sync import card_client
from app.sync.errors import Declined
from sync_server.records.connections import connect
from sync_server.safekeeping import soundness
from tests.journeys.test_sync import server, visit
from tests.journeys.town import Clock, Handset, HeldKey, code, waiting
from tests.people import LIBRARY, NOON, key
from tests.vectors.verdicts import _opened as told_of_proof  # what a stranger makes of a proof's text

CIPHER = NativeCardCipher()
REGION = b"a region"  # of whom a card is; the server that opens it does not ask


async def phone(folder: Path, name: str, line: httpx.AsyncBaseTransport) -> Handset:
    """A phone whose secret is its own."""
    opened = await Handset(folder, name, transport=line).open()
    numbers = itertools.count(1)
    opened.diary._random = opened.random = lambda size: (name.encode() + bytes([next(numbers)])).rjust(size, b".")[-size:]
    return opened


async def two(folder: Path) -> tuple[Handset, Handset, Card]:
    """An old phone with an hour and a card, and a new one that began anew, with another hour at another time."""
    line = httpx.ASGITransport(app=server(folder)[0])
    old, new = await phone(folder, "old", line), await phone(folder, "new", line)
    await visit(old, 1)
    await old.runner.wake()
    made = await cards.make(old.store, CIPHER, old.random, REGION)
    assert old.key
    await card_client.register(old._client(), old.store, old.diary, old.key, made)
    await new.diary.scanned(code(LIBRARY, time=NOON + 7200, number=2))
    await new.diary.scanned(code(LIBRARY, time=NOON + 7200 + 5400, number=2))
    await new.runner.wake()
    return old, new, made.card


async def come_together(new: Handset, card: Card) -> None:
    keys = await cards.keys_of(from_text(to_text(card)), CIPHER)
    secret = await cards.open_sealed(keys, await card_client.fetch(new._client(), keys.place), CIPHER)
    assert new.key
    await join(new.store, new.disk, new.disk, new.key, secret, new.clock())


def persons(folder: Path) -> int:
    with connect(folder / "server" / "server.db") as db:
        return int(db.execute("SELECT count(DISTINCT person) FROM records").fetchone()[0])


def test_two_persons_become_one_and_each_hour_counts_once(tmp_path: Path) -> None:
    async def story() -> None:
        old, new, card = await two(tmp_path)
        assert (old.diary.page().total, new.diary.page().total, persons(tmp_path)) == (60, 90, 2)
        assert new.key
        assert await may_join(new.store, new.key, old.store.person() or b"")
        await come_together(new, card)
        await new.runner.wake()
        assert (new.diary.page().total, waiting(new.store), persons(tmp_path)) == (150, 0, 1)
        assert new.store.person() == old.store.person()
        await new.diary.scanned(code(LIBRARY, time=NOON + 20000, number=3))
        await new.reopen()
        await new.runner.wake()
        assert new.diary.page().total == 150
        assert new.store.person() == old.store.person()
        assert list(soundness.troubles(server(tmp_path)[1])) == []
        text = proof.to_text(proof.to_bytes(proof_file.gather(new.store)))
        told = told_of_proof({"text": text, "held": None, "roots": ["00" * 32]})
        assert (told["total"], told["left_out"], told["whole"]) == (150, 0, True)

    asyncio.run(story())


def test_what_was_never_sent_before_the_two_came_together_is_sent_and_counts(tmp_path: Path) -> None:
    async def story() -> None:
        _, new, card = await two(tmp_path)
        await new.diary.scanned(code(LIBRARY, time=NOON + 30000, number=4))
        await new.diary.scanned(code(LIBRARY, time=NOON + 30000 + 600, number=4))
        await come_together(new, card)
        await new.reopen()  # killed before anything was sent
        await new.runner.wake()
        assert (new.diary.page().total, waiting(new.store), persons(tmp_path)) == (160, 0, 1)
        third = Handset(tmp_path, "third", Clock(), transport=new.transport)
        await third.open()
        third.store.set_settings({"secret": new.store.secret() or b"", "recalled": "1", "restore": "0", "asking": ""})
        await third.runner.wake()
        assert third.diary.page().total == 160  # the next phone with this secret has all of it

    asyncio.run(story())


def test_neither_the_key_alone_nor_the_secret_alone_moves_an_hour(tmp_path: Path) -> None:
    async def story() -> None:
        old, new, card = await two(tmp_path)
        begun = new.store.records()[0].record
        former = new.store.secret() or b""
        await come_together(new, card)
        joined = new.store.records()[-1].record
        client = old._client()
        await client.push([joined.envelope.data])  # signed by the key, and no secret
        await client.push([joined.envelope.data], secret=former)  # nor with the wrong one
        assert persons(tmp_path) == 2
        await new.runner.wake()
        assert persons(tmp_path) == 1
        await client.push([begun.envelope.data], secret=former)  # the former secret, and what was signed then
        assert persons(tmp_path) == 1

    asyncio.run(story())


def test_the_card_of_who_joined_another_is_old(tmp_path: Path) -> None:
    async def story() -> None:
        _, new, card = await two(tmp_path)
        assert new.key
        own = await cards.make(new.store, CIPHER, new.random, REGION)
        await card_client.register(new._client(), new.store, new.diary, new.key, own)
        await come_together(new, card)
        await new.runner.wake()
        with pytest.raises(Declined, match="old-card"):
            await card_client.fetch(new._client(), own.place)

    asyncio.run(story())


def test_hours_of_another_key_of_the_former_person_keep_the_two_apart(tmp_path: Path) -> None:
    async def story() -> None:
        old, new, _ = await two(tmp_path)
        successor = Handset(
            tmp_path, "new", new.clock, new.transport, file="new again", key=HeldKey(key("phone of new, again"))
        )
        await successor.open()
        successor.store.set_settings({"secret": new.store.secret() or b"", "recalled": "1", "restore": "0", "asking": ""})
        await successor.runner.wake()
        assert successor.diary.page().total == 90
        assert successor.key
        assert not await may_join(successor.store, successor.key, old.store.person() or b"")

    asyncio.run(story())
