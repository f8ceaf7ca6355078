"""Erasing a person: every byte that was kept of them is removed, and does not come back with the next sync.

Rules:
1. A person is all devices that share a pseudonym, and every device that names it in a first record, with the person whose
   secret that device came with: it joined another person. What a device only names leads nowhere: whoever was shown a
   proof can write a first record that names its person. A device that stands alone is a person of its own.
2. Records, devices, recovery cards and the meetings that these devices proposed are removed. A meeting is the newcomer's
   moment: the buddy's phone keeps its own copy, and without the newcomer the server does not need it.
3. A buddy's key is not erased: its signatures are part of other people's moments. `buddy-revoke` ends its trust.
4. Hashes of the pseudonym and the key ids stay, so that phones that still send such records are refused (`erased`).
5. The audit says that somebody was erased, and not who.
6. The operator erases by a name; a newcomer by a wish that proves itself (wishes.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from app.protocol import record
from app.protocol.errors import ProtocolError
from app.protocol.keys import KEY_ID_SIZE, key_id
from app.protocol.record import PERSON_SIZE, Device
from sync_server.errors import CommandRefusal
from sync_server.records import tombstones
from sync_server.records.persons import alone
from sync_server.region.acts import act
from sync_server.region.registry import Registry

UNSWEPT = "unswept"  # the value of the region that says: rows were erased since the file was swept


@dataclass(frozen=True, slots=True)
class ErasedCounts:
    """How many devices, records and meetings were removed."""

    devices: int
    records: int
    meetings: int


def erase(registry: Registry, name: str) -> ErasedCounts:
    """Erase a person by pseudonym, or the person of a device by its key id, both in hex.

    A name that is unknown here is refused from now on, too. Raises CommandRefusal("bad-name").
    """
    try:
        id = bytes.fromhex(name)
    except ValueError:
        id = b""
    if len(id) not in (PERSON_SIZE, KEY_ID_SIZE):
        wanted = f"{2 * PERSON_SIZE} letters for a pseudonym, {2 * KEY_ID_SIZE} for a device"
        raise CommandRefusal("bad-name", f"A name to erase is written in hex: {wanted}.")
    registry.db.execute("PRAGMA secure_delete = ON")
    with act(registry, "erase"):
        people, devices = _group(registry.db, id)
        tombstones.add(registry.db, (id, *people, *map(key_id, devices)), registry.now())
        counts = _remove(registry.db, people, devices)
    sweep(registry.db)
    return counts


def erase_proven(registry: Registry, person: bytes, signer: bytes) -> None:
    """Erase a person who asked for it (wishes.py): the devices that came with the secret, and those that stand alone and name
    the person. `signer` is the public key of the device that asked.

    A device that came with another person's secret stays, whatever its first record says. Durable when this returns. What
    is left of deleted rows between others goes with the next `sweep_if_due`.
    """
    db = registry.db
    db.execute("PRAGMA secure_delete = ON")
    devices, strays = _proven(db, person)
    with registry.transaction():
        names = (person, *map(alone, strays), *map(key_id, {signer, *devices, *strays}))
        tombstones.add(db, names, registry.now())
        counts = _remove(db, {person, *map(alone, strays)}, devices | strays)
        if counts != ErasedCounts(0, 0, 0):
            sql = "INSERT INTO audit (time, who, act, about) VALUES (?, 'newcomer', 'forget', '')"
            db.execute(sql, [registry.now()])
            registry.set(UNSWEPT, b"1")


def sweep_if_due(registry: Registry) -> None:
    """Remove every byte of the rows that were erased since the last time, if any were."""
    if registry.value(UNSWEPT) == b"1":
        sweep(registry.db)
        with registry.transaction():
            registry.set(UNSWEPT, b"")


def carry_over(erased: Iterable[tuple[bytes, int]], registry: Registry) -> None:
    """Erase from a restored database what was erased after the backup: `erased` are hashes and Unix seconds (tombstones.py)."""
    db = registry.db
    db.execute("PRAGMA secure_delete = ON")
    with registry.transaction():
        db.executemany("INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING", erased)
        hashes = {bytes(row[0]) for row in db.execute("SELECT hash FROM erased")}
        people = {person for person in _people(db) if tombstones.hash_of(person) in hashes}
        devices = {public for public in _devices(db) if tombstones.hash_of(key_id(public)) in hashes}
        _remove(db, people, devices)
    sweep(db)


def sweep(db: sqlite3.Connection) -> None:
    """Remove every byte of deleted rows from the file and its log. As slow as copying the file; phones get `busy` meanwhile."""
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _proven(db: sqlite3.Connection, person: bytes) -> tuple[set[bytes], set[bytes]]:
    """The public keys of the devices that came with the secret of `person`, and of those that stand alone and name it."""
    sql = "SELECT public FROM devices WHERE person = :person UNION SELECT device FROM records WHERE person = :person"
    devices = {bytes(row[0]) for row in db.execute(sql, {"person": person})}
    known = db.execute("SELECT public, person FROM devices").fetchall()
    strays = set[bytes]()
    for public in (bytes(public) for public, held in known if bytes(held) == alone(bytes(public))):
        for row in db.execute("SELECT data FROM records WHERE device = ? AND number = 0", [public]).fetchall():
            device = _device(row[0])
            if device and device.person == person:
                strays.add(public)
    return devices, strays


def _group(db: sqlite3.Connection, id: bytes) -> tuple[set[bytes], set[bytes]]:
    """The pseudonyms and public keys of the person with this pseudonym or key id (rule 1)."""
    people = {id} if len(id) == PERSON_SIZE else set[bytes]()
    devices = {public for public in _devices(db) if key_id(public) == id}
    bodies = [_device(row[0]) for row in db.execute("SELECT data FROM records WHERE number = 0").fetchall()]
    people |= _persons_of(db, devices)
    named = {body.public for body in bodies if body and body.person in people}
    people |= _persons_of(db, named)
    devices |= named
    for person in people:
        sql = "SELECT public FROM devices WHERE person = :person UNION SELECT device FROM records WHERE person = :person"
        devices |= {bytes(row[0]) for row in db.execute(sql, {"person": person})}
    return people, devices


def _persons_of(db: sqlite3.Connection, devices: Iterable[bytes]) -> set[bytes]:
    """Whose these devices are: the person whose secret came with each, or itself where it stands alone."""
    sql = "SELECT person FROM devices WHERE public = ?"
    return {bytes(row[0]) for public in devices for row in db.execute(sql, [public])}


def _device(data: bytes) -> Device | None:
    try:
        body = record.from_bytes(data).body
    except ProtocolError:
        return None
    return body if isinstance(body, Device) else None


def _people(db: sqlite3.Connection) -> set[bytes]:
    return {
        bytes(row[0])
        for row in db.execute("SELECT person FROM devices UNION SELECT person FROM records UNION SELECT person FROM cards")
    }


def _devices(db: sqlite3.Connection) -> set[bytes]:
    sql = "SELECT public FROM devices UNION SELECT device FROM records UNION SELECT asker FROM meetings"
    return {bytes(row[0]) for row in db.execute(sql)}


def _remove(db: sqlite3.Connection, people: Iterable[bytes], devices: Iterable[bytes]) -> ErasedCounts:
    names, keys = [(person,) for person in people], [(public,) for public in devices]
    records = db.executemany("DELETE FROM records WHERE person = ?", names).rowcount
    records += db.executemany("DELETE FROM records WHERE device = ?", keys).rowcount
    meetings = db.executemany("DELETE FROM meetings WHERE asker = ?", keys).rowcount
    db.executemany("DELETE FROM cards WHERE person = ?", names)
    known = db.executemany("DELETE FROM devices WHERE public = ?", keys).rowcount
    known += db.executemany("DELETE FROM devices WHERE person = ?", names).rowcount
    return ErasedCounts(known, records, meetings)
