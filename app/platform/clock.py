"""What the clocks of a device say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClockReading:
    """One look at the clocks: `wall` in Unix seconds; `boot`, the seconds since the device started, and `boot_id`, 4 bytes that
    name this start. The last two are None where the system does not tell them.
    """

    wall: int
    boot: int | None = None
    boot_id: bytes | None = None
