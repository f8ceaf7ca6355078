"""The browser shell: Pyodide in a worker of the installable web app. Import only in the browser.

Data is one folder per role in IndexedDB, copied to memory at start and back at each `flush`. The key is made and kept by the
browser; no script can read its private half. The page around us has the camera, the links and the other tabs (`bridge`).
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import js
import pyodide_js
from pyodide.ffi import JsException, create_once_callable, to_js

from app.platform import ODD, CameraResult, ClockReading, HomeSnapshot, LightPageState, Platform, PlatformError, Wishes
from app.platform.browser.bridge import Bridge, Ear
from app.platform.browser.files import PageFiles
from app.platform.browser.opfs import BrowserRoom
from app.platform.speaker import PageSpeaker

if TYPE_CHECKING:
    import flet as ft
    import httpx

    from app.protocol.envelope import SignatureCheck

DATABASE = "veertig.db"
PATIENCE = 10.0  # seconds; a full phone may never answer
LINK_PATIENCE = 1.5


@contextmanager
def failing(code: str) -> Iterator[None]:
    """Whatever the browser raises inside becomes a PlatformError with this code."""
    try:
        yield
    except JsException as error:
        raise PlatformError(code, str(error)) from error


class BrowserStorage:
    """The role's folder. What is committed lives in memory only, until `flush` returns."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._folder = Path(f"/data-{role}")
        self._flushing = asyncio.Lock()
        self._stamp = 0
        self._opening: asyncio.Future[None] | None = None

    async def open(self) -> Path:
        if self._opening is None:
            self._opening = asyncio.ensure_future(self._open())
        await self._opening
        return self._folder / DATABASE

    async def _open(self) -> None:
        files = pyodide_js.FS
        try:
            await js.veertig.ownData(self._role)
            self._folder.mkdir(exist_ok=True)
            files.mount(files.filesystems.IDBFS, js.Object.new(), str(self._folder))
            await self._copy(to_memory=True)
        except (OSError, JsException, TimeoutError) as error:
            raise PlatformError("storage-blocked", str(error)) from None

    async def flush(self) -> None:
        async with self._flushing:
            self._refuse_if_lost()
            try:
                self._mark_changed()
                await self._copy_out()
            except (OSError, JsException, TimeoutError) as error:
                raise PlatformError("storage-full", str(error)) from None
            self._refuse_if_lost()  # the new owner may have read before our copy was there

    async def _copy_out(self) -> None:
        """A browser that was told to clear its data closes the database under us: then open it anew and write all of it."""
        try:
            await self._copy(to_memory=False)
        except TimeoutError:
            raise
        except (OSError, JsException):
            pyodide_js.FS.filesystems.IDBFS.quit()
            await self._copy(to_memory=False)

    def _refuse_if_lost(self) -> None:
        if js.veertig.lost:
            raise PlatformError("storage-lost", "another tab owns the data now")

    def _mark_changed(self) -> None:
        """Give each flush a time of its own: files are compared by millisecond, and a commit may be that quick."""
        file = self._folder / DATABASE
        if file.exists():
            self._stamp = max(self._stamp + 1, int(time.time() * 1000))
            os.utime(file, ns=(self._stamp * 1_000_000, self._stamp * 1_000_000))

    async def _copy(self, *, to_memory: bool) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def finished(error: object = None) -> None:
            if done.done():
                return
            if error:
                done.set_exception(OSError(str(error)))
            else:
                done.set_result(None)

        pyodide_js.FS.syncfs(to_memory, create_once_callable(finished))
        await asyncio.wait_for(done, PATIENCE)


class BrowserSigner:
    """A key of the browser's own WebCrypto, one per role."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._pair: Any = None

    async def is_kept(self) -> bool:
        with failing("no-keys"):
            return bool(await js.veertig.hasKeyPair(self._role))

    async def _keys(self) -> Any:
        if self._pair is None:
            with failing("no-keys"):
                self._pair = await js.veertig.keyPair(self._role)
        return self._pair

    async def public_key(self) -> bytes:
        pair = await self._keys()
        with failing("no-keys"):
            return bytes((await js.veertig.publicKey(pair)).to_bytes())

    async def sign(self, message: bytes) -> bytes:
        pair = await self._keys()
        with failing(ODD):  # a browser that made the key can sign with it: no reason to ask for another browser
            return bytes((await js.veertig.sign(pair, to_js(message))).to_bytes())

    async def others(self) -> list[bytes]:
        with failing("no-keys"):
            return [bytes(public.to_bytes()) for public in await js.veertig.otherKeys(self._role)]


class BrowserVerifier:
    """WebCrypto, all checks in one trip. `cryptography` gives the same verdicts."""

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        rows = [[check.public, check.signature, check.message] for check in checks]
        with failing(ODD):
            return [bool(verdict) for verdict in await js.veertig.verifyAll(to_js(rows))]


class PageScanner:
    """The camera that the page opens over the app. Raises BridgeError, a PlatformError."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        answer = await self._bridge.call("scan", labels=labels, rtl=rtl)
        return CameraResult(tuple(answer.get("texts", ())), answer.get("code", ""))


