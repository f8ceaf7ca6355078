"""What ends soon, so that somebody can do something about it: 60, 30 and 7 days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.protocol import trust
from app.protocol.keys import key_id
from sync_server.region import windows
from sync_server.region.days import day_of, last_day
from sync_server.region.registry import DAY, Registry

STEPS = (7, 30, 60)  # days
OVER = 7 * DAY  # how long it is said of a poster that its last day, which is printed on it, is over
LIST_KEY, LIST, RECEIPT_KEY, DISPLAY, POSTER, BUDDY = "list key", "list", "receipt key", "display", "poster", "buddy"


@dataclass(frozen=True, slots=True)
class Ending:
    """`what` ends at `end` (Unix seconds); `about` says which one; `step` is 60, 30 or 7, or 0 when it is over."""

    what: str
    about: str
    end: int
    step: int

    def __str__(self) -> str:
        day = last_day(self.end) if self.what == POSTER else day_of(self.end)
        when = f"less than {self.step} days left" if self.step else "over"
        return f"{' '.join(filter(None, (self.what, self.about)))}: until {day}, {when}"


def endings(registry: Registry, now: int) -> list[Ending]:
    """What ends within sixty days, or did, the first first. Raises ServerRefusal("no-region")."""
    found = [
        Ending(what, about, end, step) for what, about, end in _all(registry, now) if (step := step_of(end - now)) is not None
    ]
    return sorted(found, key=lambda one: (one.end, one.what, one.about))


def step_of(left: int) -> int | None:
    """The warning for what has `left` seconds; None when it is too early for one."""
    return 0 if left <= 0 else next((step for step in STEPS if left < step * DAY), None)


def _all(registry: Registry, now: int) -> Iterator[tuple[str, str, int]]:
    yield LIST_KEY, "", registry.list_certificate().end
    yield RECEIPT_KEY, "", windows.receipts_end(registry)
    _, listed = trust.list_from_bytes(registry.need("list"))
    if listed.refresh - now < min(STEPS) * DAY:  # the server signs it anew before
        yield LIST, f"version {listed.version}", listed.refresh
    names = "JOIN organisations o ON o.id = m.organisation WHERE m.revoked IS NULL AND m.stolen IS NULL"
    for public, name, end, poster in registry.db.execute(f"SELECT public, o.name, end_time, poster FROM displays m {names}"):  # noqa: S608
        if poster is None:
            yield DISPLAY, f"{key_id(public).hex()} {name}", end
        elif now < end + OVER:
            yield POSTER, f"{poster} {name}", end
    for public, name, end in registry.db.execute(f"SELECT public, o.name, end_time FROM buddies m {names}"):  # noqa: S608
        yield BUDDY, f"{key_id(public).hex()} {name}", end
