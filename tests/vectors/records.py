"""Records of a newcomer's phone: the chain, and each kind."""

from __future__ import annotations

from collections.abc import Iterator

from app.protocol.bodies import BODIES, CheckIn, CheckOut, Consent, Declared, Device, KnownBody, Met, Stayed, Void
from app.protocol.record import ChainPosition, to_draft
from tests.people import NOON, STRANGER, Phone, answer, proposal, token
from tests.vectors.making import TIME, Vectors, message, seal, unsigned, without

EXAMPLES: dict[int, KnownBody] = {
    33: CheckIn(token()),
    34: CheckOut(token(time=NOON + 5400), bytes(32)),
    35: Stayed(bytes(32), 90),
    36: Declared(20, NOON, 60),
    37: Void(bytes(32), 1),
    38: Consent(bytes(range(32)), "fa-AF", 3, 5),
    39: Met(proposal(), answer(proposal())),
}
COMMENTS = {  # a released vector never changes, so they stand here and not in the docstrings
    33: "I came. `token` is what the display or poster said, verbatim.",
    34: "I left. `token` is of the same session or poster; `check_in` is the id of the record that says I came.",
    35: "I forgot to scan when I left, and say how long I stayed: `minutes` from the check-in.",
    36: "I was there, and nobody's code can say so: a first talk, a group moment, an empty phone. `start` in Unix seconds.",
    37: "I take this back: the record, or the meeting with this proposal, whose id is `target`. `reason` is a picture's code.",
    38: "I agree to what the text with this SHA-256 asks, as far as `scopes` (bits) go; 0 takes everything back.",
    39: "We met: a proposal and a buddy's answer to it, both verbatim (see `meeting`).",
}
SIZES = {33: {16: (1, 512)}, 34: {16: (1, 512), 17: (32, 32)}, 35: {16: (32, 32)}, 36: {}, 37: {16: (32, 32)}}
SIZES |= {38: {16: (32, 32)}, 39: {16: (1, 512), 17: (1, 512)}}
RANGES = {35: {17: (1, 1440)}, 36: {16: (0, 255), 17: TIME, 18: (1, 1440)}, 37: {17: (0, 255)}}
RANGES |= {38: {18: TIME, 19: (0, (1 << 32) - 1)}}


def records() -> Vectors:
    yield from _chain()
    amina = Phone("amina")
    first = amina.write(Device(amina.key.public, amina.person))
    place = ChainPosition(1, first.id, NOON)
    for number, body in EXAMPLES.items():
        name = BODIES[number].__name__.lower()
        good = {1: number, **place.to_fields(), **body.to_fields()}
        yield name, message("record", seal(amina.key, "record", good), amina.key, "R1", COMMENTS[number])
        for case, wrong in _wrong(number, good):
            yield (
                f"{name}-{case}",
                message("record", seal(amina.key, "record", wrong), amina.key, "F1", f"{name}: {case}", "bad-code"),
            )
        later = seal(amina.key, "record", good | {30: 1})
        yield f"{name}-later-field", message("record", later, amina.key, "F2", "a field of a later version", "newer-app")
        assert to_draft(body, place, amina.key.public).payload.hex() in seal(amina.key, "record", good).hex()


def _wrong(number: int, good: dict[int, object]) -> Iterator[tuple[str, dict[int, object]]]:
    for one in good:
        if one >= 16:
            yield f"{one}-missing", without(good, one)
            yield f"{one}-null", good | {one: None}
    for one, (low, high) in SIZES[number].items():
        yield f"{one}-short", good | {one: bytes(low - 1)}
        yield f"{one}-long", good | {one: bytes(high + 1)}
    for one, (low, high) in RANGES.get(number, {}).items():
        yield f"{one}-below", good | {one: low - 1}
        yield f"{one}-above", good | {one: high + 1}
    if number == 38:
        yield "17-empty", good | {17: ""}
        yield "17-long", good | {17: "x" * 36}


