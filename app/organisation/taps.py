"""The taps of the staff's screens of a display that carry data. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.taps import Choice


@dataclass(frozen=True, slots=True)
class BeginActivity(Choice):
    """A tap: a group begins with this activity (its code)."""

    activity: int

    @property
    def key(self) -> str:
        """`activity-<code>`."""
        return f"activity-{self.activity}"


@dataclass(frozen=True, slots=True)
class PlanLength(Choice):
    """A tap: this group stays so many minutes."""

    minutes: int

    @property
    def key(self) -> str:
        """`length-<minutes>`."""
        return f"length-{self.minutes}"
