"""What a region and its server sign, and what devices ask of it."""

from __future__ import annotations

from typing import Any

from app.protocol import cbor, envelope, qr_text
from app.protocol.ed25519 import Key
from tests.people import (
    AMINA,
    BUDDY,
    LIBRARY,
    LIBRARY_ID,
    LISTING,
    NOON,
    RECEIPTS,
    REGION,
    ROOT,
    STRANGER,
    YEAR,
    sealed_list,
    trust_list,
)
from tests.vectors.making import ORIGIN, TIME, Vectors, broken, message, seal, unsigned, without

SMALL_ORDER = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
CARD = {1: 14, 2: bytes(32), 3: bytes(range(16)), 4: bytes(44)}
WINDOW = {1: LIBRARY.public, 2: 0, 3: NOON}
INVITATION = {1: 3, 2: bytes(16), 3: LIBRARY_ID, 4: NOON}
LIST_KEY = {1: 5, 2: REGION, 3: LISTING.public, 4: NOON - YEAR, 5: NOON + YEAR, 6: 1}
AGREED = {1: 1, 2: NOON, 3: 3, 4: True, 5: True}
FORGET = {1: 15, 2: REGION, 3: bytes(range(16)), 4: NOON, 5: STRANGER.public}
CERTIFICATE = {1: 11, 2: REGION, 3: BUDDY.public, 4: NOON - YEAR, 5: NOON + YEAR, 6: 2, 7: LIBRARY_ID}


def messages() -> Vectors:
    invited = seal(LISTING, "invitation", INVITATION)
    answered = {1: 4, 2: invited, 3: STRANGER.public, 4: NOON}
    kinds: list[tuple[str, Key, dict[int, Any], dict[int, int], dict[int, tuple[int, int]]]] = [
        ("receipt", RECEIPTS, {1: 7, 2: bytes(range(32)), 3: NOON}, {2: 32}, {3: TIME}),
        ("pull", LIBRARY, {1: 8, 2: bytes(32), 3: 7, 4: 50}, {}, {3: TIME, 4: (1, 200)}),
        ("card", AMINA, CARD, {3: 16, 4: 44}, {}),
        ("invitation", LISTING, INVITATION, {2: 16, 3: 4}, {4: TIME}),
        ("enrolment", STRANGER, answered, {3: 32}, {4: TIME}),
        ("list-key", ROOT, LIST_KEY, {2: 8, 3: 32}, {4: TIME, 5: TIME, 6: TIME}),
        ("certificate", LISTING, CERTIFICATE, {2: 8, 3: 32, 7: 4}, {4: TIME, 5: TIME, 6: (1, 255)}),
        ("forget", STRANGER, FORGET, {2: 8, 3: 16, 5: 32}, {4: TIME}),
        ("checkpoint", RECEIPTS, {1: 12, 2: REGION, 3: 7, 4: bytes(32), 5: NOON}, {2: 8, 4: 32}, {3: TIME, 5: TIME}),
    ]
    for kind, key, good, lengths, ranges in kinds:
        more = {"text": qr_text.to_text(ORIGIN, "e", invited)} if kind == "invitation" else {}
        yield kind, message(kind, seal(key, kind, good), key, "F1", f"a plain {kind}", **more)
        for name, vector in broken(kind, key, good, lengths, ranges):
            yield f"{kind}-{name}", vector
    yield from _limits()
    yield from _sizes(answered)
    yield from _keys(answered)


def _limits() -> Vectors:
    """Only a trust list has the large limits; what is ignored is held to the small ones, too."""
    receipt = {1: 7, 2: bytes(32), 3: NOON}  # with the key and the array of field 64 nine items
    cases: list[tuple[str, str, Any, str]] = [
        ("64-items", "a payload of 64 items", [0] * 55, "accept"),
        ("65-items", "a payload of 65 items", [0] * 56, "bad-code"),
        ("four-levels", "a payload of four levels", [[0]], "accept"),
        ("five-levels", "a payload of five levels", [[[0]]], "bad-code"),
        ("long", "2,049 bytes", bytes(1915), "bad-code"),
    ]
    for name, comment, value, expect in cases:
        data = seal(RECEIPTS, "receipt", receipt | {64: value})
        assert name != "long" or len(data) == 2049
        rule = "E11" if name == "long" else "V7"
        yield f"receipt-{name}", message("receipt", data, RECEIPTS, rule, comment, expect)


