"""Stories of what is lost and stolen: each procedure of the handbook, with real phones, before and after."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.counsellor import model as counsellor
from app.protocol import certificate, display_token, hours, qr_text, receipt, times, trust
from app.protocol.certificate import KeyCertificate
from app.protocol.display_token import Session
from app.protocol.ed25519 import Ed25519Verifier, Key
from app.protocol.envelope import Envelope
from app.records import judge_proof, proof_file, scanned_text
from app.records.scanned_text import ScannedText
from app.records.trust import Trust
from app.store.opening import open_store
from app.ui.screens import words
from sync_server.__main__ import main
from sync_server.region import certificates, members, publication, upkeep
from sync_server.region.keys import read_key
from sync_server.region.registry import DAY
from tests import forged
from tests.journeys.buddies import invitation, line, meet, two
from tests.journeys.region import founded, trusting
from tests.journeys.town import ORIGIN, Handset, LossyTransport, waiting
from tests.people import LIBRARY, NOON, key
from tests.server.test_server import Town
from tests.server.years import join

HOUR = 3600


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def shown(display: Key, time: int, number: int) -> ScannedText:
    """The code of a display at this time, as the one who has its key signs it."""
    said = display.seal(display_token.to_draft(Session(number.to_bytes(8, "big"), time, 1, 240), display.public))
    return scanned_text.read(qr_text.to_text(ORIGIN, qr_text.SESSION, said))


async def a_visit(amina: Handset, display: Key, start: int, number: int, *, at: int | None = None) -> None:
    """An hour; written down then, or `at` another time with the phone's clock set back."""
    for time in (start, start + HOUR):
        amina.clock.wall = time
        await amina.diary.scanned(shown(display, time, number))
    amina.clock.wall = start + HOUR if at is None else at


async def after_a_visit(folder: Path) -> tuple[Town, Handset]:
    """A region with a library, and a phone that came and went there and sent nothing yet."""
    town = Town(folder)
    join(town.registry, LIBRARY, "Bibliotheek")
    amina = await Handset(folder, transport=line(town)).open()
    await a_visit(amina, LIBRARY, NOON, 1)
    return town, amina


def levels(amina: Handset) -> list[tuple[int, int]]:
    """Level and minutes of each moment, from old to new."""
    return [(counsellor.level(one), one.minutes) for one in amina.diary.page().entries]


