"""Stories of a newcomer who shows the hours to a counsellor: the real file, judged by itself, with the server gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.counsellor import model as counsellor
from app.counsellor.model import JudgedProof
from app.protocol import proof, receipt
from app.protocol.bodies import Declared
from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.envelope import SignatureCheck
from app.protocol.errors import Malformed, NotOurs
from app.protocol.proof import Proof
from app.records import judge_proof, proof_file
from app.records.findings import holds
from app.records.trust import Trust
from app.store.opening import open_store
from app.store.store import Store
from app.ui.screens import words
from tests import forged
from tests.journeys.buddies import BuddyPhone, invitation, line, meet, two
from tests.journeys.region import Region, founded, published, trust_of, trusting
from tests.journeys.town import ORIGIN, Handset, code
from tests.people import LIBRARY, NOON, STRANGER, Phone
from tests.server.test_server import Town
from tests.vectors.verdicts import load, names

HOUR = 3600


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def new_desk(folder: Path) -> Store:
    """A counsellor's device that was never online."""
    folder.mkdir(exist_ok=True)
    return open_store(folder / "counsellor.db", wal=True)


async def desk(folder: Path, town: Town | None = None) -> Store:
    """A counsellor's device that asked this town, or the region of `published`, for its list."""
    store = new_desk(folder)
    await Trust(store, Ed25519Verifier()).take(await trust_of(town) if town else (await published()).trust)
    return store


async def judged(text: str, store: Store) -> JudgedProof:
    return await judge_proof.judge(text, store, Ed25519Verifier())


async def amina_s_week(folder: Path, region: Region | None = None) -> Handset:
    """Nothing is sent: ninety minutes at the library, half an hour told afterwards, a meeting with a passer-by."""
    amina = await Handset(folder, transport=line(region.town) if region else None).open()
    jan = await BuddyPhone(folder).open()
    await trusting(amina, region)
    await amina.diary.scanned(code(LIBRARY, time=NOON - 4 * HOUR))
    await amina.diary.scanned(code(LIBRARY, time=NOON - 4 * HOUR + 5400))
    await amina.afterwards.declare(3, 30, 2)
    await meet(amina, jan)
    return amina


def given(amina: Handset, **changed: Any) -> str:
    return proof_file.as_text(replace(proof_file.gather(amina.store), **changed), ORIGIN)


def test_the_counsellor_sees_what_the_phone_shows_with_the_server_gone(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        shown = await judged(given(amina), await desk(tmp_path))
        assert holds(shown)
        mine, seen = amina.diary.page(), shown.page
        assert (seen.total, seen.total) == (mine.total, 90 + 30 + 120)
        assert [(one.visit, one.minutes) for one in seen.entries] == [(one.visit, one.minutes) for one in mine.entries]
        reasons = {one: (number, minutes) for one, number, minutes in counsellor.by_reason(seen)}
        assert reasons == {
            counsellor.IN_AND_OUT: (1, 90),
            counsellor.UNCONFIRMED_BUDDY: (1, 120),
            counsellor.AFTERWARDS: (1, 30),
        }
        assert shown.marks[seen.entries[1].visit.check_in] == {"clocks-differ"}  # her phone's clock stood still

    run(story())


def test_hours_with_a_list_too_large_for_a_proof_go_without_it_and_are_judged_by_the_list_on_the_desk(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        shown = await judged(given(amina, trust_list=bytes((1 << 20) + 1)), await desk(tmp_path))
        assert holds(shown)
        assert (shown.page.total, shown.known) == (90 + 30 + 120, True)

    run(story())


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("opened/")])
def test_the_desk_finds_what_the_vectors_say_of_a_proof(name: str, tmp_path: Path) -> None:
    vector = load(name)

    async def story() -> None:
        store = new_desk(tmp_path)
        store.set_settings(dict(zip(("root", "next-root"), map(bytes.fromhex, vector["roots"]), strict=False)))
        if vector["held"]:
            store.set_settings({"certificate": bytes.fromhex(vector["held"]["list_key"])})
            store.set_settings({"trust-list": bytes.fromhex(vector["held"]["trust_list"])})
        shown = await judged(vector["text"], store)
        assert shown.page.total == vector["total"]
        assert (shown.left_out, shown.complete) == (vector["left_out"], vector["whole"])
        assert any(one.sent for one in shown.page.entries) == bool(vector["receipts"])

    run(story())


