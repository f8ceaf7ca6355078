"""What time it is, and what is odd about the times that a record states (README.md, 10). No time is refused.

Rules:
1. An anchor is a time from a trustworthy source (a receipt, a trusted display), and what the phone's clocks showed then.
2. Until the phone restarts, the time is the anchor's plus the seconds since; setting the phone's clock changes nothing (N1).
3. After a restart the time is the phone's clock, but never before the anchor; it is not sure (N1).
4. An anchor is replaced only by one that makes the present later (N2).
5. Marks are remarks for counsellors. They change no minutes and no level (N3).
"""

from __future__ import annotations

from dataclasses import dataclass

SLACK = 15 * 60
"""How many seconds two clocks may differ without a mark (N3)."""

CLOCKS_DIFFER, BEFORE_RECEIPT, AFTER_ARRIVAL = "clocks-differ", "before-receipt", "after-arrival"
AFTER_THEFT = "after-theft"
"""The mark of what has the verdict `moments.Verdict.LATE`. `marks` does not give it: who has the verdict adds it."""


@dataclass(frozen=True, slots=True)
class AnchoredReading:
    """What the device's clocks show: `wall` in Unix seconds; `boot` in seconds since the start, and `boot_id` (4 bytes) for
    which start, or None.
    """

    wall: int
    boot: int | None = None
    boot_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A trustworthy `time` in Unix seconds, and what the device's clocks showed `at` that moment."""

    time: int
    at: AnchoredReading


@dataclass(frozen=True, slots=True)
class Now:
    """The present `time` in Unix seconds. It is `sure` when an anchor of the same start of the phone gave it."""

    time: int
    sure: bool


def now(reading: AnchoredReading, anchor: Anchor | None) -> Now:
    """The best estimate of the present time (N1)."""
    if anchor is None:
        return Now(reading.wall, False)
    boot, before = reading.boot, anchor.at.boot
    same = reading.boot_id is not None and reading.boot_id == anchor.at.boot_id
    if same and boot is not None and before is not None and boot >= before:
        return Now(anchor.time + boot - before, True)
    return Now(max(reading.wall, anchor.time), False)


def better(anchor: Anchor | None, time: int, reading: AnchoredReading) -> Anchor:
    """The anchor to keep after a trustworthy source stated that it is `time` (Unix seconds): the one with the later present
    (N2).
    """
    if anchor is not None and now(reading, anchor).sure and now(reading, anchor).time >= time:
        return anchor
    if anchor is not None and anchor.time > time:
        return anchor
    return Anchor(time, reading)


def marks(happened: int, wall: int, *, seen: int | None = None, received: int | None = None) -> frozenset[str]:
    """The marks of a record (N3). `happened` is the time that it states for what happened, `wall` its phone's clock, `seen` the
    time of the newest receipt that it names, `received` when the server received it; all in Unix seconds, None when unknown.
    """
    marks = set()
    if abs(happened - wall) > SLACK:
        marks.add(CLOCKS_DIFFER)
    if seen is not None and happened + SLACK < seen:
        marks.add(BEFORE_RECEIPT)
    if received is not None and happened > received + SLACK:
        marks.add(AFTER_ARRIVAL)
    return frozenset(marks)
