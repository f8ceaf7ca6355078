"""The native shell: phones and desktops with a real file system and the `cryptography` library."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.platform import Platform, PlatformError, Reading, Scan, Speaker
from app.platform.speaker import NoSpeaker, open_speaker
from app.protocol.ed25519 import Key, Verifier

if TYPE_CHECKING:
    import flet as ft
    import httpx

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


class FileSigner:
    """A key in a file that only this user may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: Key | None = None

    def _load(self) -> Key:
        if self._key is None:
            try:
                self._key = Key(self._path.read_bytes()) if self._path.exists() else self._make()
            except (OSError, ValueError) as error:
                raise PlatformError("no-keys", str(error)) from error
        return self._key

    def _make(self) -> Key:
        key = Key.generate()
        draft = self._path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(key.seed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the key must not be younger than the first record it signs
        finally:
            os.close(folder)
        return key

    async def public_key(self) -> bytes:
        return self._load().public

    async def sign(self, message: bytes) -> bytes:
        return self._load().sign(message)


class NoScanner:
    """Native camera scanning is not built yet; the phone's own camera app opens our links."""

    async def scan(self, labels: dict[str, str], rtl: bool) -> Scan:
        return Scan(code="no-camera")


def read_clock() -> Reading:
    """The wall clock, and where the system has them the seconds since start (sleep included) and which start it was."""
    wall = int(time.time())
    if not sys.platform.startswith("linux") and sys.platform != "android":
        return Reading(wall)
    try:
        boot_id = bytes.fromhex(BOOT_ID.read_text().strip().replace("-", ""))[:4]
        return Reading(wall, int(time.clock_gettime(time.CLOCK_BOOTTIME)), boot_id)
    except (OSError, ValueError, AttributeError):
        return Reading(wall)


def role_of(route: str) -> str:
    """`display-<8 digits>` for the routes of a display, else `phone`."""
    parts = route.strip("/").split("/")
    if len(parts) == 2 and parts[0] in ("e", "display") and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) >= 8:
        return f"display-{parts[1][-8:]}"
    return "phone"


def native_platform(role: str, folder: Path, origin: str, speaker: Speaker | None = None) -> Platform:
    """The shell for one role; `folder` holds its file and its key. Without a page there is no speaker."""
    import httpx

    def transport() -> httpx.AsyncBaseTransport:
        return httpx.AsyncHTTPTransport()

    def never(handler: Callable[..., Awaitable[None]]) -> None:
        return None

    async def silent(language: str) -> None:
        return None

    return Platform(
        role=role,
        origin=origin,
        storage=FileStorage(folder / role),
        signer=FileSigner(folder / role / "device.key"),
        verifier=Verifier(),
        scanner=NoScanner(),
        speaker=speaker or NoSpeaker(),
        clock=read_clock,
        transport=transport,
        on_link=never,
        on_wake=never,
        speak=silent,
    )


async def open_platform(page: ft.Page) -> Platform:
    """The shell for a running Flet page; the route decides the role."""
    folder = Path(os.environ.get("FLET_APP_STORAGE_DATA", "."))
    origin = os.environ.get("VEERTIG_SERVER", "http://localhost:8000")
    return native_platform(role_of(page.route or "/"), folder, origin, open_speaker())
