"""What is fuzzed, and what must hold for every input: only a documented refusal leaves; what is accepted has one spelling.

A kind of message gets its bytes twice: as they are, and as the payload of a right envelope, so that the fuzzer need not learn
to count lengths. `counting` reads its bytes as scans of a phone, eight bytes each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from app.protocol import cbor, envelope, person, record, session
from app.protocol.fields import LAST_SECOND
from app.protocol.hours import Policy, count
from app.protocol.keys import SIGNATURE_SIZE
from app.protocol.moments import Verdict, visits
from app.protocol.record import CheckIn, CheckOut, Device, Place, Record
from app.protocol.session import Session
from tests.protocol.readers import MESSAGES, READERS, link_texts, vectors, verdict, wrapped

PUBLIC = bytes.fromhex("17c1184ca5659b56ca69684d6f0fd637fe89485619ed5355112ca7c5bec5b5b9")  # the library's display
LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Target:
    """`check` raises nothing for any input, or there is a fault; `seeds` to begin with; inputs up to `longest` bytes."""

    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    longest: int = cbor.SMALL.size + 64


def _reader(read: Callable[[bytes], object], data: bytes) -> None:
    verdict(read, data)


def _kind(kind: str, data: bytes) -> None:
    for message in (data, *wrapped(kind, data)):
        verdict(READERS[kind], message)


def _unsigned(draft: envelope.Draft) -> bytes:
    return draft.seal(bytes(SIGNATURE_SIZE))


def scans(data: bytes) -> Iterator[tuple[Record, Verdict]]:
    """Eight bytes a record: what it is and is worth, which record it names, and the display's time, near 2026 or anywhere."""
    before = record.from_bytes(_unsigned(record.to_draft(Device(PUBLIC, bytes(16)), Place(0, None, 0), PUBLIC)))
    names = [before.id]
    for number, at in enumerate(range(0, len(data) - 7, 8), 1):
        what, named, *rest = data[at : at + 8]
        near = 1_795_431_600 + (int.from_bytes(bytes(rest[3:]), "big") >> 6)
        time = int.from_bytes(bytes(rest), "big") % (LAST_SECOND + 1) if what & 64 else near
        token = _unsigned(session.to_draft(Session(bytes(7) + bytes([what >> 4 & 3]), time, 1, 0), PUBLIC))
        body = CheckOut(token, names[named % len(names)]) if what & 1 else CheckIn(token)
        before = record.from_bytes(_unsigned(record.to_draft(body, Place(number, before.id, 0), PUBLIC)))
        names.append(before.id)
        yield before, tuple(Verdict)[(what >> 1 & 7) % 3]


def _counting(data: bytes) -> None:
    """No scan is ever too odd to count, one more never lowers the total, and their order does not matter."""
    found = list(scans(data[:128]))
    worth = {one.id: verdict for one, verdict in found}
    records = [one for one, _ in found]
    last = 0
    for number in range(len(records) + 1):
        total = count(person.moments(records[:number], worth), Policy()).total
        assert total >= last
        last = total
    assert visits(reversed(records), worth) == visits(records, worth)


def _seeds(kind: str) -> list[bytes]:
    found = []
    for one in vectors(None):
        if one.kind == kind:
            found.append(one.message)
            if one.expect in ("accept", "bad-signature"):
                found.append(MESSAGES[kind].open(one.message).payload)
    return found


def _every_seed() -> list[bytes]:
    return [data for kind in MESSAGES for data in _seeds(kind)]


def _texts() -> list[bytes]:
    found = link_texts() + [one.text for one in vectors(None) if one.text is not None]
    return [data for text in found for data in (text.encode(), text.partition("#")[2].encode())]


def _policies() -> list[bytes]:
    return [cbor.encode(Policy().to_fields()), cbor.encode(Policy(levels=(3, 4)).to_fields() | {64: 1})]


def _visits() -> list[bytes]:
    came, left = bytes([0, 0, 0, 0, 0, 0, 0, 0]), bytes([1, 1, 0, 0, 0, 9, 0, 0])
    return [came, came + left, came + left + bytes([3, 1, 0, 0, 0, 10, 0, 0]), came + bytes([16, 0]) + bytes(6) + left]


def targets() -> dict[str, Target]:
    """Every target by the name of its folder."""
    seeds = {"link": _texts, "route": _texts, "policy": _policies}
    found = {}
    for name, read in READERS.items():
        longest = LARGEST if name.startswith("large") or name in ("link", "route") else 2112
        found[name] = Target(partial(_reader, read), seeds.get(name, _every_seed), longest)
    for kind, message in MESSAGES.items():
        found[kind] = Target(partial(_kind, kind), partial(_seeds, kind), LARGEST if message.limits is cbor.LARGE else 2112)
    found["counting"] = Target(_counting, _visits, 128)
    return {name.replace(" ", "-"): target for name, target in found.items()}


TARGETS = targets()
