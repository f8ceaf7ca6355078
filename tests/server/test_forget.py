"""Stories of newcomers who ask their region to forget them, and of others who ask in their place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from app.protocol import forget
from app.protocol.ed25519 import Key
from app.protocol.forget import ForgetWish
from app.protocol.record import CheckIn, Device, person_of
from sync_server.http.api import to_text
from sync_server.region.upkeep import _once
from tests.people import NOON, Phone, key, token
from tests.server.test_meetings import ASKED, GIVEN, bring
from tests.server.test_server import Town, bytes_of, run


@dataclass
class Newcomer(Phone):
    """A phone whose person was made of a secret, and which can wish to be forgotten."""

    secret: bytes = b""

    def wish(self, town: Town, time: int = NOON) -> ForgetWish:
        return ForgetWish(town.registry.list_certificate().region, self.person, time, self.key.public)


def newcomer(name: str, secret: bytes = b"s" * 16, moments: int = 2) -> Newcomer:
    phone = Newcomer(name, person_of(secret), secret=secret)
    for number in range(moments):
        phone.write(CheckIn(token(number=number)))
    return phone


async def ask(town: Town, wish: ForgetWish, signer: Key, secret: bytes = b"") -> str:
    """Send a wish; "" when it was carried out, else the code."""
    sealed = signer.seal(forget.to_draft(wish))
    answer = await town.http.post("/v1/forget", json={"wish": to_text(sealed), "secret": to_text(secret)})
    assert (answer.status_code == 200) is (answer.json() == {})
    return str(answer.json().get("code", ""))


def audit(town: Town) -> list[tuple[str, str, str]]:
    return town.registry.db.execute("SELECT who, act, about FROM audit WHERE act = 'forget'").fetchall()


def test_who_asks_is_forgotten_with_every_phone_and_nobody_else_is(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, sara = Town(tmp_path), newcomer("amina"), newcomer("sara", b"t" * 16)
        second = newcomer("second phone of amina", amina.secret)
        for phone in (amina, second, sara):
            await town.push(*bytes_of(phone), secret=phone.secret)
        await bring(town, (ASKED, GIVEN))  # Amina asked for it
        assert await ask(town, amina.wish(town), amina.key) == ""
        assert town.held() == bytes_of(sara)
        assert {(one["status"], one["code"]) for one in await town.push(*bytes_of(second), secret=amina.secret)} == {
            ("refused", "erased")
        }
        [met] = (await bring(town, (ASKED, GIVEN)))["meetings"]
        assert (met["status"], met["code"]) == ("refused", "erased")
        assert audit(town) == [("newcomer", "forget", "")]

    run(story())


def test_no_byte_is_left_in_the_file_after_the_daily_upkeep(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina", moments=40)
        await town.push(*bytes_of(newcomer("sara", b"t" * 16)), secret=b"t" * 16)
        await town.push(*bytes_of(amina), secret=amina.secret)
        assert await ask(town, amina.wish(town), amina.key) == ""
        await asyncio.to_thread(_once, town.registry)
        traces = [amina.person, amina.key.public, *(one.envelope.signature for one in amina.records)]
        for file in (town.folder / "data").glob("server.db*"):
            data = file.read_bytes()
            assert [trace for trace in traces if trace in data] == []

    run(story())


def test_a_stranger_who_was_shown_the_proof_erases_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, mallory = Town(tmp_path), newcomer("amina"), newcomer("mallory", b"m" * 16)
        await town.push(*bytes_of(amina), secret=amina.secret)
        named = replace(amina.wish(town), public=mallory.key.public)
        assert await ask(town, named, mallory.key) == "not-allowed"
        stands_alone = Phone("mallory", amina.person)  # names Amina's person, without the secret
        stands_alone.write(Device(mallory.key.public, amina.person))
        await town.push(*bytes_of(stands_alone))
        assert await ask(town, named, mallory.key) == "not-allowed"
        assert await ask(town, named, mallory.key, mallory.secret) == "not-allowed"
        assert await ask(town, amina.wish(town), mallory.key) == "not-allowed"  # Amina's key, and another one signed
        assert town.held() == [*bytes_of(amina), *bytes_of(stands_alone)]
        assert audit(town) == []

    run(story())


async def forked(folder: Path, name: str, secret: bytes) -> tuple[Town, Newcomer, Newcomer]:
    """Amina, and somebody of this name with a second first record that names Amina's person, all at one server."""
    town, amina, other = Town(folder), newcomer("amina"), newcomer(name, secret)
    await town.push(*bytes_of(amina), secret=amina.secret)
    await town.push(*bytes_of(other), secret=other.secret)
    fork = Phone(name, amina.person)
    fork.write(Device(other.key.public, amina.person), NOON + 1)
    await town.push(*bytes_of(fork))
    return town, amina, other


