"""The browser shell: Pyodide in a worker of the installable web app. Import only in the browser.

Its parts: the data (`storage`), the key (`keys`), the storage quota (`quota`), and the page around it (`bridge`), which has the
camera, the links and the other tabs.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import js
from pyodide.ffi import JsException

from app.platform import Platform, absent
from app.platform.browser.bridge import Bridge, BridgeEvent
from app.platform.browser.card_cipher import BrowserCardCipher
from app.platform.browser.errors import platform_error
from app.platform.browser.files import PageFiles
from app.platform.browser.keys import BrowserSigner, BrowserVerifier
from app.platform.browser.left_wishes import PageLeftWishes
from app.platform.browser.links import Links
from app.platform.browser.quota import BrowserQuota
from app.platform.browser.sharers import PageSharers
from app.platform.browser.storage import BrowserStorage, storage_of
from app.platform.camera import CameraResult
from app.platform.clock import ClockReading
from app.platform.errors import PlatformError
from app.platform.own_parts import OwnParts
from app.platform.page import HomeSnapshot, LightChain, LightPageState, Wishes
from app.platform.roles import COUNSELLOR, PHONE
from app.platform.sharers import ASK, store_of
from app.platform.speaker import PageSpeaker

if TYPE_CHECKING:
    import flet as ft
    import httpx

    from app.platform.desk import Desk


class PageScanner:
    """The camera that the page opens over the app."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """See `Scanner.scan`. Raises BridgeError."""
        answer = await self._bridge.call("scan", labels=labels, rtl=rtl)
        return CameraResult(tuple(answer.get("texts", ())), answer.get("code", ""))

    async def collect(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """See `Scanner.collect`. Raises BridgeError."""
        answer = await self._bridge.call("scan", labels=labels, rtl=rtl, collect=True)
        return CameraResult(tuple(answer.get("texts", ())), answer.get("code", ""))


async def light_page_state() -> LightPageState:
    """What was signed on the light page of this browser (app/web_shell/light). Raises PlatformError("storage-blocked")."""
    with platform_error("storage-blocked"):
        state = await js.veertig.lightMeetings()
    pairs = tuple((bytes(proposal.to_bytes()), bytes(answer.to_bytes())) for proposal, answer in state.pairs)
    return LightPageState(state.language, pairs)


async def light_chain() -> LightChain:
    """What a newcomer's light page of this browser wrote; it writes nothing then. Raises PlatformError("storage-blocked")."""
    with platform_error("storage-blocked"):
        chain = await js.veertig.lightChain()
    return LightChain(tuple(bytes(data.to_bytes()) for data in chain.records), bytes(chain.secret.to_bytes()), chain.language)


async def forget_light_chain() -> None:
    """Delete what `light_chain` gave. Raises PlatformError("storage-blocked")."""
    with platform_error("storage-blocked"):
        await js.veertig.forgetLightChain()


async def picture(name: str) -> str:
    """The SVG of a picture of `assets/icons`; "" when it cannot be fetched."""
    try:
        response = await js.fetch(f"/icons/{name}.svg")
        return str(await response.text()) if response.ok else ""
    except JsException:
        return ""


def query(name: str) -> str:
    """What the page wrote into the name of this worker: `role`, `store` (the role's data; "" when several people share it and
    none is chosen), `tab`, `apart`, `lang`, `slot` or `people`.
    """
    return str(js.URLSearchParams.new(js.name).get(name))


async def open_platform(page: ft.Page) -> Platform:
    """The shell for the running page. The page wrote the role into the name of this worker.

    `page.route` keeps the link that the app was opened with; the address bar forgets it here.
    """
    role = query("role")
    bridge = Bridge(query("tab"))
    is_apart = query("apart") == "1"
    storages: dict[str, BrowserStorage] = {}  # the one that is in use, once it is known
    links = Links(bridge)
    wakes, scans, backs, installs, wishes = (BridgeEvent() for _ in range(5))

    async def hand_data_over(_: object) -> None:
        try:
            await links.settle()
            for storage in storages.values():
                await storage.flush()
        except (PlatformError, TimeoutError) as error:
            js.console.warn(str(error))  # no screen said "saved", so nothing is lost that was promised
        finally:
            await bridge.call("yielded")

    def transport() -> httpx.AsyncBaseTransport:
        from app.platform.browser.fetch import FetchTransport

        return FetchTransport()

    async def install() -> None:
        await bridge.call("install")

    def at_home(snapshot: HomeSnapshot | None) -> None:
        bridge.tell("home", look=asdict(snapshot) if snapshot else False)  # None would arrive as undefined

    async def set_language(language: str) -> None:
        await bridge.call("set-language", language=language)

    async def go(route: str) -> None:
        await bridge.call("go", route=route)

    async def start_again(text: str) -> None:
        await bridge.call("start-again", text=text)

    def parts_of(slot: int) -> OwnParts:
        store = store_of(slot) if role == PHONE else role
        storage = storages["in use"] = storage_of(store)
        quota = BrowserQuota(store, bridge, is_apart=store == PHONE and is_apart)
        if store != PHONE:
            return OwnParts(storage, quota, BrowserSigner(store))
        return OwnParts(storage, quota, BrowserSigner(store), light_chain, forget_light_chain)

    files = PageFiles(bridge)
    desk: Desk = absent.NoDesk()
    if role == COUNSELLOR:
        from app.platform.browser.desk import PageDesk

        desk = PageDesk(bridge, files)
    sharers = PageSharers(bridge, int(query("slot")), query("people"), query("lang"))

    async def forget_all() -> None:
        await storage_of(store_of(sharers.slot)).close()
        await sharers.forget()

    bridge.on("open", links.open)
    bridge.on("wake", wakes.receive)
    bridge.on("yield", hand_data_over)
    bridge.on("scan", scans.receive)
    bridge.on("back", backs.receive)
    bridge.on("installable", installs.receive)
    bridge.on("wishes", wishes.receive)
    # Not awaited: the page is busy with its first frames now.
    bridge.tell("clear-link")
    bridge.tell("hello")
    shell = Platform(
        role=role,
        origin=str(js.location.origin),
        storage=storage_of(role),
        quota=BrowserQuota(role, bridge),
        signer=BrowserSigner(role),
        verifier=BrowserVerifier(),
        scanner=PageScanner(bridge),
        speaker=PageSpeaker(bridge),
        clock=lambda: ClockReading(int(time.time())),
        transport=transport,
        on_link=links.listen,
        on_wake=lambda handler: wakes.listen(lambda _: handler()),
        set_language=set_language,
        go=go,
        start_again=start_again,
        on_scan=lambda handler: scans.listen(lambda _: handler()),
        at_home=at_home,
        on_back=lambda handler: backs.listen(lambda _: handler()),
        screens=lambda count: bridge.tell("screens", count=count),
        on_wishes=lambda handler: wishes.listen(lambda data: handler(Wishes(**data))),
        on_installable=lambda handler: installs.listen(lambda data: handler(data["way"])),
        install=install,
        light_page_state=light_page_state,
        light_chain=light_chain,
        forget_light_chain=forget_light_chain,
        files=files,
        desk=desk,
        picture=picture,
        left_wishes=PageLeftWishes(bridge),
        card_cipher=BrowserCardCipher(),
        settle_in=lambda: bridge.tell("settle-in"),
        stay_awake=lambda on: bridge.tell("stay-awake", on=on),
        release=str(js.veertig.version)[:12],
        sharers=sharers,
        parts_of=parts_of,
        forget_all=forget_all,
    )
    return shell.of_sharer(sharers.slot) if sharers.slot != ASK else shell
