"""Stories of whom a device belongs to: the secret decides, whoever came first, and whoever came at the same time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from app.protocol import pull
from app.protocol.pull import Pull
from app.protocol.record import CheckIn, Device, person_of
from sync_server.http.api import from_text, to_text
from sync_server.safekeeping import soundness
from tests.people import Phone, token
from tests.server.test_server import Town, bytes_of, run

SECRET = bytes(range(16))


def phone(name: str, moments: int = 2) -> Phone:
    made = Phone(name, person=person_of(SECRET))
    made.write(Device(made.key.public, made.person))
    for number in range(moments):
        made.write(CheckIn(token(number=number)))
    return made


async def pulled(town: Town, device: Phone, cursor: int = 0) -> list[Any]:
    nonce = from_text((await town.http.post("/v1/challenge")).json()["nonce"])
    signed = device.key.seal(pull.to_draft(Pull(nonce, cursor, 200), device.key.public))
    rows: list[Any] = (await town.http.post("/v1/pull", json={"request": to_text(signed)})).json()["rows"]
    return rows


async def records_of(town: Town, device: Phone) -> set[bytes]:
    return {from_text(row["record"]) for row in await pulled(town, device)}


def test_a_stranger_who_brings_the_first_record_without_the_secret_cuts_nobody_off(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, new = Town(tmp_path), phone("amina"), phone("amina's new phone", 0)
        await town.push(bytes_of(amina)[0])  # by somebody who was shown a proof
        await town.push(*bytes_of(amina), secret=SECRET)
        await town.push(*bytes_of(new), secret=SECRET)
        assert await records_of(town, new) == {*bytes_of(amina), *bytes_of(new)}
        assert list(soundness.troubles(town.registry)) == []

    run(story())


def test_a_device_that_stood_alone_for_long_comes_to_its_person_and_no_other_phone_misses_its_records(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, new = Town(tmp_path), phone("amina"), phone("amina's new phone", 0)
        await town.push(*bytes_of(amina))  # all of it, without the secret
        await town.push(*bytes_of(new), secret=SECRET)
        last = (await pulled(town, new))[-1]["cursor"]
        await town.push(bytes_of(amina)[0], secret=SECRET)
        later = [from_text(row["record"]) for row in await pulled(town, new, last)]
        assert later == bytes_of(amina)  # after the cursor that the new phone had

    run(story())


def test_two_pushes_at_once_with_and_without_the_secret_end_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        for number in range(12):
            town, amina, new = Town(tmp_path / str(number)), phone("amina"), phone("amina's new phone", 0)
            honest, stranger = town.push(*bytes_of(amina), secret=SECRET), town.push(*bytes_of(amina))
            await asyncio.gather(*((honest, stranger) if number % 2 else (stranger, honest)))
            await town.push(*bytes_of(new), secret=SECRET)
            assert await records_of(town, new) == {*bytes_of(amina), *bytes_of(new)}, number
            assert list(soundness.troubles(town.registry)) == []

    run(story())


def test_a_wrong_secret_moves_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, new = Town(tmp_path), phone("amina"), phone("amina's new phone", 0)
        await town.push(*bytes_of(amina))
        await town.push(*bytes_of(new), secret=SECRET)
        for wrong in (b"", b"x", b"x" * 16, SECRET[:-1], SECRET + b"x"):
            await town.push(bytes_of(amina)[0], secret=wrong)
        assert await records_of(town, new) == set(bytes_of(new))

    run(story())
