"""What a newcomer's light page wrote becomes the app's own: the same bytes that the app would have written, once, in order,
whatever stops the app meanwhile; and the chain goes on where it ended.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.platform import Platform
from app.platform.errors import PlatformError
from app.platform.page import LightChain
from app.protocol import qr_text, record
from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.record import Device, person_of
from app.records.light_page import take_over
from app.records.scanned_text import ScannedText
from app.store.opening import open_or_begin_anew
from app.store.store import Store
from tests.journeys.test_recovery import chain, line, marks
from tests.journeys.town import Clock, Handset, HeldKey, LightPage, code, waiting
from tests.page.node import build_shell, node
from tests.people import CARE_HOME, LIBRARY, NOON, STRANGER, key, printed_token, token

HOUR = 3600
SECRET = (1).to_bytes(16, "big")  # the first that the town's phones make
SCRIPT = Path(__file__).parents[1] / "light" / "write.mjs"
POSTER = printed_token()
# What is scanned, and what the phone's clock says then: a day at two displays and a poster, with each code looked at twice.
SCANS = [
    (token(STRANGER, time=NOON), NOON + 5),
    (token(STRANGER, time=NOON + 15), NOON + 20),
    (token(STRANGER, time=NOON + 2 * HOUR), NOON + 2 * HOUR + 5),
    (token(STRANGER, time=NOON + 2 * HOUR), NOON + 2 * HOUR + 9),
    (token(CARE_HOME, time=NOON + 3 * HOUR, activity=8), NOON + 3 * HOUR),
    (POSTER, NOON + 5 * HOUR),
    (POSTER, NOON + 6 * HOUR),
    (token(LIBRARY, time=NOON + 24 * HOUR, number=2), NOON + 24 * HOUR),
]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shell(tmp_path_factory.mktemp("shell"))


def light_page(shell: Path, scans: list[tuple[bytes, int]] = SCANS) -> LightChain:
    """What the page's own scripts write, with the key of Amina's phone."""
    amina = key("phone of amina")
    asked = [{"route": qr_text.to_route(qr_text.SESSION, data), "wall": wall} for data, wall in scans]
    told = {"seed": amina.seed.hex(), "key": amina.public.hex(), "secret": SECRET.hex(), "scans": asked}
    done = node(shell, str(SCRIPT), told=json.dumps(told))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return LightChain(tuple(bytes.fromhex(data) for data in found["records"]), bytes.fromhex(found["secret"]))


def signed(handset: Handset) -> list[bytes]:
    return [kept.record.envelope.data for kept in handset.store.records()]


async def with_app(folder: Path, scans: list[tuple[bytes, int]] = SCANS) -> Handset:
    """The same scans in the app, on a phone that never was online."""
    amina = await Handset(folder).open()
    for data, wall in scans:
        amina.clock.wall = wall
        await amina.diary.scanned(ScannedText(qr_text.SESSION, data))
    return amina


def test_the_light_page_writes_byte_for_byte_what_the_app_would_write(shell: Path, tmp_path: Path) -> None:
    written = light_page(shell)
    assert list(written.records) == signed(asyncio.run(with_app(tmp_path)))
    assert [record.from_bytes(data).body.__class__.__name__ for data in written.records] == [
        *("Device", "CheckIn", "CheckOut", "CheckIn", "CheckIn", "CheckOut", "CheckIn")
    ]


def test_the_app_takes_over_all_of_it_goes_on_with_the_same_chain_and_the_server_sees_one_person(
    shell: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        written = light_page(shell)
        light = LightPage(replace(written, language="ti"))
        made = HeldKey(key("phone of amina"))
        await made.public_key()  # by the light page
        amina = await Handset(tmp_path, transport=line(tmp_path), key=made, light=light).open()
        assert signed(amina) == list(written.records)
        assert waiting(amina.store) == len(written.records)  # also what the light page has sent: receipts are verified here
        assert not amina.store.is_restoring
        assert (amina.store.secret(), amina.store.text("language")) == (SECRET, "ti")
        assert amina.store.person() == person_of(SECRET)
        assert await amina.disk.secret_apart() == SECRET.hex()
        assert light == LightPage(LightChain(), closed=True)

        amina.clock.wall = NOON + 26 * HOUR
        left = await amina.diary.scanned(code(LIBRARY, time=NOON + 26 * HOUR, number=2))
        assert left.what == "left"  # the visit that began on the light page
        amina = await amina.reopen()
        await amina.runner.wake()
        assert waiting(amina.store) == 0
        assert chain(amina) == list(range(len(written.records) + 1))
        assert marks(tmp_path) == set()

    asyncio.run(story())


def test_what_the_light_page_sent_already_is_known_to_the_server_and_counts_once(shell: Path, tmp_path: Path) -> None:
    async def story() -> None:
        before = await with_app(tmp_path / "before")
        before.transport = line(tmp_path)
        await before.runner.wake()  # as the light page's push
        light = LightPage(light_page(shell))
        amina = await Handset(tmp_path / "after", transport=line(tmp_path), light=light).open()
        await amina.runner.wake()
        assert waiting(amina.store) == 0
        assert amina.diary.page().total == before.diary.page().total
        assert marks(tmp_path) == set()

    asyncio.run(story())


class Killed(BaseException):
    """The phone's battery."""


