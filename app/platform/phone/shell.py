"""The native shell: phones and desktops with a real file system and the `cryptography` library.

Its parts: the data (`storage`, `quota`), the key (`keys`, `safe`), files (`files`), events from outside (`outside`), codes in
pictures (`decode`).
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.platform import Platform
from app.platform.absent import NoDesk, NoScanner, NoSpeaker
from app.platform.clock import ClockReading
from app.platform.own_parts import OwnParts
from app.platform.paths import ASSETS, BUNDLE
from app.platform.phone.card_cipher import NativeCardCipher
from app.platform.phone.keys import FileSigner, SafeSigner
from app.platform.phone.left_wishes import FileLeftWishes
from app.platform.phone.quota import FileQuota
from app.platform.phone.sharers import HOME, Again, FolderSharers, clear_away, listed
from app.platform.phone.storage import FileStorage
from app.platform.roles import COUNSELLOR, PHONE, first_role, settled_home
from app.platform.sharers import ASK, FIRST, MOST, begins_as, store_of
from app.platform.speaker import open_speaker
from app.protocol.ed25519 import Ed25519Verifier

if TYPE_CHECKING:
    import flet as ft
    import httpx

    from app.platform.camera import Scanner
    from app.platform.keys import Signer
    from app.platform.phone.keys import Safe
    from app.platform.speaker import Speaker

KEY = "device.key"
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def read_clock() -> ClockReading:
    """Read the wall clock, and where the system has them the seconds since its start (with sleep) and the id of this start."""
    wall = int(time.time())
    if not sys.platform.startswith("linux") and sys.platform != "android":
        return ClockReading(wall)
    try:
        boot_id = bytes.fromhex(BOOT_ID.read_text().strip().replace("-", ""))[:4]
        return ClockReading(wall, int(time.clock_gettime(time.CLOCK_BOOTTIME)), boot_id)
    except (OSError, ValueError, AttributeError):
        return ClockReading(wall)


def server_origin() -> str:
    """The origin of the app's server: of the one that the package was made for, or VEERTIG_SERVER while developing."""
    made_for = BUNDLE / "origin.txt"
    if made_for.exists():
        return made_for.read_text().strip()
    return os.environ.get("VEERTIG_SERVER", "http://localhost:8000")


def release() -> str:
    """The name of this build of the package; "" while developing."""
    file = BUNDLE / "release.txt"
    return file.read_text().strip() if file.exists() else ""


async def picture(name: str) -> str:
    """The SVG of a picture of `assets/icons`; "" when it is not here."""
    try:
        return (ASSETS / "icons" / f"{name}.svg").read_text("utf-8")
    except OSError:
        return ""


async def no_page(slot: int, route: str, hand: str) -> None:
    """For a shell without a page, on which the app cannot begin anew: does nothing."""


