"""Whether a display's clock is right, by the server's. Nobody believes the codes of a display whose clock is far off.

Rules:
1. The display asks when it starts, when it has enrolled, and every hour; and ten minutes after a question without an answer.
2. It asks again when its clock jumps, and every minute while it is off, so that the picture goes soon after somebody set it.
3. It only tells staff. Its codes keep the tablet's own time: what the server says is not signed, and without network nobody
   could say it.
"""

from __future__ import annotations

from dataclasses import dataclass

SLACK = 15 * 60  # seconds that a clock may be off: from here on a counsellor sees a mark (protocol, N3)
WHEN_RIGHT, WHEN_OFF, NO_ANSWER = 3600.0, 60.0, 600.0  # seconds until the next question
JUMP = 60.0  # seconds by which the clock was set, or by which the tablet slept


@dataclass(frozen=True, slots=True)
class ClockWatch:
    """When the server was asked last, and what the clock showed then.

    `asked`: in seconds of a monotonic clock, None before the first question. `ahead`: the wall clock less the monotonic one
    then. `wait`: seconds until the next question.
    """

    asked: float | None = None
    ahead: float = 0.0
    wait: float = NO_ANSWER

    def is_due(self, wall: int, at: float) -> bool:
        """Is it time to ask, at `wall` in Unix seconds and `at` in seconds of a monotonic clock?"""
        if self.asked is None:
            return True
        jumped = abs(wall - at - self.ahead) >= JUMP
        return jumped or at - self.asked >= self.wait

    def asking(self, wall: int, at: float) -> ClockWatch:
        """The watch when the server is asked; no answer has come yet."""
        return ClockWatch(at, wall - at)

    def answered(self, off: int, wall: int, at: float) -> ClockWatch:
        """The watch when the server answered, and the clock is `off` seconds behind it."""
        return ClockWatch(at, wall - at, WHEN_OFF if off else WHEN_RIGHT)


def seconds_off(server: int, wall: int) -> int:
    """By how many seconds the display's clock `wall` is behind the server's (negative: ahead of it); 0 while it is within
    `SLACK`. Both are in Unix seconds.
    """
    off = server - wall
    return off if abs(off) >= SLACK else 0
