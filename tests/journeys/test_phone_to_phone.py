"""Stories of an old phone and a new one, both without network: codes that one shows and the other reads; and the own file."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.platform.errors import PlatformError
from app.protocol import handover, proof
from app.protocol.bodies import Declared
from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.errors import CodedError
from app.protocol.handover import Handover
from app.protocol.record import ChainPosition, Device, Void, from_bytes, to_draft
from app.records import handover as from_phone_to_phone
from app.records import own_file, proof_file
from app.records.page import NotSaved
from tests.journeys.region import trusting
from tests.journeys.test_recovery import line, run
from tests.journeys.test_sync import held, visit
from tests.journeys.town import Handset, code, waiting
from tests.people import LIBRARY, NOON, key


def texts(phone: Handset) -> list[str]:
    """What the codes say that this phone shows."""
    return handover.to_texts(from_phone_to_phone.gather(phone.store, phone.trust))


async def reads(phone: Handset, shown: list[str]) -> int:
    """This phone has read these codes."""
    handed = handover.from_bytes(handover.join([handover.part_in(text) for text in shown]))
    return await from_phone_to_phone.take(phone.store, phone.disk, phone.disk, Ed25519Verifier(), phone.trust, handed)


async def new_phone(folder: Path, name: str = "new phone") -> Handset:
    return await Handset(folder, name=name).open()


async def opens_file(phone: Handset, text: str) -> int:
    return await own_file.add(phone.store, phone.disk, phone.disk, Ed25519Verifier(), text)


def file_of(phone: Handset) -> str:
    return proof_file.as_text(proof_file.gather(phone.store), "https://uren.example.be")


async def online(phone: Handset, folder: Path) -> None:
    """There is network, and the phone does what it does then."""
    phone.transport, phone.runner._client = line(folder), None
    await phone.runner.wake()


async def refused(doing: Coroutine[Any, Any, object]) -> str:
    with pytest.raises(CodedError) as refusal:
        await doing
    return refusal.value.code


def test_forty_unsent_moments_go_from_phone_to_phone_without_network_and_the_new_phone_sends_them(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        for number in range(40):
            await visit(old, number)
        before = old.diary.page()
        new = await new_phone(tmp_path)
        shown = texts(old)
        assert len(shown) <= 60
        assert await reads(new, shown) == 81
        assert new.diary.page().total == before.total
        assert [entry.visit for entry in new.diary.page().entries] == [entry.visit for entry in before.entries]
        assert (await new.reopen()).diary.page().total == before.total  # it was durable
        await online(new, tmp_path)
        mine = {one.record.envelope.data for one in old.store.records()}
        assert mine < set(held(tmp_path))
        assert waiting(new.store) == 0
        assert new.store.person() == old.store.person()

    run(story())


def test_what_the_server_has_already_comes_from_there_and_only_the_rest_is_in_the_code(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path, transport=line(tmp_path)).open()
        for number in range(3):
            await visit(old, number)
        await old.runner.wake()
        assert len(texts(old)) == 1
        await visit(old, 3)
        handed = handover.from_bytes(from_phone_to_phone.gather(old.store, old.trust))
        assert len(handed.records) == 3  # the device record, and the visit
        new = await new_phone(tmp_path)
        await reads(new, texts(old))
        assert new.diary.page().total == 60
        await online(new, tmp_path)
        assert new.diary.page().total == old.diary.page().total
        assert new.diary.page().waiting == 0

    run(story())


def test_both_phones_go_on_and_what_both_hold_counts_once(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        await visit(old, 1)
        new = await new_phone(tmp_path)
        await reads(new, texts(old))
        await new.diary.scanned(code(LIBRARY, time=NOON + 86400, number=2))
        await online(new, tmp_path)
        await old.diary.scanned(code(LIBRARY, time=NOON + 2 * 86400, number=3))
        await online(old, tmp_path)
        assert [one.state for one in old.store.records()] == ["kept"] * 4
        assert len(held(tmp_path)) == 4 + 2  # the new phone's own chain is its device record and a check-in
        third = await new_phone(tmp_path, "third phone")
        await reads(third, texts(new))
        await online(third, tmp_path)
        assert len(third.diary.page().entries) == 3
        assert third.diary.page().total == 60

    run(story())


def test_a_visit_that_began_on_the_old_phone_ends_on_the_new_one_before_there_is_network(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        await old.diary.scanned(code(LIBRARY))
        new = await new_phone(tmp_path)
        await reads(new, texts(old))
        left = await new.diary.scanned(code(LIBRARY, time=NOON + 3600))
        assert (left.what, new.diary.page().total) == ("left", 60)
        await online(new, tmp_path)
        assert (new.diary.page().total, waiting(new.store)) == (60, 0)

    run(story())


def test_a_phone_that_is_killed_before_all_codes_are_read_begins_again_and_loses_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        for number in range(5):
            await visit(old, number)
        new, shown = await new_phone(tmp_path), texts(old)
        assert len(shown) > 2
        assert await refused(reads(new, shown[:-1])) == "bad-code"
        await new.reopen()
        assert (new.store.records(), new.store.secret(), new.store.is_restoring) == ([], None, False)
        assert texts(await old.reopen()) == shown  # the old phone's codes stay the same, so the turn goes on anywhere
        await reads(new, [*shown[2:], *shown[:2]])
        assert new.diary.page().total == old.diary.page().total

    run(story())


def test_a_full_phone_says_nothing_is_here_until_it_is_durable(tmp_path: Path) -> None:
    async def story() -> None:
        old, new = await Handset(tmp_path).open(), await new_phone(tmp_path)
        await visit(old, 1)
        new.disk.full = True
        with pytest.raises(PlatformError, match="storage-full"):
            await reads(new, texts(old))
        new.disk.full = False
        await reads(new, texts(old))
        assert new.diary.page().total == 60
        new.disk.reserved, new.disk.full = True, True  # the reserved space is enough
        await visit_more(old)
        assert await reads(new, texts(old)) == 1

    async def visit_more(phone: Handset) -> None:
        await phone.diary.scanned(code(LIBRARY, time=NOON + 86400, number=9))

    run(story())


def test_codes_of_two_phones_do_not_mix(tmp_path: Path) -> None:
    async def story() -> None:
        amina, yusuf, new = (
            await Handset(tmp_path).open(),
            await Handset(tmp_path, name="yusuf").open(),
            await new_phone(tmp_path),
        )
        yusuf.random(1)
        for number in range(5):
            await visit(amina, number)
            await yusuf.diary.keep(Declared(3, NOON + 86400 * number, 30))
        hers, his = texts(amina), texts(yusuf)
        mixed = [one for pair in zip(hers, his, strict=False) for one in pair][:-1]
        assert await refused(reads(new, [*hers[:-1], *his[1:]])) == "bad-code"
        assert new.store.records() == []
        await reads(new, [*mixed, *hers])
        assert new.store.person() == amina.store.person()

    run(story())


def test_the_codes_of_another_region_and_of_another_person_change_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina, elsewhere = await Handset(tmp_path).open(), await new_phone(tmp_path, "elsewhere")
        await visit(amina, 1)
        await trusting(elsewhere)
        whole = from_phone_to_phone.gather(amina.store, amina.trust)
        handed = handover.from_bytes(whole)
        other = handover.to_texts(handover.to_bytes(Handover(bytes(8), handed.secret, handed.records)))
        assert await refused(reads(elsewhere, other)) == "other-region"
        yusuf = await Handset(tmp_path, name="yusuf").open()
        yusuf.random(1)
        await visit(yusuf, 7)
        before = [one.record.id for one in yusuf.store.records()]
        assert await refused(reads(yusuf, texts(amina))) == "other-person"
        assert [one.record.id for one in yusuf.store.records()] == before
        assert yusuf.store.person() != amina.store.person()

    run(story())


def test_a_phone_whose_own_hours_are_still_to_come_back_neither_gives_nor_takes(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        await visit(old, 1)
        shown = texts(old)
        lost = await new_phone(tmp_path, "lost its file")
        await visit(lost, 2)
        lost.store.close()
        for file in lost.disk.folder.iterdir():
            file.unlink()
        (tmp_path / "lost its file.note").unlink()
        await lost.open()
        assert await refused(reads(lost, shown)) == "not-yet"
        with pytest.raises(NotSaved, match="not-yet"):
            texts(lost)

    run(story())


def test_records_that_no_device_of_the_person_signed_are_left_out(tmp_path: Path) -> None:
    async def story() -> None:
        old, new, thief = await Handset(tmp_path).open(), await new_phone(tmp_path), key("a thief")
        await visit(old, 1)
        handed = handover.from_bytes(from_phone_to_phone.gather(old.store, old.trust))
        first = old.store.records()[0].record
        forged = to_draft(Declared(3, NOON, 600), ChainPosition(3, first.id, NOON), key("phone of amina").public).seal(
            bytes(64)
        )
        other = thief.seal(to_draft(Device(thief.public, bytes(16)), ChainPosition(0, None, NOON), thief.public))
        stolen = thief.seal(to_draft(Declared(3, NOON, 600), ChainPosition(1, first.id, NOON), thief.public))
        more = Handover(b"", handed.secret, (*handed.records, forged, other, stolen))
        assert await reads(new, handover.to_texts(handover.to_bytes(more))) == 3
        assert new.diary.page().total == 60

    run(story())


def test_a_photo_of_one_of_several_codes_opens_nothing_and_a_photo_of_all_is_another_phone(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        for number in range(5):
            await visit(old, number)
        shown = texts(old)
        curious = await new_phone(tmp_path, "curious")
        for one in shown:
            assert await refused(reads(curious, [one])) == "bad-code"
        secret = old.store.secret() or b""
        assert [secret in handover.part_in(one).data for one in shown] == [True, *[False] * (len(shown) - 1)]
        await reads(curious, shown)  # as the specification says: who has all of it is a phone of this person
        assert curious.store.secret() == secret

    run(story())


def test_nothing_of_a_handover_stands_in_an_error_report(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        await visit(old, 1)
        whole = from_phone_to_phone.gather(old.store, old.trust)
        handed, [first, *_] = handover.from_bytes(whole), handover.to_texts(whole)
        for said in (repr(handed), repr(handover.part_in(first))):
            assert (old.store.secret() or b"").hex() not in said
            assert "\\x" not in said

    run(story())


# --- the own file ---


def test_the_own_file_adds_what_is_missing_on_the_own_phone(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        await visit(old, 1)
        new = await new_phone(tmp_path)
        await reads(new, texts(old))
        await online(new, tmp_path)
        for number in (2, 3):
            await old.diary.scanned(code(LIBRARY, time=NOON + 86400 * number, number=number))
        text = file_of(old)  # the old phone never had network, and is lost now
        assert await opens_file(new, text) == 2
        assert len(new.diary.page().entries) == 3
        assert await opens_file(new, text) == 0
        await online(new, tmp_path)
        assert waiting(new.store) == 0
        assert {one.record.envelope.data for one in old.store.records()} < set(held(tmp_path))

    run(story())


def test_a_file_on_a_phone_without_hours_asks_for_the_card_or_the_old_phone(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path).open()
        await visit(old, 1)
        shown = await new_phone(tmp_path, "was shown a proof")
        assert await refused(opens_file(shown, file_of(old))) == "file-alone"
        assert (shown.store.person(), shown.store.records()) == (None, [])
        other = await Handset(tmp_path, name="yusuf").open()
        other.random(1)
        await visit(other, 7)
        assert await refused(opens_file(other, file_of(old))) == "file-other"
        assert await refused(opens_file(old, "a letter")) == "not-ours"
        assert await refused(opens_file(old, file_of(old).replace("=", ""))) in ("bad-code", "not-ours")

    run(story())


def test_a_stranger_who_was_shown_a_proof_gets_no_key_of_his_own_in_by_the_persons_own_file(tmp_path: Path) -> None:
    async def story() -> None:
        amina, stranger = await Handset(tmp_path).open(), key("was shown a proof")
        await visit(amina, 1)
        shown = proof_file.gather(amina.store)
        visited = amina.store.records()[1].record
        joins = stranger.seal(to_draft(Device(stranger.public, shown.person), ChainPosition(0, None, NOON), stranger.public))
        before = from_bytes(joins).id
        void = stranger.seal(to_draft(Void(visited.id, 1), ChainPosition(1, before, NOON), stranger.public))
        forged = proof.Proof(shown.person, (*shown.records, joins, void))
        assert await opens_file(amina, proof.to_text(proof.to_bytes(forged))) == 0
        assert amina.diary.page().total == 60
        await online(amina, tmp_path)
        assert joins not in set(held(tmp_path))

    run(story())


def test_a_phone_that_waits_for_its_hours_opens_its_file_afterwards(tmp_path: Path) -> None:
    async def story() -> None:
        old, new = await Handset(tmp_path).open(), await new_phone(tmp_path)
        await visit(old, 1)
        await reads(new, texts(old))
        assert await refused(opens_file(new, file_of(old))) == "not-yet"

    run(story())
