"""Stories of meetings at the server: whichever phone comes first, there is one meeting with two signatures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.protocol import certificate, judging, meeting, pull, qr_text, receipt, trust
from app.protocol.bodies import Device, Met
from app.protocol.ed25519 import Key, verify
from app.protocol.enrolment import Enrolment, enrolment_draft
from app.protocol.meeting import Withdrawal
from app.protocol.moments import Verdict
from app.protocol.pull import Pull
from app.protocol.record import PERSON_SECRET_SIZE, PERSON_SIZE, person_of
from sync_server.__main__ import invite_buddy
from sync_server.config import Config
from sync_server.http.api import from_text, to_text
from sync_server.region import members, publication
from tests.people import BUDDY, PASSER_BY, Phone, answer, key, proposal
from tests.server.test_server import Town, bytes_of, run

ASKED = proposal()
GIVEN = answer(ASKED)


async def bring(town: Town, *pairs: tuple[bytes, bytes], back: tuple[bytes, ...] = ()) -> dict[str, Any]:
    body = {"meetings": [[to_text(a), to_text(b)] for a, b in pairs], "withdrawals": [to_text(data) for data in back]}
    told = await town.http.post("/v1/meetings", json=body)
    assert told.status_code == 200, told.text
    found: dict[str, Any] = told.json()
    return found


async def meetings_of(town: Town, signer: Key, after: int = 0) -> list[dict[str, Any]]:
    nonce = (await town.http.post("/v1/challenge")).json()["nonce"]
    asked = signer.seal(pull.to_draft(Pull(from_text(nonce), 0, 50), signer.public))
    told = await town.http.post("/v1/pull", json={"request": to_text(asked), "meetings_after": after})
    found: list[dict[str, Any]] = told.json()["meetings"]
    return found


def newcomer() -> Phone:
    phone = Phone("amina")
    phone.write(Device(phone.key.public, phone.person))
    return phone


def withdrawal(signer: Key = BUDDY) -> bytes:
    said = Withdrawal(meeting.answer_from_bytes(GIVEN)[0].id, 0, signer.public)
    return signer.seal(meeting.withdrawal_draft(said))


@pytest.mark.parametrize("first", ["buddy", "newcomer"])
def test_whichever_phone_comes_first_there_is_one_meeting_with_two_signatures(first: str, tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer()
        amina.write(Met(ASKED, GIVEN))

        async def buddy() -> None:
            told = await bring(town, (ASKED, GIVEN), (ASKED, GIVEN))
            assert {one["status"] for one in told["meetings"]} <= {"stored", "known"}
            outer, said = receipt.from_bytes(from_text(told["meetings"][0]["receipt"]))
            assert said.record == meeting.answer_from_bytes(GIVEN)[0].id
            _, listed = trust.list_from_bytes(publication.bundle(town.registry).listed)
            assert verify(outer.check(listed.receipt_keys[0].public))

        async def amina_pushes() -> None:
            assert [one["status"] for one in await town.push(*bytes_of(amina))] == ["stored", "stored"]

        for step in (buddy, amina_pushes) if first == "buddy" else (amina_pushes, buddy):
            await step()
        [kept] = await meetings_of(town, amina.key)
        pair = meeting.pair_from_bytes(from_text(kept["proposal"]), from_text(kept["answer"]))
        assert all(map(verify, pair.checks()))
        assert await meetings_of(town, amina.key, kept["cursor"]) == []

    run(story())


def test_a_buddy_may_come_long_before_the_newcomers_phone_is_known(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer()
        assert (await bring(town, (ASKED, GIVEN)))["meetings"][0]["status"] == "stored"
        await town.push(*bytes_of(amina))
        assert len(await meetings_of(town, amina.key)) == 1

    run(story())


def test_a_stranger_pulls_no_meeting_of_amina(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, other = Town(tmp_path), newcomer(), Phone("somebody else", b"\x22" * PERSON_SIZE)
        other.write(Device(other.key.public, other.person))
        await town.push(*bytes_of(amina), *bytes_of(other))
        await bring(town, (ASKED, GIVEN))
        assert await meetings_of(town, other.key) == []

    run(story())


def test_what_is_no_meeting_is_refused_with_its_code_and_spoils_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        other = answer(proposal(number=2))
        forged = GIVEN[:-1] + bytes([GIVEN[-1] ^ 1])
        pairs = [(ASKED, other), (ASKED, answer(ASKED, key("phone of amina"))), (ASKED, forged), (b"", b"x"), (ASKED, GIVEN)]
        told = await bring(town, *pairs)
        codes = [one.get("code", one["status"]) for one in told["meetings"]]
        assert codes == ["other-meeting", "same-person", "bad-signature", "bad-code", "stored"]

    run(story())


def test_two_phones_of_one_person_are_no_meeting(tmp_path: Path) -> None:
    async def story() -> None:
        town, secret = Town(tmp_path), b"\x07" * PERSON_SECRET_SIZE
        amina, second = Phone("amina", person_of(secret)), Phone("amina's second", person_of(secret))
        for phone in (amina, second):
            phone.write(Device(phone.key.public, phone.person))
        await town.push(*bytes_of(amina), *bytes_of(second), secret=secret)
        told = await bring(town, (ASKED, answer(ASKED, second.key)))
        assert told["meetings"][0]["code"] == "same-person"
        assert await meetings_of(town, amina.key) == []

    run(story())


def test_a_buddy_takes_the_answer_back_and_the_newcomers_phone_learns_of_it(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer()
        await town.push(*bytes_of(amina))
        assert (await bring(town, back=(withdrawal(),)))["withdrawals"][0]["code"] == "not-found"
        await bring(town, (ASKED, GIVEN))
        [before] = await meetings_of(town, amina.key)
        told = await bring(town, back=(withdrawal(PASSER_BY), withdrawal(), withdrawal(), withdrawal()[:-1] + b"\0"))
        assert [one.get("code", one["status"]) for one in told["withdrawals"]] == [
            "not-found",
            "stored",
            "known",
            "bad-signature",
        ]
        [after] = await meetings_of(town, amina.key, before["cursor"])
        assert from_text(after["withdrawal"]) == withdrawal()

    run(story())


def test_a_programme_vouches_for_a_buddy_until_it_does_not(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina = Town(tmp_path), newcomer()
        config = Config(town.folder, town.folder, "https://uren.example.be")
        _, invitation = qr_text.from_text(invite_buddy(config, town.registry, "Samen in Gent", 30))
        enrolled = BUDDY.seal(enrolment_draft(Enrolment(invitation, BUDDY.public, town.time)))
        told = (await town.http.post("/v1/enrol", json={"enrolment": to_text(enrolled)})).json()
        given = certificate.from_bytes(from_text(told["certificate_of_buddy"]))
        again = (await town.http.post("/v1/enrol", json={"enrolment": to_text(enrolled)})).json()
        assert again["certificate_of_buddy"] == told["certificate_of_buddy"]
        stranger = PASSER_BY.seal(enrolment_draft(Enrolment(invitation, PASSER_BY.public, town.time)))
        assert (await town.http.post("/v1/enrol", json={"enrolment": to_text(stranger)})).json() == {"code": "used"}
        assert members.displays(town.registry) == []

        def worth(time: int) -> Verdict:
            held = publication.bundle(town.registry)
            bundle = trust.bundle_from_bytes(held.certificate, held.listed)
            pair = meeting.pair_from_bytes(ASKED, answer(ASKED, time=time))
            known = judging.certified([given], bundle, verify)
            return judging.judge_meeting(pair, all(map(verify, pair.checks())), {amina.key.public}, known, bundle)

        assert worth(town.time) is Verdict.TRUSTED
        [(id, programme, *_)] = members.buddies(town.registry)
        assert programme == "Samen in Gent"
        town.time += 50
        members.revoke(town.registry, id)
        assert (worth(town.time - 1), worth(town.time)) == (Verdict.TRUSTED, Verdict.UNKNOWN)

    run(story())
