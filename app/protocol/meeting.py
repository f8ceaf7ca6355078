"""A meeting of two people, signed on two phones without network: a proposal and a buddy's answer (README.md, 4 and 8).

1. The newcomer's phone shows a proposal: what, when, how long. It holds the newcomer's key and a nonce, but no chain position
and
   no receipt: a buddy learns nothing about other moments.
2. The buddy's phone shows an answer. It holds the proposal's id, so its signature covers everything in the proposal.
3. Proposal and answer together are a meeting. Whoever holds both can send them; the meeting has the proposal's id and counts
once.
4. The buddy is another person: the key is another one, and it belongs to no other phone of the newcomer.
5. A buddy may withdraw an answer; the meeting then counts as if nobody had answered.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.activities import LAST_CODE
from app.protocol.bodies import LONGEST
from app.protocol.envelope import ID_SIZE, Envelope, SignatureCheck
from app.protocol.errors import BadKey, OtherMeeting, OtherWeek, SamePerson
from app.protocol.fields import Fields, open_message
from app.protocol.keys import KEY_ID_SIZE, KEY_SIZE, check_key, key_id

PROPOSAL, PROPOSAL_TYPE = "meeting", 9
ANSWER, ANSWER_TYPE = "answer", 10
WITHDRAWAL, WITHDRAWAL_TYPE = "withdrawal", 13
NONCE_SIZE = 8
MOST_DAYS_BACK = 8
DAY = 86400


@dataclass(frozen=True, slots=True)
class Proposal:
    """The message `meeting` (README.md, 4): `nonce` has 8 bytes, `start` is in Unix seconds, `minutes` is 1 to 1440; the key
    `public` signs it. `buddy` is the key id (8 bytes) of the buddy meant, or None.
    """

    nonce: bytes
    start: int
    minutes: int
    activity: int
    public: bytes
    buddy: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The message `answer` (README.md, 4): `proposal` is the id of the proposal (32 bytes), `time` that of the buddy's clock in
    Unix seconds; the buddy's key `public` signs it.
    """

    proposal: bytes
    time: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The message `withdrawal` (README.md, 4): `answer` is the id of the withdrawn answer (32 bytes), `time` is in Unix
    seconds; the buddy's key `public` signs it.
    """

    answer: bytes
    time: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Pair:
    """A meeting: a proposal and an answer that follow M1 and M2. Nobody has checked the signatures yet."""

    proposal_envelope: Envelope
    proposal: Proposal
    answer_envelope: Envelope
    answer: Answer

    @property
    def id(self) -> bytes:
        """The meeting's id, which is that of the proposal (32 bytes)."""
        return self.proposal_envelope.id

    def checks(self) -> list[SignatureCheck]:
        """The two signature checks, of the proposal and of the answer; both must hold (B8)."""
        return [self.proposal_envelope.check(self.proposal.public), self.answer_envelope.check(self.answer.public)]

    def between_two(self, keys: Collection[bytes]) -> bool:
        """Is the buddy another person than the newcomer, whose devices have the public keys `keys` (M2, B8)?"""
        return self.answer.public != self.proposal.public and self.answer.public not in keys


def proposal_draft(proposal: Proposal) -> envelope.Draft:
    """The proposal, to be signed by the key that it holds."""
    fields = {
        1: PROPOSAL_TYPE,
        2: proposal.nonce,
        3: proposal.start,
        4: proposal.minutes,
        5: proposal.activity,
        6: proposal.public,
    }
    buddy = {} if proposal.buddy is None else {7: proposal.buddy}
    return envelope.draft(PROPOSAL, proposal.public, {**fields, **buddy})


def proposal_from_bytes(data: bytes) -> tuple[Envelope, Proposal]:
    """The envelope and the proposal in it. Raises Malformed, Newer or BadKey. The signature is not checked."""
    outer, fields = open_message(PROPOSAL, PROPOSAL_TYPE, data)
    nonce, start, minutes = fields.raw(2, NONCE_SIZE), fields.integer(3), fields.integer(4, 1, LONGEST)
    activity, public = fields.integer(5, 0, LAST_CODE), _own_key(outer, fields, 6)
    proposal = Proposal(nonce, start, minutes, activity, public, fields.raw(7, KEY_ID_SIZE) if fields.has(7) else None)
    fields.done()
    return outer, proposal


def check_age(proposal: Proposal, now: int) -> None:
    """Raises OtherWeek unless the meeting begins in the 8 days before `now` or in the day after it (M3). `now` is in Unix
    seconds of the buddy's clock; only a buddy's phone asks this, before it signs.
    """
    if not now - MOST_DAYS_BACK * DAY <= proposal.start <= now + DAY:
        raise OtherWeek("a meeting of another week")


def answer_draft(answer: Answer) -> envelope.Draft:
    """The answer, to be signed by the key that it holds."""
    return envelope.draft(ANSWER, answer.public, {1: ANSWER_TYPE, 2: answer.proposal, 3: answer.time, 4: answer.public})


def answer_from_bytes(data: bytes) -> tuple[Envelope, Answer]:
    """The envelope and the answer in it. Raises Malformed, Newer or BadKey. The signature is not checked."""
    outer, fields = open_message(ANSWER, ANSWER_TYPE, data)
    answer = Answer(fields.raw(2, ID_SIZE), fields.integer(3), _own_key(outer, fields, 4))
    fields.done()
    return outer, answer


def withdrawal_draft(withdrawal: Withdrawal) -> envelope.Draft:
    """The withdrawal, to be signed by the key that it holds."""
    fields = {1: WITHDRAWAL_TYPE, 2: withdrawal.answer, 3: withdrawal.time, 4: withdrawal.public}
    return envelope.draft(WITHDRAWAL, withdrawal.public, fields)


def withdrawal_from_bytes(data: bytes) -> tuple[Envelope, Withdrawal]:
    """The envelope and the withdrawal in it. Raises Malformed, Newer or BadKey. It counts when its signature holds and its key
    is that of the answer (M4).
    """
    outer, fields = open_message(WITHDRAWAL, WITHDRAWAL_TYPE, data)
    withdrawal = Withdrawal(fields.raw(2, ID_SIZE), fields.integer(3), _own_key(outer, fields, 4))
    fields.done()
    return outer, withdrawal


def pair_from_bytes(proposal: bytes, answer: bytes) -> Pair:
    """The meeting of a proposal and an answer. Raises Malformed, Newer or BadKey; OtherMeeting (M1); SamePerson when one key
    signed both (M2).
    """
    proposal_envelope, proposed = proposal_from_bytes(proposal)
    answer_envelope, answered = answer_from_bytes(answer)
    if answered.proposal != proposal_envelope.id:
        raise OtherMeeting("an answer to another proposal")
    if answered.public == proposed.public:
        raise SamePerson("one key on both sides")
    if proposed.buddy is not None and proposed.buddy != answer_envelope.key:
        raise OtherMeeting("meant for another buddy")
    return Pair(proposal_envelope, proposed, answer_envelope, answered)


def _own_key(outer: Envelope, fields: Fields, number: int) -> bytes:
    public = check_key(fields.raw(number, KEY_SIZE))
    if key_id(public) != outer.key:
        raise BadKey("signed by the key it carries")
    return public
