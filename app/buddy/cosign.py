"""A buddy's side of a meeting: looks at what a newcomer shows, signs it with one tap, keeps it, and may take it back.

Rules:
1. An answer is durable before it is shown, so whoever saw it can count on it: this phone holds both signatures.
2. Only the meeting itself is learned: what, when, how long, and the key that asks. The same code is answered once.
3. The newcomer is somebody else: neither this key nor that of another role on this device.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from app.buddy.model import MeetingRequest, SignedMeeting
from app.protocol import certificate, enrolment, meeting, qr_text
from app.protocol.enrolment import BUDDY, Enrolment
from app.protocol.errors import BadSignature, NotTrusted, OtherMeeting, ProtocolError, SamePerson
from app.protocol.keys import key_id
from app.protocol.meeting import Answer, Proposal, Withdrawal

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import SignatureVerifier, Signer
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.signatures import StoredSignature
    from app.store.store import Store
    from app.sync.client import Client


class Cosigning:
    """One buddy's signatures on this device. Raises ProtocolError, StoreError or PlatformError: nothing was signed."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        signer: Signer,
        verifier: SignatureVerifier,
        trust: Trust,
        clock: Callable[[], ClockReading],
        origin: str,
    ) -> None:
        self._store, self._storage, self._signer, self._verifier = store, storage, signer, verifier
        self._trust, self._clock, self._origin = trust, clock, origin
        self._turn = asyncio.Lock()

    async def look(self, data: bytes) -> MeetingRequest | SignedMeeting:
        """What a newcomer's code asks; the meeting itself when it was signed here before. `data` are the bytes of the proposal.

        Raises BadSignature, SamePerson, OtherMeeting (for another buddy, or withdrawn here), or what `check_age` raises.
        """
        outer, asked = meeting.proposal_from_bytes(data)
        if not all(await self._verifier.verify([outer.check(asked.public)])):
            raise BadSignature("proposal")
        before = self._store.signatures.of(data)
        if before:
            if before.withdrawal:
                raise OtherMeeting("the own signature was taken back")
            return self._moment(before)
        public = await self._signer.public_key()
        if asked.public in (public, *await self._signer.others()):
            raise SamePerson("the newcomer's phone is this one")
        if asked.buddy not in (None, key_id(public)):
            raise OtherMeeting("meant for another buddy")
        meeting.check_age(asked, self._clock().wall)
        return MeetingRequest(data, asked.activity, asked.minutes, asked.start, self._picture(asked))

    async def sign(self, asked: MeetingRequest) -> SignedMeeting:
        """Sign this meeting and keep the signature durably; a second time it gives the meeting as it was signed first."""
        async with self._turn:
            outer, _ = meeting.proposal_from_bytes(asked.proposal)
            before = self._store.signatures.of(asked.proposal)
            if before:
                return self._moment(before)
            draft = meeting.answer_draft(Answer(outer.id, max(0, self._clock().wall), await self._signer.public_key()))
            pair = meeting.pair_from_bytes(asked.proposal, draft.seal(await self._signer.sign(draft.message)))
            self._store.signatures.add(pair)
            try:
                await self._storage.flush()
            except Exception:
                self._store.signatures.drop(pair.answer_envelope.id)
                raise
        return self.moment(pair.answer_envelope.id)

    async def adopt(self, pairs: Iterable[tuple[bytes, bytes]]) -> bool:
        """Take over pairs of proposal and answer that this phone's key signed before the app came; True if a pair was new."""
        async with self._turn:
            unknown = [meeting.pair_from_bytes(*pair) for pair in pairs if self._store.signatures.of(pair[0]) is None]
            public = await self._signer.public_key() if unknown else b""
            own = [pair for pair in unknown if pair.answer.public == public]
            fresh = [pair for pair in own if all(await self._verifier.verify(pair.checks()))]
            for pair in fresh:
                self._store.signatures.add(pair)
            if fresh:
                await self._storage.flush()
        return bool(fresh)

    async def take_back(self, id: bytes) -> None:
        """Withdraw the own signature with this id; the meeting stays in the list."""
        async with self._turn:
            if any(signed.id == id and signed.withdrawal for signed in self._store.signatures.all()):
                return  # a second tap
            draft = meeting.withdrawal_draft(Withdrawal(id, max(0, self._clock().wall), await self._signer.public_key()))
            self._store.signatures.withdraw(id, draft.seal(await self._signer.sign(draft.message)))
            try:
                await self._storage.flush()
            except Exception:
                self._store.signatures.withdraw(id, None)
                raise

    async def remember(self, id: bytes, picture: int) -> None:
        """Remember the newcomer of the meeting with this id by the picture with this number, on this phone only."""
        signed = next(signed for signed in self._store.signatures.all() if signed.id == id)
        self._store.met.remember(signed.pair.proposal_envelope.key, picture)
        await self._storage.flush()

    async def enrol(self, client: Client, invitation: bytes) -> None:
        """Become known as a buddy of a programme; `invitation` are its bytes. Raises SyncError, too."""
        public = await self._signer.public_key()
        draft = enrolment.enrolment_draft(Enrolment(invitation, public, max(0, self._clock().wall)))
        answer = await client.enrol(draft.seal(await self._signer.sign(draft.message)))
        with suppress(ProtocolError):  # the trust list that is held may be enough; the certificate is checked below
            await self._trust.take(answer.trust)
        if not answer.certificate or not await self._is_mine(answer.certificate, public):
            raise NotTrusted("no certificate for this buddy")
        self._store.set_settings({"certificate-of-buddy": answer.certificate, "programme": answer.organisation})
        await self._storage.flush()

    async def _is_mine(self, data: bytes, public: bytes) -> bool:
        """Is this the certificate of a buddy with this public key, and is it believed? Raises ProtocolError."""
        outer, held = certificate.from_bytes(data)
        return held.public == public and held.role == BUDDY and await self._trust.believes_certificate(outer, held)

    def programme(self) -> str:
        """The name of the programme that vouches for this phone; "" for a passer-by."""
        return self._store.text("programme")

    def moments(self) -> tuple[SignedMeeting, ...]:
        """All meetings that were signed here, the newest first."""
        return tuple(self._moment(signed) for signed in reversed(self._store.signatures.all()))

    def moment(self, id: bytes) -> SignedMeeting:
        """The meeting with this id, that of its answer. Raises StopIteration when it was not signed here."""
        return next(moment for moment in self.moments() if moment.id == id)

    def _moment(self, signed: StoredSignature) -> SignedMeeting:
        asked = signed.pair.proposal
        answer = qr_text.to_text(self._origin, qr_text.ANSWER, signed.pair.answer_envelope.data)
        picture = self._picture(asked)
        facts = asked.activity, asked.minutes, asked.start, picture
        return SignedMeeting(signed.id, *facts, answer, sent=signed.is_sent, taken_back=signed.withdrawal is not None)

    def _picture(self, asked: Proposal) -> int | None:
        return self._store.met.people().get(key_id(asked.public))
