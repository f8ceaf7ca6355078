"""What a proof comes to for somebody who knows no more than a root, and perhaps a list."""

from __future__ import annotations

from typing import Any

from app.protocol import cbor, proof
from app.protocol.bodies import CheckIn, Declared, Met, Void
from app.protocol.envelope import Draft
from app.protocol.hours import Policy
from app.protocol.meeting import Withdrawal, answer_from_bytes, withdrawal_draft
from app.protocol.proof import Proof
from app.protocol.receipt import Receipt
from app.protocol.receipt import to_draft as receipt_draft
from tests.people import (
    BUDDY,
    LIBRARY,
    NOON,
    RECEIPTS,
    ROOT,
    STRANGER,
    Phone,
    answer,
    buddy_certificate,
    certificate,
    proposal,
    sealed_list,
    token,
    trust_list,
)
from tests.vectors.deciding import NEXT, bundle, other_region
from tests.vectors.making import Vectors, signed_again
from tests.vectors.proofs import of, told

LEVEL_4, LEVEL_2 = Policy(levels=(4,)), Policy(levels=(2,))
Bundle = dict[str, str]


def openings() -> Vectors:
    yield from _lists()
    yield from _records()
    yield from _beside()


def _opened(
    comment: str,
    given: Proof | bytes,
    total: int,
    *,
    roots: tuple[bytes, ...] = (ROOT.public,),
    held: Bundle | None = None,
    left_out: int = 0,
    whole: bool = True,
    receipts: tuple[bytes, ...] = (),
) -> dict[str, Any]:
    data = given if isinstance(given, bytes) else proof.to_bytes(given)
    return {
        "comment": comment,
        "rule": "P5",
        "text": proof.to_text(data),
        "roots": [one.hex() for one in roots],
        "held": held,
        "total": total,
        "left_out": left_out,
        "whole": whole,
        "receipts": sorted(one.hex() for one in receipts),
    }


def _with(phone: Phone, listed: Bundle, **more: Any) -> Proof:
    return of(phone, list_key=bytes.fromhex(listed["list_key"]), trust_list=bytes.fromhex(listed["trust_list"]), **more)


def _lists() -> Vectors:
    """A visit of an hour (level 4) with half an hour inside it that was only told: by which list is it counted?"""
    amina = told()
    four, every = bundle(trust_list(2, policy=LEVEL_4)), bundle(trust_list(3))
    revoked = bundle(trust_list(4, revoked=NOON - 1, policy=LEVEL_4))
    by_stranger = bundle(trust_list(9, policy=LEVEL_4), certificate(root=STRANGER))
    by_next = bundle(trust_list(9, policy=LEVEL_4), certificate(2, root=NEXT))
    elsewhere = other_region()
    later = Phone("amina")
    later.write(Declared(3, NOON, 30))
    cases: list[tuple[str, str, Phone, Bundle | None, Bundle | None, int]] = [
        ("no-list", "nobody knows a list: each level counts", later, None, None, 30),
        ("own-list", "its own list, the first one", later, four, None, 0),
        ("held-list", "none of its own: the one that is held", later, None, four, 0),
        ("own-list-newer", "its own is newer", amina, revoked, four, 0),
        ("own-list-older", "its own is older", later, four, every, 30),
        ("own-list-of-a-stranger", "no pinned root vouches for it, and none is held", later, by_stranger, None, 30),
        ("own-list-of-a-stranger-and-held", "no pinned root vouches for it", later, by_stranger, four, 0),
        ("own-list-not-announced", "a root that nobody announced", later, by_next, every, 30),
        ("own-list-elsewhere", "a list of another region", later, elsewhere, four, 0),
    ]
    for name, comment, phone, own, held, total in cases:
        given = _with(phone, own) if own else of(phone)
        yield name, _opened(comment, given, total, held=held)
    both = (ROOT.public, NEXT.public)
    yield "own-list-announced", _opened("by the next root", _with(later, by_next), 0, roots=both, held=every)
    odd = cbor.decode(proof.to_bytes(_with(later, four)), cbor.LARGE) | {8: b"no list"}
    yield "own-list-unreadable", _opened("its list cannot be read", cbor.encode(odd), 0, held=four)
    odd |= {8: sealed_list(trust_list(9, policy=LEVEL_4))[:-1] + b"\x00"}
    yield "own-list-forged", _opened("the list key did not sign its list", cbor.encode(odd), 30, held=every)


