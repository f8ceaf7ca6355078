"""A region: its organisations, its displays and buddies, and how they come in; each change makes a new trust list.

The root key lies in a folder of its own, `root/`: after `region-create` it belongs on a medium that is kept offline; the server
never needs it again until the yearly list key is renewed.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.protocol import certificate, enrolment, trust
from app.protocol.activities import usual_kind
from app.protocol.certificate import KeyCertificate
from app.protocol.ed25519 import Key, verify
from app.protocol.enrolment import Enrolment, Invitation
from app.protocol.envelope import Envelope
from app.protocol.errors import BadSignature
from app.protocol.keys import key_id
from app.protocol.trust import Certificate
from sync_server.errors import Refused
from sync_server.region.keys import read_key, write_key
from sync_server.region.names import check_name
from sync_server.region.publication import YEAR, Bundle, Listing


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a new display learns; a buddy's phone gets its certificate."""

    organisation: str
    offers: list[list[object]]
    planned: int
    certificate: bytes | None


class Region:
    """The region's tables. Every change makes a new, higher version of the list in the same transaction."""

    def __init__(self, connection: sqlite3.Connection, data: Path, now: Callable[[], int]) -> None:
        self._db, self._data, self._now = connection, data, now
        self._list = Listing(connection, data, now)

    # --- the region itself ---

    def exists(self) -> bool:
        return self._list.value("certificate") is not None

    def create(self) -> None:
        """Make root, list and receipt keys and the first list. Raises Refused("used") when the region exists."""
        if self.exists():
            raise Refused("used")
        now, root, listing, receipts = self._now(), Key.generate(), Key.generate(), Key.generate()
        write_key(self._data / "root" / "root.key", root)
        write_key(self._data / "list.key", listing)
        write_key(self._data / "receipt.key", receipts)
        listed = Certificate(secrets.token_bytes(8), listing.public, now - 3600, now + YEAR, 1)
        values = {
            "root": root.public,
            "region": listed.region,
            "certificate": root.seal(trust.certificate_draft(listed, root.public)),
            "receipt-key": receipts.public,
            "receipt-start": str(now - 3600).encode(),
            "version": b"0",
        }
        with self._list.transaction():
            for key, value in values.items():
                self._list.set(key, value)
            self._list.publish()

    def receipt_key(self) -> Key:
        return read_key(self._data / "receipt.key")

    def bundle(self) -> Bundle:
        """The newest signed list. Raises Refused("no-region")."""
        return self._list.bundle()

    def version(self) -> int:
        """The version of the newest list, so that a phone need not ask for it to learn that there is a newer one."""
        return self._list.version()

    # --- who is in it ---

    def add_organisation(self, name: str) -> bytes:
        """Add one, or find the one of this name; returns its id (4 bytes). Raises Refused("bad-name")."""
        check_name(name)
        row = self._db.execute("SELECT id FROM organisations WHERE name = ?", [name]).fetchone()
        if row:
            return bytes(row[0])
        id = secrets.token_bytes(enrolment.ORGANISATION_SIZE)
        with self._list.change():
            self._db.execute("INSERT INTO organisations VALUES (?, ?)", [id, name])
        return id

    # --- how they come in ---

    def invite(
        self, organisation: bytes, activities: Iterable[int], planned: int, expires: int, role: int = enrolment.DISPLAY
    ) -> bytes:
        """A signed invitation for one new display or buddy, to be shown as a link. Only a hash of its secret is kept."""
        secret, listing = secrets.token_bytes(enrolment.SECRET_SIZE), self._list.key()
        offers = json.dumps([[one, int(usual_kind(one)), None, None] for one in activities])
        values = [hashlib.sha256(secret).digest(), organisation, offers, planned, expires, role]
        self._db.execute("INSERT INTO invitations VALUES (?, ?, ?, ?, ?, NULL, ?)", values)
        return listing.seal(enrolment.invitation_draft(Invitation(secret, organisation, expires, role), listing.public))

    def enrol(self, outer: Envelope, answer: Enrolment) -> Enrolled:
        """Make a display or a buddy known. Raises Refused or ProtocolError."""
        if not verify(outer.check(answer.public)):
            raise BadSignature("enrolment")
        _, invitation = enrolment.invitation_from_bytes(answer.invitation)
        hashed, now = hashlib.sha256(invitation.secret).digest(), self._now()
        with self._list.transaction():
            row = self._db.execute(
                "SELECT i.organisation, i.offers, i.planned, i.expires, i.display, i.role, o.name FROM invitations i"
                " JOIN organisations o ON o.id = i.organisation WHERE i.secret_hash = ?",
                [hashed],
            ).fetchone()
            if row is None:
                raise Refused("unknown-invitation")
            organisation, offers, planned, expires, display, role, name = row
            if display is not None and display != answer.public:
                raise Refused("used")
            if display is None:
                if now >= expires:
                    raise Refused("expired")
                self._db.execute("UPDATE invitations SET display = ? WHERE secret_hash = ?", [answer.public, hashed])
                if role == enrolment.BUDDY:
                    self._certify(answer.public, organisation, now)
                else:
                    values = [answer.public, organisation, offers, now - 3600, now + YEAR]
                    self._db.execute("INSERT INTO displays VALUES (?, ?, ?, ?, ?, NULL)", values)
                    self._list.publish()
            held = self._db.execute("SELECT certificate FROM buddies WHERE public = ?", [answer.public]).fetchone()
        return Enrolled(name, json.loads(offers), planned, bytes(held[0]) if held and role == enrolment.BUDDY else None)

    def _certify(self, public: bytes, organisation: bytes, now: int) -> None:
        listing = self._list.key()
        one = KeyCertificate(self._list.need("region"), public, now - 3600, now + YEAR, enrolment.BUDDY, organisation)
        sealed = listing.seal(certificate.to_draft(one, listing.public))
        values = [public, organisation, one.start, one.end, sealed]
        self._db.execute("INSERT INTO buddies VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (public) DO NOTHING", values)

    def buddies(self) -> list[tuple[str, str, int | None]]:
        """Key id (hex), programme and time of revocation of every buddy with a certificate."""
        sql = (
            "SELECT b.public, o.name, b.revoked FROM buddies b JOIN organisations o ON o.id = b.organisation"
            " ORDER BY b.start_time, b.public"
        )
        return [(key_id(public).hex(), name, revoked) for public, name, revoked in self._db.execute(sql).fetchall()]

    def displays(self) -> list[tuple[str, str, int | None]]:
        """Key id (hex), organisation and time of revocation of every display."""
        sql = (
            "SELECT d.public, o.name, d.revoked FROM displays d JOIN organisations o ON o.id = d.organisation"
            " ORDER BY d.start_time, d.public"
        )
        return [(key_id(public).hex(), name, revoked) for public, name, revoked in self._db.execute(sql).fetchall()]

    def revoke(self, key: str) -> None:
        """From now on this display or buddy is not believed; what was signed before stays. Raises Refused("not-found")."""
        for table in ("displays", "buddies"):
            for (public,) in self._db.execute(f"SELECT public FROM {table} WHERE revoked IS NULL").fetchall():  # noqa: S608
                if key_id(public).hex() == key:
                    with self._list.change():
                        self._db.execute(f"UPDATE {table} SET revoked = ? WHERE public = ?", [self._now(), public])  # noqa: S608
                    return
        raise Refused("not-found")
