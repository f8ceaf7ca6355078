"""The last resort of every role: whatever goes wrong while something is done ends here, and the person can go on.

Rules:
1. An exception becomes a code. A `CodedError` has one; any other is `odd`, and is noted for whoever helps
   (`app.ui.diagnosis`).
2. The model hears of it: `RefusalShown`, or of a sound that it was not heard. By that it frees what was busy.
3. What nobody waits for fails without a word, so that no screen becomes untrue by it: what was saved stays "saved".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import flet as ft

from app.platform import ODD
from app.protocol.errors import CodedError
from app.ui.events import Diagnosed, RefusalShown
from app.ui.speech_model import ClipEnded, Find, Hush, KeepVoice, Say

if TYPE_CHECKING:
    from app.ui.diagnosis import Diagnosis

T = TypeVar("T")
UNSEEN = (Find, Hush, KeepVoice)  # effects that nobody waits for, of every role


def code_of(error: Exception) -> str:
    """The stable code of any exception."""
    return error.code if isinstance(error, CodedError) else ODD


class Effects:
    """Does what the decisions of one role ask for; nothing here raises. `unseen`: effects of it that nobody waits for."""

    def __init__(
        self,
        page: ft.Page,
        diagnosis: Diagnosis,
        send: Callable[[Diagnosed | ClipEnded | RefusalShown], None],
        unseen: tuple[type, ...] = (),
    ) -> None:
        self._page, self._diagnosis, self._send = page, diagnosis, send
        self._unseen = (*UNSEEN, *unseen)
        self._undrawn = False

    async def perform(self, effect: object, work: Awaitable[object]) -> None:
        """Do `work`, which is what `effect` asks for, to its end. The model hears when it failed."""
        try:
            await work
        except Exception as error:
            await self._failed(effect, error)

    async def background(self, doing: str, work: Awaitable[T]) -> T | None:
        """Do `work` that nobody waits for; None when it failed. `doing` names it for the diagnosis."""
        try:
            return await work
        except Exception as error:
            await self.note(doing, error)
        return None

    def decided(self, event: object, decide: Callable[[], list[T]]) -> list[T]:
        """The effects that `decide` wants after this event; none when it failed."""
        try:
            return decide()
        except Exception as error:
            tells = isinstance(event, Diagnosed | ClipEnded | RefusalShown)  # then telling once more would fail once more
            self._page.run_task(self.note, _name(event), error) if tells else self._page.run_task(self._failed, event, error)
        return []

    def drawn(self, draw: Callable[[], ft.Control]) -> ft.Control:
        """The screen; an empty one when it cannot be drawn, and soon after it the one that says so."""
        try:
            shown = draw()
        except Exception as error:
            if not self._undrawn:  # else the screen that says so cannot be drawn either
                self._page.run_task(self._failed, "draw", error)
            self._undrawn = True
            return ft.Container()
        self._undrawn = False
        return shown

    def beside(self, doing: str, tell: Callable[[], None]) -> None:
        """Let the shell know of something that it may use or not."""
        try:
            tell()
        except Exception as error:
            self._page.run_task(self.note, doing, error)

    async def note(self, doing: str, error: Exception) -> None:
        """Note a fault that nobody foresaw; an error of ours has said all by its code."""
        if code_of(error) == ODD:
            self._diagnosis.note(doing, error)
            self._send(Diagnosed(self._diagnosis.lines()))
            await self._diagnosis.keep()

    async def _failed(self, effect: object, error: Exception) -> None:
        """First the person can go on, then the fault is kept: a device that is full may take its time."""
        if isinstance(effect, Say):
            self._send(ClipEnded(effect.turn, "none"))
        elif not isinstance(effect, self._unseen):
            self._send(RefusalShown(code_of(error)))
        await self.note(_name(effect), error)


def _name(effect: object) -> str:
    return effect if isinstance(effect, str) else type(effect).__name__
