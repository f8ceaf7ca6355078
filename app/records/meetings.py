"""The newcomer's side of a meeting: shows a proposal, scans the buddy's answer, and takes over what the buddy's phone sent.

Rules:
1. A proposal is durable before it is shown, because the answer names only its id.
2. An answer is written down once, whether the camera or the server brings it. Several buddies may answer one proposal: each
   answer is written down as `several_answers` says, and the strongest counts.
3. The buddy is another person: the answer's key is neither this phone's nor that of another phone of this person.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.protocol import judging, meeting, record
from app.protocol.errors import BadSignature, OtherMeeting, ProtocolError, SamePerson
from app.protocol.meeting import Pair, Proposal
from app.protocol.person import meetings
from app.protocol.record import Met, voided
from app.records import free_slot, several_answers
from app.records.afterwards import busy
from app.records.page import Expected, Saved

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import SignatureVerifier, Signer
    from app.platform.storage import Storage
    from app.protocol.wire import PulledMeeting
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store


class Meetings:
    """Writes one newcomer's meetings on this device. Every method may raise ProtocolError, StoreError or PlatformError; then
    nothing was saved.
    """

    def __init__(
        self,
        store: Store,
        storage: Storage,
        signer: Signer,
        verifier: SignatureVerifier,
        trust: Trust,
        diary: Diary,
        clock: Callable[[], ClockReading],
        random: Callable[[int], bytes],
    ) -> None:
        self._store, self._storage, self._signer, self._verifier = store, storage, signer, verifier
        self._trust, self._diary, self._clock, self._random = trust, diary, clock, random
        self._turn = asyncio.Lock()
        self._read: tuple[int, list[Pair]] = (-1, [])  # the meetings that are written down, and which change they were read at

    async def propose(self, activity: int, minutes: int, back: int) -> Expected:
        """The proposal to show to a buddy: a meeting of `minutes` minutes, `back` days ago, with this activity (its code). It
        names no buddy, so any buddy who was there can sign. It is durable when this returns.
        """
        now, public = self._clock().wall, await self._signer.public_key()
        start = free_slot.begin(back, minutes, now, busy(self._diary.page(), now))
        proposal = Proposal(self._random(meeting.NONCE_SIZE), start, minutes, activity, public, None)
        draft = meeting.proposal_draft(proposal)
        data = draft.seal(await self._signer.sign(draft.message))
        outer, _ = meeting.proposal_from_bytes(data)
        await self._diary.introduce()
        self._store.met.add_proposal(outer.id, data)
        try:
            await self._storage.flush()
        except Exception:
            self._store.met.drop_proposal(outer.id)
            raise
        return Expected(outer.id, data, proposal)

    async def answered(self, data: bytes) -> Saved:
        """Write down the meeting of a buddy's scanned answer (its signed bytes). Raises OtherMeeting when its proposal was not
        shown here or its meeting was taken back, BadSignature, and SamePerson when the buddy is the newcomer.
        """
        _, answer = meeting.answer_from_bytes(data)
        proposal = self._store.met.proposal(answer.proposal) or self._answered_before(answer.proposal)
        if proposal is None:
            raise OtherMeeting("an answer to nothing that was shown here")
        pair = meeting.pair_from_bytes(proposal, data)
        async with self._turn:
            known = next((entry for entry in self._diary.page().entries if entry.visit.check_in == pair.id), None)
            if known and (pair.answer_envelope.id in self._answers() or pair.id in self._voids()):
                if known.taken_back:
                    raise OtherMeeting("this meeting was taken back")
                return Saved("already", known, "")
            if not all(await self._verifier.verify(pair.checks())):
                raise BadSignature("meeting")
            if not pair.between_two(await self._own_keys()):
                raise SamePerson("two phones of one person")
            await self._write(pair)
        return Saved("met", self._diary.page().entry(pair.id), "")

    async def remember(self, key: bytes, picture: int) -> None:
        """Remember the buddy with this key id by a picture (its code), on this phone only."""
        self._store.met.remember(key, picture)
        await self._storage.flush()

    async def learn(self, brought: Iterable[PulledMeeting]) -> bool:
        """Take over what the server knows of the newcomer's meetings: write down those that are missing here, and store the
        certificates, withdrawals and receipts that hold. True: a withdrawal made room, so that an answer which found none may
        be written down when everything is pulled once more.
        """
        certificates: dict[tuple[bytes, int], bytes] = {}
        withdrawals: dict[bytes, bytes] = {}
        receipts: dict[bytes, bytes] = {}
        full = False
        for pulled in brought:
            pair = await self._own_meeting(pulled)
            if pair is None:
                continue
            id, certified = pair.answer_envelope.id, several_answers.certificate_of(pulled.certificate, pair)
            withdrawn = bool(pulled.withdrawal and await self._takes_back(pulled.withdrawal, pair))
            async with self._turn:
                room = self._held(pair.id).has_room(pair, certified, withdrawn=withdrawn)
                if room and pair.id not in self._voids():
                    await self._write(pair)
            if pulled.certificate and certified:
                certificates[pair.answer.public, certified.start] = pulled.certificate
            if pulled.withdrawal and withdrawn:
                withdrawals[id] = pulled.withdrawal
                full |= id not in self._store.met.withdrawn() and self._held(pair.id).is_full
            if pulled.receipt and await self._trust.believes_receipt(id, pulled.receipt):
                receipts[id] = pulled.receipt
        self._store.met.learn(certificates, withdrawals, receipts)
        await self._diary.judge_again()
        await self._storage.flush()
        return full

    async def _own_meeting(self, pulled: PulledMeeting) -> Pair | None:
        """The meeting, if it is one of this person with somebody else and both signatures hold; else None."""
        try:
            pair = meeting.pair_from_bytes(pulled.proposal, pulled.answer)
        except ProtocolError:
            return None
        keys = await self._own_keys()
        fits = pair.proposal.public in keys and pair.between_two(keys) and all(await self._verifier.verify(pair.checks()))
        return pair if fits else None

    async def _takes_back(self, data: bytes, pair: Pair) -> bool:
        """Is this the buddy's withdrawal of the answer of this meeting, and does its signature hold?"""
        try:
            withdrawals = [meeting.withdrawal_from_bytes(data)]
        except ProtocolError:
            return False
        verdicts = await self._verifier.verify([outer.check(withdrawal.public) for outer, withdrawal in withdrawals])
        return pair.answer_envelope.id in judging.withdrawn(withdrawals, [pair], lambda _: all(verdicts))

    async def _write(self, pair: Pair) -> None:
        """Write the record of this meeting, with its verdict."""
        verdict = await self._trust.judge_meeting(pair, await self._own_keys())
        await self._diary.keep(Met(pair.proposal_envelope.data, pair.answer_envelope.data), verdict)

    def _pairs(self) -> list[Pair]:
        """The meetings that are written down, also those that wait for their chain position."""
        if self._read[0] != self._store.changes:
            waiting = [record.from_bytes(scan.body) for scan in self._store.scans() if scan.body]
            self._read = (self._store.changes, meetings([*(kept.record for kept in self._store.records()), *waiting]))
        return self._read[1]

    def _answers(self) -> set[bytes]:
        """The ids of the answers that are written down."""
        return {pair.answer_envelope.id for pair in self._pairs()}

    def _held(self, proposal: bytes) -> several_answers.Held:
        """What is written down of the proposal with this id."""
        withdrawn, pairs = self._store.met.withdrawn(), [pair for pair in self._pairs() if pair.id == proposal]
        return several_answers.Held(
            tuple(pair for pair in pairs if pair.answer_envelope.id not in withdrawn),
            tuple(pair for pair in pairs if pair.answer_envelope.id in withdrawn),
        )

    def _answered_before(self, proposal: bytes) -> bytes | None:
        """The bytes of the proposal with this id from a meeting that is written down: the list of what was shown here may be
        lost, and another phone of this person may have shown it.
        """
        return next((pair.proposal_envelope.data for pair in self._pairs() if pair.id == proposal), None)

    def _voids(self) -> set[bytes]:
        """The ids of what this person took back; a meeting also by the id of its proposal."""
        records = [kept.record for kept in self._store.records()]
        voids = voided(records)
        return voids | {pair.id for record in records if record.id in voids for pair in meetings([record])}

    async def _own_keys(self) -> set[bytes]:
        """The public keys of this phone, also those of its other roles, and of the other phones of this person."""
        held = judging.keys_of(kept.record for kept in self._store.records())
        return held | {await self._signer.public_key(), *await self._signer.others()}
