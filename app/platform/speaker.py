"""How a recorded phrase is heard: in the browser by the page around us, natively from the package's own files."""

from __future__ import annotations

import asyncio
import json
from importlib.util import find_spec
from typing import TYPE_CHECKING

from app.paths import ASSETS
from app.platform import Speaker

if TYPE_CHECKING:
    import flet as ft
    import flet_audio

    from app.platform.bridge import Bridge


class PageSpeaker:
    """The page's one audio element, and the cache in which it keeps a chosen language (app/web/page/voice.js)."""

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

    def __init__(self, player: flet_audio.Audio) -> None:
        self._player = player
        self._player.on_state_change = self._changed
        self._index: dict[str, dict[str, str]] = {}
        self._over: asyncio.Future[str] | None = None

    async def keep(self, language: str) -> None:
        return None

    async def say(self, language: str, clip: str) -> str:
        self._end("stopped")
        file = self._files(language).get(clip)
        if file is None:
            return "none"
        over = self._over = asyncio.get_running_loop().create_future()
        self._player.src = f"/audio/{file}"
        self._player.update()
        await self._player.play()
        how: str = await over
        return how

    async def hush(self) -> None:
        self._end("stopped")
        await self._player.pause()

    def _files(self, language: str) -> dict[str, str]:
        if language not in self._index:
            file = ASSETS / "audio" / f"{language}.json"
            self._index[language] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        return self._index[language]

    def _changed(self, event: flet_audio.AudioStateChangeEvent) -> None:
        if event.state.value == "completed":
            self._end("")

    def _end(self, how: str) -> None:
        over, self._over = self._over, None
        if over and not over.done():
            over.set_result(how)


def open_speaker(page: ft.Page) -> Speaker:
    """The speaker of a native package; none where its player was not packed."""
    if find_spec("flet_audio") is None:
        return NoSpeaker()
    import flet_audio

    player = flet_audio.Audio()
    page.services.append(player)
    return PackageSpeaker(player)
