"""The last resort of every role, alone: what the model hears of a failure, and what nobody hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from app.platform.errors import PlatformError
from app.protocol.errors import CodedError, NotOurs
from app.records.page import NotSaved
from app.store.errors import StoreError
from app.sync.errors import Busy, Declined, Offline
from app.ui.events import Diagnosed, OpenCamera, RefusalShown, Sync
from app.ui.failures import EffectRunner
from app.ui.speech_model import ClipEnded, Find, Hush, KeepVoice, Say

ODD = ValueError("Amina")
OURS = (
    NotSaved("not-yet"),
    NotOurs(),
    PlatformError("denied"),
    StoreError("storage-full"),
    Offline(),
    Busy(3),
    Declined("used"),
)


class Notebook:
    """A diagnosis that remembers what it was told."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.kept = 0

    def lines(self) -> tuple[str, ...]:
        return tuple(self.noted)

    def note(self, doing: str, error: Exception) -> None:
        self.noted.append(doing)

    async def keep(self) -> None:
        self.kept += 1


class Role:
    """What one role's model heard."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.notebook = Notebook()
        diagnosis: Any = self.notebook
        page: Any = None
        self.effects = EffectRunner(page, diagnosis, self.heard.append, (Sync,))

    def performs(self, effect: object, error: Exception) -> list[Any]:
        asyncio.run(self.effects.perform(effect, failing(error)))
        return self.heard


async def failing(error: Exception) -> None:
    raise error


def test_every_family_is_among_those_that_have_a_code() -> None:
    assert all(isinstance(error, CodedError) for error in OURS)


@pytest.mark.parametrize("error", OURS, ids=lambda error: type(error).__name__)
def test_an_error_of_ours_is_refused_by_its_code_and_leaves_no_fault(error: Any) -> None:
    role = Role()
    assert role.performs(OpenCamera(), error) == [RefusalShown(error.code)]
    assert role.notebook.noted == []


def test_any_other_is_refused_as_odd_first_and_then_noted_and_kept() -> None:
    role = Role()
    assert role.performs(OpenCamera(), ODD) == [RefusalShown("odd"), Diagnosed(("OpenCamera",))]
    assert role.notebook.kept == 1


def test_what_a_shell_calls_odd_is_a_fault_too() -> None:
    assert Role().performs(OpenCamera(), PlatformError("odd")) == [RefusalShown("odd"), Diagnosed(("OpenCamera",))]


@pytest.mark.parametrize("error", [ODD, PlatformError("storage-blocked")], ids=["odd", "ours"])
def test_a_sound_that_fails_is_one_that_is_not_here_and_the_screen_stays(error: Exception) -> None:
    assert Role().performs(Say(7, "nl", "home/Scan"), error)[0] == ClipEnded(7, "none")
    assert [one for one in Role().performs(Say(7, "nl", "home/Scan"), error) if isinstance(one, RefusalShown)] == []


@pytest.mark.parametrize("effect", [Find("scan"), Hush(), KeepVoice("nl"), Sync()], ids=lambda effect: type(effect).__name__)
def test_what_nobody_waits_for_fails_without_a_screen_and_a_fault_is_noted_all_the_same(effect: object) -> None:
    assert Role().performs(effect, PlatformError("denied")) == []
    assert Role().performs(effect, ODD) == [Diagnosed((type(effect).__name__,))]


def test_work_in_the_background_gives_its_answer_or_none() -> None:
    async def answer() -> str:
        return "nl"

    def of(work: Awaitable[Any]) -> Any:
        return asyncio.run(role.effects.background("take_over", work))

    role = Role()
    assert of(answer()) == "nl"
    assert of(failing(PlatformError("storage-blocked"))) is None
    assert role.heard == []
    assert of(failing(ODD)) is None
    assert role.heard == [Diagnosed(("take_over",))]


def test_who_leaves_is_not_held_back() -> None:
    """The end of a task is no failure."""
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(Role().effects.perform(OpenCamera(), ended()))


async def ended() -> None:
    raise asyncio.CancelledError
