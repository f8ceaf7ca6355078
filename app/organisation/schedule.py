"""Decides for a display which session runs, how long the session before can be used for check-outs, and when to sign. Pure.

Rules:
1. A session is a day of the display, not the visit of a person. It keeps its id over a restart of the tablet, and also when
   another activity, another length or the next group begins. So everybody who checked in with its code can check out with it,
   whatever activity runs by then. The check-in says what a visit was (protocol, C3).
2. After a restart, a session that still runs is shown at once. A display with several activities asks only for a new session.
3. A session ends in the night, four hours after midnight in Brussels, and its activity goes on in the next one. Where a length
   is planned the next session has the same id, so that those who work through the night leave with the code that is there. A
   check-out that was forgotten does no harm then: a visit ends an hour after its planned length. Where no length is planned it
   could last twelve hours, until the next morning, and so the id is a new one.
4. Whoever checked in with a session before with another id can ask for its code while their visit may last: the planned length
   and an hour, or twelve hours where no length was planned. This code is shown alone for a minute, because a camera that sees
   two codes takes neither.
5. Another activity and the next group begin now. Another length changes the end of a group, not its start.
6. A clock may be wrong for a while: a tablet without a battery starts in 1970. So the last sessions are kept, and where the
   newest does not run by the clock, the display goes back to the newest one that does.
7. The code is signed again every 15 seconds of the display's own clock. When the clock is set back, it is signed at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.protocol import brussels
from app.protocol.brussels import midnight_of
from app.protocol.display_token import EVERY_SECONDS, SESSION_ID_SIZE, Session

LONGEST = 12 * 3600  # seconds: the longest visit
OVERSTAY = 3600  # seconds after the planned end at which a visit is taken to be over, as in app.records.open_visits
NIGHT = 4 * 3600  # seconds after midnight at which a session ends
KEPT = 4  # sessions that a display keeps beside the newest
ASKED_FOR = 60  # seconds for which the code of the session before is shown


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A session of this display, with the id `session` (SESSION_ID_SIZE bytes), and its present group.

    The group began at `start`, the session at `begun`, both in Unix seconds by the display's clock. `planned`: minutes that
    the group stays, 0 when nobody said.
    """

    session: bytes
    start: int
    activity: int
    planned: int
    begun: int

    def token(self, now: int) -> Session:
        """The token of this session for a code that is signed at `now`."""
        return Session(self.session, now, self.activity, self.planned)

    @property
    def end(self) -> int:
        """The planned end of this group in Unix seconds."""
        return self.start + 60 * self.planned

    def progress(self, now: int) -> float:
        """How much of this group's planned time has passed, 0 to 1; 1 when nothing is planned."""
        return min(1.0, max(0.0, (now - self.start) / (60 * self.planned))) if self.planned else 1.0

    def runs(self, now: int) -> bool:
        """Is this still the session of the display at `now`?"""
        return self.begun - LONGEST < now < night_after(self.begun)

    def to_text(self) -> str:
        """The text of the setting, for `from_text`."""
        return f"{self.session.hex()} {self.start} {self.activity} {self.planned} {self.begun}"


@dataclass(frozen=True, slots=True)
class PreviousSession:
    """The session before. It ended at `over`, and people can ask for its code before `until`; both in Unix seconds."""

    running: RunningSession
    over: int
    until: int

    def to_text(self) -> str:
        """The text of the setting, for `before_from_text`."""
        return f"{self.over} {self.until} {self.running.to_text()}"


def from_text(text: str) -> RunningSession | None:
    """Reads what `RunningSession.to_text` wrote; None for anything else."""
    try:
        session, *numbers = text.split(" ")
        start, activity, planned, begun = map(int, numbers)
        running = RunningSession(bytes.fromhex(session), start, activity, planned, begun)
    except ValueError:
        return None
    return running if len(running.session) == SESSION_ID_SIZE else None


def before_from_text(text: str) -> PreviousSession | None:
    """Reads what `PreviousSession.to_text` wrote; None for anything else."""
    over, _, rest = text.partition(" ")
    until, _, rest = rest.partition(" ")
    running = from_text(rest)
    try:
        return PreviousSession(running, int(over), int(until)) if running else None
    except ValueError:
        return None


def all_from_text(text: str) -> tuple[RunningSession, ...]:
    """Reads the sessions that `all_to_text` wrote; lines that are none are left out."""
    return tuple(running for running in map(from_text, text.split("\n")) if running)


def all_to_text(sessions: Sequence[RunningSession]) -> str:
    """The text of a setting with these sessions, for `all_from_text`."""
    return "\n".join(running.to_text() for running in sessions)


def which_runs(newest: RunningSession | None, earlier: Sequence[RunningSession], now: int) -> RunningSession | None:
    """The session that runs at `now` by rule 6; None when none does. `earlier` are the sessions before, the latest first."""
    return next((running for running in (newest, *earlier) if running and running.runs(now)), None)


def keep(earlier: Sequence[RunningSession], ended: RunningSession, following: RunningSession) -> tuple[RunningSession, ...]:
    """The sessions to keep, the latest first, when `following` takes the place of `ended`."""
    others = [running for running in earlier if running.session not in (ended.session, following.session)]
    return (ended, *others)[:KEPT]


def night_after(time: int) -> int:
    """The end of a session that runs at `time`; both in Unix seconds."""
    return midnight_of(brussels.day(time - NIGHT) + 1) + NIGHT


def stays_for(planned: int) -> int:
    """Seconds after the check-in at which a visit is taken to be over; `planned` in minutes."""
    return min(LONGEST, 60 * planned + OVERSTAY) if planned else LONGEST


def begin(running: RunningSession | None, now: int, activity: int, planned: int, fresh: bytes) -> RunningSession:
    """A group begins at `now`, in the session that runs, or else in the next one. `planned` in minutes; `fresh` is a new id."""
    if running and running.runs(now):
        return replace(running, start=now, activity=activity, planned=planned)
    return RunningSession(_next_id(running, fresh), now, activity, planned, now)


def renewed(running: RunningSession, now: int, fresh: bytes) -> RunningSession:
    """The same group in the next session, after its session has ended. `fresh` is a new id."""
    return replace(running, session=_next_id(running, fresh), begun=now)


def _next_id(ended: RunningSession | None, fresh: bytes) -> bytes:
    """The id of the session after `ended`, by rule 3."""
    return ended.session if ended and ended.planned else fresh


def before(ended: RunningSession, now: int, *, shown: bool) -> PreviousSession:
    """What is kept of a session that has ended. `shown`: its code was on the screen until `now`, if the clock was right."""
    night = night_after(ended.begun)
    over = now if shown and now < night + LONGEST else min(now, night)
    return PreviousSession(ended, over, over + stays_for(ended.planned))


def before_again(running: RunningSession, earlier: Sequence[RunningSession], now: int) -> PreviousSession | None:
    """The session before `running`, when the display goes back to it at `now`: the latest of `earlier` that came before it and
    whose visits may still last; None when there is none.
    """
    befores = [before(ended, running.begun, shown=True) for ended in earlier if ended.begun < running.begun]
    return next((previous for previous in befores if now < previous.until), None)


def due(signed_at: int | None, now: int) -> bool:
    """Is a new signature due at `now`? `signed_at`: time of the last one, None before the first."""
    return signed_at is None or not signed_at <= now < signed_at + EVERY_SECONDS