def _sizes(answered: dict[int, Any]) -> Vectors:
    receipt, asked = {1: 7, 2: bytes(32), 3: NOON}, {1: 8, 2: bytes(32), 3: 7, 4: 50}
    display = CERTIFICATE | {6: 1, 8: [[1, 4, True, None]]}
    cases: list[tuple[str, Key, str, dict[int, Any], str]] = [
        ("receipt", RECEIPTS, "salted", receipt | {4: bytes(16)}, "accept"),
        ("receipt", RECEIPTS, "salt-short", receipt | {4: bytes(15)}, "bad-code"),
        ("pull", LIBRARY, "nonce-16", asked | {2: bytes(16)}, "accept"),
        ("pull", LIBRARY, "nonce-64", asked | {2: bytes(64)}, "accept"),
        ("pull", LIBRARY, "nonce-15", asked | {2: bytes(15)}, "bad-code"),
        ("pull", LIBRARY, "nonce-65", asked | {2: bytes(65)}, "bad-code"),
        ("card", AMINA, "nonce-15", CARD | {2: bytes(15)}, "bad-code"),
        ("card", AMINA, "nonce-65", CARD | {2: bytes(65)}, "bad-code"),
        ("invitation", LISTING, "buddy", INVITATION | {5: 2}, "accept"),
        ("invitation", LISTING, "role-1-spelled", INVITATION | {5: 1}, "bad-code"),
        ("invitation", LISTING, "role-256", INVITATION | {5: 256}, "bad-code"),
        ("enrolment", STRANGER, "invitation-empty", answered | {2: b""}, "bad-code"),
        ("enrolment", STRANGER, "invitation-257", answered | {2: bytes(257)}, "bad-code"),
        ("list-key", ROOT, "next-root", LIST_KEY | {7: STRANGER.public}, "accept"),
        ("list-key", ROOT, "next-root-short", LIST_KEY | {7: bytes(31)}, "bad-code"),
        ("certificate", LISTING, "display", display, "accept"),
        ("certificate", LISTING, "later-role", display | {6: 9, 8: []}, "accept"),
        ("certificate", LISTING, "display-without-offers", without(display, 8), "bad-code"),
        ("certificate", LISTING, "buddy-with-offers", display | {6: 2}, "newer-app"),
        ("certificate", LISTING, "later-role-without-offers", CERTIFICATE | {6: 4}, "bad-code"),
        ("certificate", LISTING, "nine-offers", display | {8: [[1, 4, None, None]] * 9}, "bad-code"),
    ]
    for kind, key, name, fields, expect in cases:
        rule = "F2" if expect == "newer-app" else "F1"
        yield f"{kind}-{name}", message(kind, seal(key, kind, fields), key, rule, name.replace("-", " "), expect)


def _keys(answered: dict[int, Any]) -> Vectors:
    cases: list[tuple[str, Key, str, dict[int, Any], str]] = [
        ("enrolment", STRANGER, "other-key", answered | {3: LIBRARY.public}, "F4"),
        ("forget", STRANGER, "other-key", FORGET | {5: LIBRARY.public}, "F4"),
        ("list-key", ROOT, "small-order", LIST_KEY | {3: SMALL_ORDER}, "K1"),
        ("list-key", ROOT, "next-root-small-order", LIST_KEY | {7: SMALL_ORDER}, "K1"),
        ("certificate", LISTING, "small-order", CERTIFICATE | {3: SMALL_ORDER}, "K1"),
    ]
    for kind, key, name, fields, rule in cases:
        yield f"{kind}-{name}", message(kind, seal(key, kind, fields), key, rule, name.replace("-", " "), "bad-key")
    odd = unsigned("forget", FORGET | {5: SMALL_ORDER}, SMALL_ORDER)
    yield "forget-small-order", message("forget", odd, STRANGER, "K1", "a key anyone can sign for", "bad-key")
    odd = unsigned("enrolment", answered | {3: SMALL_ORDER}, SMALL_ORDER)
    yield "enrolment-small-order", message("enrolment", odd, STRANGER, "K1", "a key anyone can sign for", "bad-key")


def _agreed(*agreements: Any) -> dict[int, Any]:
    """An organisation with these agreements."""
    return {7: [{1: LIBRARY_ID, 2: "De Krook", 70: list(agreements)}]}


