"""A newcomer's side of a meeting: shows a proposal, scans the buddy's answer, and learns what the buddy's phone brought.

Rules:
1. A proposal is durable before it is shown: the answer names only its id.
2. A meeting is written down once, whoever brings the answer: the own camera or the server.
3. The buddy is another person: neither this key nor that of another phone of this person.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.protocol import certificate, judging, meeting
from app.protocol.enrolment import BUDDY
from app.protocol.errors import BadSignature, OtherMeeting, ProtocolError, SamePerson
from app.protocol.meeting import Pair, Proposal
from app.protocol.person import meetings
from app.protocol.record import Met, voided
from app.records import free_slot
from app.records.afterwards import busy
from app.records.page import Expected, Saved

if TYPE_CHECKING:
    from app.platform import ClockReading, SignatureVerifier, Signer, Storage
    from app.protocol.wire import PulledMeeting
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store


class Meetings:
    """One newcomer's meetings on this device. Raises ProtocolError, StoreError or PlatformError: nothing was saved."""

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

    async def propose(self, activity: int, minutes: int, back: int) -> Expected:
        """What to show to a buddy: we met, `back` days ago. It names none, so whoever was there can sign."""
        now, public = self._clock().wall, await self._signer.public_key()
        start = free_slot.begin(back, minutes, now, busy(self._diary.page(), now))
        asked = Proposal(self._random(meeting.NONCE_SIZE), start, minutes, activity, public, None)
        draft = meeting.proposal_draft(asked)
        data = draft.seal(await self._signer.sign(draft.message))
        outer, _ = meeting.proposal_from_bytes(data)
        await self._diary.introduce()
        self._store.met.add_proposal(outer.id, data)
        try:
            await self._storage.flush()
        except Exception:
            self._store.met.drop_proposal(outer.id)
            raise
        return Expected(outer.id, data, asked)

    async def answered(self, data: bytes) -> Saved:
        """A buddy's answer was scanned."""
        _, given = meeting.answer_from_bytes(data)
        proposal = self._store.met.proposal(given.proposal)
        if proposal is None:
            raise OtherMeeting("an answer to nothing that was shown here")
        pair = meeting.pair_from_bytes(proposal, data)
        async with self._turn:
            known = next((one for one in self._diary.page().entries if one.visit.check_in == pair.id), None)
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
        """The buddy whose key has this id, from now on by this picture, on this phone only."""
        self._store.met.remember(key, picture)
        await self._storage.flush()

    async def learn(self, brought: Iterable[PulledMeeting]) -> None:
        """What the server knows of our meetings: write down those we have not, and keep what it says of the buddies."""
        certificates: dict[tuple[bytes, int], bytes] = {}
        withdrawals: dict[bytes, bytes] = {}
        receipts: dict[bytes, bytes] = {}
        for one in brought:
            pair = await self._ours(one)
            if pair is None:
                continue
            async with self._turn:
                standing = {entry.visit.check_in for entry in self._diary.page().entries if not entry.taken_back}
                if pair.id not in standing | self._voids() and pair.answer_envelope.id not in self._answers():
                    await self._write(pair)
            start = _begins(one.certificate, pair)
            if one.certificate and start is not None:
                certificates[pair.answer.public, start] = one.certificate
            if one.withdrawal and await self._takes_back(one.withdrawal, pair):
                withdrawals[pair.answer_envelope.id] = one.withdrawal
            id = pair.answer_envelope.id
            if one.receipt and await self._trust.believes_receipt(id, one.receipt):
                receipts[id] = one.receipt
        self._store.met.learn(certificates, withdrawals, receipts)
        await self._diary.judge_again()
        await self._storage.flush()

    async def _ours(self, one: PulledMeeting) -> Pair | None:
        """The meeting, if it is one of this person with somebody else and both signatures hold."""
        try:
            pair = meeting.pair_from_bytes(one.proposal, one.answer)
        except ProtocolError:
            return None
        keys = await self._own_keys()
        fits = pair.proposal.public in keys and pair.between_two(keys) and all(await self._verifier.verify(pair.checks()))
        return pair if fits else None

    async def _takes_back(self, data: bytes, pair: Pair) -> bool:
        try:
            said = [meeting.withdrawal_from_bytes(data)]
        except ProtocolError:
            return False
        verdicts = await self._verifier.verify([outer.check(withdrawal.public) for outer, withdrawal in said])
        return pair.answer_envelope.id in judging.withdrawn(said, [pair], lambda _: all(verdicts))

    async def _write(self, pair: Pair) -> None:
        verdict = await self._trust.judge_meeting(pair, await self._own_keys())
        await self._diary.keep(Met(pair.proposal_envelope.data, pair.answer_envelope.data), verdict)

    def _answers(self) -> set[bytes]:
        """Ids of the answers that are written down."""
        return {pair.answer_envelope.id for pair in meetings(kept.record for kept in self._store.records())}

    def _voids(self) -> set[bytes]:
        """Ids of what this person took back, meetings by their proposal."""
        records = [kept.record for kept in self._store.records()]
        gone = voided(records)
        return gone | {pair.id for one in records if one.id in gone for pair in meetings([one])}

    async def _own_keys(self) -> set[bytes]:
        """Of this phone, also where somebody else uses it, and of the other phones of this person."""
        held = judging.keys_of(kept.record for kept in self._store.records())
        return held | {await self._signer.public_key(), *await self._signer.others()}


def _begins(data: bytes | None, pair: Pair) -> int | None:
    """When a certificate for the buddy of this meeting begins; None when it is none. Whether it is believed, `judging` says."""
    if data is None:
        return None
    try:
        _, said = certificate.from_bytes(data)
    except ProtocolError:
        return None
    return said.start if said.public == pair.answer.public and said.role == BUDDY else None
