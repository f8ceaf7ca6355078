"""The transparency log: a Merkle tree (RFC 9162, 2.1) over all records that a server holds (README.md, 11). It can only grow.

A leaf is the hash of a record's id with a salt that only the receipt holds, so the log says nothing about anybody. A checkpoint
is the signed head of the tree. A proof of inclusion shows that a receipt's record is in the log; a proof of consistency shows
that a later checkpoint contains an earlier one. A server that lost or altered a record cannot make these proofs, and the
checkpoint that it signed shows that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.fields import open_message
from app.protocol.receipt import Receipt
from app.protocol.trust_list import REGION_SIZE

KIND = "checkpoint"
TYPE = 12
HASH_SIZE = 32
EMPTY = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The message `checkpoint` (README.md, 4 and 11): the log of `region` (id of 8 bytes) had `size` leaves and this `root` (32
    bytes) at `time`, in Unix seconds of the server.
    """

    region: bytes
    size: int
    root: bytes
    time: int


def to_draft(checkpoint: Checkpoint, public: bytes) -> envelope.Draft:
    """The checkpoint, to be signed by the server's receipt key `public`."""
    fields = {1: TYPE, 2: checkpoint.region, 3: checkpoint.size, 4: checkpoint.root, 5: checkpoint.time}
    return envelope.draft(KIND, public, fields)


def from_bytes(data: bytes) -> tuple[Envelope, Checkpoint]:
    """The envelope and the checkpoint in it. Raises Malformed or Newer. The receipt key's signature is not checked."""
    outer, fields = open_message(KIND, TYPE, data)
    checkpoint = Checkpoint(fields.raw(2, REGION_SIZE), fields.integer(3), fields.raw(4, HASH_SIZE), fields.integer(5))
    fields.done()
    return outer, checkpoint


def leaf(receipt: Receipt) -> bytes | None:
    """The leaf (32 bytes) of the record that a receipt names (G1); None when the receipt has no salt."""
    return None if receipt.salt is None else hashlib.sha256(b"\x00" + receipt.salt + receipt.record).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The node (32 bytes) above two nodes or leaves (G1; RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root (32 bytes) of the tree with these leaves (G1; RFC 9162, 2.1.1)."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root(leaves[:half]), root(leaves[half:]))


def contains(head: Checkpoint, leaf: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """Does the proof of inclusion (RFC 9162, 2.1.3.2) show that leaf number `index`, counted from 0, is `leaf`?"""
    if not 0 <= index < head.size:
        return False
    at, last, value = index, head.size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = node(sibling, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node(value, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and value == head.root


def extends(later: Checkpoint, earlier: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Does the proof of consistency (RFC 9162, 2.1.4.2) show that `later` begins with all leaves of `earlier` (G2)?"""
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
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(sibling, first), node(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and first == earlier.root and second == later.root
