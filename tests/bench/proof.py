"""`./build.sh bench proof`: what judging a proof costs on top of the signature checks that it cannot do without.

Ratios compare processor time of two things done in turn, and take the median. What was read before is
forgotten each time, as for a file that is opened for the first time.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.protocol import proof, read_once
from app.protocol.bodies import CheckIn, CheckOut
from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.envelope import SignatureCheck
from app.protocol.proof import Proof
from app.records import judge_proof
from app.store.opening import open_store
from app.verify.__main__ import main
from tests import forged
from tests.bench.row import Row
from tests.people import LIBRARY, NOON, RECEIPTS, ROOT, Phone, certificate, sealed_list, token, trust_list

MOMENTS, TIMES, FILES, ROUNDS = 80, 500, 200, 9


class Noted(Ed25519Verifier):
    """The real checks, and which were asked for."""

    def __init__(self) -> None:
        self.asked: list[SignatureCheck] = []

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        self.asked += checks
        return await super().verify(checks)


def rows() -> list[Row]:
    own = open_store(Path(":memory:"), wal=False)
    own.set_settings({"root": ROOT.public})
    eighty, five = proof_of_the_region(MOMENTS), proof_of_the_region(2)
    text, noted = text_of(eighty), Noted()
    asyncio.run(judge_proof.judge(text, own, noted))
    loaded = [(Ed25519PublicKey.from_public_bytes(each.public), each) for each in noted.asked]

    def judged(text: str) -> Callable[[], object]:
        def judge() -> object:
            read_once.forget()
            return asyncio.run(judge_proof.judge(text, own, Ed25519Verifier()))

        return judge

    def bare() -> None:
        for key, check in loaded:
            key.verify(check.signature, check.message)

    many = replace(five, records=five.records * TIMES, receipts=five.receipts * TIMES)
    return [
        Row(f"proof: {MOMENTS} moments judged / bare signature checks", 1.25, ratio(judged(text), bare)),
        Row(
            f"proof: five records {TIMES} times / processor time of one",
            20,
            ratio(judged(text_of(many)), judged(text_of(five))),
        ),
        Row(f"proof: {FILES} files in a folder, processor time", 60, folder(text), "s"),
    ]


def proof_of_the_region(moments: int) -> Proof:
    """The proof of a phone with so many visits, each half an hour, all received by the server."""
    amina = Phone("amina")
    for number in range(moments):
        start = NOON - (moments - number) * 21600
        came = amina.write(CheckIn(token(LIBRARY, time=start, number=number)), start)
        amina.write(CheckOut(token(LIBRARY, time=start + 1800, number=number), came.id), start + 1800)
    receipts = tuple(forged.receipt(RECEIPTS, each.id, each.position.wall + 5) for each in amina.records)
    records = tuple(each.envelope.data for each in amina.records)
    return Proof(amina.person, records, receipts, list_key=certificate(), trust_list=sealed_list(trust_list()))


def text_of(kept: Proof) -> str:
    return proof.to_text(proof.to_bytes(kept))


def took(what: Callable[[], object]) -> float:
    began = time.process_time()
    what()
    return time.process_time() - began


def ratio(ours: Callable[[], object], other: Callable[[], object]) -> float:
    """The median of ours / other."""
    took(ours)
    took(other)
    return statistics.median(took(ours) / took(other) for _ in range(ROUNDS))


def folder(text: str) -> float:
    """How many seconds of processor time the command needs for a folder of proofs."""
    with tempfile.TemporaryDirectory() as name:
        for number in range(FILES):
            (Path(name) / f"{number:03}.txt").write_text(text)
        began = time.process_time()
        with redirect_stdout(StringIO()):
            main([name, "--root", ROOT.public.hex()])
        return time.process_time() - began
