"""What failed on this device although nobody foresaw it, for whoever helps. It stays here until its person hands it over.

Rules:
1. A fault says when, in which release, in which role and during what something failed; the types of the exceptions; and where
   in our own code. It holds no message of an exception, no value, no route and no key. Of a message only the name in front is
   kept, and only when it is a name that browsers or systems give to their errors.
2. The newest twenty are kept, each once, with how often it happened. A fault of a month ago is not shown any more.
3. Keeping is best effort and never raises: a device that cannot keep a fault shows it until the app ends.
"""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from traceback import walk_tb
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types import FrameType

    from app.platform import Platform

KEY = "diagnosis"  # the setting of the role's file
FILE = "veertig-diagnosis.txt"
MOST, FRAMES, CAUSES = 20, 8, 4  # faults kept; places in our code of one fault; exceptions behind the one that was raised
SHOWN_FOR = 30 * 86400  # seconds
AGAIN = 60  # seconds in which the same fault is not written once more
# Names that browsers give to their errors. They say nothing of a person.
NAMES = {
    *("AbortError", "ConstraintError", "DataCloneError", "DataError", "EncodingError", "EvalError"),
    *("InvalidAccessError", "InvalidStateError", "NetworkError", "NotAllowedError", "NotFoundError", "NotReadableError"),
    *("NotSupportedError", "OperationError", "OverconstrainedError", "QuotaExceededError", "RangeError", "ReferenceError"),
    *("SecurityError", "SyntaxError", "TimeoutError", "TransactionInactiveError", "TypeError", "UnknownError"),
    *("VersionError",),
}
log = logging.getLogger("veertig")


class Settings(Protocol):
    """What a role's file keeps by name: `app.store` has it."""

    def text(self, key: str) -> str: ...

    def set_settings(self, values: Mapping[str, bytes | str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of failure. `time` in Unix seconds is when it happened last, `times` how often."""

    time: int
    times: int
    release: str
    role: str
    doing: str
    kinds: str
    places: str

    def line(self) -> str:
        """All of it on one line, as a person may read it out or send it. The time is that of Greenwich."""
        when = time.strftime("%Y-%m-%d %H:%M", time.gmtime(self.time))
        what = " ".join(filter(None, (when, f"x{self.times}", self.release, self.role, self.doing)))
        return " · ".join((what, self.kinds, self.places))

    def to_text(self) -> str:
        parts = (str(self.time), str(self.times), self.release, self.role, self.doing, self.kinds, self.places)
        return "\t".join(parts)


def fault(error: BaseException, *, time: int, release: str, role: str, doing: str) -> Fault:
    """What may be kept of `error`, by rule 1. `doing` names an effect or a step of ours."""
    chain = list(_chain(error))
    places = dict.fromkeys(place for one in chain for place in _places(one))
    return Fault(time, 1, release, role, doing, " < ".join(map(_kind, chain)), " ".join([*places][-FRAMES:]))


def from_text(text: str) -> tuple[Fault, ...]:
    """The faults of a setting; a line that is not as it should be is left out."""
    found = []
    for line in text.splitlines():
        numbers, words = line.split("\t")[:2], line.split("\t")[2:]
        if len(words) == 5 and all(number.isascii() and number.isdigit() for number in numbers):
            found.append(Fault(int(numbers[0]), int(numbers[1]), *words))
    return tuple(found[-MOST:])


def to_text(faults: tuple[Fault, ...]) -> str:
    return "\n".join(one.to_text() for one in faults)


def added(faults: tuple[Fault, ...], fresh: Fault) -> tuple[Fault, ...]:
    """With one more, the newest last. The same fault stands there once."""
    before = next((one for one in faults if _same(one, fresh)), None)
    others = [one for one in faults if one is not before]
    return (*others, replace(fresh, times=before.times + 1 if before else 1))[-MOST:]


class Diagnosis:
    """The faults of one role on this device."""

    def __init__(self, settings: Settings, platform: Platform) -> None:
        self._settings, self._platform = settings, platform
        self._faults: tuple[Fault, ...] = ()
        self._written: dict[Fault, int] = {}  # when each was written last; of a fault that happens every second not all are
        try:
            self._faults = from_text(settings.text(KEY))
        except Exception as error:
            log.error("the diagnosis cannot be read: %s", type(error).__name__)

    def lines(self) -> tuple[str, ...]:
        """A line for each fault of the last month, the newest first."""
        now = self._platform.clock().wall
        return tuple(one.line() for one in reversed(self._faults) if abs(now - one.time) < SHOWN_FOR)

    def note(self, doing: str, error: BaseException) -> None:
        """Remember this fault until the app ends. Never raises."""
        try:
            shell = self._platform
            role = shell.role.partition("-")[0]  # which display it is nobody needs to know
            fresh = fault(error, time=max(0, shell.clock().wall), release=shell.release, role=role, doing=doing)
            log.error("%s", fresh.line())
            self._faults = added(self._faults, fresh)
        except Exception as odd:
            log.error("a fault cannot be noted: %s", type(odd).__name__)

    async def hand_over(self, title: str) -> None:
        """Let the person choose who gets the lines, as a file of text. Raises PlatformError."""
        await self._platform.files.hand_over(FILE, "\n".join(self.lines()), title)

    async def keep(self) -> None:
        """Write down what was noted; returns when that is durable, or could not be done. Never raises."""
        if not self._faults or not self._is_news(self._faults[-1]):
            return
        try:
            self._settings.set_settings({KEY: to_text(self._faults)})
            await self._platform.storage.flush()
        except Exception as error:
            log.error("the diagnosis cannot be kept: %s", type(error).__name__)

    def _is_news(self, newest: Fault) -> bool:
        kind = replace(newest, time=0, times=0)
        before = self._written.get(kind)
        if before is not None and 0 <= newest.time - before < AGAIN:
            return False
        self._written[kind] = newest.time
        return True


def _same(one: Fault, other: Fault) -> bool:
    return replace(one, time=0, times=0) == replace(other, time=0, times=0)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those behind it."""
    seen: set[int] = set()
    behind: BaseException | None = error
    while behind is not None and id(behind) not in seen and len(seen) <= CAUSES:
        seen.add(id(behind))
        yield behind
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)


def _kind(error: BaseException) -> str:
    """The type of an exception, and the name of a browser's or the system's own error."""
    kind, inner = type(error), _name(error)
    package = kind.__module__.partition(".")[0]
    name = kind.__name__ if package in ("builtins", "app") else f"{package}.{kind.__name__}"
    return f"{name}({inner})" if inner else name


def _name(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, "")
    words = [word.strip() for word in str(error)[:80].split(":")[:2]]  # a code of ours may stand before it
    return next((word for word in words if word in NAMES), "")


def _places(error: BaseException) -> Iterator[str]:
    """Where in our own code, from the outside in: app/diary.py:120."""
    for frame, line in walk_tb(error.__traceback__):
        place = _file(frame)
        if place:
            yield f"{place}:{line}"


def _file(frame: FrameType) -> str:
    """The file of a module of ours, by the module's name: a packed module knows no other. "" for others."""
    module = str(frame.f_globals.get("__name__", ""))
    if module != "app" and not module.startswith("app."):
        return ""
    inside = "/__init__" if frame.f_globals.get("__package__") == module else ""
    return f"{module.replace('.', '/')}{inside}.py"
