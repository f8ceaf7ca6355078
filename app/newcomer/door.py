"""Who is it? Asked at a start before anything of anybody is opened, where several newcomers share the phone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer import lock, navigation, people
from app.newcomer import update as newcomer
from app.newcomer.model import Sharing
from app.newcomer.people_work import PeopleWork
from app.newcomer.screens import aloud
from app.newcomer.views import VIEWS
from app.platform.roles import is_link
from app.platform.sharers import ASK
from app.ui.shared_app import SharedApp

if TYPE_CHECKING:
    import flet as ft

    from app.platform import Platform
    from app.platform.page import Wishes
    from app.ui.controls.look import Look
    from app.ui.speech import Said


class NoFile:
    """The settings while nobody's file is open: nothing is kept."""

    def text(self, key: str, default: str = "") -> str:
        """Always `default`."""
        return default

    def set_settings(self, settings: Mapping[str, bytes | str]) -> None:
        """Keeps nothing."""


class Door(SharedApp[newcomer.NewcomerModel, newcomer.OwnEvent, newcomer.OwnEffect]):
    """The question, on one page."""

    def __init__(self, page: ft.Page, platform: Platform) -> None:
        super().__init__(page, platform, NoFile(), newcomer.update, ())
        route = page.route or ""
        sharing = Sharing(platform.sharers.here(), ASK, asked=is_link(route))
        here = sharing.here
        if len(here) == 1:  # somebody alone, who has a lock: nothing but the lock is asked
            sharing = replace(sharing, chosen=here[0].slot)
        language = platform.sharers.language or "nl"
        self._begin_with(
            newcomer.NewcomerModel(screen=lock.LOCK if len(here) == 1 else people.PEOPLE, language=language, sharing=sharing)
        )
        self._answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._people = PeopleWork(platform, self.send, chosen=self._chose)

    async def ask(self) -> Platform:
        """The shell of the newcomer who was chosen, with the pictures of a lock where there is one. How the device is set up
        for reading is told to the app that follows, too.
        """
        self._live.start(self._texts)
        self._platform.on_wishes(self._wished)
        self._platform.on_back(self._went_back)
        chosen, shell = await self._answer, self._platform

        def on_wishes(handler: Callable[[Wishes], Awaitable[None]]) -> None:
            shell.on_wishes(handler)
            self._page.run_task(handler, self._live.wishes)

        return replace(shell.of_sharer(chosen), on_wishes=on_wishes)

    def _chose(self, slot: int) -> None:
        if not self._answer.done():
            self._answer.set_result(slot)

    def _screen(self, look: Look, now: int) -> ft.Control:
        return VIEWS[self._model.screen](self._model, self._texts, look, self.send, now)

    def _leaving(self, model: newcomer.NewcomerModel) -> str:
        return navigation.leaving(model)

    def _said(self, key: str) -> tuple[Said, ...]:
        return aloud.clips(self._model, self._platform.clock().wall, key)

    def _start_sync(self) -> None:
        """Nobody's file is open: there is nothing to send."""

    async def _do_own(self, effect: newcomer.OwnEffect) -> None:
        if isinstance(effect, people.Effect):
            await self._people.do(effect)
