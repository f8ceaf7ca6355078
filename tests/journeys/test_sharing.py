"""Amina and her brother Yusuf have one phone. Each has a picture, a key and a file, and each proves the own hours only."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.newcomer import lock, people
from app.newcomer.people_work import PeopleWork
from app.platform import Platform, picture_lock
from app.platform.phone.sharers import LIST, listed
from app.platform.phone.shell import native_platform, settle_in, settled_role
from app.platform.sharers import ASK, MOST, Sharer, begins_as, free_slot, from_text, healed, store_of, to_text
from app.protocol.keys import key_id
from app.protocol.record import CheckIn, CheckOut, Void
from app.records import proof_file
from app.records.diary import Diary
from app.records.page import Saved
from app.records.trust import Trust
from app.store.opening import open_store
from app.store.store import Store
from tests.journeys.town import Clock, code
from tests.people import LIBRARY, NOON

MINUTE, HOUR, DAY = 60, 3600, 86400
AMINA, YUSUF = Sharer(1, 3), Sharer(2, 0)
FOUR, OTHERS = (0, 3, 3, 8), (0, 3, 8, 3)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class OnePhone:
    """A phone's folder, and the app that runs on it now: that of one person, or of nobody yet."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.sent: list[people.Event] = []

    async def start(self, slot: int = ASK, route: str = "", hand: str = "") -> OnePhone:
        """The app begins; without a `slot` it asks who it is where several share the phone."""
        self.route = route
        shell = native_platform("phone", self.folder, "https://uren.example.be", slot=slot, hand=hand, again=self._again)
        self.platform: Platform = replace(shell, clock=self.clock)
        self.work = PeopleWork(self.platform, self.sent.append)
        if self.platform.sharers.slot == ASK:
            return self
        self.store: Store = open_store(await self.platform.storage.open(), wal=True)
        trust = Trust(self.store, self.platform.verifier)
        shell = self.platform
        self.diary = Diary(self.store, shell.storage, shell.quota, shell.signer, trust, self.clock, secrets.token_bytes)
        self.work = PeopleWork(self.platform, self.sent.append, self.diary)
        return self

    async def _again(self, slot: int, route: str, hand: str) -> None:
        await self.start(slot, route, hand)

    async def scan(self, time: int, number: int = 1) -> Saved:
        self.clock.wall = time
        saved = await self.diary.scanned(code(LIBRARY, time=time, number=number))
        self.work.saved()
        return saved

    @property
    def slot(self) -> int:
        return self.platform.sharers.slot


async def two(folder: Path) -> OnePhone:
    """Amina has the phone, and Yusuf begins on it; then Amina has it again."""
    phone = await OnePhone(folder).start()
    await phone.scan(NOON - 7 * DAY)
    await phone.scan(NOON - 7 * DAY + HOUR)
    await phone.work.do(people.BeginAnother(YUSUF.sign, own=AMINA.sign))
    await phone.work.do(people.BeginFor(AMINA.slot))
    return phone


def kinds(phone: OnePhone) -> list[str]:
    return [type(kept.record.body).__name__ for kept in phone.store.records()]


