"""What a push would meet now: looked at by doing it, without a record.

Codes say what is not well, and then the answer is 503; warnings say what will not be well later, or only looks odd. Nothing
in it is about a person.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.protocol import trust
from app.protocol.ed25519 import verify
from app.protocol.errors import ProtocolError
from app.protocol.trust import KeyWindow, Roots, TrustBundle
from sync_server.errors import ServerRefusal
from sync_server.lanes import Lane, within
from sync_server.records.clock import ReceiptClock
from sync_server.records.database import trouble
from sync_server.records.store import SqliteStore
from sync_server.region import endings, publication
from sync_server.region.endings import Ending
from sync_server.region.registry import DAY, Registry

FULL, LOW = 64 << 20, 1 << 30  # bytes of room on the disk
SOON = 60  # days before an end at which it is said
KEPT, PROBING, EVERY = 2.0, 0.7, 60.0  # seconds: how long a look counts, a write may take, and between looks of our own
log = logging.getLogger("veertig")


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that is well for now; `days` until it is not, None where no day is known."""

    code: str
    days: int | None = None

    def told(self) -> dict[str, object]:
        return {"code": self.code} if self.days is None else {"code": self.code, "days": self.days}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look saw."""

    codes: tuple[str, ...]
    warnings: tuple[Warned, ...] = ()

    @property
    def is_ok(self) -> bool:
        return not self.codes

    def told(self) -> dict[str, object]:
        """As `GET /v1/health` says it."""
        status = "ok" if self.is_ok else "not-ok"
        return {"status": status, "codes": list(self.codes), "warnings": [one.told() for one in self.warnings]}


def ending(code: str, end: int, now: int) -> list[Warned]:
    """A warning when that end is near or past; days below 0 are over."""
    days = (end - now) // DAY
    return [Warned(code, days)] if days <= SOON else []


def of_room(free: int) -> Seen:
    """What so many bytes of room on the disk mean."""
    return Seen(("disk-full",) if free < FULL else (), (Warned("disk-low"),) if FULL <= free < LOW else ())


def of_bundle(offered: TrustBundle, root: bytes, receipt_key: bytes | None, now: int) -> Seen:
    """What phones will make of the list and of our receipts."""
    codes = []
    try:
        trust.admit(Roots(root), None, offered, verify)
    except ProtocolError:
        codes.append("list-broken")
    listed = offered.trust_list
    window = next((one for one in listed.receipt_keys if one.public == receipt_key), None)
    if receipt_key is not None and (window is None or not _counts(window, now)):
        codes.append("receipt-key-not-listed")
    warnings = ending("list-key-ends", offered.certificate.end, now)
    warnings += ending("list-refresh-due", listed.refresh, now) if listed.refresh < now else []
    warnings += ending("receipt-key-ends", window.end, now) if window else []
    return Seen(tuple(codes), tuple(warnings))


def of_devices(found: Iterable[Ending], now: int) -> Seen:
    """The first display, poster and buddy that ends."""
    first: dict[str, Ending] = {}
    for one in found:
        if one.what in (endings.DISPLAY, endings.POSTER, endings.BUDDY):
            first.setdefault(one.what, one)
    return Seen((), tuple(Warned(f"{what}-ends", (one.end - now) // DAY) for what, one in first.items()))


def _counts(window: KeyWindow, now: int) -> bool:
    return window.start <= now < window.end and (window.revoked is None or now < window.revoked)


def examine(registry: Registry, data: Path, clock: ReceiptClock) -> Seen:
    """Everything but the writer; reads files and checks signatures."""
    now, parts = registry.now(), [of_room(shutil.disk_usage(data).free)]
    if not os.access(data, os.W_OK):
        parts.append(Seen(("cannot-write",)))
    if clock.is_odd():
        parts.append(Seen(("clock-odd",)))
    if clock.is_behind():
        parts.append(Seen((), (Warned("clock-behind"),)))
    if not registry.exists():
        return _together([*parts, Seen(("no-region",))])
    key, codes = _receipt_key(registry)
    parts.append(Seen(codes))
    if not (data / "list.key").is_file():
        parts.append(Seen((), (Warned("no-list-key"),)))
    try:
        held = publication.bundle(registry)
        parts.append(of_bundle(trust.bundle_from_bytes(held.certificate, held.listed), held.root, key, now))
        parts.append(of_devices(endings.endings(registry, now), now))
    except ProtocolError:
        parts.append(Seen(("list-broken",)))
    return _together(parts)


def _receipt_key(registry: Registry) -> tuple[bytes | None, tuple[str, ...]]:
    try:
        return registry.receipt_key().public, ()
    except (ServerRefusal, OSError, ValueError):
        return None, ("no-receipt-key",)


def _together(parts: list[Seen]) -> Seen:
    codes = dict.fromkeys(code for part in parts for code in part.codes)
    return Seen(tuple(codes), tuple(one for part in parts for one in part.warnings))


class Watch:
    """Looks when asked, and by itself once a minute; says in the log what changed."""

    def __init__(self, store: SqliteStore, examine: Callable[[], Seen], clock: ReceiptClock, lane: Lane) -> None:
        self._store, self._examine, self._clock, self._lane = store, examine, clock, lane
        self._seen: tuple[float, Seen] | None = None
        self._logged = Seen(())
        self._looking = asyncio.Lock()

    async def look(self) -> Seen:
        """What is seen now, or was two seconds ago: however often somebody asks, it is looked at no more often."""
        async with self._looking:
            now = asyncio.get_running_loop().time()
            if self._seen is None or now - self._seen[0] > KEPT:
                self._seen = (now, _together([*await asyncio.gather(self._write(), self._read())]))
            return self._seen[1]

    async def keep_looking(self) -> None:
        """Until it is cancelled."""
        while True:
            seen = await self.look()
            if seen != self._logged:
                log.log(logging.INFO if seen.is_ok else logging.ERROR, "health: %s", _line(seen))
                self._logged = seen
            await asyncio.sleep(EVERY)

    async def _write(self) -> Seen:
        """A write that is durable, as a push's is; it also keeps the time at which this server was seen running."""
        if not self._store.writer.is_alive():
            return Seen(("writer-dead",))
        return await _tried(lambda: within(PROBING, self._store.write(self._clock.keep)))

    async def _read(self) -> Seen:
        found: list[Seen] = []

        async def reading() -> None:
            found.append(await self._lane.run(self._examine))

        return _together([await _tried(reading), *found])


async def _tried(work: Callable[[], Any]) -> Seen:
    """Nothing, or the code of what it met."""
    try:
        await work()
    except ServerRefusal as error:
        return Seen((error.code,))
    except sqlite3.Error as error:
        return Seen((trouble(error) or "server-odd",))
    except Exception as error:
        log.error("%s at a look at our health", type(error).__name__)
        return Seen(("server-odd",))
    return Seen(())


def _line(seen: Seen) -> str:
    words = [*seen.codes, *(one.code if one.days is None else f"{one.code} {one.days} d" for one in seen.warnings)]
    return ", ".join(words) or "ok"
