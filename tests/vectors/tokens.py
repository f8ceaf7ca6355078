"""What displays and posters show: the envelope rules are shown on a session token."""

from __future__ import annotations

from app.protocol import cbor, display_token, envelope, poster_token, qr_text
from app.protocol.display_token import Session
from app.protocol.poster_token import PosterToken
from tests.people import CARE_HOME, LIBRARY, NOON, POSTER, STRANGER, printed_token, token
from tests.vectors.making import ORDER, ORIGIN, TIME, Vectors, broken, message, seal

SESSION = {1: 1, 2: bytes(7) + b"\x01", 3: NOON, 4: 1, 5: 240}


def sessions() -> Vectors:
    good = token()
    text = qr_text.to_text(ORIGIN, "s", good)
    yield "ok", message("session", good, LIBRARY, "E6", "a library's display at noon", text=text)
    yield "nothing-planned", message("session", seal(LIBRARY, "session", SESSION | {5: 0}), LIBRARY, "F1", "no planned minutes")
    for name, rule in (("id", "E8"), ("key-id", "E9")):
        yield name, message("session", token(CARE_HOME, number=2), CARE_HOME, rule, f"another display's, for its {name}")
    later = seal(LIBRARY, "session", SESSION | {3: 1 << 40})
    yield "last-time", message("session", later, LIBRARY, "F1", "the last time there is")
    ranges = {3: TIME, 4: (0, 255), 5: (0, 1440)}
    yield from broken("session", LIBRARY, SESSION, {2: 8}, ranges)
    stranger = token(STRANGER)
    lengthened = good[:16] + b"\x59\x00\x18" + good[18:]
    refused = {
        "time-changed": (good.replace(NOON.to_bytes(4, "big"), (NOON + 1).to_bytes(4, "big")), "E7", "one second later"),
        "other-signer": (stranger[:7] + good[7:15] + stranger[15:], "E7", "a stranger under a known key id"),
        "as-receipt": (seal(LIBRARY, "receipt", SESSION), "E6", "right fields, signed under another name"),
        "high-s": (good[:-32] + _plus_order(good[-32:]), "E7", "the second half of the signature is not below the order"),
    }
    for name, (data, rule, comment) in refused.items():
        yield name, message("session", data, LIBRARY, rule, comment, "bad-signature")
    odd = {
        "cut-off": (good[:-1], "E5", "the last byte is missing"),
        "short-signature": (good[:42] + b"\x58\x3f" + good[44:-1], "E5", "a signature of 63 bytes"),
        "long-signature": (good[:42] + b"\x58\x41" + good[44:] + b"\x00", "E5", "a signature of 65 bytes"),
        "trailing": (good + b"\x00", "V5", "a byte after the end"),
        "empty": (b"", "E1", "nothing"),
        "three-parts": (b"\x83" + good[1:42], "E1", "an array of three"),
        "five-parts": (b"\x85" + good[1:] + b"\xf6", "E1", "an array of five"),
        "map": (b"\xa2" + good[1:], "E1", "a map with the same insides"),
        "tagged": (b"\xd2" + good, "V1", "COSE tag 18"),
        "long-length": (b"\x84\x58\x0d" + good[2:], "V2", "the header's length in two bytes"),
        "payload-length": (lengthened, "V2", "the payload's length in three bytes"),
        "unprotected": (good[:15] + b"\xa1\x04\x40" + good[16:], "E3", "something in the unprotected header"),
        "unprotected-null": (good[:15] + b"\xf6" + good[16:], "E3", "null for the unprotected header"),
        "key-id-of-7": (good[:1] + b"\x4c\xa2\x01\x27\x04\x47" + good[8:], "E2", "a key id of 7 bytes"),
        "key-id-of-9": (good[:1] + b"\x4e\xa2\x01\x27\x04\x49\x00" + good[7:], "E2", "a key id of 9 bytes"),
        "no-key-id": (good[:1] + b"\x43\xa1\x01\x27" + good[15:], "E2", "no key id"),
        "one-more-header": (
            good[:1] + b"\x4f\xa3\x01\x27\x04\x48" + good[7:15] + b"\x05\x00" + good[15:],
            "E2",
            "a third header",
        ),
        "header-text": (good[:1] + b"\x6d" + good[2:], "E2", "text for the protected header"),
        "payload-array": (
            LIBRARY.seal(envelope.Draft("session", good[7:15], cbor.encode(list(SESSION.values())))),
            "E4",
            "a payload that is no map",
        ),
        "payload-two": (
            LIBRARY.seal(envelope.Draft("session", good[7:15], good[18:42] + b"\x00")),
            "V5",
            "two values in the payload",
        ),
        "too-long": (seal(LIBRARY, "session", SESSION | {64: bytes(2000)}), "E11", "more than 2,048 bytes"),
    }
    for name, (data, rule, comment) in odd.items():
        yield name, message("session", data, LIBRARY, rule, comment, "bad-code")
    said = display_token.to_draft(Session(bytes(8), NOON, 1, 0), STRANGER.public)
    borrowed = said.seal(LIBRARY.sign(said.message))
    yield "other-key-id", message("session", borrowed, LIBRARY, "E9", "signed under another key's id", "bad-signature")
    other = good[:4] + b"\x32" + good[5:]
    yield "other-algorithm", message("session", other, LIBRARY, "E10", "algorithm -19", "newer-app")
    yield from _of_another_algorithm(good, other)
    third = good[:1] + b"\x4f\xa3\x01\x32\x04\x48" + good[7:15] + b"\x05\x00" + good[15:]
    yield "other-algorithm-more", message("session", third, LIBRARY, "E10", "algorithm -19 and a third header", "bad-code")
    named = good[:1] + b"\x4e\xa2\x01\x61a\x04\x48" + good[7:]
    yield "algorithm-by-name", message("session", named, LIBRARY, "E10", "text for the algorithm", "bad-code")
    text_id = good[:1] + b"\x4d\xa2\x01\x32\x04\x68" + b"a" * 8 + good[15:]
    yield (
        "other-algorithm-text",
        message("session", text_id, LIBRARY, "E10", "algorithm -19 with text for a key id", "bad-code"),
    )


