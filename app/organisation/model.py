"""Decides which screen a display shows, after a tap, while a finger stays, and as time goes on. Pure.

Rules:
1. One round button leads to the screens for staff: a finger stays on it for three seconds while a ring fills. With a keyboard
   or screen reader one presses three times; each press fills a third of the ring. Three short taps of a finger do nothing,
   because each tap starts to hold anew.
2. A choice takes effect at once and leads back to the code. So does a screen for staff that nobody touches for 30 seconds.
3. The code of the session before is shown for a minute, or until somebody asks for the present code.
4. When the display learns that its clock is off, the page of the clock is shown once, as long as a screen for staff. A card in
   place of the time leads to it. The code goes on.
5. The words beside a code are about the session that is signed into it, also while another code is being signed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.organisation import schedule
from app.organisation.schedule import PreviousSession, RunningSession
from app.organisation.taps import BeginActivity, PlanLength
from app.platform.errors import START_AGAIN
from app.ui import help_model
from app.ui.events import Diagnosed, RefusalShown, StartAgain
from app.ui.taps import Hear, Meaning, unknown

WAIT, CHOOSE, RUNNING, REFUSED, STAFF, LENGTH = "wait", "choose", "running", "refused", "staff", "length"
CLOCK = "clock"  # the page of a clock that is off, and the card that leads to it
DIAGNOSIS, GIVE = help_model.DIAGNOSIS, help_model.GIVE  # the page of unforeseen faults, for whoever helps; and its one action
HOLD = 3.0  # seconds for which a finger holds the staff button
PRESSES, PRESSED_FOR = 3, 4.0  # presses that open the screens for staff; seconds in which the next press has to come
UNTOUCHED = 30.0  # seconds after which a screen for staff gives way to the code
LENGTHS = (60, 90, 120, 150, 180, 240, 480)  # minutes; the length of the invitation is the eighth choice


@dataclass(frozen=True, slots=True)
class DisplayModel:
    """What a display shows. `now`, `signed_at` and `asked` are in Unix seconds by the display's clock.

    `text`: the link in the code of the session `signed`, made at `signed_at`. `asked`: when somebody asked for the code of the
    session before, else None. `ring`: how far the ring of the staff button is filled, 0 to 1. `code`: that of a refusal.
    """

    step: str = WAIT
    activities: tuple[int, ...] = ()
    invited: int = 0  # minutes planned in the invitation
    organisation: str = ""
    running: RunningSession | None = None
    before: PreviousSession | None = None
    signed: RunningSession | None = None
    text: str = ""
    signed_at: int | None = None
    now: int = 0
    asked: int | None = None
    ring: float = 0.0
    code: str = ""
    link: str = ""
    held: float | None = None  # since when a finger is on the staff button, in seconds of a monotonic clock; so is `touched`
    presses: int = 0
    touched: float = 0.0
    turned: int = 0  # number of the page of eight activities
    off: int = 0  # seconds that the clock is behind the server's, negative: ahead; 0: right, or nobody knows
    diagnosis: tuple[str, ...] = ()  # unforeseen faults, a line for each, the newest first


@dataclass(frozen=True, slots=True)
class DisplayTapped:
    """The control with this key was tapped, `at` seconds of a monotonic clock."""

    meaning: Meaning
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class ButtonHeld:
    """A finger came down on the staff button, `at` seconds of a monotonic clock."""

    at: float


@dataclass(frozen=True, slots=True)
class LetGo:
    """The finger left the staff button."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on: `now` in Unix seconds, `at` in seconds of a monotonic clock."""

    now: int
    at: float


@dataclass(frozen=True, slots=True)
class ClockCompared:
    """The server told its time: the clock is `off` seconds behind (negative: ahead, 0: right). `at` as in `Ticked`."""

    off: int
    at: float


@dataclass(frozen=True, slots=True)
class Begin:
    """To do: a group begins with this activity code. `planned` in minutes."""

    activity: int
    planned: int


@dataclass(frozen=True, slots=True)
class Plan:
    """To do: change the planned length of this group to so many minutes."""

    planned: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """To do: open the invitation again, or without one show the session."""


@dataclass(frozen=True, slots=True)
class CompareClock:
    """To do: ask the server now whether the clock is right."""


@dataclass(frozen=True, slots=True)
class Give:
    """To do: let staff choose who gets the lines of the unforeseen faults."""


Event = DisplayTapped | ButtonHeld | LetGo | Ticked | ClockCompared | RefusalShown | Diagnosed
Act = Begin | Plan | TryAgain | StartAgain | CompareClock | Give