def native_platform(
    role: str,
    folder: Path,
    origin: str,
    speaker: Speaker | None = None,
    *,
    slot: int = ASK,
    hand: str = "",
    again: Again = no_page,
    is_phone: bool = False,
) -> Platform:
    """The shell for one role without a page. `folder` holds a folder for each role, with its data and its key. Nothing is heard
    without a `speaker`.

    `slot`: which of several newcomers was chosen, and `hand` what that one takes along. `is_phone`: the system has a safe for
    keys.
    """

    def transport() -> httpx.AsyncBaseTransport:
        import httpx  # only when there is something to ask: it loads slowly

        return httpx.AsyncHTTPTransport()

    def never(handler: Callable[..., Awaitable[None]]) -> None:
        return None

    first: list[asyncio.Future[None]] = []  # kept: the loop alone would not keep the task

    def at_once(handler: Callable[[], Awaitable[None]]) -> None:
        first.append(asyncio.ensure_future(handler()))

    async def ignore(text: str) -> None:
        return None

    def parts_of(slot: int) -> OwnParts:
        store = store_of(slot) if role == PHONE else role
        signer = _signer_of_phone(store, folder) if is_phone else FileSigner(folder / store / KEY)
        return OwnParts(FileStorage(folder / store), FileQuota(folder / store), signer)

    async def forget_all() -> None:
        await sharers.forget(_safe_of(store_of(sharers.slot)) if is_phone else None)

    clear_away(folder)
    begins = begins_as(listed(folder), slot) if role == PHONE else FIRST
    sharers = FolderSharers(folder, begins, hand, again)
    return Platform(
        role=role,
        origin=origin,
        storage=FileStorage(folder / role),
        quota=FileQuota(folder / role),
        signer=FileSigner(folder / role / KEY),
        verifier=Ed25519Verifier(),
        scanner=NoScanner(),
        speaker=speaker or NoSpeaker(),
        clock=read_clock,
        transport=transport,
        on_link=never,
        on_wake=at_once,
        set_language=ignore,
        go=ignore,
        card_cipher=NativeCardCipher(),
        picture=picture,
        left_wishes=FileLeftWishes(folder),
        settle_in=lambda: settle_in(folder, role),
        release=release(),
        sharers=sharers,
        parts_of=parts_of,
        forget_all=forget_all,
    ).of_sharer(begins)


def settled_role(folder: Path) -> str:
    """The role that the icon opens; "" when no role has kept anything yet."""
    try:
        return (folder / HOME).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def settle_in(folder: Path, role: str) -> None:
    """Remember that `role` has kept something, so that the icon opens it. Never fails: where this cannot be written, a person
    opens the app by its address again.
    """
    before = settled_role(folder)
    with suppress(OSError):
        newcomer = any((folder / store_of(slot) / KEY).exists() for slot in range(FIRST, MOST + 1))
        home = settled_home(before, role, newcomer=newcomer)
        if home == before:
            return
        (folder / f"{HOME}.new").write_text(home, "ascii")
        (folder / f"{HOME}.new").replace(folder / HOME)


async def open_platform(
    page: ft.Page,
    scanner_for: Callable[[Callable[[Callable[[], None]], None]], Scanner],
    *,
    named: bool = False,
    slot: int = ASK,
    hand: str = "",
    again: Again = no_page,
) -> Platform:
    """The shell for a running Flet page. The link that it was opened with decides the role, and without a link the role that
    settled in here.

    `named`: "/" was asked for by its address too, and stands for no settled role. `scanner_for` makes the scanner; it takes
    `Outside.on_leave`, by which the scanner learns that the app is no longer in front. `slot`, `hand` and `again` are as in
    `native_platform`.
    """
    from app.platform.phone.awake import stay_awake_on
    from app.platform.phone.desk import PhoneDesk
    from app.platform.phone.files import PhoneFiles
    from app.platform.phone.outside import PHONES, Outside

    outside = Outside(page)
    folder = Path(os.environ.get("FLET_APP_STORAGE_DATA", "."))
    role = first_role(outside.take_first() or page.route or "/", "" if named else settled_role(folder))
    is_phone = page.platform in PHONES and not page.web
    plain = native_platform(role, folder, server_origin(), open_speaker(), slot=slot, hand=hand, again=again, is_phone=is_phone)
    scanner = scanner_for(outside.on_leave)
    files, stay_awake = PhoneFiles(), stay_awake_on(page)
    heard = replace(plain, on_link=outside.on_link, on_wake=outside.on_wake)
    desk = PhoneDesk(files) if role == COUNSELLOR else NoDesk()
    return replace(heard, scanner=scanner, files=files, desk=desk, stay_awake=stay_awake)


def _signer_of_phone(role: str, folder: Path) -> Signer:
    return SafeSigner(folder / role / KEY, _safe_of(role))


def _safe_of(role: str) -> Safe:
    """The system's safe for the key of this role."""
    from app.platform.phone.safe import PhoneSafe

    return PhoneSafe(f"{role}.key")