def _chain() -> Vectors:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON + 5400), came.id), NOON + 5400)
    device, check_in, check_out = (one.envelope.data for one in amina.records)
    before = amina.records[-1].id
    yield "device", message("record", device, amina.key, "R2", "the first record of a chain names its key and person")
    yield "second", message("record", check_in, amina.key, "R1", "I came")
    yield "third", message("record", check_out, amina.key, "R1", "I left, ninety minutes later")
    base = {1: 33, 2: 1, 3: amina.records[0].id, 4: NOON, 16: token()}
    clocks = base | {5: 1000, 6: bytes(4), 7: bytes(32)}
    later = {1: 60, 2: 3, 3: before, 4: NOON, 16: "later", 40: [1, None, True]}
    first = {1: 32, 2: 0, 4: NOON, 16: amina.key.public, 17: bytes(16)}
    accepted = {
        "clocks": (clocks, "F1", "with all optional fields"),
        "later-kind": (later, "R3", "a later kind: checked, kept, not counted"),
        "last-kind": (later | {1: 95}, "R3", "the last kind of record there is"),
        "last-place": (base | {2: (1 << 32) - 1}, "F1", "the last place in a chain"),
        "device-joins": (first | {70: bytes(range(32))}, "F1", "a key that joins another person names where its chain began"),
        "ignored-field": (base | {64: 0}, "F3", "room for additions"),
        "helped": (base | {71: True}, "R4", "somebody helped with the phone"),
        "later-kind-helped": (later | {71: 1}, "R4", "what a later kind says there is its own"),
    }
    for name, (fields, rule, comment) in accepted.items():
        yield name, message("record", seal(amina.key, "record", fields), amina.key, rule, comment)
    small = b"\x01" + bytes(31)
    refused = {
        "no-before": (without(base, 3), "R1", "only the first record names none before"),
        "before-at-start": (first | {3: bytes(32)}, "R1", "first, with one before"),
        "check-in-first": ({1: 33, 2: 0, 4: NOON, 16: token()}, "R2", "a chain begins with its device"),
        "later-kind-first": ({1: 60, 2: 0, 4: NOON}, "R2", "a later kind at place 0"),
        "device-later": (first | {2: 1, 3: bytes(32)}, "R2", "a device in the middle"),
        "reserved-field": (later | {8: 1}, "R3", "fields 8 to 15 are not in use"),
        "reserved-0": (later | {0: 1}, "R3", "nor is 0"),
        "later-kind-no-clock": (without(later, 4), "F1", "a later kind states its phone's clock too"),
        "later-kind-boot-id": (later | {6: bytes(3)}, "F1", "and its shared fields are as stated"),
        "reserved-15": (later | {15: 1}, "R3", "nor is 15"),
        "type-31": (base | {1: 31}, "F1", "31 is no record"),
        "type-96": (base | {1: 96}, "F1", "96 is no record"),
        "no-clock": (without(base, 4), "F1", "a record states its phone's clock"),
        "place-too-far": (base | {2: 1 << 32}, "F1", "a place beyond 2^32-1"),
        "before-short": (base | {3: bytes(31)}, "F1", "31 bytes before"),
        "boot-negative": (base | {5: -1}, "F1", "seconds below zero"),
        "boot-id-long": (base | {6: bytes(5)}, "F1", "five bytes for which start"),
        "receipt-short": (base | {7: bytes(31)}, "F1", "31 bytes of a receipt's id"),
        "helped-not": (base | {71: False}, "R4", "nobody helped: then nothing is said"),
        "helped-number": (base | {71: 1}, "R4", "1 is not true"),
        "helped-empty": (base | {71: None}, "R4", "nor is nothing"),
        "device-helped-not": (first | {71: False}, "R4", "a device record is held to it, too"),
        "person-short": (first | {17: bytes(15)}, "F1", "a person of 15 bytes"),
        "began-short": (first | {70: bytes(31)}, "F1", "an id of 31 bytes"),
        "public-short": (first | {16: bytes(31)}, "F1", "a key of 31 bytes"),
    }
    for name, (fields, rule, comment) in refused.items():
        yield name, message("record", seal(amina.key, "record", fields), amina.key, rule, comment, "bad-code")
    for number in (0, 9, 15):
        free = seal(amina.key, "record", base | {number: 1})
        yield f"check-in-field-{number}", message("record", free, amina.key, "F2", f"field {number} of a check-in", "newer-app")
    other = seal(amina.key, "record", first | {16: STRANGER.public})
    yield "device-other-key", message("record", other, amina.key, "F4", "not its own key", "bad-key")
    odd = unsigned("record", first | {16: small}, small)
    yield "device-small-order", message("record", odd, amina.key, "K1", "a key that anyone can sign for", "bad-key")
    changed = bytearray(check_out)
    changed[-1] ^= 1
    yield "changed", message("record", bytes(changed), amina.key, "E7", "one bit of the signature", "bad-signature")
