"""How a recorded phrase is heard: in the browser the page plays it, natively Flet's player does, from the package's files."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from app.platform.absent import NoSpeaker
from app.platform.errors import ODD, PlatformError
from app.platform.paths import ASSETS

if TYPE_CHECKING:
    import flet_audio

    from app.platform.browser.bridge import Bridge

PATIENCE = 5.0  # seconds that a player may take to begin


class Speaker(Protocol):
    """Plays the recorded phrases (clips) of a language."""

    async def keep(self, language: str) -> None:
        """Fetch the voice of this language and no other, so that it is heard without network too. What cannot be fetched now
        is fetched the next time. Never fails.
        """
        ...

    async def say(self, language: str, clip: str) -> str:
        """Play one clip, and stop any other; return when it is over.

        "" at its end, `stopped` when another clip was asked for or `hush` was called, `none` when the sound is not here.
        Raises PlatformError.
        """
        ...

    async def hush(self) -> None:
        """Be silent at once. Raises PlatformError."""
        ...


class PageSpeaker:
    """The page's one audio element, and the cache in which it keeps the chosen language (app/web_shell/voice.js)."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def keep(self, language: str) -> None:
        """See `Speaker.keep`; the page does it some time later."""
        self._bridge.tell("keep-voice", language=language)

    async def say(self, language: str, clip: str) -> str:
        """See `Speaker.say`. Raises BridgeError."""
        return str(await self._bridge.call("say", language=language, clip=clip))

    async def hush(self) -> None:
        """Be silent at once. Raises BridgeError."""
        await self._bridge.call("hush")


class PackageSpeaker:
    """The voices of all languages, which lie in a native package. It has one player, so that one clip is heard at a time."""

    def __init__(self) -> None:
        self._player: flet_audio.Audio | None = None
        self._clips: dict[str, dict[str, str]] = {}
        self._over: asyncio.Future[str] | None = None
        self._loaded = asyncio.Event()
        self._starting = asyncio.Lock()  # the player cannot be given two sounds at a time

    async def keep(self, language: str) -> None:
        """Does nothing: the package holds every language."""
        return

    async def say(self, language: str, clip: str) -> str:
        """See `Speaker.say`. Raises PlatformError when the list of clips cannot be read."""
        self._end("stopped")
        file = self._files(language).get(clip)
        if file is None:
            return "none"
        over = self._over = asyncio.get_running_loop().create_future()
        try:
            async with self._starting:
                if self._over is over:  # nothing else was asked for meanwhile
                    await asyncio.wait_for(self._play(f"/audio/{file}"), PATIENCE)
        except (TimeoutError, RuntimeError):  # Flet raises these when the player cannot play
            self._end("none")
        outcome: str = await over
        return outcome

    async def hush(self) -> None:
        """Be silent at once. Never fails."""
        self._end("stopped")
        if self._player:
            with suppress(TimeoutError, RuntimeError):  # nobody hears it any more in any case
                await self._player.pause()

    async def _play(self, source: str) -> None:
        """Play this sound with the one player. A player that starts before its sound is loaded stays silent."""
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
        if language not in self._clips:
            file = ASSETS / "audio" / f"{language}.json"
            try:
                self._clips[language] = json.loads(file.read_text("utf-8")) if file.exists() else {}
            except (OSError, ValueError) as error:
                raise PlatformError(ODD, str(error)) from error
        return self._clips[language]

    def _changed(self, event: flet_audio.AudioStateChangeEvent) -> None:
        if event.state.value == "completed":
            self._end("")

    def _end(self, outcome: str) -> None:
        over, self._over = self._over, None
        if over and not over.done():
            over.set_result(outcome)


def open_speaker() -> Speaker:
    """The speaker of a native package, or one that says nothing where Flet's player was not packed. Call `say` where there is a
    Flet page: the player belongs to it.
    """
    return PackageSpeaker() if find_spec("flet_audio") else NoSpeaker()
