"""The vectors are promises: the generator still writes them, and the code still judges them so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.protocol import enrolment, envelope, hours, pull, qr_text, receipt, record, session, trust
from app.protocol.ed25519 import Key, verify
from app.protocol.errors import ProtocolError
from app.protocol.hours import Moment, Policy
from tests.vectors.generate import ALL, FOLDER, files

FOUND = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.json"))


def load(name: str) -> dict[str, Any]:
    vector: dict[str, Any] = json.loads((FOLDER / name).read_text())
    return vector


def opened(kind: str, data: bytes) -> envelope.Envelope:
    """The envelope of a message, after everything but its signature was checked."""
    if kind == "record":
        return record.from_bytes(data).envelope
    readers: dict[str, Any] = {
        "session": session.from_bytes,
        "receipt": receipt.from_bytes,
        "pull": pull.from_bytes,
        "invitation": enrolment.invitation_from_bytes,
        "enrolment": enrolment.enrolment_from_bytes,
        "list-key": trust.certificate_from_bytes,
        "trust-list": trust.list_from_bytes,
    }
    outer: envelope.Envelope = readers[kind](data)[0]
    return outer


def test_the_generator_writes_every_vector_byte_for_byte() -> None:
    written = files()
    assert sorted(written) == FOUND
    assert [name for name in FOUND if (FOLDER / name).read_text() != written[name]] == []
    assert {Path(name).parent.name for name in FOUND} == set(ALL)


@pytest.mark.parametrize("name", [name for name in FOUND if name.split("/")[0] in ("session", "record", "message")])
def test_a_message_gets_its_verdict(name: str) -> None:
    vector = load(name)
    try:
        outer = opened(vector["kind"], bytes.fromhex(vector["message"]))
        verdict = "accept" if verify(outer.check(bytes.fromhex(vector["public"]))) else "bad-signature"
    except ProtocolError as error:
        verdict = error.code
    assert verdict == vector["expect"]
    if verdict == "accept":
        assert (outer.signed_bytes.hex(), outer.id.hex()) == (vector["signed"], vector["id"])
        assert Key(bytes.fromhex(vector["seed"])).sign(outer.signed_bytes).hex() == vector["signature"]


@pytest.mark.parametrize("name", [name for name in FOUND if name.startswith("link/")])
def test_a_link_gets_its_verdict(name: str) -> None:
    vector = load(name)
    try:
        letter, data = qr_text.from_text(vector["text"])
        found = ("accept", letter, data.hex())
    except ProtocolError as error:
        found = (error.code, "", "")
    assert found == (vector["expect"], vector.get("letter", ""), vector.get("bytes", ""))


@pytest.mark.parametrize("name", [name for name in FOUND if name.startswith("hours/")])
def test_hours_come_to_what_the_vector_says(name: str) -> None:
    vector = load(name)
    moments = [Moment(bytes.fromhex(one["id"]), one["start"], one["end"], one["level"]) for one in vector["moments"]]
    policy = Policy.from_fields({int(key): value for key, value in vector["policy"].items()})
    result = hours.count(moments, policy)
    assert result.total == vector["total"]
    assert {id.hex(): minutes for id, minutes in result.counted.items()} == vector["counted"]
    assert sorted(id.hex() for id in result.capped) == vector["capped"]