def _records() -> Vectors:
    amina, other = told(), Phone("yusuf", b"\x22" * 16)
    other.write(Declared(3, NOON + 86400, 30))
    mine = of(amina).records
    forged = mine[-1][:-1] + bytes([mine[-1][-1] ^ 1])
    rubbish = (b"rubbish", *mine[:3], b"rubbish", mine[3], mine[3], *of(other).records)
    yield "left-out", _opened("rubbish twice, a copy, a stranger's two", Proof(amina.person, rubbish), 60, left_out=3)
    yield "left-out-forged", _opened("the last one is forged", Proof(amina.person, (*mine[:3], forged)), 60, left_out=1)
    yield (
        "left-out-forged-copy",
        _opened("a copy with a forged signature", Proof(amina.person, (*mine, forged)), 60, left_out=1),
    )
    last = amina.records[-1]
    again = signed_again(amina.key, Draft("record", last.envelope.key, last.envelope.payload))
    yield "copy-signed-again", _opened("a copy with another signature that holds", Proof(amina.person, (*mine, again)), 60)
    gap = Proof(amina.person, (mine[0], mine[1], mine[3]))
    yield "gap", _opened("without the way out: what was told counts", gap, 30, whole=False)
    yield "no-device", _opened("nobody introduced the phone", Proof(amina.person, mine[1:]), 0, left_out=3)
    taken = told()
    taken.write(Void(taken.records[1].id, 1))
    yield "void", _opened("the visit was taken back", of(taken), 30)
    yield (
        "void-kept-back",
        _opened("the void is not in it: nothing here tells", Proof(taken.person, of(taken).records[:-1]), 60),
    )


def _beside() -> Vectors:
    """Certificates, withdrawals and receipts: each is judged by itself, and what cannot be read is nothing."""
    asked = proposal()
    given = answer(asked)
    amina = Phone("amina")
    amina.write(Met(asked, given))
    co_signed = bundle(trust_list(policy=LEVEL_2))
    known = (b"rubbish", buddy_certificate())
    yield "certificate", _opened("a certified buddy: level 2", _with(amina, co_signed, certificates=known), 150)
    yield "certificate-not-there", _opened("the same without the certificate", _with(amina, co_signed), 0)
    back = _sealed(withdrawal_draft(Withdrawal(answer_from_bytes(given)[0].id, NOON + 99, BUDDY.public)))
    gone = of(amina, withdrawals=(b"rubbish", back))
    yield "withdrawal", _opened("the buddy took the answer back", gone, 0)
    phone = Phone("amina")
    came = phone.write(CheckIn(token(LIBRARY)))
    good = _receipt(came.id, NOON + 60)
    late = _receipt(phone.records[0].id, NOON + 86400 * 366)
    alien = STRANGER.seal(receipt_draft(Receipt(phone.records[0].id, NOON), STRANGER.public))
    kept = _with(phone, bundle(), receipts=(b"rubbish", good, late, alien))
    yield "receipts", _opened("one of three counts, and changes no minutes", kept, 0, receipts=(came.id,))
    yield "receipts-no-list", _opened("without a list none counts", of(phone, receipts=(good,)), 0)


def _receipt(id: bytes, time: int) -> bytes:
    return RECEIPTS.seal(receipt_draft(Receipt(id, time), RECEIPTS.public))


def _sealed(draft: Draft) -> bytes:
    return BUDDY.seal(draft)
