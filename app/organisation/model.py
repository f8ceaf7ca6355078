"""A display's screens, decided: what a tap, a finger that stays, or time leads to. Pure.

Rules:
1. Staff's screens lie behind one round button: a finger stays on it for three seconds while a ring fills. Who cannot keep a
   finger there (a keyboard, a screen reader) presses three times; each press fills a third of the ring. Three short taps of a
   finger open nothing: with each the holding begins anew.
2. A choice begins at once and leads back to the code. Staff's screens that nobody touches for half a minute do so, too.
3. The code of the session before is shown for a minute, or until somebody who comes now wants hers.
4. What is said beside a code is of the session that was signed into it, also while another is being signed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.organisation import schedule
from app.organisation.schedule import PreviousSession, Running
from app.ui import help_model
from app.ui.events import Diagnosed, RefusalShown

WAIT, CHOOSE, RUNNING, REFUSED, STAFF, LENGTH = "wait", "choose", "running", "refused", "staff", "length"
DIAGNOSIS, GIVE = help_model.DIAGNOSIS, help_model.GIVE  # what went another way, for whoever helps; and its one action
HOLD = 3.0  # seconds
PRESSES, PRESSED_FOR = 3, 4.0  # presses, and seconds until the next one
UNTOUCHED = 30.0  # seconds
LENGTHS = (60, 90, 120, 150, 180, 240, 480)  # minutes; the one of the invitation is the eighth


@dataclass(frozen=True, slots=True)
class DisplayModel:
    """`text` is the link in the code of `signed`, made at `signed_at`; `now` and these are the display's clock in Unix seconds.

    `asked`: when somebody asked for the code of the session before. `ring` is how far staff's button is filled, 0 to 1.
    """

    step: str = WAIT
    activities: tuple[int, ...] = ()
    invited: int = 0  # minutes planned in the invitation
    organisation: str = ""
    running: Running | None = None
    before: PreviousSession | None = None
    signed: Running | None = None
    text: str = ""
    signed_at: int | None = None
    now: int = 0
    asked: int | None = None
    ring: float = 0.0
    code: str = ""
    link: str = ""
    held: float | None = None  # since when, as the other seconds without a date
    presses: int = 0
    touched: float = 0.0
    turned: int = 0  # pages of eight activities
    diagnosis: tuple[str, ...] = ()  # what failed here although nobody foresaw it, a line for each, the newest first


@dataclass(frozen=True, slots=True)
class DisplayTapped:
    """`at`: seconds of a clock that only goes forward."""

    key: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class ButtonHeld:
    """A finger is on staff's button."""

    at: float


@dataclass(frozen=True, slots=True)
class LetGo:
    pass


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on: `now` in Unix seconds."""

    now: int
    at: float


@dataclass(frozen=True, slots=True)
class Begin:
    """To do: a group begins. `planned` in minutes."""

    activity: int
    planned: int


@dataclass(frozen=True, slots=True)
class Plan:
    """To do: this group stays so many minutes."""

    planned: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """To do: open the invitation once more, or go on with what is known."""


@dataclass(frozen=True, slots=True)
class Give:
    """To do: let staff choose who gets what is known of such faults."""


Event = DisplayTapped | ButtonHeld | LetGo | Ticked | RefusalShown | Diagnosed
Act = Begin | Plan | TryAgain | Give


def update(model: DisplayModel, event: Event) -> tuple[DisplayModel, Act | None]:
    """The next model, and what is to be done."""
    if isinstance(event, DisplayTapped):
        return _tapped(replace(model, touched=event.at), event)
    if isinstance(event, ButtonHeld):
        return replace(model, held=event.at, presses=0, ring=0.0), None
    if isinstance(event, RefusalShown):
        return _refused(model, event.code), None
    if isinstance(event, Diagnosed):
        return replace(model, diagnosis=event.lines), None
    if isinstance(event, LetGo):
        return replace(model, held=None, ring=model.presses / PRESSES), None
    return _ticked(model, event), None


def wanted(model: DisplayModel) -> Running | None:
    """The session whose code is to be on the screen."""
    return model.before.running if model.before and model.asked is not None else model.running


def due(model: DisplayModel, now: int) -> bool:
    """Is a code to be signed now?"""
    return model.step == RUNNING and (wanted(model) != model.signed or schedule.due(model.signed_at, now))


def lengths(invited: int) -> list[int]:
    """What staff chooses from, in minutes."""
    return sorted({*LENGTHS, invited} - {0})


def _tapped(model: DisplayModel, event: DisplayTapped) -> tuple[DisplayModel, Act | None]:
    key, _, value = event.key.partition("-")
    running = model.running
    if key == "activity":
        return _to_code(model), Begin(int(value), running.planned if running else model.invited)
    if key == "length":
        return _to_code(model), Plan(int(value))
    if key == "next" and running:
        return _to_code(model), Begin(running.activity, running.planned)
    if key == "again":
        return model, TryAgain()
    if key == "staff":
        return _pressed(model, event.at), None
    if key == DIAGNOSIS and model.diagnosis:
        return replace(model, step=DIAGNOSIS), None
    if event.key == GIVE and model.step == DIAGNOSIS:
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


def _refused(model: DisplayModel, code: str) -> DisplayModel:
    """A code that is shown stays; without one the screen says why there is none."""
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
    if model.step in (STAFF, LENGTH, CHOOSE, DIAGNOSIS) and model.running and event.at - model.touched >= UNTOUCHED:
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