def update(model: DisplayModel, event: Event) -> tuple[DisplayModel, Act | None]:
    """The model after this event, and what is to be done."""
    if isinstance(event, DisplayTapped):
        return _tapped(replace(model, touched=event.at), event)
    if isinstance(event, ButtonHeld):
        return replace(model, held=event.at, presses=0, ring=0.0), None
    if isinstance(event, RefusalShown):
        return _refused(model, event.code), None
    if isinstance(event, Diagnosed):
        return replace(model, diagnosis=event.lines), None
    if isinstance(event, ClockCompared):
        return _compared(model, event), None
    if isinstance(event, LetGo):
        return replace(model, held=None, ring=model.presses / PRESSES), None
    return _ticked(model, event), None


def wanted(model: DisplayModel) -> RunningSession | None:
    """The session whose code has to be on the screen."""
    return model.before.running if model.before and model.asked is not None else model.running


def due(model: DisplayModel, now: int) -> bool:
    """Does a code have to be signed at `now`?"""
    return model.step == RUNNING and (wanted(model) != model.signed or schedule.due(model.signed_at, now))


def lengths(invited: int) -> list[int]:
    """The lengths in minutes that staff can choose, with that of the invitation (0: none)."""
    return sorted({*LENGTHS, invited} - {0})


def _tapped(model: DisplayModel, event: DisplayTapped) -> tuple[DisplayModel, Act | None]:
    running = model.running
    match event.meaning:
        case BeginActivity(activity):
            return _to_code(model), Begin(activity, running.planned if running else model.invited)
        case PlanLength(minutes):
            return _to_code(model), Plan(minutes)
        case str(key):
            return _named(model, running, key, event.at)
        case Hear():
            return model, None  # nothing is said aloud here
    raise unknown(event.meaning)


def _named(model: DisplayModel, running: RunningSession | None, key: str, at: float) -> tuple[DisplayModel, Act | None]:
    """A tap on a control that has only a name; `at` as in `DisplayTapped`."""
    if key == "next" and running:
        return _to_code(model), Begin(running.activity, running.planned)
    if key == "again":
        if model.step == CLOCK:
            return model, CompareClock()
        return model, StartAgain(model.link) if model.code == START_AGAIN else TryAgain()
    if key == CLOCK and model.off:
        return replace(_still(model), step=CLOCK, asked=None), None
    if key == "staff":
        return _pressed(model, at), None
    if key == DIAGNOSIS and model.diagnosis:
        return replace(model, step=DIAGNOSIS), None
    if key == GIVE and model.step == DIAGNOSIS:
        return model, Give()
    if key in ("other", "long"):
        return replace(model, step=CHOOSE if key == "other" else LENGTH, turned=0), None
    if key == "more":
        return replace(model, turned=model.turned + 1), None
    if key == "back":
        return _to_code(model) if running else model, None
    if key in ("before", "coming"):
        return replace(model, asked=model.now if key == "before" and model.before else None), None
    return model, None


def _compared(model: DisplayModel, event: ClockCompared) -> DisplayModel:
    """The model after a comparison. A clock that is newly off opens its page over the code, and a right one closes it."""
    known, model = model.off, replace(model, off=event.off)
    if event.off and not known and model.step == RUNNING and model.signed and model.held is None:
        return replace(_still(model), step=CLOCK, touched=event.at, asked=None)
    return _to_code(model) if model.step == CLOCK and not event.off else model


def _refused(model: DisplayModel, code: str) -> DisplayModel:
    """A code that is shown stays. Without one the screen shows the refusal."""
    return _to_code(model) if model.signed else replace(_still(model), step=REFUSED, code=code)


def _pressed(model: DisplayModel, at: float) -> DisplayModel:
    presses = model.presses + 1
    return _opened(model, at) if presses >= PRESSES else replace(model, presses=presses, ring=presses / PRESSES)


def _ticked(model: DisplayModel, event: Ticked) -> DisplayModel:
    model = replace(model, now=event.now)
    if model.held is not None:
        ring = min(1.0, max(0.0, (event.at - model.held) / HOLD))
        return _opened(model, event.at) if ring >= 1.0 else replace(model, ring=ring)
    if model.presses and event.at - model.touched >= PRESSED_FOR:
        model = replace(model, presses=0, ring=0.0)
    if model.step in (STAFF, LENGTH, CHOOSE, DIAGNOSIS, CLOCK) and model.running and event.at - model.touched >= UNTOUCHED:
        model = _to_code(model)
    if model.asked is not None and not 0 <= event.now - model.asked < schedule.ASKED_FOR:
        model = replace(model, asked=None)
    return model


def _opened(model: DisplayModel, at: float) -> DisplayModel:
    return replace(_still(model), step=STAFF, touched=at, asked=None)


def _to_code(model: DisplayModel) -> DisplayModel:
    return replace(_still(model), step=RUNNING, asked=None)


def _still(model: DisplayModel) -> DisplayModel:
    return replace(model, held=None, presses=0, ring=0.0)