class Links:
    """Links opened while the app runs. They wait here until the app listens, and with the page until they are dealt with."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._listener: asyncio.Future[Callable[[str], Awaitable[None]]] = asyncio.get_running_loop().create_future()
        self._turn = asyncio.Lock()

    def listen(self, handler: Callable[[str], Awaitable[None]]) -> None:
        if not self._listener.done():
            self._listener.set_result(handler)

    async def opened(self, link: dict[str, Any]) -> None:
        async with self._turn:
            handler = await self._listener
            try:
                await handler(link["route"])
            finally:
                await self._bridge.call("link-done", id=link["id"])

    async def settle(self) -> None:
        """Return when the link at hand is dealt with, or when waiting longer would keep somebody waiting."""
        if self._listener.done():
            async with asyncio.timeout(LINK_PATIENCE), self._turn:
                return


async def before() -> LightPageState:
    """What was signed on the light page of this browser (app/web_shell/light)."""
    with failing("storage-blocked"):
        told = await js.veertig.lightMeetings()
    return LightPageState(
        told.language, tuple((bytes(asked.to_bytes()), bytes(answer.to_bytes())) for asked, answer in told.pairs)
    )


def query(name: str) -> str:
    """What the page wrote into this worker's name: `role` and `tab`."""
    return str(js.URLSearchParams.new(js.name).get(name))


@cache
def storage_of(role: str) -> BrowserStorage:
    """The role's one storage: it may be opened before there is a page."""
    return BrowserStorage(role)


async def open_platform(page: ft.Page) -> Platform:
    """The shell for the running page. Its role is in the name that the page gave to this worker.

    `page.route` keeps the link that the app was opened with; the address bar forgets it here.
    """
    role = query("role")
    bridge = Bridge(query("tab"))
    storage = storage_of(role)
    links = Links(bridge)
    wakes, scans, ways, wishes = Ear(), Ear(), Ear(), Ear()

    async def yielding(_: object) -> None:
        try:
            await links.settle()
            await storage.flush()
        except (PlatformError, TimeoutError) as error:
            js.console.warn(str(error))  # not said to be saved, so nothing is lost that was promised
        finally:
            await bridge.call("yielded")

    def transport() -> httpx.AsyncBaseTransport:
        from app.platform.browser.fetch import FetchTransport

        return FetchTransport()

    async def install() -> None:
        await bridge.call("install")

    def at_home(look: HomeSnapshot | None) -> None:
        bridge.tell("home", look=asdict(look) if look else False)  # None would arrive as undefined

    async def speak(language: str) -> None:
        await bridge.call("set-language", language=language)

    async def go(route: str) -> None:
        await bridge.call("go", route=route)

    bridge.on("open", links.opened)
    bridge.on("wake", wakes.happened)
    bridge.on("yield", yielding)
    bridge.on("scan", scans.happened)
    bridge.on("installable", ways.happened)
    bridge.on("wishes", wishes.happened)
    # Not awaited: the page is busy with its first frames just now.
    bridge.tell("clear-link")
    bridge.tell("hello")
    return Platform(
        role=role,
        origin=str(js.location.origin),
        storage=storage,
        room=BrowserRoom(role, bridge),
        signer=BrowserSigner(role),
        verifier=BrowserVerifier(),
        scanner=PageScanner(bridge),
        speaker=PageSpeaker(bridge),
        clock=lambda: ClockReading(int(time.time())),
        transport=transport,
        on_link=links.listen,
        on_wake=lambda handler: wakes.listen(lambda _: handler()),
        speak=speak,
        go=go,
        on_scan=lambda handler: scans.listen(lambda _: handler()),
        at_home=at_home,
        on_wishes=lambda handler: wishes.listen(lambda told: handler(Wishes(**told))),
        on_installable=lambda handler: ways.listen(lambda told: handler(told["way"])),
        install=install,
        before=before,
        files=PageFiles(bridge),
        settle_in=lambda: bridge.tell("settle-in"),
        stay_awake=lambda: bridge.tell("stay-awake"),
        release=str(js.veertig.version)[:12],
    )
