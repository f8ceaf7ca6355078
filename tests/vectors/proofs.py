"""Proofs as files: what is taken apart, what is no proof, and when a chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.protocol import cbor, proof, record
from app.protocol.bodies import CheckIn, CheckOut, Declared, Device
from app.protocol.proof import Proof
from app.protocol.receipt import Receipt
from app.protocol.receipt import to_draft as receipt_draft
from app.protocol.record import ChainPosition
from tests.people import NOON, RECEIPTS, Phone, buddy_certificate, certificate, sealed_list, token, trust_list
from tests.vectors.making import Vectors, plain

WORDS = "Bewijs van deelname"


def told(minutes: int = 60, name: str = "amina") -> Phone:
    """A visit and something said afterwards, on a phone of its own."""
    phone = Phone(name)
    came = phone.write(CheckIn(token()))
    phone.write(CheckOut(token(time=NOON + 60 * minutes), came.id))
    phone.write(Declared(3, NOON, 30))
    return phone


def of(phone: Phone, **more: Any) -> Proof:
    return Proof(phone.person, tuple(one.envelope.data for one in phone.records), **more)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A vector of an accepted proof; `whole`: no record is missing between others."""

    rule: str
    comment: str
    data: bytes
    whole: bool = True
    text: str = ""

    def vector(self) -> dict[str, Any]:
        return {
            "comment": self.comment,
            "rule": self.rule,
            "text": self.text or proof.to_text(self.data),
            "expect": "accept",
            "bytes": self.data.hex(),
            "fields": plain(cbor.decode(self.data, cbor.LARGE)),
            "whole": self.whole,
        }


def _refused(rule: str, comment: str, text: str, expect: str) -> dict[str, Any]:
    return {"comment": comment, "rule": rule, "text": text, "expect": expect}


def proofs() -> Vectors:
    yield from _files()
    yield from _texts()
    yield from _chains()


def _files() -> Vectors:
    amina = told()
    plainly = of(amina)
    receipts = tuple(RECEIPTS.seal(receipt_draft(Receipt(one.id, NOON + 9000), RECEIPTS.public)) for one in amina.records)
    bundle = {"list_key": certificate(), "trust_list": sealed_list(trust_list())}
    everything = of(amina, receipts=receipts, certificates=(buddy_certificate(),), **bundle)
    yield "records-only", _Whole("P1", "a phone that never met a server", proof.to_bytes(plainly)).vector()
    yield "everything", _Whole("P1", "receipts, a certificate and the list", proof.to_bytes(everything)).vector()
    yield "nothing", _Whole("P1", "no record yet", proof.to_bytes(Proof(amina.person, ()))).vector()
    good = cbor.decode(proof.to_bytes(plainly))
    yield "ignored-field", _Whole("P1", "room for additions is ignored", cbor.encode(good | {64: True})).vector()
    cases: list[tuple[str, str, dict[int, Any], str]] = [
        ("other-form", "another form is of a newer app", good | {1: 2}, "newer-app"),
        ("later-field", "a field below 64 of a later version", good | {9: []}, "newer-app"),
        ("no-person", "field 2 is missing", {1: 1, 3: []}, "bad-code"),
        ("no-records", "field 3 is missing", {1: 1, 2: amina.person}, "bad-code"),
        ("empty-record", "a record of no bytes", good | {3: [b""]}, "bad-code"),
        ("long-record", "a record of 2,049 bytes", good | {3: [bytes(2049)]}, "bad-code"),
        ("number-as-record", "a number among the records", good | {3: [1]}, "bad-code"),
        ("empty-receipts", "no receipts are left out, never empty", good | {4: []}, "bad-code"),
        ("empty-certificates", "no certificates are left out, never empty", good | {5: []}, "bad-code"),
        ("empty-withdrawals", "no withdrawals are left out, never empty", good | {6: []}, "bad-code"),
        ("many-records", "5,001 records", good | {3: [b"a"] * 5001}, "bad-code"),
        ("long-receipt", "a receipt of 2,049 bytes", good | {4: [bytes(2049)]}, "bad-code"),
        ("other-form-alone", "the form is looked at before the rest", {1: 2}, "newer-app"),
        ("form-as-text", "text for the form", good | {1: "1"}, "bad-code"),
        ("seven-levels", "levels as in a trust list, and one more", good | {64: [[[[[0]]]]]}, "bad-code"),
        ("short-person", "a person of 15 bytes", good | {2: bytes(15)}, "bad-code"),
    ]
    for name, comment, fields, expect in cases:
        yield name, _refused("P1", comment, proof.to_text(cbor.encode(fields)), expect)
    yield "six-levels", _Whole("P1", "levels as in a trust list", cbor.encode(good | {64: [[[[0]]]]})).vector()
    long_key = good | {7: bytes(2049), 8: b"a"}
    yield "long-list-key", _refused("P2", "a list key of 2,049 bytes", proof.to_text(cbor.encode(long_key)), "bad-code")
    unread = _Whole("P2", "what is in it is not looked at", cbor.encode(good | {7: b"a", 8: bytes(2049)}))
    yield "unread-list", unread.vector()
    empty = proof.to_text(cbor.encode(good | {7: b"a", 8: b""}))
    yield "empty-list", _refused("P2", "a list of no bytes", empty, "bad-code")
    for number, name in ((7, "list-key-alone"), (8, "list-alone")):
        yield name, _refused("P2", "field 7 and 8 go together", proof.to_text(cbor.encode(good | {number: b"a"})), "bad-code")


