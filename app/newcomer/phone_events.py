"""What happens, and is to be done, where hours go from phone to phone or come from the own file (`new_phone`). Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.records.page import Page


@dataclass(frozen=True, slots=True)
class CodesMade:
    """What the codes say that hand this person's hours over. They are a secret, and stand in no report."""

    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeShown:
    """The code with this index was shown long enough."""

    at: int


@dataclass(frozen=True, slots=True)
class PhoneRead:
    """The camera was closed: the codes of an old phone or other texts, or the code that says why there are none."""

    texts: tuple[str, ...] = field(repr=False)
    code: str = ""


@dataclass(frozen=True, slots=True)
class HoursHere:
    """What the old phone or a file gave is here, durably; `new`: how many records were not here before."""

    page: Page
    new: int


Event = CodesMade | CodeShown | PhoneRead | HoursHere


@dataclass(frozen=True, slots=True)
class MakeCodes:
    """Make the codes that hand this person's hours over."""


@dataclass(frozen=True, slots=True)
class HoldCode:
    """Wait while the code with this index is shown."""

    at: int


@dataclass(frozen=True, slots=True)
class ReadPhone:
    """Read the codes of the old phone."""


@dataclass(frozen=True, slots=True)
class Join:
    """Keep what these codes say, and go on as their person."""

    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Let the person choose a file, and add what is missing here."""


Effect = MakeCodes | HoldCode | ReadPhone | Join | OpenFile
