"""What nobody of the region signed: lists, certificates and receipts made by a thief or a stranger, from what is true.

Stories make their region with its own commands (`tests.journeys.region`). Only a story about somebody who cheats takes
something from here, and its name says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.protocol import certificate as certificates
from app.protocol import receipt as receipts
from app.protocol import trust
from app.protocol.ed25519 import Key
from app.protocol.receipt import Receipt


def trust_list(signer: Key, true: bytes, **changes: Any) -> bytes:
    """The signed list `true`, with other fields, signed by `signer`."""
    _, listed = trust.list_from_bytes(true)
    return signer.seal(trust.list_draft(replace(listed, **changes), signer.public))


def list_key_certificate(root: Key, true: bytes, **changes: Any) -> bytes:
    """The certificate of the list key `true`, with other fields, signed by `root`."""
    _, certified = trust.certificate_from_bytes(true)
    return root.seal(trust.certificate_draft(replace(certified, **changes), root.public))


def buddy_certificate(signer: Key, true: bytes, **changes: Any) -> bytes:
    """The buddy certificate `true`, with other fields, signed by `signer`."""
    _, certified = certificates.from_bytes(true)
    return signer.seal(certificates.to_draft(replace(certified, **changes), signer.public))


def receipt(signer: Key, record: bytes, time: int) -> bytes:
    """The statement that the record with this id was received at this time (Unix seconds), signed by `signer`."""
    return signer.seal(receipts.to_draft(Receipt(record, time), signer.public))
