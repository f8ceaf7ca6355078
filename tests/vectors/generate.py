"""`python -m tests.vectors.generate`: every vector, written from fixed keys. README.md says what the fields mean.

Ed25519 is deterministic, so the same bytes come out each time; a vector that changes means the format changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.protocol import cbor, enrolment, envelope, pull, qr_text, receipt
from app.protocol.ed25519 import Key
from app.protocol.enrolment import Enrolment, Invitation
from app.protocol.hours import Moment, Policy, count
from app.protocol.pull import Pull
from app.protocol.receipt import Receipt
from app.protocol.record import CheckIn, CheckOut
from tests.people import (
    LIBRARY,
    LIBRARY_ID,
    LISTING,
    NOON,
    RECEIPTS,
    ROOT,
    STRANGER,
    Phone,
    certificate,
    sealed_list,
    token,
    trust_list,
)

FOLDER = Path(__file__).parent
ORIGIN = "https://uren.example.be"
Vector = tuple[str, dict[str, Any]]


def message(kind: str, data: bytes, key: Key, comment: str, expect: str = "accept", **more: Any) -> dict[str, Any]:
    """A signed message in all its layers, as far as it can be taken apart."""
    vector: dict[str, Any] = {
        "comment": comment,
        "expect": expect,
        "kind": kind,
        "public": key.public.hex(),
        "message": data.hex(),
    }
    if expect == "accept":
        outer, fields = envelope.open_envelope(kind, data, cbor.LARGE)
        vector |= {
            "seed": key.seed.hex(),
            "fields": plain(fields),
            "payload": outer.payload.hex(),
            "signed": outer.signed_bytes.hex(),
            "signature": outer.signature.hex(),
            "id": outer.id.hex(),
        }
    return vector | more


def plain(value: Any) -> Any:
    """Fields as JSON: bytes as {"hex": ...}, maps with their numbers as text."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def seal(key: Key, kind: str, fields: dict[int, Any]) -> bytes:
    return key.seal(envelope.draft(kind, key.public, fields))


def sessions() -> Iterator[Vector]:
    good = token()
    said = {1: 1, 2: bytes(7) + b"\x01", 3: NOON, 4: 1, 5: 240}
    yield (
        "ok",
        message("session", good, LIBRARY, "a library's display at noon", text=qr_text.to_text(ORIGIN, "s", good), time=NOON),
    )
    yield (
        "ignored-field",
        message("session", seal(LIBRARY, "session", said | {64: 1}), LIBRARY, "room for additions is ignored"),
    )
    refused = {
        "time-changed": (
            good.replace(NOON.to_bytes(4, "big"), (NOON + 1).to_bytes(4, "big")),
            "bad-signature",
            "one second later",
        ),
        "other-signer": (
            token(STRANGER)[:7] + good[7:15] + token(STRANGER)[15:],
            "bad-signature",
            "a stranger under a known key id",
        ),
        "as-receipt": (seal(LIBRARY, "receipt", said), "bad-signature", "right fields, signed under another name"),
        "cut-off": (good[:-1], "bad-code", "the last byte is missing"),
        "trailing": (good + b"\x00", "bad-code", "a byte after the end"),
        "empty": (b"", "bad-code", "nothing"),
        "long-length": (b"\x84\x58\x0d" + good[2:], "bad-code", "the header's length in two bytes"),
        "tagged": (b"\xd2" + good, "bad-code", "COSE tag 18"),
        "unprotected": (good[:15] + b"\xa1\x04\x40" + good[16:], "bad-code", "something in the unprotected header"),
        "other-algorithm": (good[:4] + b"\x32" + good[5:], "newer-app", "algorithm -19"),
        "other-type": (seal(LIBRARY, "session", said | {1: 2}), "bad-code", "type 2 under the name of a session"),
        "missing-field": (
            seal(LIBRARY, "session", {k: v for k, v in said.items() if k != 5}),
            "bad-code",
            "no planned minutes",
        ),
        "unknown-field": (seal(LIBRARY, "session", said | {6: 0}), "newer-app", "a field of a later version"),
        "short-session-id": (seal(LIBRARY, "session", said | {2: bytes(7)}), "bad-code", "session id of 7 bytes"),
        "text-for-time": (seal(LIBRARY, "session", said | {3: "noon"}), "bad-code", "text where a number belongs"),
        "negative-time": (seal(LIBRARY, "session", said | {3: -1}), "bad-code", "before 1970"),
        "plan-too-long": (seal(LIBRARY, "session", said | {5: 1441}), "bad-code", "planned for more than a day"),
        "payload-array": (
            LIBRARY.seal(envelope.Draft("session", good[7:15], cbor.encode([1]))),
            "bad-code",
            "a payload that is no map",
        ),
    }
    for name, (data, expect, comment) in refused.items():
        yield name, message("session", data, LIBRARY, comment, expect)


