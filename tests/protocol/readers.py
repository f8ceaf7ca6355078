"""Every way bytes come in, as one table, for tests that ask the same of all of them: flips, rubbish, fuzzing, other libraries.

A new kind of message is one line in `MESSAGES`; its vectors are found by themselves. `test_readers.py` says when a line is
missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from app.protocol import (
    card,
    card_request,
    cbor,
    certificate,
    display_token,
    enrolment,
    forget,
    handover,
    log,
    meeting,
    poster_token,
    proof,
    pull,
    qr_text,
    receipt,
    record,
    token,
    trust,
)
from app.protocol.display_token import Session
from app.protocol.envelope import Draft, Envelope, open_envelope
from app.protocol.errors import CODES, Malformed, ProtocolError
from app.protocol.fields import FIRST_IGNORED
from app.protocol.hours import Policy
from app.protocol.keys import KEY_ID_SIZE, KEY_SIZE, SIGNATURE_SIZE, key_id
from app.protocol.poster_token import PosterToken
from app.protocol.record import Device

VECTORS = Path(__file__).parents[1] / "vectors"
Written = TypeVar("Written")
Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """How a kind is read, and how what was read is written again (None: this version cannot write it)."""

    read: Callable[[bytes], tuple[Envelope, Any]]
    write: Callable[[Any, bytes], Draft | None]
    limits: cbor.CborLimits = cbor.SMALL

    def open(self, data: bytes) -> Envelope:
        """The envelope, after everything but the signature was checked."""
        return self.read(data)[0]


def _read_record(data: bytes) -> tuple[Envelope, record.Record]:
    read = record.from_bytes(data)
    return read.envelope, read


def _write_record(read: record.Record, public: bytes) -> Draft | None:
    return None if isinstance(read.body, record.Unknown) else record.to_draft(read.body, read.position, public)


MESSAGES: dict[str, Message] = {
    "session": Message(display_token.from_bytes, display_token.to_draft),
    "poster": Message(poster_token.from_bytes, poster_token.to_draft),
    "receipt": Message(receipt.from_bytes, receipt.to_draft),
    "pull": Message(pull.from_bytes, pull.to_draft),
    "card": Message(card_request.from_bytes, card_request.to_draft),
    "invitation": Message(enrolment.invitation_from_bytes, enrolment.invitation_draft),
    "enrolment": Message(enrolment.enrolment_from_bytes, lambda read, _: enrolment.enrolment_draft(read)),
    "list-key": Message(trust.certificate_from_bytes, trust.certificate_draft),
    "trust-list": Message(trust.list_from_bytes, trust.list_draft, cbor.LARGE),
    "meeting": Message(meeting.proposal_from_bytes, lambda read, _: meeting.proposal_draft(read)),
    "answer": Message(meeting.answer_from_bytes, lambda read, _: meeting.answer_draft(read)),
    "withdrawal": Message(meeting.withdrawal_from_bytes, lambda read, _: meeting.withdrawal_draft(read)),
    "certificate": Message(certificate.from_bytes, certificate.to_draft),
    "checkpoint": Message(log.from_bytes, log.to_draft),
    "forget": Message(forget.from_bytes, lambda read, _: forget.to_draft(read)),
    "record": Message(_read_record, _write_record),
}


NAMED: dict[str, set[Way]] = {
    "record": {(71,)},
    "trust-list": {(6, 70), (6, 71), (7, 70), (8, 70), (9, 70), (10, 70), (11, 70), (11, 71)},
}
"""Fields from 64 on that are read, by the numbers of the fields on the way to them."""

JOINS: set[Way] = {(70,), (71,)}
"""The same of a device record."""

WRAPPED: set[object] = {record.from_bytes, token.from_bytes, proof.from_bytes, handover.from_bytes}
"""Readers that stand in the tables above or below inside another function."""


def written(write: Callable[[], Written]) -> Written:
    """What `write` makes of something that was accepted; its refusal is a fault, never the answer to bad input."""
    try:
        return write()
    except ProtocolError as error:
        raise AssertionError("accepted, but cannot be written") from error


def text(data: bytes) -> str:
    """What a camera could hand over: any text, also one that is no Unicode."""
    return data.decode("utf-8", "surrogateescape")


def _values(limits: cbor.CborLimits, data: bytes) -> None:
    value = cbor.decode(data, limits)
    assert written(lambda: cbor.encode(value)) == data


def _envelope(kind: str, limits: cbor.CborLimits, data: bytes) -> tuple[Envelope, dict[int, Any]]:
    outer, fields = open_envelope(kind, data, limits)
    assert outer.data == data
    assert written(lambda: Draft(kind, outer.key, outer.payload).seal(outer.signature)) == data
    assert written(lambda: cbor.encode(fields)) == outer.payload
    return outer, fields


def _link(data: bytes) -> None:
    letter, message = qr_text.from_text(text(data))
    assert text(data).endswith("#" + qr_text.to_route(letter, message))


def _route(data: bytes) -> None:
    letter, message = qr_text.from_route(text(data))
    assert text(data) == qr_text.to_route(letter, message)


def _token(data: bytes) -> None:
    outer, read = token.from_bytes(data)
    assert verdict(READERS[outer.kind], data) == "accept"
    assert type(read) is {"session": Session, "poster": PosterToken}[outer.kind]


def _policy(data: bytes) -> None:
    fields = cbor.decode(data)
    assert Policy.from_fields(fields).to_fields() == without_additions(fields, {(70,), (71,)})


def _proof(data: bytes) -> None:
    read = proof.from_bytes(data)
    assert written(lambda: proof.to_bytes(read)) == cbor.encode(without_additions(cbor.decode(data, cbor.LARGE)))


def _armour(data: bytes) -> None:
    inside = proof.from_text(text(data))
    assert proof.from_text(proof.to_text(inside)) == inside


def _card(data: bytes) -> None:
    assert card.to_text(card.from_text(text(data))) == text(data)


def _handover(data: bytes) -> None:
    """What is packed may be spelled in several ways, so what is written again is compared as it is read."""
    read = handover.from_bytes(data)
    assert handover.from_bytes(written(lambda: handover.to_bytes(read))) == read


def _phone_code(data: bytes) -> None:
    read = handover.part_in(text(data))
    again = bytes((handover.FORM,)) + read.id + bytes((read.index, read.count)) + read.data
    assert text(data) == handover.PREFIX + qr_text.to_digits(again)


def _message(kind: str, data: bytes) -> None:
    """The envelope and the payload are written again from their values, and the payload once more from what the reader made of
    it, so that a field that is read wrongly, or not at all, shows."""
    message = MESSAGES[kind]
    _, read = message.read(data)
    fields = _envelope(kind, message.limits, data)[1]
    again = written(lambda: message.write(read, bytes(KEY_SIZE)))
    named = JOINS if kind == "record" and fields[1] == Device.TYPE else NAMED.get(kind, ())
    if again is not None:
        assert (again.kind, again.payload) == (kind, cbor.encode(without_additions(fields, named)))


READERS: dict[str, Callable[[bytes], object]] = {
    "values": partial(_values, cbor.SMALL),
    "large values": partial(_values, cbor.LARGE),
    "envelope": partial(_envelope, "session", cbor.SMALL),
    "large envelope": partial(_envelope, "trust-list", cbor.LARGE),
    "link": _link,
    "route": _route,
    "policy": _policy,
    "token": _token,
    "proof": _proof,
    "proof as text": _armour,
    "handover": _handover,
    "code of a phone": _phone_code,
    "card as text": _card,
    **{kind: partial(_message, kind) for kind in MESSAGES},
}
"""Each raises ProtocolError for what is refused, and AssertionError when something accepted has a second spelling."""


def verdict(read: Callable[[bytes], object], data: bytes) -> str:
    """The code of the refusal, or "accept". A code that is not documented, or anything else that is raised, is a fault."""
    try:
        read(data)
    except ProtocolError as error:
        if error.code not in CODES:
            raise AssertionError(f"{error.code} is not documented") from error
        return error.code
    return "accept"


def without_additions(value: Any, named: Collection[Way] = (), way: Way = ()) -> Any:
    """`value` without the fields that a reader may ignore; `named` are the ways to those that it reads."""
    if isinstance(value, dict):
        kept = {number: inner for number, inner in value.items() if number < FIRST_IGNORED or (*way, number) in named}
        return {number: without_additions(inner, named, (*way, number)) for number, inner in kept.items()}
    return [without_additions(inner, named, way) for inner in value] if isinstance(value, list) else value


def wrapped(kind: str, payload: bytes) -> Iterator[bytes]:
    """Envelopes with this payload, signed by nobody: under the id of each key it names, or of none."""
    try:
        fields = cbor.decode(payload, MESSAGES[kind].limits)
    except Malformed:
        fields = None
    inside = fields.values() if isinstance(fields, dict) else ()
    keys = [key_id(value) for value in inside if type(value) is bytes and len(value) == KEY_SIZE]
    for key in keys or [bytes(KEY_ID_SIZE)]:
        yield Draft(kind, key, payload).seal(bytes(SIGNATURE_SIZE))


@dataclass(frozen=True, slots=True)
class Vector:
    """One file of tests/vectors that holds a signed message."""

    name: str
    kind: str
    message: bytes
    public: bytes
    expect: str
    text: str | None
    seed: bytes | None


def vectors(expect: str | None = "accept") -> list[Vector]:
    """The message vectors with this verdict, or all of them."""
    return [one for one in _every_vector() if expect in (None, one.expect)]


@cache
def _every_vector() -> tuple[Vector, ...]:
    found = []
    for path in sorted(VECTORS.rglob("*.json")):
        one: dict[str, Any] = json.loads(path.read_text())
        if "message" in one and "kind" in one:
            name = path.relative_to(VECTORS).with_suffix("").as_posix()
            data, public = bytes.fromhex(one["message"]), bytes.fromhex(one["public"])
            seed = bytes.fromhex(one["seed"]) if "seed" in one else None
            found.append(Vector(name, one["kind"], data, public, one["expect"], one.get("text"), seed))
    return tuple(found)


def link_texts() -> list[str]:
    """The text of every link vector, accepted or not."""
    return [json.loads(path.read_text())["text"] for path in sorted((VECTORS / "link").glob("*.json"))]
