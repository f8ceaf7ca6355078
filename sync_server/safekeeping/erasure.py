"""Erasing a person: what was kept goes, byte by byte, and does not come back with the next sync.

Rules:
1. A person is the group of devices that share a pseudonym, and every device that names it; what stands alone is a device.
2. Records, devices and the meetings that these devices asked for go. A meeting is the newcomer's moment: the buddy's phone
   keeps its own copy, and the server has no use for it without her.
3. A buddy's key is not erased: its signatures are part of other people's moments. `buddy-revoke` ends what it may do.
4. Hashes of the pseudonym and the key ids stay, so that phones that do not know of it are refused (`erased`).
5. The audit says that somebody was erased, and not who.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from app.protocol import record
from app.protocol.errors import ProtocolError
from app.protocol.keys import KEY_ID_SIZE, key_id
from app.protocol.record import PERSON_SIZE, Device
from sync_server.errors import Advised
from sync_server.records import tombstones
from sync_server.region.acts import act
from sync_server.region.registry import Registry


@dataclass(frozen=True, slots=True)
class Erased:
    """How much went."""

    devices: int
    records: int
    meetings: int


def erase(registry: Registry, name: str) -> Erased:
    """Erase a person by pseudonym, or the person of a device by its key id, both in hex. Who is not known here now is refused
    from now on. Raises Advised("bad-name").
    """
    try:
        given = bytes.fromhex(name)
    except ValueError:
        given = b""
    if len(given) not in (PERSON_SIZE, KEY_ID_SIZE):
        wanted = f"{2 * PERSON_SIZE} letters for a pseudonym, {2 * KEY_ID_SIZE} for a device"
        raise Advised("bad-name", f"A name to erase is written in hex: {wanted}.")
    registry.db.execute("PRAGMA secure_delete = ON")
    with act(registry, "erase"):
        people, devices = _group(registry.db, given)
        tombstones.lay(registry.db, (given, *people, *map(key_id, devices)), registry.now())
        gone = _remove(registry.db, people, devices)
    sweep(registry.db)
    return gone


def carry_over(laid: Iterable[tuple[bytes, int]], registry: Registry) -> None:
    """What was erased after the backup was made is erased from it, too."""
    db = registry.db
    db.execute("PRAGMA secure_delete = ON")
    with registry.transaction():
        db.executemany("INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING", laid)
        hashes = {bytes(row[0]) for row in db.execute("SELECT hash FROM erased")}
        people = {person for person in _people(db) if tombstones.hash_of(person) in hashes}
        devices = {public for public in _devices(db) if tombstones.hash_of(key_id(public)) in hashes}
        _remove(db, people, devices)
    sweep(db)


def sweep(db: sqlite3.Connection) -> None:
    """No byte of what was deleted stays in the file or in its log. As slow as copying the file; phones come again meanwhile."""
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _group(db: sqlite3.Connection, given: bytes) -> tuple[set[bytes], set[bytes]]:
    """The pseudonyms and public keys that belong to what was named."""
    people = {given} if len(given) == PERSON_SIZE else set[bytes]()
    devices = {public for public in _devices(db) if key_id(public) == given}
    for public in devices:
        people |= {bytes(row[0]) for row in db.execute("SELECT person FROM devices WHERE public = ?", [public])}
    for data in db.execute("SELECT data FROM records WHERE number = 0").fetchall():
        said = _device(data[0])
        if said and (said.person in people or said.public in devices):
            devices.add(said.public)
            people.add(said.person)
    for person in list(people):
        rows = db.execute("SELECT public FROM devices WHERE person = ?", [person])
        devices |= {bytes(row[0]) for row in rows}
    return people, devices


def _device(data: bytes) -> Device | None:
    try:
        body = record.from_bytes(data).body
    except ProtocolError:
        return None
    return body if isinstance(body, Device) else None


def _people(db: sqlite3.Connection) -> set[bytes]:
    return {bytes(row[0]) for row in db.execute("SELECT person FROM devices UNION SELECT person FROM records")}


def _devices(db: sqlite3.Connection) -> set[bytes]:
    sql = "SELECT public FROM devices UNION SELECT device FROM records UNION SELECT asker FROM meetings"
    return {bytes(row[0]) for row in db.execute(sql)}


def _remove(db: sqlite3.Connection, people: Iterable[bytes], devices: Iterable[bytes]) -> Erased:
    names, keys = [(one,) for one in people], [(one,) for one in devices]
    records = db.executemany("DELETE FROM records WHERE person = ?", names).rowcount
    records += db.executemany("DELETE FROM records WHERE device = ?", keys).rowcount
    meetings = db.executemany("DELETE FROM meetings WHERE asker = ?", keys).rowcount
    known = db.executemany("DELETE FROM devices WHERE public = ?", keys).rowcount
    known += db.executemany("DELETE FROM devices WHERE person = ?", names).rowcount
    return Erased(known, records, meetings)