def test_receipts_and_a_certified_buddy_travel_with_the_proof(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        await meet(amina, jan)
        await amina.runner.wake()
        await jan.runner.wake()
        await amina.runner.wake()
        store = await desk(tmp_path, town)
        shown = await judged(given(amina), store)
        assert holds(shown)
        assert [(one, number) for one, number, _ in counsellor.by_reason(shown.page)] == [(counsellor.CO_SIGNED, 1)]
        assert [one.sent for one in shown.page.entries] == [True]
        without = await judged(given(amina, certificates=(), receipts=()), store)
        assert [(one, number) for one, number, _ in counsellor.by_reason(without.page)] == [(counsellor.UNCONFIRMED_BUDDY, 1)]
        assert [one.sent for one in without.page.entries] == [False]

    run(story())


def test_a_meeting_that_the_buddy_took_back_is_taken_back_for_the_counsellor_too(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await meet(amina, jan)
        await amina.runner.wake()
        await jan.runner.wake()
        await jan.cosigning.take_back(jan.cosigning.moments()[0].id)
        await jan.runner.wake()
        amina.clock.wall += 8 * 24 * HOUR
        await amina.runner.wake()
        store = await desk(tmp_path, town)
        shown = await judged(given(amina, list_key=b"", trust_list=b""), store)
        assert (shown.page.total, [one.taken_back for one in shown.page.entries]) == (0, [True])
        kept = await judged(given(amina, list_key=b"", trust_list=b"", withdrawals=()), store)
        assert kept.page.total == 120

    run(story())


@pytest.mark.parametrize("place", [60, 150, -1])
def test_one_changed_bit_leaves_a_record_out_and_the_counsellor_is_told(place: int, tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        records = list(proof_file.gather(amina.store).records)
        changed = bytearray(records[2])  # when she left the library
        changed[place] ^= 1
        records[2] = bytes(changed)
        shown = await judged(given(amina, records=tuple(records)), await desk(tmp_path))
        assert (shown.left_out, shown.complete, holds(shown)) == (1, False, False)
        assert shown.page.total == 30 + 120

    run(story())


def test_somebody_elses_hours_are_left_out(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        yusuf = Phone("yusuf", b"\x22" * 16)
        yusuf.write(Declared(3, NOON, 600))
        records = (*proof_file.gather(amina.store).records, *(one.envelope.data for one in yusuf.records))
        shown = await judged(given(amina, records=records), await desk(tmp_path))
        assert (shown.left_out, shown.page.total) == (2, amina.diary.page().total)

    run(story())


def test_a_moment_that_is_left_away_in_between_is_noticed(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        await amina.afterwards.take_back(amina.diary.page().entries[0].visit.check_in, 4)
        await amina.afterwards.declare(5, 15, 0)
        records = proof_file.gather(amina.store).records
        honest = await judged(given(amina), await desk(tmp_path))
        hidden = await judged(given(amina, records=(*records[:-2], records[-1])), await desk(tmp_path / "again"))
        assert holds(honest)
        assert (hidden.complete, holds(hidden)) == (False, False)
        assert hidden.page.total > honest.page.total  # the void is what was left away

    run(story())


def test_every_reason_has_its_own_words_and_picture() -> None:
    assert set(words.REASONS) == set(counsellor.REASONS)
    assert len(set(words.REASONS.values())) == len(words.REASONS)


def test_without_the_region_or_of_another_one_the_hours_are_shown_and_nobody_vouches(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        nowhere = await judged(given(amina), new_desk(tmp_path / "new"))
        assert (nowhere.known, nowhere.page.total) == (False, amina.diary.page().total)
        assert {one for one, _, _ in counsellor.by_reason(nowhere.page)} == {
            counsellor.UNKNOWN_PLACE,
            counsellor.UNCONFIRMED_BUDDY,
            counsellor.AFTERWARDS,
        }  # a scan is a scan
        theirs = await trust_of((await founded(tmp_path / "elsewhere")).town)
        elsewhere = given(amina, list_key=theirs.certificate, trust_list=theirs.trust_list)
        shown = await judged(elsewhere, await desk(tmp_path))
        assert (shown.known, holds(shown), shown.page.total) == (False, False, amina.diary.page().total)

    run(story())


def test_a_newer_list_in_the_proof_is_used_and_an_older_one_is_not(tmp_path: Path) -> None:
    """The library's display was revoked before Amina came: who knows that does not count it as a display's word."""

    async def story() -> None:
        region = await founded(tmp_path)
        amina = await amina_s_week(tmp_path, region)
        unaware = await desk(tmp_path / "older", region.town)
        region.revoke(LIBRARY, at=NOON - 24 * HOUR)
        answer = await trust_of(region.town)
        newer = await judged(given(amina, list_key=answer.certificate, trust_list=answer.trust_list), unaware)
        assert counsellor.reason(newer.page.entries[1]) == counsellor.UNKNOWN_PLACE
        older = await judged(given(amina), await desk(tmp_path / "newer", region.town))
        assert counsellor.reason(older.page.entries[1]) == counsellor.UNKNOWN_PLACE
        assert older.known

    run(story())


def test_a_receipt_that_nobody_of_the_region_signed_is_no_receipt(tmp_path: Path) -> None:
    async def story() -> None:
        region = await founded(tmp_path)
        amina = await amina_s_week(tmp_path, region)
        region.town.time = NOON
        await amina.runner.wake()
        true = proof_file.gather(amina.store).receipts
        assert len(true) == len(amina.store.records()) + 1  # the meeting has one of its own
        false = tuple(forged.receipt(STRANGER, receipt.from_bytes(data)[1].record, NOON) for data in true)
        store = await desk(tmp_path, region.town)
        assert not any(one.sent for one in (await judged(given(amina, receipts=false), store)).page.entries)
        assert all(one.sent for one in (await judged(given(amina, receipts=(*false, *true)), store)).page.entries)

    run(story())


def test_nothing_of_the_newcomer_stays_on_the_counsellors_device(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        store = await desk(tmp_path)
        await judged(given(amina), store)
        assert store.records() == []
        store.close()
        kept = (tmp_path / "counsellor.db").read_bytes()
        assert (amina.store.person() or b"") not in kept
        assert not any(one.record.id in kept for one in amina.store.records())

    run(story())


def test_rubbish_is_no_proof_and_a_file_that_was_cut_off_says_so(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        store, text = await desk(tmp_path), given(amina)
        for rubbish in ("", "Beste, hierbij mijn uren", "\x00\ufffd" * 1000, text.replace("BEGIN", "BEGINNING")):
            with pytest.raises(NotOurs):
                await judged(rubbish, store)
        for place in range(text.index("BEGIN") + 30, len(text) - 30, 997):
            with pytest.raises(Malformed):
                await judged(text[:place], store)
        odd = Proof(bytes(16), (b"rubbish",), (b"rubbish",), (b"rubbish",), (b"rubbish",), b"rubbish", b"rubbish")
        shown = await judged(proof.to_text(proof.to_bytes(odd)), store)
        assert (shown.left_out, shown.known, shown.page.total) == (1, False, 0)

    run(story())


def test_a_thousand_records_are_judged_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        phone = Phone("amina")
        for number in range(999):
            phone.write(Declared(3, NOON + 3600 * number, 30))
        one = Proof(phone.person, tuple(record.envelope.data for record in phone.records))
        shown = await judged(proof.to_text(proof.to_bytes(one)), await desk(tmp_path))
        assert (shown.left_out, len(shown.page.entries)) == (0, 999)

    run(story())


class CountedChecks(Ed25519Verifier):
    """The real checks, and how many were asked for."""

    asked = 0

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        self.asked += len(checks)
        return await super().verify(checks)


def test_a_file_that_repeats_its_messages_five_hundred_times_takes_no_more_signature_checks(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path / "amina")
        week = proof_file.gather(amina.store)
        repeated = replace(week, records=week.records * 500, receipts=week.receipts * 500)
        counts = []
        for number, given_proof in enumerate((week, repeated)):
            verifier = CountedChecks()
            text = proof.to_text(proof.to_bytes(given_proof))
            shown = await judge_proof.judge(text, await desk(tmp_path / str(number)), verifier)
            counts.append((verifier.asked, shown.page.total, shown.left_out, shown.complete))
        assert counts[0] == counts[1]

    run(story())


def test_the_proof_says_by_which_version_of_the_counting_rules_the_phone_counts(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        text = proof_file.as_text(proof_file.gather(amina.store), ORIGIN, 7)
        assert text.split(proof.BEGIN)[0].splitlines()[1] == "Geteld volgens de telregels, versie 7"
        assert holds(await judged(text, await desk(tmp_path)))

    run(story())


def test_the_proof_names_nobody_and_only_says_where_to_open_it(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await amina_s_week(tmp_path)
        before = given(amina).split(proof.BEGIN)[0]
        assert before.split() == ["Bewijs", "van", "deelname.", "Open", "dit", "bestand", "op", f"{ORIGIN}/#/counsellor"]

    run(story())
