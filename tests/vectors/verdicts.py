"""What the protocol makes of a vector, in the vector's own words: `problem(folder, vector)` is "" when they agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.protocol import (
    card,
    card_request,
    cbor,
    certificate,
    display_token,
    enrolment,
    forget,
    handover,
    hours,
    judging,
    log,
    meeting,
    moments,
    person,
    poster_token,
    proof,
    pull,
    qr_text,
    receipt,
    record,
    terms,
    times,
    token,
    trust,
    trust_list,
)
from app.protocol.card import Card
from app.protocol.certificate import KeyCertificate
from app.protocol.ed25519 import Key, verify
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.errors import BadSignature, NotTrusted, ProtocolError
from app.protocol.hours import Interval, Policy
from app.protocol.keys import check_key
from app.protocol.log import Checkpoint
from app.protocol.meeting import Pair, Withdrawal
from app.protocol.poster_token import PosterToken
from app.protocol.record import Record
from app.protocol.times import Anchor, AnchoredReading
from app.protocol.trust import Roots, TrustBundle
from app.protocol.trust_list import TrustList
from tests.vectors.steps import Steps

Vector = dict[str, Any]
Read = TypeVar("Read")
FOLDER = Path(__file__).parent


def _record(data: bytes) -> tuple[Envelope, object]:
    one = record.from_bytes(data)
    return one.envelope, one


READERS: dict[str, Callable[[bytes], tuple[Envelope, Any]]] = {
    "session": display_token.from_bytes,
    "poster": poster_token.from_bytes,
    "invitation": enrolment.invitation_from_bytes,
    "enrolment": enrolment.enrolment_from_bytes,
    "list-key": trust.certificate_from_bytes,
    "trust-list": trust_list.list_from_bytes,
    "receipt": receipt.from_bytes,
    "pull": pull.from_bytes,
    "card": card_request.from_bytes,
    "meeting": meeting.proposal_from_bytes,
    "answer": meeting.answer_from_bytes,
    "certificate": certificate.from_bytes,
    "checkpoint": log.from_bytes,
    "forget": forget.from_bytes,
    "withdrawal": meeting.withdrawal_from_bytes,
    "record": _record,
}


def load(name: str) -> Vector:
    vector: Vector = json.loads((FOLDER / name).read_text())
    return vector


def names() -> list[str]:
    return sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.json"))


def problem(name: str, vector: Vector) -> str:
    """ "" when the protocol agrees with the vector of this name; else how it does not."""
    told = ANSWERS[name.split("/")[0]](vector)
    wrong = {key: (value, vector.get(key)) for key, value in told.items() if value != vector.get(key)}
    return "; ".join(f"{key}: {ours!r} instead of {theirs!r}" for key, (ours, theirs) in wrong.items())


def _code(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"expect": "accept"} | work()
    except ProtocolError as error:
        return {"expect": error.code}


def _message(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        outer, _ = READERS[vector["kind"]](bytes.fromhex(vector["message"]))
        if not any(map(verify, outer.checks([bytes.fromhex(vector["public"])]))):
            raise BadSignature("vector")
        again = Key(bytes.fromhex(vector["seed"])).sign(outer.signed_bytes)
        parts = {"payload": outer.payload, "signed": outer.signed_bytes, "id": outer.id, "signature": again}
        limits = cbor.LARGE if vector["kind"] == "trust-list" else cbor.SMALL
        found = {key: value.hex() for key, value in parts.items()} | {"fields": _plain(cbor.decode(outer.payload, limits))}
        if "text" in vector:
            letter, data = qr_text.from_text(vector["text"])
            return found | {"text": qr_text.to_text(vector["text"].split("/#")[0], letter, data), "message": data.hex()}
        return found

    return _code(work)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _token(vector: Vector) -> dict[str, Any]:
    return _code(lambda: {"kind": token.from_bytes(bytes.fromhex(vector["token"]))[0].kind})


def _value(vector: Vector) -> dict[str, Any]:
    try:
        value = cbor.decode(bytes.fromhex(vector["bytes"]))
    except ProtocolError as error:
        return {"expect": error.code}
    return {"expect": "accept", "value": _plain(value), "bytes": cbor.encode(value).hex()}


def _key(vector: Vector) -> dict[str, Any]:
    return _code(lambda: {"public": check_key(bytes.fromhex(vector["public"])).hex()})


def _signature(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        public, signature, signed = (bytes.fromhex(vector[part]) for part in ("public", "signature", "signed"))
        if not verify(SignatureCheck(check_key(public), signature, signed)):
            raise BadSignature("vector")
        return {}

    return _code(work)


def _pair(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        pair = meeting.pair_from_bytes(bytes.fromhex(vector["proposal"]), bytes.fromhex(vector["answer"]))
        if not all(map(verify, pair.checks())):
            raise BadSignature("vector")
        return {}

    return _code(work)


def _age(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        meeting.check_age(meeting.proposal_from_bytes(bytes.fromhex(vector["proposal"]))[1], vector["now"])
        return {}

    return _code(work)


def _link(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        letter, data = qr_text.from_text(vector["text"])
        return {"letter": letter, "bytes": data.hex()}

    return _code(work)


def _bundle(parts: dict[str, str] | None) -> TrustBundle | None:
    return trust.bundle_from_bytes(bytes.fromhex(parts["list_key"]), bytes.fromhex(parts["trust_list"])) if parts else None


def _trust(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        offered = _bundle(vector["offered"])
        if offered is None:
            raise NotTrusted("nothing")
        roots = Roots(*map(bytes.fromhex, vector["roots"]))
        _, after = trust.admit(roots, _bundle(vector["held"]), offered, verify)
        return {"roots_after": [one.hex() for one in after.pinned()]}

    return _code(work)


def _judge(vector: Vector) -> dict[str, Any]:
    bundle = _bundle(vector["bundle"])
    believed: TrustList | None = bundle.trust_list if bundle else None
    if "token" in vector:
        outer, said = token.from_bytes(bytes.fromhex(vector["token"]))
        publics = [one.key.public for one in believed.displays_with(outer.key)] if believed else []
        signers = [check.public for check in outer.checks(publics) if verify(check)]
        verdict, _ = moments.judge(said, outer.key, signers, believed, vector["phone_clock"], vector.get("received"))
        return {"expect": verdict.value}
    pair = meeting.pair_from_bytes(bytes.fromhex(vector["proposal"]), bytes.fromhex(vector["answer"]))
    given = [certificate.from_bytes(bytes.fromhex(one)) for one in vector["certificates"]]
    known = judging.certified(given, bundle, verify)
    devices = {bytes.fromhex(one) for one in vector["devices"]}
    both = all(map(verify, pair.checks()))
    verdict = judging.judge_meeting(pair, both, devices, known, bundle, vector.get("received"))
    return {"expect": verdict.value}


def _receipt(vector: Vector) -> dict[str, Any]:
    bundle = _bundle(vector["bundle"])
    believed = receipt.believed(
        bytes.fromhex(vector["receipt"]),
        bytes.fromhex(vector["record"]),
        bundle.trust_list.receipt_keys if bundle else (),
        verify,
    )
    return {"expect": believed}


def _time(vector: Vector) -> dict[str, Any]:
    def reading(value: Vector) -> AnchoredReading:
        return AnchoredReading(
            value["wall"], value["boot"], None if value["boot_id"] is None else bytes.fromhex(value["boot_id"])
        )

    def spelled(anchor: Anchor) -> Vector:
        at = anchor.at
        return {"time": anchor.time, "at": {"wall": at.wall, "boot": at.boot, "boot_id": at.boot_id and at.boot_id.hex()}}

    if "marks" in vector:
        found = times.marks(vector["happened"], vector["phone_clock"], seen=vector["receipt_time"], received=vector["received"])
        return {"marks": sorted(found)}
    held = vector["anchor"]
    anchor = None if held is None else Anchor(held["time"], reading(held["at"]))
    if "said" in vector:
        return {"kept": spelled(times.better(anchor, vector["said"], reading(vector["reading"])))}
    now = times.now(reading(vector["reading"]), anchor)
    return {"now": {"time": now.time, "sure": now.sure}}


def _log(vector: Vector) -> dict[str, Any]:
    proof = [bytes.fromhex(one) for one in vector.get("proof", [])]
    if "receipt" in vector:
        leaf = log.leaf(receipt.from_bytes(bytes.fromhex(vector["receipt"]))[1])
        return {"leaf": leaf and leaf.hex()}
    if "leaves" in vector:
        return {"root": log.root([bytes.fromhex(one) for one in vector["leaves"]]).hex()}
    if "index" in vector:
        head = Checkpoint(bytes(8), vector["size"], bytes.fromhex(vector["root"]), 0)
        return {"expect": log.contains(head, bytes.fromhex(vector["leaf"]), vector["index"], proof)}
    later, earlier = (
        Checkpoint(bytes(8), vector[side]["size"], bytes.fromhex(vector[side]["root"]), 0) for side in ("later", "earlier")
    )
    return {"expect": log.extends(later, earlier, proof)}


def _hours(vector: Vector) -> dict[str, Any]:
    given = [Interval(bytes.fromhex(one["id"]), one["start"], one["end"], one["level"]) for one in vector["moments"]]
    policy = Policy.from_fields({int(key): value for key, value in vector["policy"].items()})
    result = hours.count(given, policy)
    counted = {id.hex(): minutes for id, minutes in result.counted.items()}
    return {"total": result.total, "counted": counted, "capped": sorted(id.hex() for id in result.capped)}


def _person(vector: Vector) -> dict[str, Any]:
    records = judging.believed(
        [record.from_bytes(bytes.fromhex(one)) for one in vector["records"]], bytes.fromhex(vector["person"]), verify
    )
    pairs = [meeting.pair_from_bytes(bytes.fromhex(asked), bytes.fromhex(given)) for asked, given in vector["pairs"]]
    given = [certificate.from_bytes(bytes.fromhex(one)) for one in vector["certificates"]]
    back = [meeting.withdrawal_from_bytes(bytes.fromhex(one)) for one in vector["withdrawals"]]
    receipts = map(bytes.fromhex, vector.get("receipts", []))
    return {"total": _total(records, pairs, given, back, _bundle(vector["bundle"]), receipts)}


def _total(
    records: list[Record],
    pairs: list[Pair],
    certificates: list[tuple[Envelope, KeyCertificate]],
    back: list[tuple[Envelope, Withdrawal]],
    bundle: TrustBundle | None,
    receipts: Iterable[bytes],
) -> int:
    meetings = [*person.meetings(records), *pairs]
    arrived = judging.received(receipts, bundle.trust_list.receipt_keys if bundle else (), verify)
    verdicts = judging.verdicts(records, meetings, certificates, bundle, verify, arrived)
    withdrawn = judging.withdrawn(back, meetings, verify)
    policy = bundle.trust_list.policy if bundle else Policy()
    return hours.count(person.intervals(records, verdicts, pairs, withdrawn, policy.late), policy).total


def _readable(given: Iterable[bytes], read: Callable[[bytes], Read]) -> Iterator[Read]:
    for data in given:
        with suppress(ProtocolError):
            yield read(data)


def _proof(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        data = proof.from_text(vector["text"])
        given = proof.from_bytes(data)
        records = judging.believed(_readable(given.records, record.from_bytes), given.person, verify)
        return {"bytes": data.hex(), "fields": _plain(cbor.decode(data, cbor.LARGE)), "whole": proof.is_whole(records)}

    return _code(work)


def _opened(vector: Vector) -> dict[str, Any]:
    given = proof.from_bytes(proof.from_text(vector["text"]))
    bundle = _bundle(vector["held"])
    with suppress(ProtocolError):  # what no pinned root vouches for is nobody's word
        if given.trust_list:
            offered = trust.bundle_from_bytes(given.list_key, given.trust_list)
            bundle, _ = trust.admit(Roots(*map(bytes.fromhex, vector["roots"])), bundle, offered, verify)
    mine = judging.believed(_readable(given.records, record.from_bytes), given.person, verify)
    known = list(_readable(given.certificates, certificate.from_bytes))
    back = list(_readable(given.withdrawals, meeting.withdrawal_from_bytes))
    keys = bundle.trust_list.receipt_keys if bundle else ()
    counting = (one.id for one in mine if any(receipt.believed(said, one.id, keys, verify) for said in given.receipts))
    return {
        "total": _total(mine, [], known, back, bundle, given.receipts),
        "left_out": proof.left_out(given, mine),
        "whole": proof.is_whole(mine),
        "receipts": sorted(id.hex() for id in counting),
    }


def _scan(vector: Vector) -> dict[str, Any]:
    believed = _bundle(vector["bundle"])
    phone = Steps(believed.trust_list if believed else None)
    return {"becomes": [phone.take(one) for one in vector["steps"]]}


def _agreement(vector: Vector) -> dict[str, Any]:
    bundle = _bundle(vector["bundle"])
    believed = bundle.trust_list if bundle else None
    if "token" in vector:
        outer, said = token.from_bytes(bytes.fromhex(vector["token"]))
        poster = isinstance(said, PosterToken)
        time = vector["phone_clock"] if isinstance(said, PosterToken) else said.time
        found = terms.of_visit(believed, outer.key, poster, said.activity, time)
    else:
        pair = meeting.pair_from_bytes(bytes.fromhex(vector["proposal"]), bytes.fromhex(vector["answer"]))
        given = [certificate.from_bytes(bytes.fromhex(one)) for one in vector["certificates"]]
        found = terms.of_meeting(believed, pair, judging.certified(given, bundle, verify))
    return {
        "organisation": found.organisation.hex() or None,
        "kind": int(found.kind),
        "dutch": found.dutch_context,
        "social": found.social,
        "papers": found.papers,
        "state": found.state.value,
    }


def _handover(vector: Vector) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        given = handover.from_bytes(handover.join([handover.part_in(text) for text in vector["texts"]]))
        return {"region": given.region.hex(), "secret": given.secret.hex(), "records": [one.hex() for one in given.records]}

    return _code(work)


def _card(vector: Vector) -> dict[str, Any]:
    if "secret" in vector:
        return _card_keys(vector)

    def work() -> dict[str, Any]:
        read = card.from_text(vector["text"])
        return {"region": read.region.hex(), "pictures": list(read.pictures), "text": card.to_text(read)}

    return _code(work)


def _card_keys(vector: Vector) -> dict[str, Any]:
    region, secret, nonce = (bytes.fromhex(vector[part]) for part in ("region", "secret", "nonce"))
    made = Card(region, tuple(vector["pictures"]))
    context = card.context(region)
    stretched = hashlib.pbkdf2_hmac("sha256", card.password(made), context, card.ROUNDS)
    key = card.key_of(stretched)
    sealed = nonce + AESGCM(key).encrypt(nonce, secret, context)
    parts = {"stretched": stretched, "place": card.place_of(stretched), "key": key, "sealed": sealed}
    return {part: value.hex() for part, value in parts.items()} | {"text": card.to_text(made)}


ANSWERS: dict[str, Callable[[Vector], dict[str, Any]]] = {
    **dict.fromkeys(("session", "poster", "record", "message", "list", "meeting"), _message),
    "token": _token,
    "value": _value,
    "key": _key,
    "signature": _signature,
    "pair": _pair,
    "age": _age,
    "link": _link,
    "trust": _trust,
    "judge": _judge,
    "receipt": _receipt,
    "time": _time,
    "log": _log,
    "hours": _hours,
    "person": _person,
    "proof": _proof,
    "opened": _opened,
    "scan": _scan,
    "agreement": _agreement,
    "handover": _handover,
    "card": _card,
}