def _texts() -> Vectors:
    data = proof.to_bytes(of(told()))
    text = proof.to_text(data)
    begin, first, *rest = text.split("\n")
    accepted = {
        "words-before": ("words before it are for people", proof.to_text(data, f"{WORDS}\n{WORDS}")),
        "words-after": ("what follows it is not looked at", text + WORDS),
        "two": ("the first of two", text + proof.to_text(cbor.encode({1: 2}))),
        "windows-lines": ("lines that end as in mail", text.replace("\n", "\r\n")),
        "spaces": ("spaces and tabs at the end of lines", text.replace("\n", " \t\n")),
        "empty-lines": ("empty lines are nothing", text.replace("\n", "\n\n")),
        "no-last-line-end": ("the last line needs no end", text.rstrip("\n")),
        "quoted-end-before": ("an end before the beginning is for people", f"{rest[-2]}\n{text}"),
        "one-line": ("lines of any length", "\n".join([begin, "".join([first, *rest[:-2]]), rest[-2]])),
    }
    for name, (comment, one) in accepted.items():
        yield name, _Whole("P3", comment, data, text=one).vector()
    last = rest[-3]
    assert last.endswith("=")  # what is left over in the last character of base64 must be nothing
    odd = last.rstrip("=")[:-1] + chr(ord(last.rstrip("=")[-1]) + 1) + "=" * last.count("=")
    refused = {
        "no-begin": ("no line that begins it", text.replace(begin, WORDS), "not-ours"),
        "begin-inside-a-line": ("the line is whole", f"> {text}", "not-ours"),
        "no-end": ("the line that ends it is missing", "\n".join([begin, first, *rest[:-2]]), "bad-code"),
        "other-signs": ("a sign that is not of base64", text.replace(first, f"*{first}"), "bad-code"),
        "cut-off": ("a line is missing", "\n".join([begin, *rest]), "bad-code"),
        "quoted": ("a sign of mail before each line", text.replace("\n", "\n> "), "bad-code"),
        "indented": ("a space before a line", text.replace(first, f" {first}"), "bad-code"),
        "byte-order-mark": ("a byte order mark before the line that begins it", f"\ufeff{text}", "not-ours"),
        "begin-indented": ("a space before the line that begins it", f" {text}", "not-ours"),
        "space-inside": ("a space within a line", text.replace(first, f"{first[:9]} {first[9:]}"), "bad-code"),
        "no-break-space": ("another space at the end of a line", text.replace(first, f"{first}\u00a0"), "bad-code"),
        "form-feed": ("a sign at the end of a line that is none of the three", text.replace(first, f"{first}\f"), "bad-code"),
        "only-returns": ("lines end at LF alone", text.replace("\n", "\r"), "not-ours"),
        "line-separator": ("no other sign ends a line", text.replace(f"{first}\n", f"{first}\u2028"), "bad-code"),
        "padding-inside": ("padding is at the end only", text.replace(first, f"{first[:-4]}QUI=\n{first[-4:]}"), "bad-code"),
        "url-letters": ("the letters of RFC 4648, 4", text.replace("/", "_").replace("+", "-"), "bad-code"),
        "no-padding": ("base64 without its last signs", text.replace("=", ""), "bad-code"),
        "odd-bits": ("base64 with another last character", text.replace(last, odd), "bad-code"),
        "nothing-inside": ("a proof of no bytes", proof.to_text(b""), "bad-code"),
    }
    for name, (comment, one, expect) in refused.items():
        yield name, _refused("P3", comment, one, expect)


