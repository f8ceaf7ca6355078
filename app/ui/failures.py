"""The last resort of every role: every exception that an effect raises ends here, and the person can go on.

Rules:
1. An exception becomes a code. A `CodedError` has one; any other exception gets `odd`, and is noted for whoever helps
   (`app.ui.diagnosis`).
2. The model gets an event: `RefusalShown`, or for a sound `ClipEnded`. With it the model ends what was busy.
3. An effect that nobody waits for shows nothing when it fails, so that the screen stays true: what was saved stays "saved".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import flet as ft

from app.platform.errors import ODD
from app.protocol.errors import CodedError
from app.ui.events import Diagnosed, RefusalShown
from app.ui.speech_model import ClipEnded, Find, Hush, KeepVoice, Say

if TYPE_CHECKING:
    from app.ui.diagnosis import Diagnosis

T = TypeVar("T")
UNSEEN = (Find, Hush, KeepVoice)  # the effects of every role that nobody waits for


def code_of(error: Exception) -> str:
    """The stable code of any exception: its own, or ODD."""
    return error.code if isinstance(error, CodedError) else ODD


class EffectRunner:
    """Does what the model of one role asks for. No method raises.

    `send` gives an event to the model. `unseen`: types of the role's own effects that nobody waits for.
    """

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
        """Await `work`, which does `effect`. When it fails, the model gets an event."""
        try:
            await work
        except Exception as error:
            await self._failed(effect, error)

    async def background(self, doing: str, work: Awaitable[T]) -> T | None:
        """Await `work` that nobody waits for, and give its result; None when it failed. `doing` names it in the diagnosis."""
        try:
            return await work
        except Exception as error:
            await self.note(doing, error)
        return None

    def decided(self, event: object, decide: Callable[[], list[T]]) -> list[T]:
        """The effects that `decide` gives after this `event`; none when it failed."""
        try:
            return decide()
        except Exception as error:
            tells = isinstance(event, Diagnosed | ClipEnded | RefusalShown)  # another event would fail again
            self._page.run_task(self.note, _name(event), error) if tells else self._page.run_task(self._failed, event, error)
        return []

    def drawn(self, draw: Callable[[], ft.Control]) -> ft.Control:
        """The screen that `draw` gives. When it fails, an empty screen; the model then gets a refusal to show."""
        try:
            shown = draw()
        except Exception as error:
            if not self._undrawn:  # a second failure is the screen of the refusal itself: it would never end
                self._page.run_task(self._failed, "draw", error)
            self._undrawn = True
            return ft.Container()
        self._undrawn = False
        return shown

    def beside(self, doing: str, tell: Callable[[], None]) -> None:
        """Call `tell`, which informs the shell of something; the shell may ignore it. `doing` names it in the diagnosis."""
        try:
            tell()
        except Exception as error:
            self._page.run_task(self.note, doing, error)

    async def note(self, doing: str, error: Exception) -> None:
        """Note an unforeseen fault in the diagnosis. An error with a code of ours is not noted: its code says all."""
        if code_of(error) == ODD:
            self._diagnosis.note(doing, error)
            self._send(Diagnosed(self._diagnosis.lines()))
            await self._diagnosis.keep()

    async def _failed(self, effect: object, error: Exception) -> None:
        """Tell the model first, so that the person can go on. Then keep the fault, which can be slow on a full device."""
        if isinstance(effect, Say):
            self._send(ClipEnded(effect.turn, "none"))
        elif not isinstance(effect, self._unseen):
            self._send(RefusalShown(code_of(error)))
        await self.note(_name(effect), error)


def _name(effect: object) -> str:
    return effect if isinstance(effect, str) else type(effect).__name__
