"""The log: a Merkle tree (RFC 9162, 2.1) over all records a server holds, whose head it signs. It can only grow.

A leaf is a hash of a record's id with a salt that only the receipt tells, so the log says nothing about anybody. A
checkpoint is the signed head. With a proof of inclusion a receipt's record is shown to be in the log; with a proof of
consistency a later checkpoint is shown to contain an earlier one. A server that loses or alters a record cannot show
these, and its own signature stands against it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.fields import opened
from app.protocol.receipt import Receipt
from app.protocol.trust_list import REGION_SIZE

KIND = "checkpoint"
TYPE = 12
HASH_SIZE = 32
EMPTY = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log of `region` had `size` leaves and this `root` (32 bytes) at `time`, Unix seconds of the server."""

    region: bytes
    size: int
    root: bytes
    time: int


def to_draft(checkpoint: Checkpoint, public: bytes) -> envelope.Draft:
    """The checkpoint to be signed by the server's receipt key."""
    one = checkpoint
    return envelope.draft(KIND, public, {1: TYPE, 2: one.region, 3: one.size, 4: one.root, 5: one.time})


def from_bytes(data: bytes) -> tuple[Envelope, Checkpoint]:
    """Raises Malformed or Newer. Believe it after a receipt key of the trust list was found to fit."""
    outer, fields = opened(KIND, TYPE, data)
    checkpoint = Checkpoint(fields.raw(2, REGION_SIZE), fields.integer(3), fields.raw(4, HASH_SIZE), fields.integer(5))
    fields.done()
    return outer, checkpoint


def leaf(receipt: Receipt) -> bytes | None:
    """The leaf of a receipt's record; None for a receipt of a server without a log."""
    return None if receipt.salt is None else hashlib.sha256(b"\x00" + receipt.salt + receipt.record).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree with these leaves."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root(leaves[:half]), root(leaves[half:]))


def contains(head: Checkpoint, leaf: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """Does the proof of inclusion (RFC 9162, 2.1.3.2) show `leaf` at place `index`, counted from 0?"""
    if not 0 <= index < head.size:
        return False
    at, last, value = index, head.size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = node(one, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node(value, one)
        at, last = at >> 1, last >> 1
    return last == 0 and value == head.root


def extends(later: Checkpoint, earlier: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Does the proof of consistency (RFC 9162, 2.1.4.2) show that `later` holds all of `earlier`, in its places?"""
    if later.region != earlier.region or not earlier.size <= later.size:
        return False
    if earlier.size == later.size:
        return not proof and earlier.root == later.root
    if earlier.size == 0:
        return not proof and earlier.root == EMPTY
    path = list(proof)
    if earlier.size & (earlier.size - 1) == 0:
        path.insert(0, earlier.root)
    if not path:
        return False
    at, last = earlier.size - 1, later.size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(one, first), node(one, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, one)
        at, last = at >> 1, last >> 1
    return last == 0 and first == earlier.root and second == later.root
