"""The native shell: phones and desktops with a real file system and the `cryptography` library.

Its parts: keys (`keys`, `safe`), what comes from outside (`outside`), codes in pictures (`decode`).
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.platform import CameraResult, ClockReading, Platform, PlatformError, Speaker
from app.platform.paths import BUNDLE
from app.platform.phone.keys import FileSigner, SafeSigner
from app.platform.phone.room import FileRoom
from app.platform.roles import PHONE, first_role, settled_home
from app.platform.roles import role_of as role_of
from app.platform.speaker import NoSpeaker, open_speaker
from app.protocol.ed25519 import Ed25519Verifier

if TYPE_CHECKING:
    import flet as ft
    import httpx

    from app.platform import Scanner, Signer

KEY = "device.key"
HOME = "home"  # a file that says whose the app is here: what its icon opens
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class FileStorage:
    """A folder of the app's own. SQLite in WAL mode with synchronous=FULL makes a commit durable by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open(self) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise PlatformError("storage-blocked", str(error)) from error
        return self._folder / "veertig.db"

    async def flush(self) -> None:
        return None


class NoScanner:
    """Where there is no page there is no camera."""

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        return CameraResult(code="no-camera")


def read_clock() -> ClockReading:
    """The wall clock, and where the system has them the seconds since start (sleep included) and which start it was."""
    wall = int(time.time())
    if not sys.platform.startswith("linux") and sys.platform != "android":
        return ClockReading(wall)
    try:
        boot_id = bytes.fromhex(BOOT_ID.read_text().strip().replace("-", ""))[:4]
        return ClockReading(wall, int(time.clock_gettime(time.CLOCK_BOOTTIME)), boot_id)
    except (OSError, ValueError, AttributeError):
        return ClockReading(wall)


def home() -> str:
    """The server this app belongs to: what the package was made for, or VEERTIG_SERVER while developing."""
    made_for = BUNDLE / "origin.txt"
    if made_for.exists():
        return made_for.read_text().strip()
    return os.environ.get("VEERTIG_SERVER", "http://localhost:8000")


def release() -> str:
    """Which build of the package this is; "" while developing."""
    made = BUNDLE / "release.txt"
    return made.read_text().strip() if made.exists() else ""


def native_platform(role: str, folder: Path, origin: str, speaker: Speaker | None = None) -> Platform:
    """The shell for one role without a page; `folder` holds its file and its key. Without a page there is no speaker."""

    def transport() -> httpx.AsyncBaseTransport:
        import httpx  # not before there is something to ask: it takes its time to load

        return httpx.AsyncHTTPTransport()

    def never(handler: Callable[..., Awaitable[None]]) -> None:
        return None

    first: list[asyncio.Future[None]] = []  # kept, or it may be forgotten before it ran

    def at_once(handler: Callable[[], Awaitable[None]]) -> None:
        first.append(asyncio.ensure_future(handler()))

    async def silent(words: str) -> None:
        return None

    return Platform(
        role=role,
        origin=origin,
        storage=FileStorage(folder / role),
        room=FileRoom(folder / role),
        signer=FileSigner(folder / role / KEY),
        verifier=Ed25519Verifier(),
        scanner=NoScanner(),
        speaker=speaker or NoSpeaker(),
        clock=read_clock,
        transport=transport,
        on_link=never,
        on_wake=at_once,
        speak=silent,
        go=silent,
        settle_in=lambda: settle_in(folder, role),
        release=release(),
    )


def whose(folder: Path) -> str:
    """The role whose app this is; "" when nothing was kept yet."""
    try:
        return (folder / HOME).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def settle_in(folder: Path, role: str) -> None:
    """This role has kept something: remember whose the app is. A device that cannot write it asks at its address again."""
    before = whose(folder)
    with suppress(OSError):
        home = settled_home(before, role, newcomer=(folder / PHONE / KEY).exists())
        if home == before:
            return
        (folder / f"{HOME}.new").write_text(home, "ascii")
        (folder / f"{HOME}.new").replace(folder / HOME)


async def open_platform(
    page: ft.Page, scanner_for: Callable[[Callable[[Callable[[], None]], None]], Scanner], *, named: bool = False
) -> Platform:
    """The shell for a running Flet page; the link it was opened with decides the role, and without one whose the app is.

    `named`: its address was asked for, also when it is "/". `scanner_for` makes the scanner; it is given the way to be told
    when nobody looks at the app any more.
    """
    from dataclasses import replace

    from app.platform.phone.outside import PHONES, Outside
    from app.platform.phone.sheets import PhoneFiles

    outside = Outside(page)
    folder = Path(os.environ.get("FLET_APP_STORAGE_DATA", "."))
    role = first_role(outside.take_first() or page.route or "/", "" if named else whose(folder))
    plain = native_platform(role, folder, home(), open_speaker())
    scanner = scanner_for(outside.on_leave)
    signer = _signer_of_phone(role, folder) if page.platform in PHONES and not page.web else plain.signer
    files = PhoneFiles()
    return replace(plain, signer=signer, scanner=scanner, on_link=outside.on_link, on_wake=outside.on_wake, files=files)


def _signer_of_phone(role: str, folder: Path) -> Signer:
    from app.platform.phone.safe import PhoneSafe

    return SafeSigner(folder / role / KEY, PhoneSafe(f"{role}.key"))