def records() -> Iterator[Vector]:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON + 5400), came.id), NOON + 5400)
    device, check_in, check_out = (one.envelope.data for one in amina.records)
    before = amina.records[-1].id
    yield "device", message("record", device, amina.key, "the first record of a chain names its key and person")
    yield "check-in", message("record", check_in, amina.key, "I came")
    yield "check-out", message("record", check_out, amina.key, "I left, ninety minutes later")
    base = {1: 33, 2: 1, 3: amina.records[0].id, 4: NOON, 16: token()}
    clocks = base | {5: 1000, 6: bytes(4), 7: bytes(32)}
    later = {1: 60, 2: 3, 3: before, 4: NOON, 16: "later", 40: [1, None, True]}
    yield "check-in-clocks", message("record", seal(amina.key, "record", clocks), amina.key, "with all optional fields")
    yield (
        "later-kind",
        message("record", seal(amina.key, "record", later), amina.key, "a later kind: checked, kept, not counted"),
    )
    other = STRANGER.public
    refused = {
        "no-before": ({k: v for k, v in base.items() if k != 3}, "bad-code", "only the first record names none before"),
        "before-at-start": (
            {1: 32, 2: 0, 3: bytes(32), 4: NOON, 16: amina.key.public, 17: bytes(16)},
            "bad-code",
            "first, with one before",
        ),
        "check-in-first": ({1: 33, 2: 0, 4: NOON, 16: token()}, "bad-code", "a chain begins with its device"),
        "device-later": (
            {1: 32, 2: 1, 3: bytes(32), 4: NOON, 16: amina.key.public, 17: bytes(16)},
            "bad-code",
            "a device in the middle",
        ),
        "device-other-key": (
            {1: 32, 2: 0, 4: NOON, 16: other, 17: bytes(16)},
            "bad-key",
            "signed by another key than it carries",
        ),
        "device-small-order": (
            {1: 32, 2: 0, 4: NOON, 16: b"\x01" + bytes(31), 17: bytes(16)},
            "bad-key",
            "a key anyone can sign for",
        ),
        "unknown-field": (base | {18: 1}, "newer-app", "a known kind with a field of a later version"),
        "reserved-field": (later | {8: 1}, "bad-code", "fields 8 to 15 are not in use"),
        "type-too-low": (base | {1: 31}, "bad-code", "31 is no record"),
        "empty-token": (base | {16: b""}, "bad-code", "a token of no bytes"),
    }
    for name, (fields, expect, comment) in refused.items():
        yield name, message("record", seal(amina.key, "record", fields), amina.key, comment, expect)
    changed = bytearray(check_out)
    changed[-1] ^= 1
    yield "changed", message("record", bytes(changed), amina.key, "one bit of the signature", "bad-signature")