def _chains() -> Vectors:
    amina = told()
    records = amina.records

    def kept(*places: int) -> bytes:
        return proof.to_bytes(Proof(amina.person, tuple(records[place].envelope.data for place in places)))

    yield "any-order", _Whole("P4", "order makes no difference", kept(3, 1, 0, 2)).vector()
    yield "twice", _Whole("P4", "a record twice is there once", kept(0, 1, 1, 2, 3)).vector()
    rubbish = Proof(amina.person, (b"rubbish", *of(amina).records))
    yield "rubbish-among-them", _Whole("P4", "what cannot be read is left out", proof.to_bytes(rubbish)).vector()
    strangers = Proof(amina.person, (*of(amina).records, *of(_stranger()).records))
    yield "of-somebody-else", _Whole("P4", "records of another person are left out", proof.to_bytes(strangers)).vector()
    yield "end-missing", _Whole("P4", "what came last may be missing", kept(0, 1, 2)).vector()
    yield "middle-missing", _Whole("P4", "a record between others is missing", kept(0, 1, 3), whole=False).vector()
    yield "other-branch", _Whole("P4", "two records at one place", _forked(), whole=False).vector()
    second = told(90, "amina's second phone")
    both = Proof(amina.person, tuple(one.envelope.data for one in [*records, *second.records]))
    yield "two-phones", _Whole("P4", "each phone has a chain of its own", proof.to_bytes(both)).vector()
    mixed = Proof(amina.person, tuple(one.envelope.data for one in [records[0], *second.records[:1], *_grafted(second)]))
    yield "grafted", _Whole("P4", "a chain goes on from another phone's", proof.to_bytes(mixed), whole=False).vector()
    skipped = proof.to_bytes(Proof(amina.person, tuple(one.envelope.data for one in _skipping())))
    yield "place-skipped", _Whole("P4", "the place after the next names this one", skipped, whole=False).vector()

    yield "joined", _Whole("P4", "a chain that began under another person", _joined()).vector()
    other = _joined(began=bytes(32))
    yield "joined-other-beginning", _Whole("P4", "the beginning is not the one that is named", other, whole=False).vector()
    yield "joined-twice", _Whole("P4", "left, and came back", _joined(back=True)).vector()


def _joined(began: bytes | None = None, *, back: bool = False) -> bytes:
    """A phone that wrote its chain under another person and joined Amina; `back`: its chain began under her, too."""
    amina = Phone("amina")
    phone = told(name="amina's other phone")
    if not back:
        phone = Phone("amina's other phone", b"\x33" * 16)
        phone.write(Declared(3, NOON, 30))
    position = ChainPosition(0, None, NOON + 60, None, None, None)
    draft = record.to_draft(Device(phone.key.public, amina.person, began or phone.records[0].id), position, phone.key.public)
    kept = phone.records if back else phone.records[1:]
    return proof.to_bytes(Proof(amina.person, (phone.key.seal(draft), *(each.envelope.data for each in kept))))


def _stranger() -> Phone:
    """Somebody else's, with a gap of their own."""
    other = Phone("yusuf", b"\x22" * 16)
    other.write(Declared(3, NOON, 30))
    other.write(Declared(3, NOON + 3600, 30))
    del other.records[1]
    return other


def _forked() -> bytes:
    amina, other = told(), told()
    other.records.pop()
    other.write(Declared(3, NOON, 45))
    both = {one.id: one.envelope.data for one in [*amina.records, *other.records]}
    return proof.to_bytes(Proof(amina.person, tuple(both.values())))


def _grafted(phone: Phone) -> list[Any]:
    """The second phone's record that names the first phone's beginning as the one before."""
    first = told().records[0]
    graft = Phone(phone.name, phone.person, [first])
    return [graft.write(Declared(3, NOON, 30))]


def _skipping() -> list[Any]:
    phone = Phone("amina")
    phone.write(Declared(3, NOON, 30))
    phone.records.insert(1, phone.records[1])  # one place too far, and still after the last
    phone.write(Declared(3, NOON, 45))
    return phone.records[1:2] + phone.records[:1] + phone.records[3:]