def _of_another_algorithm(good: bytes, other: bytes) -> Vectors:
    """The rest of the envelope is held to its rules, whatever the algorithm; what is in the payload is not read."""
    cases = {
        "unprotected": (other[:15] + b"\xa1\x04\x40" + other[16:], "bad-code", "something in the unprotected header"),
        "short-signature": (other[:42] + b"\x58\x3f" + other[44:-1], "bad-code", "a signature of 63 bytes"),
        "payload-number": (other[:16] + b"\x00" + other[42:], "bad-code", "a number for the payload"),
        "payload-array": (other[:16] + b"\x41\x80" + other[42:], "newer-app", "an array in the payload"),
        "payload-odd": (other[:16] + b"\x41\xff" + other[42:], "newer-app", "no value in the payload"),
        "key-id-of-2": (good[:1] + b"\x47\xa2\x01\x32\x04\x42ab" + good[15:], "newer-app", "a key id of two bytes"),
        "positive": (good[:4] + b"\x07" + good[5:], "newer-app", "algorithm 7"),
    }
    for name, (data, expect, comment) in cases.items():
        yield f"other-algorithm-{name}", message("session", data, LIBRARY, "E10", comment, expect)


def posters() -> Vectors:
    good = printed_token()
    text = qr_text.to_text(ORIGIN, "s", good)
    yield "ok", message("poster", good, POSTER, "E6", "a poster in the library", text=text)
    fields = {1: 2, 2: bytes(7) + b"\x09", 4: 1, 5: 120}
    yield from broken("poster", POSTER, fields, {2: 8}, {4: (0, 255), 5: (0, 1440)})
    timed = seal(POSTER, "poster", fields | {3: NOON})
    yield "with-time", message("poster", timed, POSTER, "F2", "a poster has no clock", "newer-app")
    said = poster_token.to_draft(PosterToken(bytes(8), 1, 120), POSTER.public)
    swapped = POSTER.seal(envelope.Draft("session", said.key, said.payload))
    yield "as-session", message("poster", swapped, POSTER, "E6", "signed under the name of a session", "bad-signature")


def tokens() -> Vectors:
    for name, data, kind in (("session", token(), "session"), ("poster", printed_token(), "poster")):
        yield name, {"comment": name, "rule": "F7", "expect": "accept", "token": data.hex(), "kind": kind}
    later = seal(LIBRARY, "session", SESSION | {1: 20})
    yield "later", {"comment": "a token of a later version", "rule": "F7", "expect": "newer-app", "token": later.hex()}
    odd = seal(LIBRARY, "session", SESSION | {1: "1"})
    yield "no-type", {"comment": "text for the type", "rule": "F1", "expect": "bad-code", "token": odd.hex()}


def _plus_order(half: bytes) -> bytes:
    return (int.from_bytes(half, "little") + ORDER).to_bytes(32, "little")
