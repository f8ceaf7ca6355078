"""Keys, lists, displays, posters and buddies that end soon: warnings 60, 30 and 7 days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.protocol import trust
from app.protocol.keys import key_id
from sync_server.region import validity
from sync_server.region.days import day_of, last_day
from sync_server.region.registry import DAY, Registry

STEPS = (7, 30, 60)  # days
OVER = 7 * DAY  # how long there is a warning after a poster's last day (seconds)
LIST_KEY, LIST, RECEIPT_KEY, DISPLAY, POSTER, BUDDY = "list key", "list", "receipt key", "display", "poster", "buddy"


@dataclass(frozen=True, slots=True)
class Ending:
    """`what` ends at `end` (Unix seconds); `about` names the display, poster or buddy; `step` is 60, 30 or 7 days, or 0."""

    what: str
    about: str
    end: int
    step: int

    def __str__(self) -> str:
        day = last_day(self.end) if self.what == POSTER else day_of(self.end)
        when = f"less than {self.step} days left" if self.step else "over"
        return f"{' '.join(filter(None, (self.what, self.about)))}: until {day}, {when}"


def endings(registry: Registry, now: int) -> list[Ending]:
    """What ends within 60 days after `now` (Unix seconds), or has ended, in order of time.

    Raises ServerRefusal("no-region").
    """
    soon = [
        Ending(what, about, end, step) for what, about, end in _all(registry, now) if (step := step_of(end - now)) is not None
    ]
    return sorted(soon, key=lambda ending: (ending.end, ending.what, ending.about))


def step_of(left: int) -> int | None:
    """The warning (7, 30 or 60 days; 0: over) for what ends in `left` seconds; None when it is too early for one."""
    return 0 if left <= 0 else next((step for step in STEPS if left < step * DAY), None)


def _all(registry: Registry, now: int) -> Iterator[tuple[str, str, int]]:
    yield LIST_KEY, "", registry.list_certificate().end
    yield RECEIPT_KEY, "", validity.receipts_end(registry)
    _, listed = trust.list_from_bytes(registry.need("list"))
    if listed.refresh - now < min(STEPS) * DAY:  # otherwise the server signs a new list in time
        yield LIST, f"version {listed.version}", listed.refresh
    names = "JOIN organisations o ON o.id = m.organisation WHERE m.revoked IS NULL AND m.stolen IS NULL"
    for public, name, end, poster in registry.db.execute(f"SELECT public, o.name, end_time, poster FROM displays m {names}"):  # noqa: S608
        if poster is None:
            yield DISPLAY, f"{key_id(public).hex()} {name}", end
        elif now < end + OVER:
            yield POSTER, f"{poster} {name}", end
    for public, name, end in registry.db.execute(f"SELECT public, o.name, end_time FROM buddies m {names}"):  # noqa: S608
        yield BUDDY, f"{key_id(public).hex()} {name}", end