def lists() -> Vectors:
    plain = sealed_list(trust_list())
    yield "ok", message("trust-list", plain, LISTING, "F1", "two organisations, a display each, a poster")
    gone = sealed_list(trust_list(2, revoked=NOON))
    yield "revoked", message("trust-list", gone, LISTING, "B5", "the library's display is not believed from noon on")
    _, good = envelope.open_envelope("trust-list", sealed_list(trust_list()), cbor.LARGE)
    yield from broken("trust-list", LISTING, good, {2: 8}, {3: TIME, 4: TIME, 5: TIME})
    display = WINDOW | {5: LIBRARY_ID, 6: []}
    policy = {1: 600, 2: 720, 3: 2400, 4: [0, 1, 2, 3, 4]}
    wrong: dict[str, tuple[dict[int, Any], str, str]] = {
        "policy-array": ({6: [600, 720]}, "F1", "bad-code"),
        "policy-no-levels": ({6: without(policy, 4)}, "F1", "bad-code"),
        "policy-17-levels": ({6: policy | {4: [0] * 17}}, "F1", "bad-code"),
        "policy-level-256": ({6: policy | {4: [256]}}, "F1", "bad-code"),
        "policy-level-text": ({6: policy | {4: ["4"]}}, "F1", "bad-code"),
        "policy-no-minutes": ({6: policy | {1: 0}}, "F1", "bad-code"),
        "policy-long-day": ({6: policy | {2: 1441}}, "F1", "bad-code"),
        "policy-no-target": ({6: policy | {3: 0}}, "F1", "bad-code"),
        "policy-far-target": ({6: policy | {3: 100_001}}, "F1", "bad-code"),
        "policy-later-field": ({6: policy | {5: 1}}, "F2", "newer-app"),
        "organisation-no-name": ({7: [{1: LIBRARY_ID, 2: ""}]}, "F1", "bad-code"),
        "organisation-long-name": ({7: [{1: LIBRARY_ID, 2: "x" * 81}]}, "F1", "bad-code"),
        "organisation-long-id": ({7: [{1: bytes(5), 2: "x"}]}, "F1", "bad-code"),
        "organisation-text": ({7: ["De Krook"]}, "F1", "bad-code"),
        "organisation-later-field": ({7: [{1: LIBRARY_ID, 2: "x", 3: 1}]}, "F2", "newer-app"),
        "display-small-order": ({8: [display | {1: SMALL_ORDER}]}, "K1", "bad-key"),
        "display-no-organisation": ({8: [without(display, 5)]}, "F1", "bad-code"),
        "display-later-field": ({8: [display | {8: 1}]}, "F2", "newer-app"),
        "display-not-poster": ({8: [display | {7: False}]}, "F5", "bad-code"),
        "display-poster-one": ({8: [display | {7: 1}]}, "F5", "bad-code"),
        "display-nine-offers": ({8: [display | {6: [[1, 4, None, None]] * 9}]}, "F1", "bad-code"),
        "offer-of-three": ({8: [display | {6: [[1, 4, None]]}]}, "F1", "bad-code"),
        "offer-of-five": ({8: [display | {6: [[1, 4, None, None, None]]}]}, "F1", "bad-code"),
        "offer-far-activity": ({8: [display | {6: [[256, 4, None, None]]}]}, "F1", "bad-code"),
        "offer-negative-kind": ({8: [display | {6: [[1, -1, None, None]]}]}, "F1", "bad-code"),
        "offer-number-for-yes": ({8: [display | {6: [[1, 4, 1, None]]}]}, "F1", "bad-code"),
        "offer-true-for-activity": ({8: [display | {6: [[True, 4, None, None]]}]}, "F1", "bad-code"),
        "receipt-key-small-order": ({9: [WINDOW | {1: SMALL_ORDER}]}, "K1", "bad-key"),
        "receipt-key-later-field": ({9: [WINDOW | {5: 1}]}, "F2", "newer-app"),
        "receipt-key-revoked-null": ({9: [WINDOW | {4: None}]}, "F1", "bad-code"),
        "former-empty": ({10: []}, "F6", "bad-code"),
        "former-map": ({10: {}}, "F1", "bad-code"),
        "revoked-empty": ({11: []}, "F6", "bad-code"),
        "revoked-small-order": ({11: [{1: SMALL_ORDER, 2: 0}]}, "K1", "bad-key"),
        "revoked-later-field": ({11: [{1: LIBRARY.public, 2: 0, 3: 0}]}, "F2", "newer-app"),
        "agreement-empty": (_agreed(), "F6", "bad-code"),
        "agreement-array": (_agreed([1, NOON, 3, True, True, None]), "F1", "bad-code"),
        "agreement-no-kind": (_agreed({1: 1, 2: NOON}), "F1", "bad-code"),
        "agreement-kind-0": (_agreed(AGREED | {3: 0}), "F1", "bad-code"),
        "agreement-kind-256": (_agreed(AGREED | {3: 256}), "F1", "bad-code"),
        "agreement-far-activity": (_agreed(AGREED | {1: 256}), "F1", "bad-code"),
        "agreement-before-1970": (_agreed(AGREED | {2: -1}), "F1", "bad-code"),
        "agreement-null": (_agreed(AGREED | {5: None}), "F1", "bad-code"),
        "agreement-number-for-yes": (_agreed(AGREED | {4: 1}), "F1", "bad-code"),
        "agreement-number-for-papers": (_agreed(AGREED | {6: 0}), "F1", "bad-code"),
        "agreement-later-field": (_agreed(AGREED | {7: 1}), "F2", "newer-app"),
        "agreement-257": (_agreed(*({1: 1, 2: time, 3: 4} for time in range(257))), "F1", "bad-code"),
        "agreement-twice": (_agreed(AGREED, AGREED | {3: 4}), "F8", "bad-code"),
        "agreement-times-fall": (_agreed(AGREED, AGREED | {2: NOON - 1}), "F8", "bad-code"),
        "agreement-activities-fall": (_agreed(AGREED, AGREED | {1: 0, 2: NOON + 1}), "F8", "bad-code"),
        "policy-version-0": ({6: policy | {70: 0}}, "F1", "bad-code"),
        "policy-far-version": ({6: policy | {70: TIME[1] + 1}}, "F1", "bad-code"),
        "policy-version-text": ({6: policy | {70: "1"}}, "F1", "bad-code"),
        "revoked-array": ({11: [[LIBRARY.public, 0]]}, "F1", "bad-code"),
    }
    for name, (fields, rule, expect) in wrong.items():
        data = seal(LISTING, "trust-list", good | fields)
        yield name, message("trust-list", data, LISTING, rule, name.replace("-", " "), expect)
    many = [WINDOW | {5: LIBRARY_ID, 6: [[1, 4, None, None]] * 2} for _ in range(60)]
    deep = message("trust-list", seal(LISTING, "trust-list", good | {64: [[[[[0]]]]]}), LISTING, "V7", "7 levels", "bad-code")
    yield "seven-levels", deep
    right: dict[str, dict[int, Any]] = {
        "many": {8: many},
        "policy-no-level-counts": {6: policy | {4: []}},
        "six-levels": {64: [[[[0]]]]},
        "empty": {7: [], 8: [], 9: []},
        "poster": {8: [display | {7: True}]},
        "ignored-inside": {8: [display | {64: 1}], 9: [WINDOW | {64: 1}], 7: [{1: LIBRARY_ID, 2: "x", 64: 1}]},
        "former-and-revoked": {10: [WINDOW], 11: [{1: BUDDY.public, 2: NOON}]},
        "name-of-80": {7: [{1: LIBRARY_ID, 2: "é" * 80}]},
        "policy-version": {6: policy | {70: TIME[1]}},
        "agreements": _agreed(
            {1: 1, 2: 0, 3: 4},
            {1: 1, 2: NOON, 3: 4, 4: True, 5: True},
            AGREED | {1: 16, 4: False, 5: False, 6: True},
            AGREED | {1: 255, 2: 0, 3: 255, 6: False, 64: 0},
        ),
        "agreements-256": _agreed(*({1: 1, 2: time, 3: 4} for time in range(256))),
        "all-conditions": {8: [display | {6: [[1, 4, True, False], [255, 255, None, True]]}]},
    }
    for name, fields in right.items():
        data = seal(LISTING, "trust-list", good | fields)
        yield (
            name,
            message(
                "trust-list",
                data,
                LISTING,
                {"many": "V7", "six-levels": "V7", "ignored-inside": "F3"}.get(name, "F1"),
                name.replace("-", " "),
            ),
        )
