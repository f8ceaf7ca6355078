"""What the running apps of newcomer and buddy do alike: hold the model, show it, and do what both decide."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import flet as ft

from app.platform import Platform
from app.platform.page import Wishes
from app.ui import camera_words, diagnosis, speech_model, speech_player, way_back
from app.ui.awake import Awake
from app.ui.events import GiveDiagnosis, Go, LinkOpened, OpenCamera, Remember, Scanned, StartAgain, Sync, Tapped, Wished
from app.ui.failures import EffectRunner
from app.ui.page_frame import Live, look_for
from app.ui.shared_model import SharedEffect, SharedEvent, SharedModel
from app.ui.texts import Texts

if TYPE_CHECKING:
    from app.ui.controls.look import Look
    from app.ui.speech import Said

Model = TypeVar("Model", bound=SharedModel)
OwnEvent = TypeVar("OwnEvent")
OwnEffect = TypeVar("OwnEffect")
BIG = 1.3  # how much larger letters are when the person switched that on


class KeptSettings(diagnosis.Settings, Protocol):
    """The settings in a role's file, by name: `app.store` has them."""

    def text(self, key: str, default: str = "") -> str:
        """The setting with this name, or `default`."""
        ...


class SharedApp(ABC, Generic[Model, OwnEvent, OwnEffect]):
    """One person's app on one page. `update` decides; `unseen` are the types of effects that nobody waits for."""

    _model: Model
    _texts: Texts

    def __init__(
        self,
        page: ft.Page,
        platform: Platform,
        settings: KeptSettings,
        update: Callable[[Model, OwnEvent | SharedEvent], tuple[Model, list[OwnEffect | SharedEffect]]],
        unseen: tuple[type, ...],
    ) -> None:
        self._page, self._platform, self._settings, self._update = page, platform, settings, update
        self._diagnosis = diagnosis.Diagnosis(settings, platform)
        self._effects = EffectRunner(page, self._diagnosis, self.send, unseen)
        self._awake = Awake(platform, self._effects)
        self._live = Live(page, lambda: self._effects.drawn(self._view))

    def _begin_with(self, model: Model) -> None:
        """Hold this model, with the switches as they were left and the faults that are kept."""
        text = self._settings.text
        big, dutch, voice = text("big") == "1", text("dutch", "1") == "1", text("voice", "1") == "1"
        self._model = replace(model, big=big, dutch=dutch, voice=voice, diagnosis=self._diagnosis.lines())
        self._texts = Texts(model.language)

    # --- what each of the two adds ---

    @abstractmethod
    def _screen(self, look: Look, now: int) -> ft.Control:
        """Draw the screen of the model; `now` in Unix seconds."""

    @abstractmethod
    def _leaving(self, model: Model) -> str:
        """The name of the tap that leaves the screen of this model; "" on the first screen."""

    @abstractmethod
    def _said(self, key: str) -> tuple[Said, ...]:
        """What the screen says aloud, or with a `key` only the control with that key."""

    @abstractmethod
    def _start_sync(self) -> None:
        """Ask the server soon; returns at once."""

    @abstractmethod
    async def _do_own(self, effect: OwnEffect) -> None:
        """Do what only this role asks for. Raises what stopped it."""

    # --- what both do ---

    def send(self, event: OwnEvent | SharedEvent) -> None:
        """Something happened: decide, show, do."""
        for effect in self._decided(event):
            self._page.run_task(self._do, effect)

    def _decided(self, event: OwnEvent | SharedEvent) -> Sequence[OwnEffect | SharedEffect]:
        return self._effects.decided(event, lambda: self._step(event))

    def _step(self, event: OwnEvent | SharedEvent) -> list[OwnEffect | SharedEffect]:
        before = self._model
        self._model, effects = self._update(before, event)
        if self._model == before:
            return effects
        if self._texts.language != self._model.language:
            self._texts = Texts(self._model.language)
            self._live.speak(self._texts)
        self._live.show()
        return effects

    def _view(self) -> ft.Control:
        model = self._model
        count = way_back.steps(model, self._leaving, self._update)
        self._effects.beside("screens", lambda: self._platform.screens(count))
        lit = model.saying[0].key if model.saying else ""
        dutch = model.dutch and model.language != "nl"
        scale, wishes = BIG if model.big else 1.0, self._live.wishes
        look = look_for(self._page, self._texts, scale=scale, dutch=dutch, lit=lit, wishes=wishes)
        return self._screen(look, self._platform.clock().wall)

    async def _do(self, effect: OwnEffect | SharedEffect) -> None:
        """Do what was decided. Nothing that goes wrong with it is lost, and nothing raises."""
        await self._effects.perform(effect, self._try(effect))

    async def _try(self, effect: OwnEffect | SharedEffect) -> None:
        match effect:
            case OpenCamera():
                scan = await camera_words.look_around(self._platform, self._texts)
                self.send(Scanned(scan.texts, scan.code))
            case Remember(key, value):
                await self._remember(key, value)
            case Sync():
                self._start_sync()
            case Go(route):
                await self._platform.go(route)
            case StartAgain(text):
                await self._platform.start_again(text)
            case GiveDiagnosis():
                await self._diagnosis.hand_over(self._texts("help", "What went another way"))
            case speech_model.Find() | speech_model.Say() | speech_model.Hush() | speech_model.KeepVoice():
                happened = await speech_player.do(effect, self._platform.speaker, self._said)
                if happened:
                    self.send(happened)
            case _:
                await self._do_own(effect)

    async def _remember(self, key: str, value: str) -> None:
        """Keep a setting durably; a new language is also that of the page around the app."""
        if key == "language":
            await self._platform.set_language(value)
        self._settings.set_settings({key: value})
        await self._platform.storage.flush()

    async def _opened(self, route: str) -> None:
        """Returns when the link has been dealt with, so that it is neither lost nor handled twice."""
        for effect in self._decided(LinkOpened(route)):
            await self._do(effect)

    async def _went_back(self) -> None:
        """The device's own "back" was used: the screen is left as its own button leaves it."""
        if name := self._leaving(self._model):
            self.send(Tapped(name))

    async def _wished(self, wishes: Wishes) -> None:
        """The device asks for other letters, more contrast or less motion."""
        await self._live.wished(wishes)
        self.send(Wished(wishes.letters))

    def _settle_in(self) -> None:
        """Tell the shell that something is kept here, which it may use."""
        self._effects.beside("settle_in", self._platform.settle_in)
