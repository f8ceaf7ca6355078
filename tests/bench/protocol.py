"""`python -m tests.bench.protocol [ROUNDS]`: what the protocol costs on top of the signatures it cannot do without.

Every ratio compares the processor time of two things done in turn, in many short rounds, and takes the median of the rounds'
ratios, so that a busy machine slows both. Keys are loaded beforehand on both sides, as on a server that has met the phone.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

import app.protocol
from app.protocol import display_token, qr_text, record
from app.protocol.ed25519 import verify
from app.protocol.record import ChainPosition, CheckIn
from app.ui.controls.qr import QUIET, qr_svg
from tests.bench.row import Row
from tests.people import LIBRARY, NOON, Phone, token

AT_ONCE = 40  # messages a round
HOST = "uren.voorbeeld.example.be"  # 25 characters
SIGNATURES = "cryptography.hazmat.primitives.asymmetric.ed25519"
LOADING = "import time; began = time.process_time(); import {}; print(time.process_time() - began)"


@dataclass(frozen=True, slots=True)
class Costs:
    """Ratios to the bare signatures, or to loading the library that makes them; size and QR version of a session token."""

    read: float
    read_with_token: float
    write: float
    load: float
    load_all: float
    token: int
    version: int

    def rows(self) -> list[Row]:
        return [
            Row("protocol: record read and checked / bare signature", 1.25, self.read),
            Row("protocol: record and token read and checked / two bare ones", 1.25, self.read_with_token),
            Row("protocol: record written and signed / bare signature", 1.5, self.write),
            Row("protocol: `import app.protocol` / Ed25519 of the library", 1.2, self.load),
            Row("protocol: session token", 110, self.token, "bytes"),
            Row("protocol: its QR version with a host of 25", 8, self.version, ""),
        ]


def rows() -> list[Row]:
    costs = measure(75)
    print(f"protocol: a module loads when it is used; all of them together cost {costs.load_all:.1f} x Ed25519 of the library")
    print(text(costs), flush=True)
    return costs.rows()


def ratio(ours: Callable[[], object], bare: Callable[[], object], rounds: int) -> float:
    """The median of ours / bare."""

    def took(what: Callable[[], object]) -> float:
        began = time.process_time()
        for _ in range(AT_ONCE):
            what()
        return time.process_time() - began

    took(ours)
    took(bare)
    return statistics.median(took(ours) / took(bare) for _ in range(rounds))


def loading(names: str, rounds: int) -> float:
    """These modules against the library's signatures alone, each in a new interpreter."""

    def took(names: str) -> float:
        command = [sys.executable, "-c", LOADING.format(names)]
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    took(names)
    return statistics.median(took(names) / took(SIGNATURES) for _ in range(rounds))


def measure(rounds: int) -> Costs:
    amina = Phone("amina")
    said = token()
    came = amina.write(CheckIn(said))
    private, public = Ed25519PrivateKey.from_private_bytes(amina.key.seed), amina.key.public
    device, display = Ed25519PublicKey.from_public_bytes(public), Ed25519PublicKey.from_public_bytes(LIBRARY.public)
    data, signed, signature = came.envelope.data, came.envelope.signed_bytes, came.envelope.signature
    inside, _ = display_token.from_bytes(said)
    place = ChainPosition(1, amina.records[0].id, NOON)
    read_record = inspect.unwrap(record.from_bytes)  # as it reads a record for the first time

    def read() -> bool:
        return verify(read_record(data).envelope.check(public))

    def read_with_token() -> bool:
        one = read_record(data)
        assert isinstance(one.body, CheckIn)
        outer, _ = display_token.from_bytes(one.body.token)
        return verify(one.envelope.check(public)) and verify(outer.check(LIBRARY.public))

    def both() -> None:
        device.verify(signature, signed)
        display.verify(inside.signature, inside.signed_bytes)

    def write() -> bytes:
        draft = record.to_draft(CheckIn(said), place, public)
        return draft.seal(private.sign(draft.message))

    assert read()
    assert read_with_token()
    assert write() == data
    every = ", ".join(module.name for module in pkgutil.iter_modules(app.protocol.__path__, "app.protocol."))
    drawn = re.search(r'viewBox="0 0 (\d+)', qr_svg(qr_text.to_text(f"https://{HOST}", qr_text.SESSION, said)))
    assert drawn
    return Costs(
        read=ratio(read, lambda: device.verify(signature, signed), rounds),
        read_with_token=ratio(read_with_token, both, rounds),
        write=ratio(write, lambda: private.sign(signed), rounds),
        load=loading("app.protocol", max(7, rounds // 5)),
        load_all=loading(every, max(7, rounds // 5)),
        token=len(said),
        version=(int(drawn[1]) - 2 * QUIET - 17) // 4,
    )


def text(costs: Costs) -> str:
    return "\n".join(row.text() for row in costs.rows())


if __name__ == "__main__":
    print(text(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 75)))
