"""The health of the server: what a push would meet now, and what ends soon.

A code names a fault, and then the answer is 503. A warning names what will be a fault later, or what only looks odd. Nothing in
a report is about a person.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import verify
from app.protocol.errors import ProtocolError
from app.protocol.trust import KeyPeriod, Roots, TrustBundle
from sync_server.errors import ServerRefusal
from sync_server.records.clock import ReceiptClock
from sync_server.region import endings, publication
from sync_server.region.endings import Ending
from sync_server.region.registry import DAY, Registry

FULL, LOW = 64 << 20, 1 << 30  # free bytes on the disk, below which it is called full or low
SOON = 60  # days before an end from which on there is a warning


@dataclass(frozen=True, slots=True)
class HealthWarning:
    """Something that works for now. `days` until it does not (below 0: it is over), None where no day is known."""

    code: str
    days: int | None = None

    def to_fields(self) -> dict[str, object]:
        """As `GET /v1/health` gives it."""
        return {"code": self.code} if self.days is None else {"code": self.code, "days": self.days}


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The faults, by code, and the warnings of one examination."""

    codes: tuple[str, ...]
    warnings: tuple[HealthWarning, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Is there no fault?"""
        return not self.codes

    def to_fields(self) -> dict[str, object]:
        """As `GET /v1/health` gives it."""
        status = "ok" if self.is_ok else "not-ok"
        return {"status": status, "codes": list(self.codes), "warnings": [warning.to_fields() for warning in self.warnings]}


def end_warning(code: str, end: int, now: int) -> list[HealthWarning]:
    """A warning when `end` (Unix seconds) is at most 60 days away, or past; else none."""
    days = (end - now) // DAY
    return [HealthWarning(code, days)] if days <= SOON else []


def of_disk(free: int) -> HealthReport:
    """The report about `free` bytes on the disk."""
    return HealthReport(("disk-full",) if free < FULL else (), (HealthWarning("disk-low"),) if FULL <= free < LOW else ())


def of_bundle(offered: TrustBundle, root: bytes, receipt_key: bytes | None, now: int) -> HealthReport:
    """The report about whether phones that pin `root` admit this trust bundle and believe receipts by `receipt_key`.

    `receipt_key` is a public key, None when its private key cannot be read; `now` in Unix seconds.
    """
    codes = []
    try:
        trust.admit(Roots(root), None, offered, verify)
    except ProtocolError:
        codes.append("list-broken")
    listed = offered.trust_list
    listed_key = next((key for key in listed.receipt_keys if key.public == receipt_key), None)
    if receipt_key is not None and (listed_key is None or not _counts(listed_key, now)):
        codes.append("receipt-key-not-listed")
    warnings = end_warning("list-key-ends", offered.certificate.end, now)
    warnings += end_warning("list-refresh-due", listed.refresh, now) if listed.refresh < now else []
    warnings += end_warning("receipt-key-ends", listed_key.end, now) if listed_key else []
    return HealthReport(tuple(codes), tuple(warnings))


def of_devices(ends: Iterable[Ending], now: int) -> HealthReport:
    """A warning for the display, the poster and the buddy that ends first; `ends` in order of time, `now` in Unix seconds."""
    first: dict[str, Ending] = {}
    for ending in ends:
        if ending.what in (endings.DISPLAY, endings.POSTER, endings.BUDDY):
            first.setdefault(ending.what, ending)
    return HealthReport((), tuple(HealthWarning(f"{what}-ends", (end.end - now) // DAY) for what, end in first.items()))


def _counts(key: KeyPeriod, now: int) -> bool:
    return key.start <= now < key.end and (key.revoked is None or now < key.revoked)


def examine(registry: Registry, data: Path, clock: ReceiptClock) -> HealthReport:
    """The report about everything except the writer. It reads files and checks signatures, so it may take its time."""
    now, parts = registry.now(), [of_disk(shutil.disk_usage(data).free)]
    if not os.access(data, os.W_OK):
        parts.append(HealthReport(("cannot-write",)))
    if clock.is_odd():
        parts.append(HealthReport(("clock-odd",)))
    if clock.is_behind():
        parts.append(HealthReport((), (HealthWarning("clock-behind"),)))
    if not registry.exists():
        return joined([*parts, HealthReport(("no-region",))])
    key, codes = _receipt_key(registry)
    parts.append(HealthReport(codes))
    if not (data / "list.key").is_file():
        parts.append(HealthReport((), (HealthWarning("no-list-key"),)))
    try:
        held = publication.bundle(registry)
        parts.append(of_bundle(trust.bundle_from_bytes(held.certificate, held.listed), held.root, key, now))
        parts.append(of_devices(endings.endings(registry, now), now))
    except ProtocolError:
        parts.append(HealthReport(("list-broken",)))
    return joined(parts)


def _receipt_key(registry: Registry) -> tuple[bytes | None, tuple[str, ...]]:
    try:
        return registry.receipt_key().public, ()
    except (ServerRefusal, OSError, ValueError):
        return None, ("no-receipt-key",)


def joined(parts: list[HealthReport]) -> HealthReport:
    """One report of several; each code once."""
    codes = dict.fromkeys(code for part in parts for code in part.codes)
    return HealthReport(tuple(codes), tuple(warning for part in parts for warning in part.warnings))
