"""The `counting` target: any bytes, read as the records of one phone, eight bytes each, and counted."""

from __future__ import annotations

from collections.abc import Iterator

from app.protocol import display_token, envelope, meeting, person, poster_token, record
from app.protocol.bodies import CheckIn, CheckOut, Declared, Device, KnownBody, Met, Stayed, Void
from app.protocol.display_token import Session
from app.protocol.fields import LAST_SECOND
from app.protocol.hours import Policy, count
from app.protocol.keys import SIGNATURE_SIZE
from app.protocol.meeting import Answer, Proposal
from app.protocol.moments import Verdict, visits
from app.protocol.poster_token import PosterToken
from app.protocol.record import ChainPosition, Record
from tests import people

PUBLIC, BUDDY = people.LIBRARY.public, people.BUDDY.public
MOST = 16  # records


def _unsigned(draft: envelope.Draft) -> bytes:
    return draft.seal(bytes(SIGNATURE_SIZE))


def records(data: bytes) -> Iterator[tuple[Record, Verdict]]:
    """Eight bytes a record: what it is and is worth, which record it names, and a time, near 2026 or anywhere."""
    before = record.from_bytes(_unsigned(record.to_draft(Device(PUBLIC, bytes(16)), ChainPosition(0, None, 0), PUBLIC)))
    yield before, Verdict.UNKNOWN
    names = [before.id]
    for number, at in enumerate(range(0, len(data) - 7, 8), 1):
        what, named, *rest = data[at : at + 8]
        near = 1_795_431_600 + (int.from_bytes(bytes(rest[3:]), "big") >> 6)
        time = int.from_bytes(bytes(rest), "big") % (LAST_SECOND + 1) if what & 64 else near
        place = ChainPosition(number, before.id, time, time if what & 128 else None, bytes(4) if what & 128 else None)
        said = _said(what & 7, named, names[named % len(names)], time)
        before = record.from_bytes(_unsigned(record.to_draft(said, place, PUBLIC)))
        names.append(before.id)
        yield before, tuple(Verdict)[(what >> 3 & 7) % 3]


def _said(kind: int, number: int, named: bytes, time: int) -> KnownBody:
    display = _unsigned(display_token.to_draft(Session(bytes(8), time, 1, number), PUBLIC))
    printed = _unsigned(poster_token.to_draft(PosterToken(bytes(8), 1, number), PUBLIC))
    asked = _unsigned(meeting.proposal_draft(Proposal(bytes(8), time, 1 + number, 1, PUBLIC)))
    outer, _ = meeting.proposal_from_bytes(asked)
    given = _unsigned(meeting.answer_draft(Answer(outer.id, time, BUDDY)))
    kinds = (
        CheckIn(display),
        CheckOut(display, named),
        CheckIn(printed),
        CheckOut(printed, named),
        Stayed(named, 1 + number),
        Declared(1, time, 1 + number),
        Met(asked, given),
        Void(named, 0),
    )
    return kinds[kind]


def check(data: bytes) -> None:
    """Nothing is ever too odd to count; but for a void, one more never lowers the total; their order does not matter."""
    found = list(records(data[: 8 * MOST]))
    worth = {one.id: verdict for one, verdict in found}
    written = [one for one, _ in found]
    last = 0
    for number, one in enumerate(written):
        total = count(person.intervals(written[: number + 1], worth), Policy()).total
        assert total >= last or isinstance(one.body, Void)
        last = total
    assert visits(reversed(written), worth) == visits(written, worth)
    assert count(person.intervals(reversed(written), worth), Policy()).total == last


def seeds() -> list[bytes]:
    steps = [bytes([what, named, 0, 0, 0, later, 0, 0]) for what in range(8) for named, later in ((1, 0), (0, 9))]
    return [b"".join(steps[at : at + 4]) for at in range(len(steps))]
