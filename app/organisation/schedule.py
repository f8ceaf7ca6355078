"""An organisation's display, decided: which session runs, who may still go out with the one before, when to sign anew. Pure.

Rules:
1. A session is a day of the display, not the stay of a person. It keeps its id over a restart of the tablet, and also when
   another activity, another length or the next group begins: one code hangs there, and whoever came with it goes out with it,
   whatever is done here by then. What a visit was is said by its way in (protocol, C3).
2. After a restart a session that still runs is shown at once. Only for a new one a display with several activities asks first.
3. A session ends in the night, four hours after midnight in Brussels. What is done here goes on in a new one.
4. Whoever came with the session before can ask for its code as long as she may be here: the length that was planned then and
   an hour, or twelve hours where none was planned. It is shown alone, for a minute: a camera that sees two codes takes none.
5. Another activity and the next group begin now; another length changes until when, not since when.
6. The code is signed anew every 15 seconds of the display's own clock; a clock set back is followed at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.protocol import brussels
from app.protocol.brussels import midnight_of
from app.protocol.session import EVERY_SECONDS, SESSION_ID_SIZE, Session

LONGEST = 12 * 3600
OVERSTAY = 3600  # as app.records.open_visits: longer than planned by this much, and somebody is taken to have left
NIGHT = 4 * 3600
ASKED_FOR = 60  # seconds for which the code of the session before is shown


@dataclass(frozen=True, slots=True)
class Running:
    """A session of this display. The group that is here began at `start`, the session at `begun`, by the display's clock;
    `planned` in minutes, 0 when nobody said.
    """

    session: bytes
    start: int
    activity: int
    planned: int
    begun: int

    def token(self, now: int) -> Session:
        return Session(self.session, now, self.activity, self.planned)

    @property
    def end(self) -> int:
        """Until when this group is planned to be here."""
        return self.start + 60 * self.planned

    def progress(self, now: int) -> float:
        """How far this group is, 0 to 1; 1 when nothing is planned."""
        return min(1.0, max(0.0, (now - self.start) / (60 * self.planned))) if self.planned else 1.0

    def runs(self, now: int) -> bool:
        """Is this still the display's session?"""
        return self.begun - LONGEST < now < night_after(self.begun)

    def to_text(self) -> str:
        return f"{self.session.hex()} {self.start} {self.activity} {self.planned} {self.begun}"


@dataclass(frozen=True, slots=True)
class PreviousSession:
    """The session before: it was shown until `over`, and its code can be asked for before `until`."""

    running: Running
    over: int
    until: int

    def to_text(self) -> str:
        return f"{self.over} {self.until} {self.running.to_text()}"


def from_text(text: str) -> Running | None:
    """What `to_text` wrote; None for anything else."""
    try:
        session, *numbers = text.split(" ")
        start, activity, planned, begun = map(int, numbers)
        running = Running(bytes.fromhex(session), start, activity, planned, begun)
    except ValueError:
        return None
    return running if len(running.session) == SESSION_ID_SIZE else None


def before_from_text(text: str) -> PreviousSession | None:
    """What `Before.to_text` wrote; None for anything else."""
    over, _, rest = text.partition(" ")
    until, _, rest = rest.partition(" ")
    running = from_text(rest)
    try:
        return PreviousSession(running, int(over), int(until)) if running else None
    except ValueError:
        return None


def night_after(time: int) -> int:
    """When the session that runs at `time` ends."""
    return midnight_of(brussels.day(time - NIGHT) + 1) + NIGHT


def stays_for(planned: int) -> int:
    """Seconds after which whoever came is taken to have left; `planned` in minutes."""
    return min(LONGEST, 60 * planned + OVERSTAY) if planned else LONGEST


def begin(running: Running | None, now: int, activity: int, planned: int, fresh: bytes) -> Running:
    """A group begins now: in the session that runs, or in a new one with the id `fresh`."""
    if running and running.runs(now):
        return replace(running, start=now, activity=activity, planned=planned)
    return Running(fresh, now, activity, planned, now)


def renewed(running: Running, now: int, fresh: bytes) -> Running:
    """The same, in a session of its own: the one before has ended."""
    return replace(running, session=fresh, begun=now)


def before(ended: Running, now: int, *, shown: bool) -> PreviousSession:
    """What is kept of a session that has ended; `shown`: its code was on the screen until now."""
    over = now if shown else min(now, night_after(ended.begun))
    return PreviousSession(ended, over, over + stays_for(ended.planned))


def due(signed_at: int | None, now: int) -> bool:
    """Is a new signature due?"""
    return signed_at is None or not signed_at <= now < signed_at + EVERY_SECONDS