@dataclass
class Browser:
    """A shell whose file is in memory until it is flushed, and that dies at its `last` step, before or after that is done."""

    folder: Path
    light: LightPage
    last: int
    after: bool = False
    steps: list[str] = field(default_factory=list)

    def die(self, step: str) -> bool:
        """Whether this is the last step."""
        self.steps.append(step)
        return len(self.steps) == self.last

    async def flush(self) -> None:
        last = self.die("flush")
        if not last or self.after:
            shutil.copyfile(self.folder / "memory.db", self.folder / "durable.db")
        if last:
            raise Killed

    async def light_chain(self) -> LightChain:
        last = self.die("hand over")
        found = await self.light.hand_over() if not last or self.after else LightChain()
        if last:
            raise Killed
        return found

    async def forget_light_chain(self) -> None:
        last = self.die("forget")
        if not last or self.after:
            await self.light.forget()
        if last:
            raise Killed

    async def start(self) -> Store:
        """The app starts on what is durable."""
        memory, durable = self.folder / "memory.db", self.folder / "durable.db"
        if durable.exists():
            shutil.copyfile(durable, memory)
        else:
            memory.unlink(missing_ok=True)
        opened = open_or_begin_anew(memory, wal=False, now=NOON)
        shell: Any = SimpleNamespace(
            storage=self, verifier=Ed25519Verifier(), light_chain=self.light_chain, forget_light_chain=self.forget_light_chain
        )
        try:
            await take_over(opened.store, cast("Platform", shell))
        except BaseException:
            opened.store.close()
            raise
        return opened.store


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("last", [1, 2, 3])
def test_wherever_the_app_is_killed_while_it_takes_over_nothing_is_lost_and_nothing_doubled(
    last: int, after: bool, shell: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        written = light_page(shell, SCANS[:3])
        light = LightPage(written)
        with pytest.raises(Killed):
            await Browser(tmp_path, light, last, after).start()
        held = {record.from_bytes(data).id for data in light.chain.records}
        store = await Browser(tmp_path, light, last=99).start()
        assert [kept.record.envelope.data for kept in store.records()] == list(written.records)
        assert held <= {kept.record.id for kept in store.records()}
        assert light == LightPage(LightChain(), closed=True)
        assert store.secret() == SECRET
        store.close()
        again = Browser(tmp_path, light, last=99)
        store = await again.start()
        assert len(store.records()) == len(written.records)
        assert set(again.steps) <= {"flush", "forget"}  # a phone with records never asks the light page again
        store.close()

    asyncio.run(story())


def test_a_full_phone_starts_all_the_same_and_the_light_page_keeps_its_copies(shell: Path, tmp_path: Path) -> None:
    async def story() -> None:
        written = light_page(shell, SCANS[:3])

        class Full(Browser):
            async def flush(self) -> None:
                raise PlatformError("storage-full")

        light = LightPage(written)
        store = await Full(tmp_path, light, last=99).start()
        assert len(store.records()) == len(written.records)
        assert light.chain == written
        store.close()
        store = await Browser(tmp_path, light, last=99).start()  # nothing of it was durable
        assert len(store.records()) == len(written.records)
        assert light.chain == LightChain()
        store.close()

    asyncio.run(story())


def test_an_app_that_cannot_read_the_light_page_does_not_start_and_so_begins_no_second_chain(tmp_path: Path) -> None:
    async def story() -> None:
        class Blocked(LightPage):
            async def hand_over(self) -> LightChain:
                raise PlatformError("storage-blocked")

        with pytest.raises(PlatformError):
            await Handset(tmp_path, light=Blocked()).open()

    asyncio.run(story())


def test_only_a_whole_chain_that_its_own_key_signed_is_taken_over(shell: Path, tmp_path: Path) -> None:
    async def story() -> None:
        first, *more = light_page(shell, SCANS[:3]).records
        forged = more[-1][:-1] + bytes([more[-1][-1] ^ 1])
        for number, odd in enumerate([(first, *more[:-1], forged), tuple(more), (first, more[-1])]):
            amina = await Handset(tmp_path / str(number), light=LightPage(LightChain(odd, SECRET))).open()
            assert amina.store.records() == []

        other = await Handset(tmp_path / "other", light=LightPage(LightChain((first, *more), bytes(16)))).open()
        assert len(other.store.records()) == 1 + len(more)
        assert other.store.secret() is None  # of another person

    asyncio.run(story())


def test_a_phone_without_a_light_page_makes_its_own_chain_and_person(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, clock=Clock(NOON)).open()
        assert amina.light.closed  # from now on only the app writes
        await amina.diary.scanned(code(LIBRARY))
        assert isinstance(amina.store.records()[0].record.body, Device)
        assert amina.store.text("light") == ""

    asyncio.run(story())
