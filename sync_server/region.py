"""A region: its keys, its organisations and displays, and the signed trust list made of them.

Keys are files that only this user may read. The root key lies in a folder of its own, `root/`: after `region-create` it belongs
on a medium that is kept offline; the server never needs it again until the yearly list key is renewed.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
from app.protocol.trust import Certificate, Display, KeyWindow, Offer, Organisation, TrustList
from sync_server.errors import Refused
from sync_server.names import check_name

YEAR = 366 * 86400
REFRESH = 30 * 86400


@dataclass(frozen=True, slots=True)
class Bundle:
    """What GET /v1/trust answers: the root's public key, the certificate and the list, as bytes."""

    root: bytes
    certificate: bytes
    listed: bytes


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a new display learns; a buddy's phone gets its certificate."""

    organisation: str
    offers: list[list[object]]
    planned: int
    certificate: bytes | None


def write_key(path: Path, key: Key) -> None:
    """Write a private key that only this user may read. Never overwrites one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.seed)
        file.flush()
        os.fsync(file.fileno())


class Region:
    """The region's tables and keys. Every change makes a new, higher version of the list in the same transaction."""

    def __init__(self, connection: sqlite3.Connection, data: Path, now: Callable[[], int]) -> None:
        self._db, self._data, self._now = connection, data, now

    # --- keys ---

    def exists(self) -> bool:
        return self._value("certificate") is not None

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
        with self._transaction():
            for key, value in values.items():
                self._set(key, value)
            self._publish()

    def receipt_key(self) -> Key:
        return self._key("receipt.key")

    def _key(self, name: str) -> Key:
        try:
            return Key((self._data / name).read_bytes())
        except FileNotFoundError:
            raise Refused("no-region") from None

    # --- what the list is made of ---

    def bundle(self) -> Bundle:
        """The newest signed list. Raises Refused("no-region")."""
        root, list_key, listed = (self._value(key) for key in ("root", "certificate", "list"))
        if root is None or list_key is None or listed is None:
            raise Refused("no-region")
        return Bundle(root, list_key, listed)

    def version(self) -> int:
        """The version of the newest list, so that a phone need not ask for it to learn that there is a newer one."""
        return int(self._value("version") or 0)

    def add_organisation(self, name: str) -> bytes:
        """Add one, or find the one of this name; returns its id (4 bytes). Raises Refused("bad-name")."""
        check_name(name)
        row = self._db.execute("SELECT id FROM organisations WHERE name = ?", [name]).fetchone()
        if row:
            return bytes(row[0])
        id = secrets.token_bytes(enrolment.ORGANISATION_SIZE)
        self._change("INSERT INTO organisations VALUES (?, ?)", [id, name])
        return id

    def invite(
        self, organisation: bytes, activities: Iterable[int], planned: int, expires: int, role: int = enrolment.DISPLAY
    ) -> bytes:
        """A signed invitation for one new display or buddy, to be shown as a link. Only a hash of its secret is kept."""
        secret, listing = secrets.token_bytes(enrolment.SECRET_SIZE), self._key("list.key")
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
        with self._transaction():
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
                    self._publish()
            held = self._db.execute("SELECT certificate FROM buddies WHERE public = ?", [answer.public]).fetchone()
        return Enrolled(name, json.loads(offers), planned, bytes(held[0]) if held and role == enrolment.BUDDY else None)

    def _certify(self, public: bytes, organisation: bytes, now: int) -> None:
        listing = self._key("list.key")
        one = KeyCertificate(self._need("region"), public, now - 3600, now + YEAR, enrolment.BUDDY, organisation)
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
                    return self._change(f"UPDATE {table} SET revoked = ? WHERE public = ?", [self._now(), public])  # noqa: S608
        raise Refused("not-found")

    # --- making the list ---

    def _change(self, sql: str, values: list[object]) -> None:
        with self._transaction():
            self._db.execute(sql, values)
            self._publish()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing: a refusal on the way leaves no lock and no half a change."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _publish(self) -> None:
        version, now, listing = int(self._need("version")) + 1, self._now(), self._key("list.key")
        start = int(self._need("receipt-start"))
        newest = TrustList(
            region=self._need("region"),
            version=version,
            issued=now,
            refresh=now + REFRESH,
            organisations=tuple(
                Organisation(*row) for row in self._db.execute("SELECT id, name FROM organisations ORDER BY id")
            ),
            displays=tuple(map(_display, self._db.execute("SELECT * FROM displays ORDER BY start_time, public"))),
            revoked=tuple(self._db.execute("SELECT public, revoked FROM buddies WHERE revoked IS NOT NULL ORDER BY public")),
            receipt_keys=(KeyWindow(self._need("receipt-key"), start, start + 10 * YEAR),),
        )
        self._set("version", str(version).encode())
        self._set("list", listing.seal(trust.list_draft(newest, listing.public)))

    def _value(self, key: str) -> bytes | None:
        row = self._db.execute("SELECT value FROM region WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def _need(self, key: str) -> bytes:
        value = self._value(key)
        if value is None:
            raise Refused("no-region")
        return value

    def _set(self, key: str, value: bytes) -> None:
        sql = "INSERT INTO region VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        self._db.execute(sql, [key, value])


def _display(row: tuple[bytes, bytes, str, int, int, int | None]) -> Display:
    public, organisation, offers, start, end, revoked = row
    return Display(KeyWindow(public, start, end, revoked), organisation, tuple(Offer(*offer) for offer in json.loads(offers)))
