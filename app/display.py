"""An organisation's display, decided: which session runs, and when its code is due to be signed anew. Pure.

Rules:
1. A session keeps its id over a restart of the tablet, so whoever came in can still go out.
2. A session ends after twelve hours (no more than that counts in a day) or when another activity is chosen.
3. The code is signed anew every 15 seconds of the display's own clock; a clock set back is followed at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol.session import EVERY_SECONDS, SESSION_ID_SIZE, Session

LONGEST = 12 * 3600


@dataclass(frozen=True, slots=True)
class Running:
    """The session a display shows: begun at `start` by the display's clock; `planned` in minutes."""

    session: bytes
    start: int
    activity: int
    planned: int

    def token(self, now: int) -> Session:
        return Session(self.session, now, self.activity, self.planned)

    def progress(self, now: int) -> float:
        """How far the session is, 0 to 1."""
        return min(1.0, max(0.0, (now - self.start) / (60 * self.planned))) if self.planned else 0.0

    def to_text(self) -> str:
        return f"{self.session.hex()} {self.start} {self.activity} {self.planned}"


def from_text(text: str) -> Running | None:
    """What `to_text` wrote; None for anything else."""
    try:
        session, start, activity, planned = text.split(" ")
        running = Running(bytes.fromhex(session), int(start), int(activity), int(planned))
    except ValueError:
        return None
    return running if len(running.session) == SESSION_ID_SIZE else None


def current(running: Running | None, now: int, activity: int, planned: int, fresh: bytes) -> Running:
    """The session to show: the running one, or a new one with the id `fresh`."""
    if running and running.activity == activity and running.start - LONGEST < now < running.start + LONGEST:
        return running
    return Running(fresh, now, activity, planned)


def due(signed_at: int | None, now: int) -> bool:
    """Is a new signature due?"""
    return signed_at is None or not signed_at <= now < signed_at + EVERY_SECONDS