def others() -> Iterator[Vector]:
    given = RECEIPTS.seal(receipt.to_draft(Receipt(bytes(range(32)), NOON), RECEIPTS.public))
    yield "receipt", message("receipt", given, RECEIPTS, "the server holds this record")
    asked = LIBRARY.seal(pull.to_draft(Pull(bytes(32), 7, 50), LIBRARY.public))
    yield "pull", message("pull", asked, LIBRARY, "everything after place 7, at most 50")
    sealed = LISTING.seal(enrolment.invitation_draft(Invitation(bytes(16), LIBRARY_ID, NOON), LISTING.public))
    invited = qr_text.to_text(ORIGIN, "e", sealed)
    yield "invitation", message("invitation", sealed, LISTING, "for one new display of the library", text=invited)
    answer = STRANGER.seal(enrolment.enrolment_draft(Enrolment(sealed, STRANGER.public, NOON)))
    yield "enrolment", message("enrolment", answer, STRANGER, "a new display answers its invitation")
    yield "list-key", message("list-key", certificate(), ROOT, "the root's word on the list key")
    yield "trust-list", message("trust-list", sealed_list(trust_list()), LISTING, "two organisations, a display each")
    gone = sealed_list(trust_list(2, revoked=NOON))
    yield "trust-list-revoked", message("trust-list", gone, LISTING, "the library's display is not believed from noon on")


def links() -> Iterator[Vector]:
    for letter in qr_text.LETTERS:
        text = qr_text.to_text(ORIGIN, letter, b"\x00\xff")
        yield f"ok-{letter}", {"comment": "two bytes", "expect": "accept", "text": text, "letter": letter, "bytes": "00ff"}
    refused = {
        "leading-zero": ("/#/s/065791", "bad-code"),
        "no-marker": ("/#/s/255", "bad-code"),
        "other-letter": ("/#/q/256", "newer-app"),
        "no-digits": ("/#/s/", "bad-code"),
        "space": ("/#/s/256 ", "not-ours"),
        "no-fragment": ("/s/256", "not-ours"),
    }
    for name, (end, expect) in refused.items():
        yield name, {"comment": name, "expect": expect, "text": ORIGIN + end}
    yield "http", {"comment": "http is for localhost only", "expect": "not-ours", "text": "http://uren.example.be/#/s/256"}
    yield (
        "http-localhost",
        {"comment": "no bytes", "expect": "accept", "text": "http://localhost:8000/#/s/1", "letter": "s", "bytes": ""},
    )


def counting() -> Iterator[Vector]:
    def moment(name: int, start: int, minutes: float, level: int) -> Moment:
        return Moment(name.to_bytes(32, "big"), start, start + int(minutes * 60), level)

    stories = {
        "started-minute": [moment(1, NOON, 0.1, 4)],
        "overlap": [moment(1, NOON, 120, 0), moment(2, NOON + 3600, 120, 4)],
        "long-session": [moment(1, NOON - 43200, 660, 4)],
        "long-day": [moment(1, NOON - 43200, 600, 4), moment(2, NOON - 3600, 300, 3)],
        "across-midnight": [moment(1, NOON + 39600, 240, 4)],
        "summer-time-ends": [moment(1, 1792882800, 540, 4), moment(2, 1792915200, 540, 4)],
        "backwards": [moment(1, NOON, -5, 4)],
        "twice": [moment(1, NOON, 60, 4), moment(1, NOON, 60, 4)],
    }
    for name, moments in stories.items():
        for policy in (Policy(), Policy(levels=(3, 4))):
            result = count(moments, policy)
            end = "" if policy == Policy() else "-levels-3-4"
            yield (
                name + end,
                {
                    "comment": name.replace("-", " "),
                    "policy": {str(key): value for key, value in policy.to_fields().items()},
                    "moments": [
                        {"id": one.id.hex(), "start": one.start, "end": one.end, "level": one.level} for one in moments
                    ],
                    "total": result.total,
                    "counted": {id.hex(): minutes for id, minutes in sorted(result.counted.items())},
                    "capped": sorted(id.hex() for id in result.capped),
                },
            )


ALL = {"session": sessions, "record": records, "message": others, "link": links, "hours": counting}


def files() -> dict[str, str]:
    """The text of every vector by its path below this folder."""
    return {
        f"{folder}/{name}.json": json.dumps(vector, indent=1, ensure_ascii=False) + "\n"
        for folder, make in ALL.items()
        for name, vector in make()
    }


if __name__ == "__main__":
    for place, text in files().items():
        path = FOLDER / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
