"""Whom to believe, what time it is, and what a log shows: decisions, with everything they depend on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from app.protocol import log, receipt, times, trust
from app.protocol.ed25519 import Key
from app.protocol.enrolment import BUDDY as BUDDY_ROLE
from app.protocol.enrolment import DISPLAY
from app.protocol.log import Checkpoint
from app.protocol.receipt import Receipt
from app.protocol.times import Anchor, AnchoredReading
from app.protocol.trust import Certificate
from app.protocol.trust_entries import Display, KeyPeriod, Revocation
from app.protocol.trust_list import TrustList
from tests.people import (
    AMINA,
    BUDDY,
    LIBRARY,
    LIBRARY_ID,
    LISTING,
    NOON,
    PASSER_BY,
    POSTER,
    RECEIPTS,
    REGION,
    ROOT,
    STRANGER,
    YEAR,
    answer,
    buddy_certificate,
    certificate,
    key,
    printed_token,
    proposal,
    sealed_list,
    token,
    trust_list,
)
from tests.vectors.making import Vectors, signed_again

NEXT, OTHER_LISTING = key("next root"), key("list of next year")


def bundle(listed: bytes | TrustList | None = None, list_key: bytes | None = None) -> dict[str, str]:
    data = sealed_list(listed or trust_list()) if not isinstance(listed, bytes) else listed
    return {"list_key": (list_key or certificate()).hex(), "trust_list": data.hex()}


def other_region() -> dict[str, str]:
    elsewhere = Certificate(bytes(8), LISTING.public, NOON - YEAR, NOON + YEAR, 9)
    listed = TrustList(region=bytes(8), version=9, issued=NOON, refresh=NOON)
    return bundle(sealed_list(listed), ROOT.seal(trust.certificate_draft(elsewhere, ROOT.public)))


def trusts() -> Vectors:
    first, second = bundle(trust_list(1)), bundle(trust_list(2))
    changed = bundle(trust_list(2, revoked=NOON))
    new_key = bundle(sealed_list(trust_list(1), OTHER_LISTING), certificate(2, OTHER_LISTING))
    announced = bundle(trust_list(2), certificate(2, following=NEXT))
    by_next = bundle(trust_list(1), certificate(3, root=NEXT))
    signed_twice = bundle(signed_again(LISTING, trust.list_draft(trust_list(2), LISTING.public)))
    forged = bundle(sealed_list(trust_list(3))[:-1] + b"\x00")
    stale = TrustList(region=REGION, version=1, issued=0, refresh=1)
    old_key = trust.certificate_draft(Certificate(REGION, LISTING.public, 0, 1, 1), ROOT.public)
    root, roots = [ROOT], [ROOT, NEXT]
    cases: list[tuple[str, str, list[Key], dict[str, str] | None, dict[str, str], str, list[Key]]] = [
        ("first", "B1", root, None, first, "accept", [ROOT]),
        ("newer", "B2", root, first, second, "accept", [ROOT]),
        ("same-again", "B2", root, second, second, "accept", [ROOT]),
        ("same-again-signed-again", "B2", root, second, signed_twice, "accept", [ROOT]),
        ("older", "B2", root, second, first, "old-list", []),
        ("same-version-other-list", "B2", root, second, changed, "not-trusted", []),
        (
            "same-version-other-list-key",
            "B2",
            root,
            second,
            bundle(trust_list(2), certificate(1, following=NEXT)),
            "not-trusted",
            [],
        ),
        ("other-region-held", "B2", root, second, other_region(), "not-trusted", []),
        ("version-restarts-under-a-new-list-key", "B2", root, bundle(trust_list(1 << 40)), new_key, "accept", [ROOT]),
        ("old-list-key", "B2", root, new_key, bundle(trust_list(9)), "old-list", []),
        ("list-of-another-region", "B1", root, None, {**first, "list_key": other_region()["list_key"]}, "not-trusted", []),
        ("list-by-another-key", "B1", root, None, bundle(sealed_list(trust_list(), STRANGER)), "not-trusted", []),
        ("forged-list", "B1", root, None, forged, "not-trusted", []),
        ("other-root", "B1", root, first, bundle(trust_list(9), certificate(9, root=STRANGER)), "not-trusted", []),
        ("long-expired", "B4", root, None, bundle(sealed_list(stale), ROOT.seal(old_key)), "accept", [ROOT]),
        ("next-root-announced", "B3", root, first, announced, "accept", [ROOT, NEXT]),
        ("next-root-takes-over", "B3", roots, announced, by_next, "accept", [NEXT]),
        ("next-root-not-announced", "B1", root, announced, by_next, "not-trusted", []),
        ("former-root", "B3", [NEXT], by_next, bundle(trust_list(9), certificate(9)), "not-trusted", []),
        ("announcement-withdrawn", "B3", roots, announced, bundle(trust_list(1), certificate(3)), "accept", [ROOT]),
    ]
    for name, rule, pinned, held, offered, expect, after in cases:
        vector = {"comment": name.replace("-", " "), "rule": rule, "expect": expect, "roots": _hex(pinned), "held": held}
        yield name, {**vector, "offered": offered, **({"roots_after": _hex(after)} if after else {})}


def _hex(keys: list[Key]) -> list[str]:
    return [one.public.hex() for one in keys]


def _also(display: Display) -> TrustList:
    """The usual list with one more entry, before the others."""
    usual = trust_list()
    return replace(usual, displays=(display, *usual.displays))


def judgements() -> Vectors:
    usual = bundle()
    revoked = bundle(trust_list(revoked=NOON + 60))
    end = NOON + YEAR
    twice = bundle(_also(Display(KeyPeriod(LIBRARY.public, NOON - YEAR, NOON + YEAR, NOON - 1), LIBRARY_ID, ())))
    both_ways = bundle(_also(Display(KeyPeriod(LIBRARY.public, NOON - YEAR, NOON + YEAR), LIBRARY_ID, (), poster=True)))
    forged = token(STRANGER)
    forged = forged[:7] + token()[7:15] + forged[15:]
    cases: list[tuple[str, str, bytes, int, dict[str, str] | None, str]] = [
        ("display", "B5", token(), 0, usual, "trusted"),
        ("no-list-yet", "B5", token(), NOON, None, "unknown"),
        ("stranger", "B5", token(STRANGER), NOON, usual, "unknown"),
        ("forged", "B5", forged, NOON, usual, "false"),
        ("forged-when-revoked", "B5", forged, 0, bundle(trust_list(revoked=NOON - 1)), "false"),
        ("first-second", "B5", token(time=NOON - YEAR), 0, usual, "trusted"),
        ("before-its-time", "B5", token(time=NOON - YEAR - 1), 0, usual, "unknown"),
        ("last-second", "B5", token(time=end - 1), 0, usual, "trusted"),
        ("after-its-time", "B5", token(time=end), 0, usual, "unknown"),
        ("before-revoked", "B5", token(time=NOON + 59), 0, revoked, "trusted"),
        ("revoked", "B5", token(time=NOON + 60), 0, revoked, "unknown"),
        ("poster", "B5", printed_token(), NOON, usual, "trusted"),
        ("poster-after-its-time", "B5", printed_token(), end, usual, "unknown"),
        ("poster-by-a-display", "B6", printed_token(LIBRARY), NOON, usual, "unknown"),
        ("session-by-a-poster", "B6", token(POSTER), NOON, usual, "unknown"),
        ("two-entries-one-good", "B5", token(), 0, twice, "trusted"),
        ("two-entries-none-good", "B5", token(time=NOON + YEAR), 0, twice, "unknown"),
        ("two-entries-one-poster", "B6", token(), 0, both_ways, "trusted"),
        ("expired-list", "B4", token(), NOON, bundle(trust_list(9)), "trusted"),
    ]
    for name, rule, data, wall, believed, expect in cases:
        vector = {"comment": name.replace("-", " "), "rule": rule, "token": data.hex(), "phone_clock": wall}
        yield name, {**vector, "bundle": believed, "expect": expect}
    yield from _meetings()


def _meetings() -> Vectors:
    asked = proposal()
    given, late = answer(asked), answer(asked, time=NOON + 86400)
    granted = buddy_certificate()
    usual = bundle()
    gone = bundle(
        TrustList(
            REGION, 2, NOON, NOON, revoked=(Revocation(BUDDY.public, NOON + 50_000), Revocation(BUDDY.public, NOON + 90_000))
        )
    )
    former = KeyPeriod(LISTING.public, NOON - YEAR, NOON + YEAR)
    renewed = bundle(sealed_list(TrustList(REGION, 1, NOON, NOON), OTHER_LISTING), certificate(2, OTHER_LISTING))
    kept = bundle(sealed_list(TrustList(REGION, 1, NOON, NOON, former=(former,)), OTHER_LISTING), certificate(2, OTHER_LISTING))
    closed = KeyPeriod(LISTING.public, NOON - YEAR, NOON + YEAR, NOON - YEAR)
    stolen = bundle(
        sealed_list(TrustList(REGION, 1, NOON, NOON, former=(closed,)), OTHER_LISTING), certificate(2, OTHER_LISTING)
    )
    forged = given[:-1] + bytes([given[-1] ^ 1])
    mine = [AMINA.public.hex()]
    cases: list[tuple[str, str, bytes, list[bytes], list[str], dict[str, str] | None, str]] = [
        ("meeting-certified", "B8", given, [granted], mine, usual, "trusted"),
        ("meeting-no-certificate", "B8", given, [], mine, usual, "unknown"),
        ("meeting-no-list", "B7", given, [granted], mine, None, "unknown"),
        ("meeting-passer-by", "B8", answer(asked, PASSER_BY), [granted], mine, usual, "unknown"),
        ("meeting-forged", "B8", forged, [granted], mine, usual, "false"),
        ("meeting-forged-no-list", "B8", forged, [], mine, None, "false"),
        ("meeting-two-phones-of-one", "B8", given, [granted], [*mine, BUDDY.public.hex()], usual, "false"),
        ("meeting-display-certificate", "B8", given, [buddy_certificate(role=DISPLAY)], mine, usual, "unknown"),
        ("meeting-certificate-later", "B7", given, [buddy_certificate(start=NOON + 9001)], mine, usual, "unknown"),
        ("meeting-certificate-over", "B7", given, [buddy_certificate(end=NOON + 9000)], mine, usual, "unknown"),
        ("meeting-before-revoked", "B7", given, [granted], mine, gone, "trusted"),
        ("meeting-after-revoked", "B7", late, [granted], mine, gone, "unknown"),
        ("meeting-list-key-renewed", "B7", given, [granted], mine, renewed, "unknown"),
        ("meeting-former-list-key", "B7", given, [granted], mine, kept, "trusted"),
        ("meeting-stolen-list-key", "B7", given, [granted], mine, stolen, "unknown"),
        ("meeting-certificate-forged", "B7", given, [granted[:-1] + bytes([granted[-1] ^ 1])], mine, usual, "unknown"),
        (
            "meeting-certificate-before-list-key",
            "B7",
            given,
            [buddy_certificate(start=NOON - YEAR - 1)],
            mine,
            usual,
            "unknown",
        ),
        ("meeting-other-region", "B7", given, [_elsewhere()], mine, usual, "unknown"),
    ]
    assert BUDDY_ROLE == 2
    flipped = asked[:-1] + bytes([asked[-1] ^ 1])
    forged_asking = {"proposal": flipped.hex(), "answer": given.hex(), "devices": mine, "certificates": [granted.hex()]}
    yield (
        "meeting-forged-asking",
        {"comment": "a forged proposal", "rule": "B8", **forged_asking, "bundle": usual, "expect": "false"},
    )
    for name, rule, answered, certificates, devices, believed, expect in cases:
        pair = {"proposal": asked.hex(), "answer": answered.hex(), "devices": devices}
        granting = {"certificates": [one.hex() for one in certificates]}
        yield name, {"comment": name.replace("-", " "), "rule": rule, **pair, **granting, "bundle": believed, "expect": expect}


def _elsewhere() -> bytes:
    from app.protocol import certificate as certificates
    from app.protocol.certificate import KeyCertificate

    one = KeyCertificate(bytes(8), BUDDY.public, NOON - YEAR, NOON + YEAR, BUDDY_ROLE, bytes(4))
    return LISTING.seal(certificates.to_draft(one, LISTING.public))


def receipts() -> Vectors:
    record = bytes(range(32))
    window = [KeyPeriod(RECEIPTS.public, NOON - 60, NOON + 60), KeyPeriod(STRANGER.public, NOON, NOON + 60, NOON + 30)]
    believed = bundle(TrustList(REGION, 1, NOON, NOON, receipt_keys=tuple(window)))
    cases = {
        "ok": (RECEIPTS, record, NOON, True),
        "first-second": (RECEIPTS, record, NOON - 60, True),
        "too-early": (RECEIPTS, record, NOON - 61, False),
        "too-late": (RECEIPTS, record, NOON + 60, False),
        "other-record": (RECEIPTS, bytes(32), NOON, False),
        "not-a-receipt-key": (LIBRARY, record, NOON, False),
        "before-revoked": (STRANGER, record, NOON + 29, True),
        "after-revoked": (STRANGER, record, NOON + 30, False),
    }
    for name, (signer, named, time, expect) in cases.items():
        data = signer.seal(receipt.to_draft(Receipt(named, time), signer.public))
        yield (
            name,
            {
                "comment": name,
                "rule": "B9",
                "record": record.hex(),
                "receipt": data.hex(),
                "bundle": believed,
                "expect": expect,
            },
        )


def clocks() -> Vectors:
    at = {"wall": 1000, "boot": 50, "boot_id": "00000001"}
    anchor: dict[str, Any] = {"time": NOON, "at": at}
    shown = {
        "no-anchor": (None, {"wall": 5, "boot": None, "boot_id": None}, {"time": 5, "sure": False}),
        "same-start": (anchor, {"wall": 0, "boot": 110, "boot_id": "00000001"}, {"time": NOON + 60, "sure": True}),
        "same-second": (anchor, {"wall": 0, "boot": 50, "boot_id": "00000001"}, {"time": NOON, "sure": True}),
        "restarted": (anchor, {"wall": NOON + 7, "boot": 3, "boot_id": "00000002"}, {"time": NOON + 7, "sure": False}),
        "restarted-long-ago": (
            anchor,
            {"wall": NOON + 7, "boot": 60, "boot_id": "00000002"},
            {"time": NOON + 7, "sure": False},
        ),
        "restarted-set-back": (anchor, {"wall": 0, "boot": 3, "boot_id": "00000002"}, {"time": NOON, "sure": False}),
        "no-start-known": (
            {"time": NOON, "at": {"wall": 1000, "boot": 50, "boot_id": None}},
            {"wall": NOON + 7, "boot": 110, "boot_id": None},
            {"time": NOON + 7, "sure": False},
        ),
        "runs-backwards": (anchor, {"wall": 0, "boot": 49, "boot_id": "00000001"}, {"time": NOON, "sure": False}),
        "no-running-clock": (anchor, {"wall": NOON + 9, "boot": None, "boot_id": None}, {"time": NOON + 9, "sure": False}),
    }
    for name, (held, reading, expect) in shown.items():
        yield f"now-{name}", {"comment": name, "rule": "N1", "anchor": held, "reading": reading, "now": expect}
    reading = {"wall": 0, "boot": 110, "boot_id": "00000001"}
    said = {"first": (None, NOON, NOON), "later": (anchor, NOON + 61, NOON + 61), "same": (anchor, NOON + 60, NOON)}
    said |= {"earlier": (anchor, NOON - 5, NOON), "behind-the-present": (anchor, NOON + 59, NOON)}
    for name, (held, time, kept) in said.items():
        vector = {"comment": name, "rule": "N2", "anchor": held, "said": time, "reading": reading}
        new = {"time": time, "at": reading}
        yield f"anchor-{name}", {**vector, "kept": new if kept == time else held}
    elsewhere = {"wall": NOON, "boot": 1, "boot_id": "00000002"}
    for name, time in (("restarted-earlier", NOON - 1), ("restarted-same", NOON)):
        vector = {"comment": name, "rule": "N2", "anchor": anchor, "said": time, "reading": elsewhere}
        yield f"anchor-{name}", {**vector, "kept": anchor if time < NOON else {"time": time, "at": elsewhere}}
    assert times.better(_anchor(anchor), NOON, _reading(elsewhere)) == Anchor(NOON, _reading(elsewhere))
    odd: dict[str, tuple[int, int, int | None, int | None, list[str]]] = {
        "nothing": (NOON, NOON + 900, NOON + 900, NOON - 900, []),
        "phone-behind": (NOON, NOON - 901, None, None, ["clocks-differ"]),
        "phone-ahead": (NOON, NOON + 901, None, None, ["clocks-differ"]),
        "before-receipt": (NOON, NOON, NOON + 901, None, ["before-receipt"]),
        "after-arrival": (NOON, NOON, None, NOON - 901, ["after-arrival"]),
        "all": (NOON, 0, NOON + 901, NOON - 901, ["after-arrival", "before-receipt", "clocks-differ"]),
    }
    for name, (happened, wall, seen, received, marks) in odd.items():
        vector = {"comment": name, "rule": "N3", "happened": happened, "phone_clock": wall}
        yield f"marks-{name}", {**vector, "receipt_time": seen, "received": received, "marks": marks}


def _reading(value: dict[str, Any]) -> AnchoredReading:
    return AnchoredReading(value["wall"], value["boot"], bytes.fromhex(value["boot_id"]))


def _anchor(value: dict[str, Any]) -> Anchor:
    return Anchor(value["time"], _reading(value["at"]))


def logs() -> Vectors:
    leaves = [hashlib.sha256(bytes([number])).digest() for number in range(7)]
    salted = RECEIPTS.seal(receipt.to_draft(Receipt(bytes(range(32)), NOON, bytes(16)), RECEIPTS.public))
    leaf = hashlib.sha256(b"\x00" + bytes(16) + bytes(range(32))).hexdigest()
    yield "leaf", {"comment": "the leaf of a receipt", "rule": "G1", "receipt": salted.hex(), "leaf": leaf}
    for size in range(8):
        yield (
            f"root-{size}",
            {"comment": f"{size} leaves", "rule": "G1", "leaves": _all(leaves[:size]), "root": log.root(leaves[:size]).hex()},
        )
    head = Checkpoint(REGION, 7, log.root(leaves), NOON)
    for index, proof in enumerate(_inclusion(leaves)):
        vector = {"rule": "G1", "size": 7, "root": head.root.hex(), "leaf": leaves[index].hex(), "index": index}
        yield f"holds-{index}", {"comment": f"leaf {index} of 7", **vector, "proof": _all(proof), "expect": True}
    proof = _inclusion(leaves)[2]
    vector = {"rule": "G1", "size": 7, "root": head.root.hex(), "leaf": leaves[2].hex(), "index": 2, "proof": _all(proof)}
    wrong: dict[str, dict[str, Any]] = {
        "other-place": {"index": 3},
        "other-leaf": {"leaf": leaves[3].hex()},
        "short-proof": {"proof": _all(proof[:-1])},
        "long-proof": {"proof": _all([*proof, bytes(32)])},
        "beyond": {"index": 7},
        "no-proof": {"proof": []},
        "second-of-one": {"size": 1, "root": leaves[2].hex(), "index": 1, "proof": []},
    }
    for name, change in wrong.items():
        yield f"holds-not-{name}", {"comment": name, **vector, **change, "expect": False}
    yield from _growing(leaves)


def _growing(leaves: list[bytes]) -> Vectors:
    heads = [log.root(leaves[:size]) for size in range(8)]
    for earlier in range(8):
        proof = _consistency(leaves, earlier)
        sides = {"earlier": {"size": earlier, "root": heads[earlier].hex()}, "later": {"size": 7, "root": heads[7].hex()}}
        yield (
            f"grows-from-{earlier}",
            {"comment": f"from {earlier} to 7", "rule": "G2", **sides, "proof": _all(proof), "expect": True},
        )
    nothing = {"size": 0, "root": bytes(32).hex()}
    vector = {
        "comment": "equal sizes ask only for equal roots, also 0 and 0",
        "rule": "G2",
        "earlier": nothing,
        "later": nothing,
    }
    yield "grows-from-nothing-to-nothing", {**vector, "proof": [], "expect": True}
    sides = {"earlier": {"size": 3, "root": heads[3].hex()}, "later": {"size": 7, "root": heads[7].hex()}}
    proof = _consistency(leaves, 3)
    wrong: dict[str, dict[str, Any]] = {
        "other-past": {"earlier": {"size": 3, "root": heads[4].hex()}},
        "other-present": {"later": {"size": 7, "root": heads[6].hex()}},
        "shrinks": {"earlier": {"size": 8, "root": heads[7].hex()}},
        "shrinks-to-one": {
            "earlier": {"size": 2, "root": heads[1].hex()},
            "later": {"size": 1, "root": heads[1].hex()},
            "proof": [],
        },
        "same-size-other-root": {"earlier": {"size": 7, "root": heads[6].hex()}, "proof": []},
        "same-size-with-proof": {"earlier": {"size": 7, "root": heads[7].hex()}},
        "empty-with-proof": {"earlier": {"size": 0, "root": heads[0].hex()}},
        "empty-other-root": {"earlier": {"size": 0, "root": bytes(32).hex()}, "proof": []},
        "no-proof": {"proof": []},
        "short-proof": {"proof": _all(proof[:-1])},
        "long-proof": {"proof": _all([*proof, bytes(32)])},
    }
    for name, change in wrong.items():
        yield f"grows-not-{name}", {"comment": name, "rule": "G2", **sides, "proof": _all(proof), **change, "expect": False}


def _all(hashes: list[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def _inclusion(leaves: list[bytes]) -> list[list[bytes]]:
    """RFC 9162, 2.1.3.1: the proof for each leaf."""
    if len(leaves) < 2:
        return [[] for _ in leaves]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = leaves[:half], leaves[half:]
    return [[*one, log.root(right)] for one in _inclusion(left)] + [[*one, log.root(left)] for one in _inclusion(right)]


def _consistency(leaves: list[bytes], size: int) -> list[bytes]:
    """RFC 9162, 2.1.4.1: the proof that these leaves begin with the first `size` of them."""
    return [] if size in (0, len(leaves)) else _subproof(leaves, size, True)


def _subproof(leaves: list[bytes], size: int, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [log.root(leaves)]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if size <= half:
        return [*_subproof(leaves[:half], size, whole), log.root(leaves[half:])]
    return [*_subproof(leaves[half:], size - half, False), log.root(leaves[:half])]
