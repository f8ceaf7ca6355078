"""A meeting of two people, signed on two phones without network: a proposal, and a buddy's answer to it.

1. The newcomer's phone shows a proposal: what, when, how long. It carries its key and a random word, and neither place nor
   receipt: a buddy learns nothing of other moments.
2. The buddy's phone shows an answer: the proposal's id, so its signature covers everything the proposal says.
3. The two together are a meeting. Whoever holds both can send them; the proposal's id is the meeting's, so it counts once.
4. The buddy is another person: another key, and not another phone of the same person.
5. A buddy may take the own answer back (`withdrawal`); the meeting then counts as if it had not been answered.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.activities import LAST_CODE
from app.protocol.bodies import LONGEST
from app.protocol.envelope import ID_SIZE, Envelope, SignatureCheck
from app.protocol.errors import BadKey, OtherMeeting, OtherWeek, SamePerson
from app.protocol.fields import Fields, opened
from app.protocol.keys import KEY_ID_SIZE, KEY_SIZE, check_key, key_id

PROPOSAL, PROPOSAL_TYPE = "meeting", 9
ANSWER, ANSWER_TYPE = "answer", 10
WITHDRAWAL, WITHDRAWAL_TYPE = "withdrawal", 13
NONCE_SIZE = 8
MOST_DAYS_BACK = 8
DAY = 86400


@dataclass(frozen=True, slots=True)
class Proposal:
    """`start` in Unix seconds, `minutes` 1 to 1440; `public` signs it. `buddy`: the key id of a buddy met before, if one
    is meant.
    """

    nonce: bytes
    start: int
    minutes: int
    activity: int
    public: bytes
    buddy: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`proposal` is the id answered; `time` the buddy's clock; `public` signs it."""

    proposal: bytes
    time: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """`answer` is the id of the answer taken back; `public` signs it."""

    answer: bytes
    time: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal and an answer that fit each other; the signatures are still to be checked."""

    proposal_envelope: Envelope
    proposal: Proposal
    answer_envelope: Envelope
    answer: Answer

    @property
    def id(self) -> bytes:
        """The meeting's id: the proposal's."""
        return self.proposal_envelope.id

    def checks(self) -> list[SignatureCheck]:
        """Both must hold."""
        return [self.proposal_envelope.check(self.proposal.public), self.answer_envelope.check(self.answer.public)]

    def between_two(self, keys: Collection[bytes]) -> bool:
        """Is the buddy somebody else than the person whose phones have these public keys?"""
        return self.answer.public != self.proposal.public and self.answer.public not in keys


def proposal_draft(proposal: Proposal) -> envelope.Draft:
    """The proposal to be signed by the key it carries."""
    one = proposal
    fields = {1: PROPOSAL_TYPE, 2: one.nonce, 3: one.start, 4: one.minutes, 5: one.activity, 6: one.public}
    return envelope.draft(PROPOSAL, one.public, fields if one.buddy is None else {**fields, 7: one.buddy})


def proposal_from_bytes(data: bytes) -> tuple[Envelope, Proposal]:
    """Raises Malformed, Newer or BadKey. The signature is not checked."""
    outer, fields = opened(PROPOSAL, PROPOSAL_TYPE, data)
    nonce, start, minutes = fields.raw(2, NONCE_SIZE), fields.integer(3), fields.integer(4, 1, LONGEST)
    activity, public = fields.integer(5, 0, LAST_CODE), _own_key(outer, fields, 6)
    proposal = Proposal(nonce, start, minutes, activity, public, fields.raw(7, KEY_ID_SIZE) if fields.has(7) else None)
    fields.done()
    return outer, proposal


def check_age(proposal: Proposal, now: int) -> None:
    """Before a buddy signs: raises OtherWeek unless it began in the eight days before `now`, or begins within a day."""
    if not now - MOST_DAYS_BACK * DAY <= proposal.start <= now + DAY:
        raise OtherWeek("a meeting of another week")


def answer_draft(answer: Answer) -> envelope.Draft:
    """The answer to be signed by the key it carries."""
    return envelope.draft(ANSWER, answer.public, {1: ANSWER_TYPE, 2: answer.proposal, 3: answer.time, 4: answer.public})


def answer_from_bytes(data: bytes) -> tuple[Envelope, Answer]:
    """Raises Malformed, Newer or BadKey. The signature is not checked."""
    outer, fields = opened(ANSWER, ANSWER_TYPE, data)
    answer = Answer(fields.raw(2, ID_SIZE), fields.integer(3), _own_key(outer, fields, 4))
    fields.done()
    return outer, answer


def withdrawal_draft(withdrawal: Withdrawal) -> envelope.Draft:
    """The withdrawal to be signed by the key it carries."""
    one = withdrawal
    return envelope.draft(WITHDRAWAL, one.public, {1: WITHDRAWAL_TYPE, 2: one.answer, 3: one.time, 4: one.public})


def withdrawal_from_bytes(data: bytes) -> tuple[Envelope, Withdrawal]:
    """Raises Malformed, Newer or BadKey. It counts when its signature fits and its key is the answer's."""
    outer, fields = opened(WITHDRAWAL, WITHDRAWAL_TYPE, data)
    withdrawal = Withdrawal(fields.raw(2, ID_SIZE), fields.integer(3), _own_key(outer, fields, 4))
    fields.done()
    return outer, withdrawal


def pair_from_bytes(proposal: bytes, answer: bytes) -> Pair:
    """Raises Malformed, Newer, BadKey, OtherMeeting, or SamePerson when one key signed both."""
    asked_envelope, asked = proposal_from_bytes(proposal)
    given_envelope, given = answer_from_bytes(answer)
    if given.proposal != asked_envelope.id:
        raise OtherMeeting("an answer to another proposal")
    if given.public == asked.public:
        raise SamePerson("one key on both sides")
    if asked.buddy is not None and asked.buddy != given_envelope.key:
        raise OtherMeeting("meant for another buddy")
    return Pair(asked_envelope, asked, given_envelope, given)


def _own_key(outer: Envelope, fields: Fields, number: int) -> bytes:
    public = check_key(fields.raw(number, KEY_SIZE))
    if key_id(public) != outer.key:
        raise BadKey("signed by the key it carries")
    return public
