"""The taps of the newcomer's screens that carry data; those that a buddy's screens have, too, are in `app.ui.taps`. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.taps import Choice


@dataclass(frozen=True, slots=True)
class ChooseWho(Choice):
    """With whom? `who` is `report.BUDDY`, `THERE` or `ALONE`."""

    who: str

    @property
    def key(self) -> str:
        """`who-<who>`."""
        return f"who-{self.who}"


@dataclass(frozen=True, slots=True)
class ChooseBuddy(Choice):
    """Which buddy? `sign` is the number of a remembered picture, None for somebody else."""

    sign: int | None

    @property
    def key(self) -> str:
        """`which-<number>` or `which-other`."""
        return f"which-{'other' if self.sign is None else self.sign}"


@dataclass(frozen=True, slots=True)
class ChooseActivity(Choice):
    """What did you do? `code` is that of the activity."""

    code: int

    @property
    def key(self) -> str:
        """`what-<code>`."""
        return f"what-{self.code}"


@dataclass(frozen=True, slots=True)
class ChooseLength(Choice):
    """How long was it, in minutes?"""

    minutes: int

    @property
    def key(self) -> str:
        """`long-<minutes>`."""
        return f"long-{self.minutes}"


@dataclass(frozen=True, slots=True)
class ChooseDay(Choice):
    """When was it? `back` days ago, 0 for today."""

    back: int

    @property
    def key(self) -> str:
        """`when-<days>`."""
        return f"when-{self.back}"


@dataclass(frozen=True, slots=True)
class AskUntil(Choice):
    """Ask until when the visit with this id was: that of its check-in."""

    id: bytes

    @property
    def key(self) -> str:
        """`until-<id in hexadecimal digits>`."""
        return f"until-{self.id.hex()}"


@dataclass(frozen=True, slots=True)
class ChooseVisitLength(Choice):
    """The visit that is looked at lasted so many minutes."""

    minutes: int

    @property
    def key(self) -> str:
        """`stay-<minutes>`."""
        return f"stay-{self.minutes}"


@dataclass(frozen=True, slots=True)
class ShowCode(Choice):
    """Show once more the code of the proposal with this id."""

    id: bytes

    @property
    def key(self) -> str:
        """`show-<id in hexadecimal digits>`."""
        return f"show-{self.id.hex()}"


@dataclass(frozen=True, slots=True)
class ChooseReason(Choice):
    """Why is the moment taken back? `code` is one of `words.REASON`."""

    code: int

    @property
    def key(self) -> str:
        """`reason-<code>`."""
        return f"reason-{self.code}"


@dataclass(frozen=True, slots=True)
class ChooseSharer(Choice):
    """It is the newcomer of this slot, of several who share the phone."""

    slot: int

    @property
    def key(self) -> str:
        """`person-<slot>`."""
        return f"person-{self.slot}"


@dataclass(frozen=True, slots=True)
class TapPicture(Choice):
    """One picture of a picture lock, by its number."""

    number: int

    @property
    def key(self) -> str:
        """`lock-<number>`."""
        return f"lock-{self.number}"


@dataclass(frozen=True, slots=True)
class OpenMonth(Choice):
    """Open or close this month of the list; its number is that of `months.month_of`."""

    month: int

    @property
    def key(self) -> str:
        """`month-<number>`."""
        return f"month-{self.month}"


@dataclass(frozen=True, slots=True)
class ChoosePicture(Choice):
    """The next picture of the recovery card is the one with this number, 0 to 63."""

    number: int

    @property
    def key(self) -> str:
        """`picture-<number>`."""
        return f"picture-{self.number}"


@dataclass(frozen=True, slots=True)
class ClearPicture(Choice):
    """Take the chosen picture at this place away, 0 to 9."""

    at: int

    @property
    def key(self) -> str:
        """`clear-<number>`."""
        return f"clear-{self.at}"
