"""The spelling of values and text, and public keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.protocol import cbor
from tests.people import LIBRARY
from tests.vectors.making import Vectors, plain

ACCEPTED: dict[str, Any] = {
    "zero": 0,
    "23": 23,
    "24": 24,
    "255": 255,
    "256": 256,
    "65535": 65535,
    "65536": 65536,
    "32-bits": (1 << 32) - 1,
    "33-bits": 1 << 32,
    "largest": (1 << 64) - 1,
    "minus-one": -1,
    "minus-25": -25,
    "smallest": -(1 << 63),
    "no-bytes": b"",
    "bytes-23": bytes(23),
    "bytes-24": bytes(24),
    "no-text": "",
    "list": [1, [2, [3]], b"", "a"],
    "map": {0: 0, 23: [], 24: {}, 255: None, 256: True, 65536: False},
    "deepest": [[[0]]],
    "most-items": [0] * 63,
    "longest": bytes(2045),
}

SPELLED_WRONG = {
    "zero-in-two": ("1800", "V2", "0 in two bytes"),
    "23-in-two": ("1817", "V2", "23 in two bytes"),
    "255-in-three": ("1900ff", "V2", "255 in three bytes"),
    "65535-in-five": ("1a0000ffff", "V2", "65535 in five bytes"),
    "32-bits-in-nine": ("1b00000000ffffffff", "V2", "2^32-1 in nine bytes"),
    "minus-one-in-two": ("3800", "V2", "-1 in two bytes"),
    "length-in-two": ("580100", "V2", "a length of one in two bytes"),
    "text-length-in-two": ("780161", "V2", "a text's length in two bytes"),
    "list-length-in-two": ("9800", "V2", "an empty list's length in two bytes"),
    "map-length-in-two": ("b800", "V2", "an empty map's length in two bytes"),
    "key-in-two": ("a1180000", "V2", "a map key in two bytes"),
    "too-small": ("3b8000000000000000", "V1", "-2^63-1"),
    "half-float": ("f90000", "V1", "a float of two bytes"),
    "float": ("fb3ff0000000000000", "V1", "a float"),
    "undefined": ("f7", "V1", "undefined"),
    "simple": ("e0", "V1", "another simple value"),
    "simple-in-two": ("f814", "V1", "false in two bytes"),
    "tag": ("c100", "V1", "a tag"),
    "bignum": ("c249010000000000000000", "V1", "2^64 as a tagged number"),
    "reserved-28": ("1c", "V1", "a reserved length"),
    "bytes-in-parts": ("5f4101ff", "V3", "bytes of unstated length"),
    "text-in-parts": ("7f6161ff", "V3", "text of unstated length"),
    "list-in-parts": ("9fff", "V3", "a list of unstated length"),
    "map-in-parts": ("bfff", "V3", "a map of unstated length"),
    "break": ("ff", "V3", "an end without a beginning"),
    "key-twice": ("a200000000", "V4", "a key twice"),
    "keys-falling": ("a201000000", "V4", "keys in falling order"),
    "key-text": ("a1616100", "V4", "text for a key"),
    "key-negative": ("a12000", "V4", "a negative key"),
    "key-bytes": ("a1410000", "V4", "bytes for a key"),
    "nothing": ("", "V6", "no bytes at all"),
    "after-the-end": ("0000", "V5", "a second value"),
    "cut-number": ("19ff", "V6", "a number cut off"),
    "cut-bytes": ("4201", "V6", "bytes cut off"),
    "cut-list": ("8200", "V6", "a list cut off"),
    "cut-map": ("a100", "V6", "a map cut off"),
    "huge-bytes": ("5bffffffffffffffff", "V6", "2^64-1 bytes stated"),
    "huge-list": ("9bffffffffffffffff", "V6", "2^64-1 items stated"),
    "huge-map": ("bbffffffffffffffff", "V6", "2^64-1 entries stated"),
    "too-deep": ("8181818100", "V7", "five levels"),
    "too-deep-empty": ("8181818180", "V7", "an empty list on the fifth level"),
    "too-deep-map": ("a100a100a100a100a0", "V7", "maps on five levels"),
    "too-many": ("983f" + "00" * 64, "V5", "a list of 63 and a 64th"),
    "65-items": ("9840" + "00" * 64, "V7", "a list of 64 is 65 items"),
    "65-items-map": ("b820" + "".join(f"{n:02x}00" if n < 24 else f"18{n:02x}00" for n in range(32)), "V7", "a map of 32"),
    "too-long": ("5907fe" + "00" * 2046, "V7", "2,049 bytes"),
    "not-utf-8": ("61ff", "T1", "no UTF-8"),
    "utf-8-long-way": ("62c080", "T1", "NUL spelled in two bytes"),
    "surrogate": ("63eda080", "T1", "half of a pair"),
}

RIGHT_TEXT = {
    "dutch": "Bibliotheek De Krook",
    "accents": "Één café, naïef",
    "arabic": "مكتبة غنت",
    "persian-joiner": "می\u200cخواهم",
    "pashto": "د ښځو کتابتون",
    "joiner-at-the-ends": "ؠ\u200cۼ\u200cݐ\u200cݿ\u200cࢠ\u200cࣈ",
    "joiner-after-mark": "مَ\u200dم",
    "tigrinya": "ቤተ መጻሕፍቲ",
    "ukrainian": "Бібліотека № 5",
    "last-character": "\ufffd",
}
WRONG_TEXT = {
    "newline": ("a\nb", "T1", "a line break"),
    "nul": ("a\x00", "T1", "NUL"),
    "delete": ("a\x7f", "T1", "DEL"),
    "c1": ("a\x85", "T1", "a C1 control"),
    "bidi-override": ("a\u202eb", "T1", "right-to-left override"),
    "bidi-isolate": ("a\u2066b", "T1", "an isolate"),
    "arabic-mark": ("a\u061cb", "T1", "Arabic letter mark"),
    "soft-hyphen": ("a\u00adb", "T1", "a soft hyphen"),
    "zero-width-space": ("a\u200bb", "T1", "zero width space"),
    "word-joiner": ("a\u2060b", "T1", "word joiner"),
    "byte-order-mark": ("\ufeffa", "T1", "byte order mark"),
    "line-separator": ("a\u2028b", "T1", "line separator"),
    "paragraph-separator": ("a\u2029b", "T1", "paragraph separator"),
    "private": ("a\ue000", "T1", "a private character"),
    "unassigned": ("a\u0378", "T1", "never assigned"),
    "not-a-character": ("a\uffff", "T1", "no character"),
    "unicode-15": ("ಕೆ\u0cf3", "T1", "assigned in Unicode 15"),
    "unicode-16": ("ا\u0897", "T1", "assigned in Unicode 16"),
    "emoji": ("a\U0001f600", "T1", "above U+FFFF"),
    "joiner-in-latin": ("a\u200db", "T2", "a joiner between Latin letters"),
    "joiner-at-the-end": ("می\u200c", "T2", "a joiner with nothing after it"),
    "joiner-first": ("\u200cم", "T2", "a joiner with nothing before it"),
    "joiner-at-tatweel": ("مـ\u200cم", "T2", "a joiner at a letter modifier"),
    "joiner-before-the-block": ("\u0a05\u200c\u0a05", "T2", "a joiner between letters of another script"),
    "joiner-at-a-later-mark": ("م\u0897\u200cم", "T1", "a joiner after a mark of Unicode 16"),
    "spacing-mark-first": ("\u0903क", "T3", "begins with a spacing mark"),
    "enclosing-mark-first": ("\u20dda", "T3", "begins with an enclosing mark"),
    "joiner-twice": ("می\u200c\u200cخ", "T2", "two joiners"),
    "joiner-at-digit": ("۱\u200c۲", "T2", "a joiner between digits"),
    "mark-first": ("\u0301a", "T3", "begins with a mark"),
    "decomposed": ("e\u0301", "T4", "e and an accent apart"),
    "angstrom": ("\u212b", "T4", "a sign that NFC replaces"),
}


def values() -> Vectors:
    for name, value in ACCEPTED.items():
        yield (
            f"ok-{name}",
            {"comment": name, "rule": "V1", "expect": "accept", "bytes": cbor.encode(value).hex(), "value": plain(value)},
        )
    for name, (data, rule, comment) in SPELLED_WRONG.items():
        yield name, {"comment": comment, "rule": rule, "expect": "bad-code", "bytes": data}
    for name, text in RIGHT_TEXT.items():
        spelled = _text(text)
        yield f"text-{name}", {"comment": name, "rule": "T1", "expect": "accept", "bytes": spelled.hex(), "value": text}
    for name, (text, rule, comment) in WRONG_TEXT.items():
        yield f"text-{name}", {"comment": comment, "rule": rule, "expect": "bad-code", "bytes": _text(text).hex()}


def _text(text: str) -> bytes:
    raw = text.encode()
    assert len(raw) < 256
    return (bytes([0x60 + len(raw)]) if len(raw) < 24 else bytes([0x78, len(raw)])) + raw


def keys() -> Vectors:
    yield "ok", {"comment": "a display's key", "rule": "K1", "expect": "accept", "public": LIBRARY.public.hex()}
    p = 2**255 - 19
    odd = {
        "identity": (1).to_bytes(32, "little"),
        "identity-signed": (1 | 1 << 255).to_bytes(32, "little"),
        "order-2": (p - 1).to_bytes(32, "little"),
        "order-2-signed": (p - 1 | 1 << 255).to_bytes(32, "little"),
        "order-4": bytes(32),
        "order-4-signed": (1 << 255).to_bytes(32, "little"),
        "order-8": bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        "order-8-other": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        "y-is-p": p.to_bytes(32, "little"),
        "y-is-p-plus-1": (p + 1).to_bytes(32, "little"),
        "y-is-most": ((1 << 255) - 1).to_bytes(32, "little"),
        "off-the-curve": (2).to_bytes(32, "little"),
        "short": bytes(31),
        "long": LIBRARY.public + b"\x00",
    }
    for name, public in odd.items():
        yield name, {"comment": name.replace("-", " "), "rule": "K1", "expect": "bad-key", "public": public.hex()}


EDGES = dict.fromkeys((0, 1, 10, 11), "bad-key") | {3: "accept"} | dict.fromkeys(range(4, 10), "bad-signature")
"""Verdicts on the cases of ed25519-speccheck. Case 2 is left out: only the signer can make it, and libraries differ."""


def signatures() -> Vectors:
    cases = json.loads((Path(__file__).parents[1] / "protocol" / "speccheck.json").read_text())
    for number, expect in sorted(EDGES.items()):
        case = cases[number]
        rule = "K1" if expect == "bad-key" else "E7"
        comment = f"case {number} of ed25519-speccheck"
        parts = {"public": case["pub_key"], "signature": case["signature"], "signed": case["message"]}
        yield f"edge-{number}", {"comment": comment, "rule": rule, "expect": expect, **parts}
