"""Whoever was shown a proof knows the pseudonym in it. That opens nothing: a key joins a person only with the secret."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from app.protocol import proof, pull, record
from app.protocol.bodies import Void
from app.protocol.pull import Pull
from app.protocol.record import PERSON_SECRET_SIZE, person_of
from app.records.proof_file import gather
from app.sync.client import Client
from tests.journeys.buddies import line
from tests.journeys.town import Handset, code
from tests.people import LIBRARY, NOON, Phone
from tests.server.test_server import Town, bytes_of


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def amina_with_hours(folder: Path, town: Town) -> Handset:
    amina = await Handset(folder, transport=line(town)).open()
    amina.store.set_settings({"secret": b"amina's own word"})
    await amina.diary.scanned(code(LIBRARY, time=NOON - 3600))
    await amina.diary.scanned(code(LIBRARY, time=NOON))
    await amina.runner.wake()
    assert [one.sent for one in amina.diary.page().entries] == [True]
    return amina


async def pulled_by(client: Client, phone: Phone) -> set[bytes]:
    """The ids of all that the server gives to this phone."""
    draft = pull.to_draft(Pull(await client.challenge(), 0, 100), phone.key.public)
    rows = (await client.pull(draft.seal(phone.key.sign(draft.message)), 0)).rows
    return {record.from_bytes(data).id for data, _ in rows}


def test_who_was_shown_a_proof_can_neither_see_later_hours_nor_take_hours_back(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await amina_with_hours(tmp_path, town)
        shown = gather(amina.store)
        came = record.from_bytes(shown.records[1])
        eve = Phone("eve", shown.person)
        eve.write(Void(came.id, 4))
        for secret in (b"", shown.person, bytes(PERSON_SECRET_SIZE)):
            await town.push(*bytes_of(eve), secret=secret)
        assert await pulled_by(amina._client(), eve) == {one.id for one in eve.records}
        await amina.diary.scanned(code(LIBRARY, time=NOON + 86400, number=2))
        await amina.runner.wake()
        assert await pulled_by(amina._client(), eve) == {one.id for one in eve.records}
        amina.store.set_settings({"restore": "0"})  # she asks for everything once more
        await amina.runner.wake()
        assert amina.diary.page().total == 60
        assert not any(one.record.id in {two.id for two in eve.records} for one in amina.store.records())

    run(story())


def test_the_secret_is_in_no_record_and_in_no_proof_and_the_server_keeps_none(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await amina_with_hours(tmp_path, town)
        secret = amina.store.secret() or b""
        assert person_of(secret) == amina.store.person()
        assert secret not in proof.to_bytes(gather(amina.store))
        assert not any(secret in data for data in town.held())
        for file in (tmp_path / "data").iterdir():
            assert not file.is_file() or secret not in file.read_bytes()

    run(story())


def test_a_key_joins_with_the_secret_in_either_form_of_a_push(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await amina_with_hours(tmp_path, town)
        secret = amina.store.secret() or b""
        hers = {one.record.id for one in amina.store.records()}
        for name, short in (("tablet", True), ("old phone", False)):
            other = Phone(name, person_of(secret))
            other.write(Void(bytes(32), 1))
            if short:
                await amina._client().push(bytes_of(other), None, secret)
            else:
                await town.push(*bytes_of(other), secret=secret)
            hers |= {one.id for one in other.records}
            assert await pulled_by(amina._client(), other) == hers

    run(story())


def test_a_secret_of_another_length_joins_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        for number, secret in enumerate((b"", b"\x01" * (PERSON_SECRET_SIZE - 1), b"\x01" * 40)):
            one, other = (Phone(f"{name} {number}", person_of(secret)) for name in ("one", "other"))
            for phone in (one, other):
                phone.write(Void(bytes(32), 1))
                await town.push(*bytes_of(phone), secret=secret)
            client = (await Handset(tmp_path, f"asks {number}", transport=line(town)).open())._client()
            assert await pulled_by(client, other) == {record.id for record in other.records}

    run(story())