def test_a_phone_with_one_newcomer_is_never_asked_and_has_no_list(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await OnePhone(tmp_path).start()
        await phone.scan(NOON)
        assert (phone.slot, phone.platform.sharers.here()) == (1, ())
        assert (tmp_path / "phone" / "device.key").exists()
        assert not (tmp_path / LIST).exists()

    run(story())


def test_in_a_week_on_one_phone_each_gathers_and_proves_only_the_own_hours(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await two(tmp_path)
        for day in range(1, 6):
            who = AMINA if day % 2 else YUSUF
            await phone.work.do(people.BeginFor(who.slot))
            await phone.scan(NOON + day * DAY, number=day + 1)
            await phone.scan(NOON + day * DAY + HOUR, number=day + 1)
        found = {}
        for who in (AMINA, YUSUF):
            await phone.work.do(people.BeginFor(who.slot))
            proof = proof_file.gather(phone.store)
            keys = {record.envelope.key for record in (kept.record for kept in phone.store.records())}
            found[who.slot] = (phone.diary.page().total, len(proof.records), keys, phone.store.person())
        assert [found[1][0], found[2][0]] == [60 + 3 * 60, 2 * 60]
        assert found[1][1] == 1 + 2 * 4
        assert found[2][1] == 1 + 2 * 2
        assert found[1][2].isdisjoint(found[2][2])
        assert found[1][3] != found[2][3]
        assert (tmp_path / "phone.note").exists() or (tmp_path / "phone-2.note").exists()

    run(story())


def test_where_two_share_a_phone_a_start_opens_nobodys_file_before_one_is_chosen(tmp_path: Path) -> None:
    async def story() -> None:
        await two(tmp_path)
        phone = await OnePhone(tmp_path).start()
        assert phone.slot == ASK
        assert [each.sign for each in phone.platform.sharers.here()] == [AMINA.sign, YUSUF.sign]
        assert not hasattr(phone, "store")
        assert "person" not in (tmp_path / LIST).read_text()
        assert phone.platform.of_sharer(2).sharers.slot == 2

    run(story())


def test_two_scan_one_display_with_one_phone_and_neither_checks_the_other_out(tmp_path: Path) -> None:
    """Amina scans and says "somebody else", "both of us"; Yusuf's app opens the same code."""

    async def story() -> None:
        phone = await two(tmp_path)
        assert (await phone.scan(NOON)).what == "came"
        await phone.work.do(people.BeginFor(YUSUF.slot, route="/s/1"))
        assert (phone.slot, phone.route) == (2, "/s/1")
        assert (await phone.scan(NOON + 30)).what == "came"
        assert kinds(phone) == ["Device", "CheckIn"]
        await phone.work.do(people.BeginFor(AMINA.slot))
        assert kinds(phone)[-1] == "CheckIn"
        assert phone.diary.page().entries[-1].visit.end is None

    run(story())


def test_a_scan_that_checked_the_first_one_out_by_mistake_is_taken_back_before_the_second_one_begins(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await two(tmp_path)
        await phone.scan(NOON)
        assert (await phone.scan(NOON + 5 * MINUTE)).what == "left"  # it was Yusuf who came, with Amina's app in front
        await phone.work.do(people.BeginFor(YUSUF.slot, route="/s/1", take_back=True))
        assert (phone.slot, phone.route) == (2, "/s/1")
        await phone.work.do(people.BeginFor(AMINA.slot))
        assert kinds(phone)[-3:] == ["CheckIn", "CheckOut", "Void"]
        assert phone.diary.page().entries[-1].visit.end is None  # Amina is still there
        assert (await phone.scan(NOON + HOUR)).what == "left"
        assert phone.diary.page().total == 60 + 60

    run(story())


def test_a_scan_that_is_older_than_two_minutes_is_not_handed_to_anybody(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await two(tmp_path)
        await phone.scan(NOON)
        phone.clock.wall = NOON + 121
        await phone.work.do(people.BeginFor(YUSUF.slot, route="/s/1"))
        assert (phone.slot, phone.route) == (2, "")

    run(story())


def test_taking_back_what_was_somebody_elses_touches_only_the_last_scan_and_only_once(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await OnePhone(tmp_path).start()
        await phone.scan(NOON)
        await phone.diary.not_mine()
        await phone.diary.not_mine()
        bodies = [kept.record.body for kept in phone.store.records()]
        assert [type(body) for body in bodies[1:]] == [CheckIn, Void]
        assert [entry for entry in phone.diary.page().entries if not entry.taken_back] == []
        assert not [body for body in bodies if isinstance(body, CheckOut)]

    run(story())


def test_somebody_new_begins_with_a_card_in_hand_which_is_given_once_and_written_nowhere(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await two(tmp_path)
        await phone.work.do(people.BeginAnother(5, hand="VEERTIG-CARD:123"))
        assert phone.slot == 3
        assert await phone.platform.sharers.take_hand() == "VEERTIG-CARD:123"
        assert await phone.platform.sharers.take_hand() == ""
        written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
        assert b"VEERTIG-CARD" not in written

    run(story())


def test_who_wipes_the_own_hours_leaves_nothing_here_and_the_other_one_stays(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await two(tmp_path)
        await phone.work.do(people.BeginFor(YUSUF.slot))
        await phone.scan(NOON)
        yusuf, secret = key_id(await phone.platform.signer.public_key()), phone.store.secret()
        settle_in(tmp_path, "phone")
        phone.store.close()
        await phone.platform.forget_all()
        assert sorted(file.name for file in tmp_path.iterdir()) == ["home", "people.json", "phone", "phone.note"]
        left = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
        assert secret is not None
        assert yusuf not in left
        assert secret not in left
        assert secret.hex().encode() not in left
        await phone.start()
        assert (phone.slot, phone.diary.page().total) == (1, 60)  # Amina is alone here now, and is not asked
        phone.store.close()
        await phone.platform.forget_all()
        assert (list(tmp_path.iterdir()), settled_role(tmp_path)) == ([], "")

    run(story())


def test_a_folder_whose_deletion_was_cut_short_is_gone_after_the_next_start(tmp_path: Path) -> None:
    async def story() -> None:
        await two(tmp_path)
        (tmp_path / "phone-2").rename(tmp_path / "phone-2.gone")
        await OnePhone(tmp_path).start()
        assert not (tmp_path / "phone-2.gone").exists()

    run(story())


@pytest.mark.parametrize("text", ["", "{", "[]", '[{"slot": "two"}]', '[{"slot": 99, "sign": 1}]', "null", '[{"slot": true}]'])
def test_a_list_that_is_lost_or_odd_hides_nobodys_hours(tmp_path: Path, text: str) -> None:
    async def story() -> None:
        await two(tmp_path)
        (tmp_path / LIST).write_text(text)
        assert [each.slot for each in listed(tmp_path)] == [1, 2]
        assert len({each.sign for each in listed(tmp_path)}) == 2

    run(story())


def test_nine_people_fit_on_a_phone_and_a_place_that_became_free_is_taken_first() -> None:
    nine = tuple(Sharer(slot, slot) for slot in range(1, MOST + 1))
    assert [free_slot(()), free_slot(nine[:2]), free_slot(nine[1:]), free_slot(nine)] == [2, 3, 1, ASK]
    assert from_text(to_text(nine)) == nine
    assert len({store_of(each.slot) for each in nine}) == MOST
    assert healed((), [1], 16) == ()
    assert begins_as((replace(AMINA, lock="x"),), ASK) == ASK


def test_a_lock_opens_to_its_four_pictures_in_their_order_and_a_wrong_try_costs_only_time(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await two(tmp_path)
        await phone.work.do(lock.KeepLock(FOUR))
        (kept,) = [each for each in listed(tmp_path) if each.slot == AMINA.slot]
        assert kept.lock
        for tried in range(picture_lock.FREE):
            await phone.work.do(lock.TryLock(AMINA.slot, OTHERS))
            assert phone.sent[-1] == lock.LockTried(fits=False, wait=0 if tried < 2 else picture_lock.FIRST_WAIT)
        await phone.work.do(lock.TryLock(AMINA.slot, FOUR))
        assert phone.sent[-1] == lock.LockTried(fits=False, wait=picture_lock.FIRST_WAIT)  # also the right one waits
        await phone.start()  # a new start forgets no try
        await phone.work.do(lock.TryLock(AMINA.slot, FOUR))
        assert phone.sent[-1] == lock.LockTried(fits=False, wait=picture_lock.FIRST_WAIT)
        phone.clock.wall += picture_lock.FIRST_WAIT
        await phone.work.do(lock.TryLock(AMINA.slot, FOUR))
        assert phone.sent[-1] == lock.LockTried(fits=True)
        assert listed(tmp_path)[0].wrong == 0

    run(story())


def test_a_thousand_wrong_tries_never_lock_for_longer_than_five_minutes() -> None:
    tried = replace(AMINA, lock="x", wrong=1000, at=NOON)
    assert picture_lock.wait(tried, NOON) == picture_lock.LONGEST_WAIT
    assert picture_lock.wait(tried, NOON + picture_lock.LONGEST_WAIT) == 0
    assert picture_lock.wait(tried, NOON - DAY) == 0  # the clock was set back


def test_somebody_alone_sets_a_lock_and_only_its_four_pictures_open_the_file_after_that(tmp_path: Path) -> None:
    async def story() -> None:
        phone = await OnePhone(tmp_path).start()
        await phone.scan(NOON)
        await phone.work.do(lock.KeepLock(()))
        assert not (tmp_path / LIST).exists()  # who has no lock has no list
        await phone.work.do(lock.KeepLock(FOUR))
        phone.store.close()
        phone = await OnePhone(tmp_path).start()
        assert phone.slot == ASK
        assert not hasattr(phone, "store")
        await phone.work.do(lock.TryLock(AMINA.slot, OTHERS))
        assert phone.sent[-1] == lock.LockTried(fits=False)
        await phone.work.do(lock.TryLock(AMINA.slot, FOUR))
        assert phone.sent[-1] == lock.LockTried(fits=True)
        await phone.start(AMINA.slot)
        assert len(phone.store.records()) == 2
        await phone.work.do(lock.KeepLock(()))
        phone.store.close()
        assert (await OnePhone(tmp_path).start()).slot == AMINA.slot  # and nothing is asked any more

    run(story())
