"""Everything a shell does differently, behind small interfaces.

Two shells implement them: `app.platform.browser` (the installable web app: Pyodide in a worker) and
`app.platform.native` (phones and desktops). Rules:

1. Everything that may wait is async; the browser has one thread.
2. `Storage.flush()` returns only when what was committed survives a killed process. Screens say "saved" after it.
3. A shell never decides what a failure means. It raises `PlatformError` with a stable `code`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import httpx

    from app.protocol.envelope import SignatureCheck


class PlatformError(Exception):
    """The shell could not do what was asked.

    Codes: `storage-full`, `storage-blocked`, `storage-lost` (another tab owns the data now), `no-keys` (this device cannot
    make or keep a signing key).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """What the device's clocks say: `wall` in Unix seconds; `boot` in seconds since start and `boot_id` (4 bytes) if known."""

    wall: int
    boot: int | None = None
    boot_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """The outcome of one look through the camera.

    `texts` holds what was read (one text, or several when several codes of ours were in one picture); when it is empty,
    `code` says why: `cancel`, `timeout`, `denied`, `no-camera`, `busy`, `insecure`, `camera`.
    """

    texts: tuple[str, ...] = ()
    code: str = ""


class Storage(Protocol):
    async def open(self) -> Path:
        """Make the role's data folder ready and own it; return the path of its SQLite file. Raises PlatformError."""
        ...

    async def flush(self) -> None:
        """Return when everything committed so far is durable. Raises PlatformError."""
        ...


class Signer(Protocol):
    async def public_key(self) -> bytes:
        """32 bytes, RFC 8032. The private half never leaves the device. Raises PlatformError("no-keys")."""
        ...

    async def sign(self, message: bytes) -> bytes:
        """64 bytes, RFC 8032 Ed25519."""
        ...


class Verifier(Protocol):
    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        """One verdict for each check, in order. Never raises for bad keys or signatures."""
        ...


class Scanner(Protocol):
    async def scan(self, labels: dict[str, str], rtl: bool) -> Scan:
        """Open the camera over the app until a code is read or the person closes it.

        `labels`: title, close, photo, torch, photo_none (no code in that photo), camera_none (no camera, choose a photo).
        """
        ...


class Speaker(Protocol):
    async def keep(self, language: str) -> None:
        """Fetch the voice of this language and no other, to be heard without network too. What is missing comes next time."""
        ...

    async def say(self, language: str, clip: str) -> str:
        """Let one clip be heard, and nothing else at the same time; returns when that is over.

        "" at its end, `stopped` when another was said or `hush` was called, `none` when the sound is not here.
        """
        ...

    async def hush(self) -> None:
        """Be silent at once."""
        ...


def is_link(route: str) -> bool:
    """Is this the route of a scanned link, `/<letter>/<digits>`?"""
    parts = route.split("/")
    return len(parts) == 3 and not parts[0] and len(parts[1]) == 1 and parts[2].isascii() and parts[2].isdigit()


@dataclass(frozen=True, slots=True)
class Platform:
    """One shell, ready to use. `role` is `phone` or `display-<8 digits>`; each role has its own storage and key."""

    role: str
    origin: str  # scheme://host[:port] of the server
    storage: Storage
    signer: Signer
    verifier: Verifier
    scanner: Scanner
    speaker: Speaker
    clock: Callable[[], Reading]
    transport: Callable[[], httpx.AsyncBaseTransport]
    on_link: Callable[[Callable[[str], Awaitable[None]]], None]  # a link was opened while the app runs: "/s/<digits>"
    on_wake: Callable[[Callable[[], Awaitable[None]]], None]  # network back, or app in front again
    speak: Callable[[str], Awaitable[None]]  # the language for the shell's own few words
