"""What is fuzzed, and what must hold for every input: only a documented refusal leaves; what is accepted has one spelling.

A kind of message gets its bytes twice: as they are, and as the payload of a right envelope, so that the fuzzer need not learn
to count lengths.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.protocol import cbor
from app.protocol.hours import Policy
from tests.fuzz import counting
from tests.protocol.readers import MESSAGES, READERS, link_texts, vectors, verdict, wrapped

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


def targets() -> dict[str, Target]:
    """Every target by the name of its folder."""
    seeds = {"link": _texts, "route": _texts, "policy": _policies}
    found = {}
    for name, read in READERS.items():
        longest = LARGEST if name.startswith("large") or name in ("link", "route") else 2112
        found[name] = Target(partial(_reader, read), seeds.get(name, _every_seed), longest)
    for kind, message in MESSAGES.items():
        found[kind] = Target(partial(_kind, kind), partial(_seeds, kind), LARGEST if message.limits is cbor.LARGE else 2112)
    found["counting"] = Target(counting.check, counting.seeds, 8 * counting.MOST)
    return {name.replace(" ", "-"): target for name, target in found.items()}


TARGETS = targets()
