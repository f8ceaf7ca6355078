"""The unforeseen faults of this device, for whoever helps. They stay on the device until its person hands them over.

Rules:
1. A fault says when, in which release, in which role and during what something failed; the types of the exceptions; and where
   in our own code. It holds no message of an exception, no value, no route and no key. Only the name at the start of a message
   is kept, and only when it is a name that browsers or systems give to their errors.
2. The newest twenty faults are kept, each once, with the number of times that it happened. Faults older than a month are not
   shown.
3. Keeping a fault never raises. A device that cannot keep it shows it until the app ends.
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

KEY = "diagnosis"  # the setting of the role's file that holds the faults
FILE = "veertig-diagnosis.txt"
MOST, FRAMES, CAUSES = 20, 8, 4  # at most: faults kept; places in our code of one fault; exceptions behind the raised one
SHOWN_FOR = 30 * 86400  # seconds
AGAIN = 60  # seconds in which the same fault is not written again
# Names that browsers give to their errors. They say nothing about a person.
NAMES = {
    *("AbortError", "ConstraintError", "DataCloneError", "DataError", "EncodingError", "EvalError"),
    *("InvalidAccessError", "InvalidStateError", "NetworkError", "NotAllowedError", "NotFoundError", "NotReadableError"),
    *("NotSupportedError", "OperationError", "OverconstrainedError", "QuotaExceededError", "RangeError", "ReferenceError"),
    *("SecurityError", "SyntaxError", "TimeoutError", "TransactionInactiveError", "TypeError", "UnknownError"),
    *("VersionError",),
}
log = logging.getLogger("veertig")


class Settings(Protocol):
    """The settings in a role's file, by name. `app.store.store.Store` has these methods."""

    def text(self, key: str) -> str:
        """The setting as text; "" when there is none."""
        ...

    def set_settings(self, values: Mapping[str, bytes | str]) -> None:
        """Write these settings. They are durable after a flush."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of failure. `time`: when it happened last, in Unix seconds; `times`: how often.

    `doing` names the effect or step that failed, `kinds` the types of the exceptions, `places` where in our own code.
    """

    time: int
    times: int
    release: str
    role: str
    doing: str
    kinds: str
    places: str

    def line(self) -> str:
        """The fault on one line, for a person to read out or send. The time is UTC."""
        when = time.strftime("%Y-%m-%d %H:%M", time.gmtime(self.time))
        what = " ".join(filter(None, (when, f"x{self.times}", self.release, self.role, self.doing)))
        return " · ".join((what, self.kinds, self.places))

    def to_text(self) -> str:
        """The fault as one line of the setting: seven fields with tabs between them."""
        parts = (str(self.time), str(self.times), self.release, self.role, self.doing, self.kinds, self.places)
        return "\t".join(parts)


def fault(error: BaseException, *, time: int, release: str, role: str, doing: str) -> Fault:
    """What may be kept of `error` by rule 1. `time` in Unix seconds; `doing` names an effect or step of ours."""
    chain = list(_chain(error))
    places = dict.fromkeys(place for link in chain for place in _places(link))
    return Fault(time, 1, release, role, doing, " < ".join(map(_kind, chain)), " ".join([*places][-FRAMES:]))


def from_text(text: str) -> tuple[Fault, ...]:
    """The faults in the text of the setting, the oldest first; a malformed line is left out."""
    faults = []
    for line in text.splitlines():
        numbers, words = line.split("\t")[:2], line.split("\t")[2:]
        if len(words) == 5 and all(number.isascii() and number.isdigit() for number in numbers):
            faults.append(Fault(int(numbers[0]), int(numbers[1]), *words))
    return tuple(faults[-MOST:])


def to_text(faults: tuple[Fault, ...]) -> str:
    """The text of the setting that `from_text` reads."""
    return "\n".join(fault.to_text() for fault in faults)


def added(faults: tuple[Fault, ...], fresh: Fault) -> tuple[Fault, ...]:
    """`faults` with `fresh` as the last. The same fault is in it once, with the number of times it happened."""
    before = next((fault for fault in faults if _same(fault, fresh)), None)
    others = [fault for fault in faults if fault is not before]
    return (*others, replace(fresh, times=before.times + 1 if before else 1))[-MOST:]


class Diagnosis:
    """The faults of one role on this device."""

    def __init__(self, settings: Settings, platform: Platform) -> None:
        self._settings, self._platform = settings, platform
        self._faults: tuple[Fault, ...] = ()
        self._written: dict[Fault, int] = {}  # when each was written last, in Unix seconds; see AGAIN
        try:
            self._faults = from_text(settings.text(KEY))
        except Exception as error:
            log.error("the diagnosis cannot be read: %s", type(error).__name__)

    def lines(self) -> tuple[str, ...]:
        """One line for each fault of the last month, the newest first."""
        now = self._platform.clock().wall
        return tuple(fault.line() for fault in reversed(self._faults) if abs(now - fault.time) < SHOWN_FOR)

    def note(self, doing: str, error: BaseException) -> None:
        """Remember this fault until the app ends. Never raises."""
        try:
            shell = self._platform
            role = shell.role.partition("-")[0]  # nobody needs to know which display it is
            fresh = fault(error, time=max(0, shell.clock().wall), release=shell.release, role=role, doing=doing)
            log.error("%s", fresh.line())
            self._faults = added(self._faults, fresh)
        except Exception as odd:
            log.error("a fault cannot be noted: %s", type(odd).__name__)

    async def hand_over(self, title: str) -> None:
        """Let the person choose who gets the lines, as a text file. `title` names the file to them. Raises PlatformError."""
        await self._platform.files.hand_over(FILE, "\n".join(self.lines()), title)

    async def keep(self) -> None:
        """Write the noted faults into the role's file. Returns when they are durable or cannot be written. Never raises."""
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


def _same(fault: Fault, other: Fault) -> bool:
    return replace(fault, time=0, times=0) == replace(other, time=0, times=0)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and the exceptions that caused it, at most CAUSES of them."""
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
    """The places in our own code that the exception passed, the outermost first, such as app/records/diary.py:120."""
    for frame, line in walk_tb(error.__traceback__):
        place = _file(frame)
        if place:
            yield f"{place}:{line}"


def _file(frame: FrameType) -> str:
    """The file of a module of ours, made from the module's name, because a packed module has no path. "" for other modules."""
    module = str(frame.f_globals.get("__name__", ""))
    if module != "app" and not module.startswith("app."):
        return ""
    inside = "/__init__" if frame.f_globals.get("__package__") == module else ""
    return f"{module.replace('.', '/')}{inside}.py"
