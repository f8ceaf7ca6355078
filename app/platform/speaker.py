"""How a recorded phrase is heard: in the browser by the page around us, natively from the package's own files."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from app.platform import ODD, PlatformError, Speaker
from app.platform.paths import ASSETS

if TYPE_CHECKING:
    import flet_audio

    from app.platform.browser.bridge import Bridge

PATIENCE = 5.0  # seconds that a player may take to begin


class PageSpeaker:
    """The page's one audio element, and the cache in which it keeps a chosen language (app/web_shell/voice.js).

    Raises BridgeError, a PlatformError.
    """

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def keep(self, language: str) -> None:
        self._bridge.tell("keep-voice", language=language)

    async def say(self, language: str, clip: str) -> str:
        return str(await self._bridge.call("say", language=language, clip=clip))

    async def hush(self) -> None:
        await self._bridge.call("hush")


class NoSpeaker:
    """Where nothing can be heard."""

    async def keep(self, language: str) -> None:
        return None

    async def say(self, language: str, clip: str) -> str:
        return "none"

    async def hush(self) -> None:
        return None


class PackageSpeaker:
    """The voices of a native package lie in it, all languages; one player makes sure that only one is heard."""

    def __init__(self) -> None:
        self._player: flet_audio.Audio | None = None
        self._index: dict[str, dict[str, str]] = {}
        self._over: asyncio.Future[str] | None = None
        self._loaded = asyncio.Event()
        self._starting = asyncio.Lock()  # the player cannot be given two sounds at a time

    async def keep(self, language: str) -> None:
        return None

    async def say(self, language: str, clip: str) -> str:
        self._end("stopped")
        file = self._files(language).get(clip)
        if file is None:
            return "none"
        over = self._over = asyncio.get_running_loop().create_future()
        try:
            async with self._starting:
                if self._over is over:  # nothing else was asked for meanwhile
                    await asyncio.wait_for(self._play(f"/audio/{file}"), PATIENCE)
        except (TimeoutError, RuntimeError):  # Flet's word for a player that could not
            self._end("none")
        how: str = await over
        return how

    async def hush(self) -> None:
        self._end("stopped")
        if self._player:
            with suppress(TimeoutError, RuntimeError):  # nobody hears it any more in any case
                await self._player.pause()

    async def _play(self, source: str) -> None:
        """Put this sound into the one player. A player that is told to play before its sound is loaded never does."""
        import flet_audio

        if self._player is None:
            self._player = flet_audio.Audio(src=source, on_state_change=self._changed, on_loaded=lambda _: self._loaded.set())
            await self._loaded.wait()
        elif self._player.src != source:
            self._loaded.clear()
            await self._player.pause()
            self._player.src = source
            self._player.update()
            await self._loaded.wait()
        await self._player.play()

    def _files(self, language: str) -> dict[str, str]:
        if language not in self._index:
            file = ASSETS / "audio" / f"{language}.json"
            try:
                self._index[language] = json.loads(file.read_text("utf-8")) if file.exists() else {}
            except (OSError, ValueError) as error:
                raise PlatformError(ODD, str(error)) from error
        return self._index[language]

    def _changed(self, event: flet_audio.AudioStateChangeEvent) -> None:
        if event.state.value == "completed":
            self._end("")

    def _end(self, how: str) -> None:
        over, self._over = self._over, None
        if over and not over.done():
            over.set_result(how)


def open_speaker() -> Speaker:
    """The speaker of a native package; none where its player was not packed. Say things where a Flet page is at hand."""
    return PackageSpeaker() if find_spec("flet_audio") else NoSpeaker()
