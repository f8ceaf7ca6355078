"""Which person a device and its records belong to.

Rules:
1. A device belongs to the person that its device record names once that record came with the person's recovery secret.
   Until then it stands alone, under a pseudonym made of its key. Who brings the record first does not matter: a stranger who
   was shown a proof may send it, and the secret that comes later still counts.
2. A device that belongs to a person leaves it only by a newer device record of its own key that came with the other person's
   secret: its owner joins two persons. An older record that is sent again moves nothing.
3. A device and all its records have one person. What moves gets new positions in the log, so that no other phone misses it.
4. The writer's thread decides, inside a transaction: of two pushes at once both orders end the same.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3

from app.protocol import record
from app.protocol.keys import key_id
from app.protocol.record import PERSON_SECRET_SIZE, PERSON_SIZE, Device, Record, person_of
from sync_server.records import tombstones


def alone(public: bytes) -> bytes:
    """The pseudonym (16 bytes) of the device with this public key while it belongs to no person."""
    return hashlib.sha256(b"alone" + public).digest()[:PERSON_SIZE]


def proves(secret: bytes, device: Device) -> bool:
    """Is the pseudonym that the device names made of this recovery secret? Knowing the pseudonym proves nothing: everybody who
    was shown a proof knows it.
    """
    return len(secret) == PERSON_SECRET_SIZE and hmac.compare_digest(person_of(secret), device.person)


def settled(connection: sqlite3.Connection, public: bytes, person: bytes) -> bytes:
    """The person of this device as it stands now; `person` when the device is not known."""
    row = connection.execute("SELECT person FROM devices WHERE public = ?", [public]).fetchone()
    return person if row is None else bytes(row[0])


def move(connection: sqlite3.Connection, proven: Record) -> None:
    """Inside a transaction: the secret of the person that this device record names came with it, so its device and all its
    rows belong to that person from now on; but not if a newer device record brought it to another. Nothing moves to or
    from who was erased.
    """
    if not isinstance(proven.body, Device):
        return
    public, person = proven.body.public, proven.body.person
    before = settled(connection, public, person)
    if before == person or (before != alone(public) and _rank(proven) <= _rank_in(connection, public, before)):
        return
    if tombstones.any_erased(connection, key_id(public), person):
        return
    connection.execute("UPDATE devices SET person = ? WHERE public = ?", [person, public])
    for table, column in (("records", "device"), ("meetings", "asker")):
        moved = connection.execute(f"SELECT cursor FROM {table} WHERE {column} = ? ORDER BY cursor", [public]).fetchall()  # noqa: S608
        newest = f"(SELECT max(cursor) + 1 FROM {table})"  # noqa: S608 - a name of ours
        connection.executemany(f"UPDATE {table} SET cursor = {newest} WHERE cursor = ?", moved)  # noqa: S608
    connection.execute("UPDATE records SET person = ? WHERE device = ?", [person, public])
    left = connection.execute("SELECT 1 FROM devices WHERE person = ?", [before]).fetchone()
    if left is None:
        connection.execute("UPDATE cards SET sealed = NULL WHERE person = ?", [before])  # it would open nothing now


def _rank(device_record: Record) -> tuple[bool, int, bytes]:
    """Of two device records of one key the one with the larger rank is newer: one that joins, then by its clock."""
    joins = isinstance(device_record.body, Device) and device_record.body.began is not None
    return joins, device_record.position.wall, device_record.id


def _rank_in(connection: sqlite3.Connection, public: bytes, person: bytes) -> tuple[bool, int, bytes]:
    """The rank of the newest record by which this device names `person`."""
    rows = connection.execute("SELECT data FROM records WHERE device = ? AND number = 0", [public]).fetchall()
    held = [record.from_bytes(row[0]) for row in rows]
    ranks = [_rank(each) for each in held if isinstance(each.body, Device) and each.body.person == person]
    return max(ranks, default=(False, -1, b""))
