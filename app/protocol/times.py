"""What time it is, and what is odd about the times a record states. Accept, mark, never refuse.

Rules:
1. An anchor is a time somebody trustworthy said (a receipt, a trusted display), and what the phone's own running clock
   showed then.
2. In the same start of the phone the time is the anchor's plus what has run since; setting the phone's clock changes nothing.
3. After a restart nobody can know: the time is the phone's clock, but never before the anchor.
4. An anchor is replaced only by one that puts the present later.
5. Marks are for a counsellor's eyes. They change no minutes and no level.
"""

from __future__ import annotations

from dataclasses import dataclass

SLACK = 15 * 60
"""Seconds that clocks may differ before it is worth a mark."""

CLOCKS_DIFFER, BEFORE_RECEIPT, AFTER_ARRIVAL = "clocks-differ", "before-receipt", "after-arrival"
AFTER_THEFT = "after-theft"
"""What `moments.Verdict.LATE` is called for a counsellor; found where verdicts are."""


@dataclass(frozen=True, slots=True)
class AnchoredReading:
    """What the device's clocks say: `wall` in Unix seconds; `boot` in seconds since start and `boot_id` (4 bytes) if known."""

    wall: int
    boot: int | None = None
    boot_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """`time`: what was said, in Unix seconds; `at`: what the device's clocks showed then."""

    time: int
    at: AnchoredReading


@dataclass(frozen=True, slots=True)
class Now:
    """`sure`: it was measured from an anchor in the same start of the phone."""

    time: int
    sure: bool


def now(reading: AnchoredReading, anchor: Anchor | None) -> Now:
    """The time as well as it can be known."""
    if anchor is None:
        return Now(reading.wall, False)
    boot, before = reading.boot, anchor.at.boot
    same = reading.boot_id is not None and reading.boot_id == anchor.at.boot_id
    if same and boot is not None and before is not None and boot >= before:
        return Now(anchor.time + boot - before, True)
    return Now(max(reading.wall, anchor.time), False)


def better(anchor: Anchor | None, said: int, reading: AnchoredReading) -> Anchor:
    """The anchor to keep after somebody trustworthy said it is `said`: the one that puts the present later."""
    if anchor is not None and now(reading, anchor).sure and now(reading, anchor).time >= said:
        return anchor
    if anchor is not None and anchor.time > said:
        return anchor
    return Anchor(said, reading)


def marks(said: int, wall: int, *, seen: int | None = None, received: int | None = None) -> frozenset[str]:
    """What is odd. `said`: the time a record states for what happened; `wall`: its phone's clock; `seen`: the time of the
    newest receipt it names; `received`: when the server got it.
    """
    found = set()
    if abs(said - wall) > SLACK:
        found.add(CLOCKS_DIFFER)
    if seen is not None and said + SLACK < seen:
        found.add(BEFORE_RECEIPT)
    if received is not None and said > received + SLACK:
        found.add(AFTER_ARRIVAL)
    return frozenset(found)