def test_a_device_with_two_first_records_takes_nobody_along(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, mallory = await forked(tmp_path, "mallory", b"m" * 16)
        assert await ask(town, mallory.wish(town), mallory.key) == ""
        assert town.held() == bytes_of(amina)

    run(story())


def test_who_names_somebody_in_a_second_first_record_is_not_erased_with_that_person(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, sara = await forked(tmp_path, "sara", b"t" * 16)
        assert await ask(town, amina.wish(town), amina.key) == ""
        assert town.held()[: len(sara.records)] == bytes_of(sara)

    run(story())


def test_a_wish_sent_again_does_nothing_to_who_began_anew(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina")
        await town.push(*bytes_of(amina), secret=amina.secret)
        wish = amina.wish(town)
        assert await ask(town, wish, amina.key) == ""
        anew = newcomer("amina, who began anew", b"n" * 16)
        await town.push(*bytes_of(anew), secret=anew.secret)
        town.time += 86400
        assert await ask(town, wish, amina.key) == ""
        assert town.held() == bytes_of(anew)
        assert len(audit(town)) == 1

    run(story())


def test_a_wish_that_waited_does_not_erase_who_came_back_with_the_card(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina")
        await town.push(*bytes_of(amina), secret=amina.secret)
        waiting = amina.wish(town, NOON + 60)
        town.time += 7 * 86400
        back = newcomer("new phone of amina", amina.secret, moments=1)
        await town.push(*bytes_of(back), secret=amina.secret)
        assert await ask(town, waiting, amina.key) == "came-back"
        assert town.held() == [*bytes_of(amina), *bytes_of(back)]

    run(story())


def test_a_phone_whose_clock_is_years_behind_is_forgotten_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina")
        second = newcomer("second phone of amina", amina.secret)
        await town.push(*bytes_of(second), secret=amina.secret)
        await town.push(*bytes_of(amina), secret=amina.secret)
        assert await ask(town, amina.wish(town, time=1), amina.key) == ""
        assert town.held() == []

    run(story())


def test_a_phone_that_never_sent_anything_proves_itself_with_the_secret(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina")
        new = newcomer("new phone of amina", amina.secret, moments=0)
        await town.push(*bytes_of(amina), secret=amina.secret)
        assert await ask(town, new.wish(town), new.key) == "not-allowed"
        assert await ask(town, new.wish(town), new.key, amina.secret) == ""
        assert town.held() == []
        never = newcomer("sara", b"t" * 16)  # nothing of her is here, and nothing comes any more
        assert await ask(town, never.wish(town), never.key, never.secret) == ""
        assert {one["code"] for one in await town.push(*bytes_of(never), secret=never.secret)} == {"erased"}

    run(story())


def test_a_wish_for_another_region_and_an_odd_one_are_not_allowed(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina")
        await town.push(*bytes_of(amina), secret=amina.secret)
        elsewhere = replace(amina.wish(town), region=bytes(8))
        assert await ask(town, elsewhere, amina.key, amina.secret) == "not-allowed"
        for body in ({"wish": ""}, {"wish": to_text(bytes_of(amina)[0])}, {"wish": "AA", "secret": "AA"}):
            answer = await town.http.post("/v1/forget", json=body)
            assert (answer.status_code, answer.json()) == (403, {"code": "not-allowed"})
        answer = await town.http.post("/v1/forget", json={"wish": "AA", "name": "Amina"})
        assert answer.json() == {"code": "bad-request"}
        assert town.held() == bytes_of(amina)

    run(story())


def test_strangers_cannot_fill_the_disk_with_wishes(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path, new=3)
        codes = []
        for number in range(5):
            one = Newcomer(f"stranger {number}", person_of(bytes([number]) * 16), secret=bytes([number]) * 16)
            codes.append(await ask(town, one.wish(town), key(f"phone of stranger {number}"), one.secret))
        assert codes == ["", "", "", "too-many", "too-many"]

    run(story())


def test_nothing_that_a_proof_is_judged_by_changes(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer("amina")
        await town.push(*bytes_of(amina), secret=amina.secret)
        before = (await town.http.get("/v1/trust")).json()
        assert await ask(town, amina.wish(town), amina.key) == ""
        assert (await town.http.get("/v1/trust")).json() == before

    run(story())
