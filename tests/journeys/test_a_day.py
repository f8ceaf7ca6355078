"""Stories of one phone: scanning, counting, losing power, meeting odd codes. The real store, signatures and counting."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app.platform.errors import PlatformError
from app.platform.phone.quota import RESERVED, FileQuota
from app.protocol import display_token, qr_text
from app.protocol.errors import NotTrusted, ProtocolError
from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, CheckOut, Device
from app.records import scanned_text
from app.records.page import NotSaved
from app.store.errors import StoreError
from app.store.opening import open_store
from sync_server.region.keys import read_key
from tests import forged
from tests.journeys.region import founded, published, trust_of, trusting
from tests.journeys.town import ORIGIN, Handset, code
from tests.people import CARE_HOME, LIBRARY, NOON, STRANGER, key, token


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def test_amina_scans_when_she_comes_and_when_she_goes_and_her_hours_are_counted(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        came = await amina.diary.scanned(code(LIBRARY))
        assert (came.what, came.entry.organisation, came.remark) == ("came", "Bibliotheek De Krook", "")
        amina.clock.wall += 5400
        left = await amina.diary.scanned(code(LIBRARY, time=NOON + 5400))
        assert (left.what, left.entry.minutes, left.entry.sent) == ("left", 90, False)
        assert amina.diary.page().total == 90
        kinds = [type(kept.record.body) for kept in amina.store.records()]
        assert kinds == [Device, CheckIn, CheckOut]

    run(story())


def test_everything_said_to_be_saved_is_there_after_the_app_was_killed(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await amina.diary.scanned(code(LIBRARY))
        before = amina.store.records()
        again = await amina.reopen()
        assert again.store.records() == before
        left = await again.diary.scanned(code(LIBRARY, time=NOON + 3600))
        assert left.entry.minutes == 60

    run(story())


def test_the_first_scan_needs_no_trust_list_and_is_believed_later(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        first = await amina.diary.scanned(code(LIBRARY))
        assert first.remark == ""
        await trusting(amina)
        assert [kept.verdict for kept in amina.store.records()][1:] == [Verdict.TRUSTED]
        assert amina.diary.page().entries[0].organisation == "Bibliotheek De Krook"

    run(story())


def test_an_unknown_display_is_kept_like_any_other(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        saved = await amina.diary.scanned(code(STRANGER))
        assert (saved.what, saved.remark) == ("came", "")

    run(story())


@pytest.mark.parametrize(("wall", "remark"), [(NOON + 3 * 3600, "old-code"), (0, ""), (NOON + 600, "")])
def test_a_wrong_clock_or_an_old_code_never_stops_a_moment(tmp_path: Path, wall: int, remark: str) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        amina.clock.wall = wall
        assert (await amina.diary.scanned(code(LIBRARY))).remark == remark

    run(story())


def test_fifty_looks_at_one_code_make_one_record(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        saved = await asyncio.gather(*(amina.diary.scanned(code(LIBRARY, time=NOON + n % 60)) for n in range(50)))
        assert [one.what for one in saved].count("came") == 1
        assert len(amina.store.records()) == 2

    run(story())


def test_two_places_on_one_day_are_two_moments(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        for display in (LIBRARY, CARE_HOME):
            await amina.diary.scanned(code(display))
        assert len(amina.diary.page().entries) == 2

    run(story())


ODD = [
    ("WIFI:S:Cafe;T:WPA;P:geheim;;", "not-ours"),
    ("https://www.example.be/menu", "not-ours"),
    ("", "not-ours"),
    (f"{ORIGIN}/#/s/{'7' * 40}", "bad-code"),
    (f"{ORIGIN}/#/q/256", "newer-app"),
    (qr_text.to_text(ORIGIN, "e", token()), "not-ours"),
    (qr_text.to_text(ORIGIN, "s", token()[:-1]), "bad-code"),
    (qr_text.to_text(ORIGIN, "s", token()[:-1] + bytes([token()[-1] ^ 1])), "bad-signature"),
    (qr_text.to_text(ORIGIN, "s", token(time=NOON).replace(b"\x01\x05", b"\x02\x05")), "bad-signature"),
]


@pytest.mark.parametrize(("text", "refusal"), ODD)
def test_an_odd_code_saves_nothing_and_says_which_kind_it_is(tmp_path: Path, text: str, refusal: str) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        with pytest.raises((NotSaved, ProtocolError)) as caught:
            await amina.diary.scanned(scanned_text.read(text))
        assert getattr(caught.value, "code", None) == refusal
        assert amina.store.records() == []

    run(story())


def test_when_the_phone_is_full_nothing_is_called_saved_and_nothing_old_is_lost(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await amina.diary.scanned(code(LIBRARY))
        before = amina.store.records()
        amina.disk.full = True
        with pytest.raises(PlatformError, match="storage-full"):
            await amina.diary.scanned(code(LIBRARY, time=NOON + 3600))
        assert amina.store.records() == before
        amina.disk.full = False
        assert (await amina.diary.scanned(code(LIBRARY, time=NOON + 3600))).what == "left"

    run(story())


def test_a_full_phone_saves_with_its_reserved_space_and_once_only(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        amina.disk.full = amina.disk.reserved = True
        assert (await amina.diary.scanned(code(LIBRARY))).what == "came"
        amina.disk.full = True  # and this time there is none
        with pytest.raises(PlatformError, match="storage-full"):
            await amina.diary.scanned(code(LIBRARY, time=NOON + 3600))
        assert len(amina.store.records()) == 2

    run(story())


def test_a_disk_without_a_page_left_saves_when_the_reserved_space_is_given_up(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        pages = amina.store._db.execute("PRAGMA page_count").fetchone()[0]
        amina.store._db.execute(f"PRAGMA max_page_count = {pages}")
        number = 0
        with suppress(StoreError):
            while True:
                await amina.diary.scanned(code(LIBRARY, number=number))
                number += 1
        with pytest.raises(StoreError, match="storage-full"):
            await amina.diary.scanned(code(LIBRARY, number=number))
        assert len(amina.diary.page().entries) == number > 0

        async def release_reserved_space() -> bool:
            amina.store._db.execute(f"PRAGMA max_page_count = {pages + 64}")
            return True

        amina.disk.release_reserved_space = release_reserved_space  # type: ignore[method-assign]
        assert (await amina.diary.scanned(code(LIBRARY, number=number))).what == "came"

    run(story())


def test_space_is_reserved_on_a_real_disk_and_can_be_given_up(tmp_path: Path) -> None:
    async def story() -> None:
        quota = FileQuota(tmp_path)
        assert await quota.is_low() is False
        assert (tmp_path / "ballast").stat().st_size == RESERVED
        assert (await quota.release_reserved_space(), await quota.release_reserved_space()) == (True, False)
        assert list(tmp_path.iterdir()) == []
        assert await FileQuota(tmp_path / "nowhere").is_low()

    run(story())


def test_the_recovery_secret_lies_beside_the_folder_and_outlives_it(tmp_path: Path) -> None:
    async def story() -> None:
        folder = tmp_path / "phone"
        folder.mkdir()
        quota = FileQuota(folder)
        assert await quota.secret_apart() == ""
        await quota.keep_secret_apart("one")
        await quota.keep_secret_apart("two")
        folder.rmdir()
        assert await FileQuota(folder).secret_apart() == "two"
        (tmp_path / "phone.note").write_bytes(b"\xff\xfe")
        assert await quota.secret_apart() == ""
        await FileQuota(tmp_path / "nowhere" / "phone").keep_secret_apart("three")  # no place for it: nothing happens

    run(story())


def test_a_newer_database_is_left_unharmed(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    open_store(path, wal=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer-database"):
        open_store(path, wal=True)
    assert path.read_bytes() == before


def test_a_damaged_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    path.write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match="damaged-database"):
        open_store(path, wal=True)


def test_a_display_that_was_revoked_is_believed_for_what_it_said_before(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        region = await founded(tmp_path / "region")
        region.revoke(LIBRARY, at=NOON + 3600)
        await trusting(amina, region)
        await amina.diary.scanned(code(LIBRARY))
        await amina.diary.scanned(code(LIBRARY, time=NOON + 7200))
        assert [kept.verdict for kept in amina.store.records()][1:] == [Verdict.TRUSTED, Verdict.UNKNOWN]
        assert amina.diary.page().total == 120

    run(story())


def test_a_list_of_another_region_or_of_a_false_root_is_refused_and_the_old_one_stays(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        held, ours = amina.trust.trust_list, (await published()).trust
        theirs = await trust_of((await founded(tmp_path / "elsewhere")).town)
        false, listing = key("a false root"), key("a false list key")
        certified = forged.list_key_certificate(false, ours.certificate, serial=2, public=listing.public)
        lists = [(theirs.root, theirs.certificate, theirs.trust_list)]
        lists.append((false.public, certified, forged.trust_list(listing, ours.trust_list, version=99)))
        for root, certificate, listed in lists:
            for claimed in (root, ours.root):
                with pytest.raises(NotTrusted):
                    await amina.trust.offer(claimed, certificate, listed)
        assert amina.trust.trust_list is held

    run(story())


def test_a_root_that_was_announced_may_take_over_and_a_thief_of_the_old_one_then_may_not(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        region = await founded(tmp_path)
        first, roots = await trust_of(region.town), tmp_path / "data" / "root"
        await amina.trust.take(first)
        region.town.time = NOON
        region.tell(f"region-renew --root {roots / 'next-root.key'} --next-root {tmp_path / 'third-root.key'}")
        renewed = await trust_of(region.town)
        assert renewed.root != first.root
        assert await amina.trust.offer(first.root, renewed.certificate, renewed.trust_list)
        by_the_old = forged.list_key_certificate(read_key(roots / "root.key"), renewed.certificate, serial=9)
        with pytest.raises(NotTrusted):
            await amina.trust.offer(first.root, by_the_old, renewed.trust_list)

    run(story())


def test_a_token_holds_nothing_about_a_person() -> None:
    _, said = display_token.from_bytes(token())
    assert set(type(said).__dataclass_fields__) == {"session", "time", "activity", "planned"}