def at(town: Town, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Run a command on the region of this town, at the town's time."""
    monkeypatch.setenv("VEERTIG_DATA", str(town.folder / "data"))
    monkeypatch.setattr("sync_server.__main__.unix_time", lambda: town.time)
    assert main(list(words)) == 0


async def seen(amina: Handset, folder: Path, town: Town) -> counsellor.JudgedProof:
    """What a counsellor sees of the file that this phone gives, with the newest list."""
    folder.mkdir(exist_ok=True)
    store = open_store(folder / f"desk-{town.time}.db", wal=True)
    offered = publication.bundle(town.registry)
    await Trust(store, Ed25519Verifier()).offer(offered.root, offered.certificate, offered.listed)
    return await judge_proof.judge(proof_file.as_text(proof_file.gather(amina.store), ORIGIN), store, Ed25519Verifier())


def date(time: int) -> str:
    import datetime

    return datetime.datetime.fromtimestamp(time, datetime.UTC).date().isoformat()


async def again(amina: Handset, town: Town) -> None:
    """A week later the phone has asked for everything."""
    town.time = amina.clock.wall = max(town.time, amina.clock.wall) + 9 * DAY
    await amina.runner.wake()
    await amina.runner.wake()


def test_a_stolen_display_s_thief_dates_his_codes_back_and_gets_nothing_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town, amina = await after_a_visit(tmp_path)
        town.time = amina.clock.wall + 60
        await amina.runner.wake()
        assert levels(amina) == [(hours.IN_AND_OUT, 60)]
        slow = await Handset(tmp_path, "slow", transport=line(town)).open()
        await a_visit(slow, LIBRARY, NOON, 1)  # honest, but without network until after the theft
        town.time = NOON + 20 * DAY
        shown_as = members.displays(town.registry)[0].key
        at(town, monkeypatch, "display-revoke", shown_as, "--stolen-from", date(NOON + 10 * DAY))
        thief = await Handset(tmp_path, "thief", transport=line(town)).open()
        await a_visit(thief, LIBRARY, NOON + 9 * DAY, 7, at=town.time)
        for phone in (amina, slow, thief):
            await again(phone, town)
        assert levels(amina) == [(hours.IN_AND_OUT, 60)]
        assert levels(slow) == [(hours.DECLARED, 60)]
        assert levels(thief) == [(hours.DECLARED, 60)]
        marks = {name: await seen(phone, tmp_path, town) for name, phone in (("amina", amina), ("thief", thief))}
        assert "after-theft" not in set().union(*marks["amina"].marks.values())
        assert all("after-theft" in one for one in marks["thief"].marks.values())
        assert counsellor.level(marks["amina"].page.entries[0]) == hours.IN_AND_OUT
        thief = await thief.reopen()
        assert levels(thief) == [(hours.DECLARED, 60)]
        at(town, monkeypatch, "policy-set", "--late", "2")
        for phone in (amina, thief):
            await again(phone, town)
        assert [[level for level, _ in levels(phone)] for phone in (amina, thief)] == [[hours.IN_AND_OUT], [2]]

    run(story())


def test_a_moment_that_came_late_is_lifted_by_a_receipt_and_by_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town, amina = await after_a_visit(tmp_path)
        town.time = amina.clock.wall + 60
        await amina.runner.wake()
        shown_as = members.displays(town.registry)[0].key
        town.time += 20 * DAY
        at(town, monkeypatch, "display-revoke", shown_as, "--stolen-from", date(NOON + 10 * DAY))
        receipts = proof_file.gather(amina.store)
        offered = publication.bundle(town.registry)
        await amina.trust.offer(offered.root, offered.certificate, offered.listed)
        store = open_store(tmp_path / "desk.db", wal=True)
        await Trust(store, Ed25519Verifier()).offer(offered.root, offered.certificate, offered.listed)
        without = replace(receipts, receipts=(), list_key=b"", trust_list=b"")
        found = [
            await judge_proof.judge(proof_file.as_text(one, ORIGIN), store, Ed25519Verifier())
            for one in (without, replace(without, receipts=receipts.receipts))
        ]
        assert [counsellor.level(one.page.entries[0]) for one in found] == [hours.DECLARED, hours.IN_AND_OUT]

    run(story())


def test_what_the_server_had_in_time_counts_though_its_answer_was_lost_until_after_the_theft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town, lost = Town(tmp_path), [True]
        join(town.registry, LIBRARY, "Bibliotheek")
        amina = await Handset(tmp_path, transport=LossyTransport(line(town), lambda: lost[0])).open()
        await a_visit(amina, LIBRARY, NOON, 1)
        town.time = amina.clock.wall + 60
        await amina.runner.wake()
        assert (len(town.held()), waiting(amina.store)) == (3, 3)
        known_as = members.displays(town.registry)[0].key
        town.time += 20 * DAY
        at(town, monkeypatch, "display-revoke", known_as, "--stolen-from", date(NOON + 10 * DAY))
        offered = publication.bundle(town.registry)
        await amina.trust.offer(offered.root, offered.certificate, offered.listed)
        await amina.diary.judge_again()
        assert levels(amina) == [(hours.DECLARED, 60)]
        lost[0] = False
        await amina.runner.wake()
        assert levels(amina) == [(hours.IN_AND_OUT, 60)]

    run(story())


@pytest.mark.parametrize(("day", "strength"), [(5, hours.POSTER), (15, hours.CO_SIGNED)])
def test_a_stolen_buddy_s_phone_keeps_what_was_received_before(
    day: int, strength: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        town.time = amina.clock.wall = jan.clock.wall = NOON + DAY
        await meet(amina, jan)
        town.time = amina.clock.wall = NOON + 10 * DAY
        await amina.runner.wake()
        assert levels(amina) == [(hours.CO_SIGNED, 120)]
        town.time = NOON + 20 * DAY
        known_as = members.buddies(town.registry)[0].key
        at(town, monkeypatch, "buddy-revoke", known_as, "--stolen-from", date(NOON + day * DAY))
        await again(amina, town)
        assert levels(amina) == [(strength, 120)]
        with pytest.raises(Exception, match="stolen-key"):
            await jan.cosigning.enrol(jan.client(), invitation(town))

    run(story())


def test_a_meeting_that_the_buddy_sent_before_the_theft_stays_though_the_newcomer_s_phone_slept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        town.time = amina.clock.wall = jan.clock.wall = NOON + DAY
        await meet(amina, jan)
        await jan.runner.wake()
        town.time = NOON + 20 * DAY
        known_as = members.buddies(town.registry)[0].key
        at(town, monkeypatch, "buddy-revoke", known_as, "--stolen-from", date(NOON + 10 * DAY))
        amina.clock.wall = town.time
        await again(amina, town)
        assert levels(amina) == [(hours.CO_SIGNED, 120)]
        shown = await seen(amina, tmp_path, town)
        assert [counsellor.level(one) for one in shown.page.entries] == [hours.CO_SIGNED]

    run(story())


def test_a_buddy_s_phone_has_the_newest_certificate_after_each_meeting_it_sends(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        first = jan.store.setting("certificate-of-buddy")
        for days, programme in ((300, "Samen in Gent"), (310, "Anders")):
            town.time = amina.clock.wall = jan.clock.wall = NOON + days * DAY
            if programme == "Anders":
                join(town.registry, key("phone of jan"), programme, buddy=True)
            assert upkeep.upkeep(town.registry) == (programme != "Anders")
            await meet(amina, jan)
            await jan.runner.wake()
            current = certificates.current(town.registry, key("phone of jan").public)
            assert current is not None
            assert (jan.store.setting("certificate-of-buddy"), jan.cosigning.programme()) == current
            assert current[0] != first
            first = current[0]

    run(story())


@pytest.mark.parametrize("asks_between", [False, True])
def test_meetings_before_and_after_a_buddy_changed_programmes_are_both_certified(asks_between: bool, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        for days in (1, 100):
            town.time = amina.clock.wall = jan.clock.wall = NOON + days * DAY
            if days == 100:
                join(town.registry, key("phone of jan"), "Anders", buddy=True)
            await meet(amina, jan)
            if asks_between:
                await amina.runner.wake()
        await again(amina, town)
        assert levels(amina) == [(hours.CO_SIGNED, 120)] * 2
        assert len(amina.store.met.certificates()) == 2
        assert [level for level, _ in levels(await amina.reopen())] == [hours.CO_SIGNED] * 2

    run(story())


def test_a_lost_root_is_replaced_by_the_one_that_was_announced_on_the_first_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town, amina = await after_a_visit(tmp_path)
        await amina.runner.wake()
        sleeping = await Handset(tmp_path, "sleeping", transport=line(town)).open()
        await a_visit(sleeping, LIBRARY, NOON, 1)
        await sleeping.runner.wake()
        (town.folder / "data" / "root" / "root.key").unlink()
        safe = str(town.folder / "data" / "root" / "next-root.key")
        for number in range(2):
            town.time += 400 * DAY
            fresh = str(tmp_path / f"root {number}.key")
            at(town, monkeypatch, "region-renew", "--root", safe, "--next-root", fresh)
            await again(amina, town)
            safe = fresh
        await again(sleeping, town)
        for phone in (amina, sleeping):
            assert phone.notices[-1] == ""
            assert phone.store.setting("root") == town.registry.need("root")
            assert levels(phone) == [(hours.IN_AND_OUT, 60)]
            await a_visit(phone, LIBRARY, town.time - 2 * HOUR, 2)
            await phone.runner.wake()
            assert levels(phone) == [(hours.IN_AND_OUT, 60)] * 2

    run(story())


def test_a_stolen_list_key_ends_with_a_renewal_and_no_honest_hour_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        join(town.registry, LIBRARY, "Bibliotheek")
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        town.time = amina.clock.wall = jan.clock.wall = NOON + DAY
        await meet(amina, jan)
        await a_visit(amina, LIBRARY, NOON + 2 * DAY, 2)
        town.time = NOON + 3 * DAY
        await amina.runner.wake()
        before = levels(amina)
        assert before == [(hours.CO_SIGNED, 120), (hours.IN_AND_OUT, 60)]
        stolen, false_buddy = read_key(town.folder / "data" / "list.key"), key("phone of the thief")
        jans = jan.store.setting("certificate-of-buddy")
        assert jans is not None
        assert await amina.trust.believes_certificate(*_a_certificate_of_the_thief(jans, stolen, false_buddy))
        await _a_list_of_the_thief(amina, town, stolen)
        root = str(town.folder / "data" / "root" / "root.key")
        at(town, monkeypatch, "region-renew", "--root", root, "--stolen")
        await again(amina, town)
        assert levels(amina) == before
        assert amina.notices[-1] == ""
        listed = trust.list_from_bytes(publication.bundle(town.registry).listed)[1]
        assert listed.former == ()
        assert not await amina.trust.believes_certificate(*_a_certificate_of_the_thief(jans, stolen, false_buddy))
        late = await Handset(tmp_path, "late", transport=line(town)).open()
        town.time = late.clock.wall = jan.clock.wall = NOON + 30 * DAY
        await meet(late, jan)
        await again(late, town)
        assert levels(late) == [(hours.CO_SIGNED, 120)]

    run(story())


async def _a_list_of_the_thief(amina: Handset, town: Town, stolen: Key) -> None:
    """Without any display, with a version that no honest one reaches."""
    offered = publication.bundle(town.registry)
    false = forged.trust_list(stolen, offered.listed, version=1 << 40, displays=())
    assert await amina.trust.offer(offered.root, offered.certificate, false)
    await amina.diary.judge_again()


def _a_certificate_of_the_thief(true: bytes, stolen: Key, buddy: Key) -> tuple[Envelope, KeyCertificate]:
    return certificate.from_bytes(forged.buddy_certificate(stolen, true, public=buddy.public))


def test_a_stolen_receipt_key_proves_nothing_from_that_day_and_the_phones_get_other_receipts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        join(town.registry, LIBRARY, "Bibliotheek")
        amina = await Handset(tmp_path, transport=line(town)).open()
        for day in (0, 20):
            await a_visit(amina, LIBRARY, NOON + day * DAY, 1 + day)
            town.time = amina.clock.wall + 60
            await amina.runner.wake()
        old = {one.record.id: one.receipt for one in amina.store.records()}
        stolen = read_key(town.folder / "data" / "receipt.key")
        at(town, monkeypatch, "receipt-key-renew", "--stolen-from", date(NOON + 10 * DAY))
        await a_visit(amina, LIBRARY, NOON + 21 * DAY, 30)  # the server that runs signs with the new one
        town.time = amina.clock.wall + 60
        await amina.runner.wake()
        await again(amina, town)
        new = {one.record.id: one.receipt for one in amina.store.records()}
        assert all(one.sent for one in amina.diary.page().entries)
        assert [new[id] == data for id, data in old.items()] == [True] * 3 + [False] * 2
        for id, data in new.items():
            assert await amina.trust.believes_receipt(id, data or b"")
            assert data is not None
            assert receipt.from_bytes(data)[1].time == receipt.from_bytes(old.get(id) or data)[1].time
        last = amina.store.records()[-1].record.id
        assert not await amina.trust.believes_receipt(last, forged.receipt(stolen, last, NOON + 15 * DAY))
        assert levels(amina) == [(hours.IN_AND_OUT, 60)] * 3

    run(story())


@pytest.mark.parametrize("late", [0, 1, 2, 3, 4])
def test_what_came_late_has_the_level_of_the_policy_and_a_mark_on_phone_and_desk(late: int, tmp_path: Path) -> None:
    async def story() -> None:
        region = await founded(tmp_path)
        amina = await Handset(tmp_path).open()
        for start, number in ((NOON - 4 * HOUR, 1), (NOON - 2 * HOUR, 2)):
            await a_visit(amina, LIBRARY, start, number)
        region.revoke(LIBRARY, at=NOON + 20 * DAY, stolen_from=date(NOON + 10 * DAY))
        region.tell(f"policy-set --late {late}")
        await trusting(amina, region)
        amina = await amina.reopen()
        shown = await seen(amina, tmp_path, region.town)
        for page in (amina.diary.page(), shown.page):
            assert [{piece.level for piece in one.visit.intervals} for one in page.entries] == [{late}] * 2
            assert page.total == 120
            assert {reason for reason, _, _ in counsellor.by_reason(page)} <= set(counsellor.REASONS)
        assert [times.AFTER_THEFT in one for one in shown.marks.values()] == [True] * 2
        assert words.MARKS[times.AFTER_THEFT]

    run(story())
