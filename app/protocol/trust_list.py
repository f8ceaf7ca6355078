"""The trust list: a region's displays and posters, organisations, receipt keys, revocations and counting policy (README.md, 4).

Fields for lists that may be empty (former list keys, revocations) are left out then, so that one content has one spelling (F6).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from app.protocol import cbor, envelope, trust_entries
from app.protocol.envelope import Envelope
from app.protocol.fields import open_message
from app.protocol.hours import Policy
from app.protocol.keys import key_id
from app.protocol.trust_entries import Display, KeyPeriod, Organisation, Revocation

LIST, LIST_TYPE = "trust-list", 6
REGION_SIZE = 8
MOST_ENTRIES = 5000


@dataclass(frozen=True)
class TrustList:
    """The message `trust-list` (README.md, 4). `region` has 8 bytes; `issued`, and `refresh` (when a newer list is due), are in
    Unix seconds.

    `former` are earlier list keys whose certificates are still believed; `revoked` concerns keys of certificates only.
    """

    region: bytes
    version: int
    issued: int
    refresh: int
    policy: Policy = field(default_factory=Policy)
    organisations: tuple[Organisation, ...] = ()
    displays: tuple[Display, ...] = ()
    receipt_keys: tuple[KeyPeriod, ...] = ()
    former: tuple[KeyPeriod, ...] = ()
    revoked: tuple[Revocation, ...] = ()

    def displays_with(self, key: bytes) -> list[Display]:
        """The displays and posters with the key id `key`: usually one; none when the list does not know it."""
        return self._by_key.get(key, [])

    @cached_property
    def _by_key(self) -> dict[bytes, list[Display]]:
        by_key: dict[bytes, list[Display]] = {}
        for display in self.displays:
            by_key.setdefault(key_id(display.key.public), []).append(display)
        return by_key

    def organisation(self, id: bytes) -> Organisation | None:
        """The organisation with this id (4 bytes), or None."""
        return next((organisation for organisation in self.organisations if organisation.id == id), None)

    def stops(self, public: bytes, time: int) -> bool:
        """Is the key `public` of a certificate revoked at `time` (Unix seconds; B7, B11)?"""
        return any(revocation.public == public and revocation.stops(time) for revocation in self.revoked)

    def stolen_at(self, public: bytes) -> int | None:
        """From when on (Unix seconds) somebody else may have signed with the key `public` of a certificate: the earliest time
        that the list has. None: the key was not stolen (B10).
        """
        times = [revocation.stolen for revocation in self.revoked if revocation.public == public]
        return min((time for time in times if time is not None), default=None)

    @cached_property
    def has_stolen(self) -> bool:
        """Was a key of a display, poster or certificate stolen? Then verdicts depend on receipts (B10)."""
        times = [display.key.stolen for display in self.displays] + [revocation.stolen for revocation in self.revoked]
        return any(time is not None for time in times)


def list_draft(trust: TrustList, public: bytes) -> envelope.Draft:
    """The list, to be signed by the list key `public`."""
    fields = {
        1: LIST_TYPE,
        2: trust.region,
        3: trust.version,
        4: trust.issued,
        5: trust.refresh,
        6: trust.policy.to_fields(),
        7: list(map(trust_entries.organisation_fields, trust.organisations)),
        8: list(map(trust_entries.display_fields, trust.displays)),
        9: list(map(trust_entries.key_fields, trust.receipt_keys)),
    }
    former = list(map(trust_entries.key_fields, trust.former))
    revoked = list(map(trust_entries.revocation_fields, trust.revoked))
    optional = {10: former, 11: revoked}
    return envelope.draft(LIST, public, fields | {number: value for number, value in optional.items() if value})


def list_from_bytes(data: bytes) -> tuple[Envelope, TrustList]:
    """The envelope and the list in it. Raises Malformed, Newer or BadKey. The list key's signature is not checked."""
    outer, fields = open_message(LIST, LIST_TYPE, data, cbor.LARGE)
    trust = TrustList(
        region=fields.raw(2, REGION_SIZE),
        version=fields.integer(3),
        issued=fields.integer(4),
        refresh=fields.integer(5),
        policy=Policy.from_fields(fields.value(6)),
        organisations=tuple(map(trust_entries.read_organisation, fields.array(7, MOST_ENTRIES))),
        displays=tuple(map(trust_entries.read_display, fields.array(8, MOST_ENTRIES))),
        receipt_keys=tuple(map(trust_entries.read_key, fields.array(9, MOST_ENTRIES))),
        former=tuple(map(trust_entries.read_key, fields.optional_array(10, MOST_ENTRIES))),
        revoked=tuple(map(trust_entries.read_revocation, fields.optional_array(11, MOST_ENTRIES))),
    )
    fields.done()
    return outer, trust
