"""Everything a shell does differently, behind small interfaces.

Two shells implement them: `app.platform.browser.shell` (the installable web app: Pyodide in a worker) and
`app.platform.phone.shell` (phones and desktops). Rules:

1. Everything that may wait is async; the browser has one thread.
2. `Storage.flush()` returns only when what was committed survives a killed process. Screens say "saved" after it.
3. A shell never decides what a failure means. It raises `PlatformError` with a stable `code`, and nothing else.
4. What the app only lets a shell know (`at_home`, `settle_in`, `stay_awake`) never fails.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.protocol.errors import CodedError

if TYPE_CHECKING:
    import httpx

    from app.protocol.envelope import SignatureCheck


ODD = "odd"  # the code of whatever nobody foresaw


class PlatformError(CodedError):
    """The shell could not do what was asked.

    Codes: `storage-full`, `storage-blocked`, `storage-lost` (another tab owns the data now), `no-keys` (this device cannot
    make or keep a signing key), `odd` (none of these: the exception behind it says more).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the device's clocks say: `wall` in Unix seconds; `boot` in seconds since start and `boot_id` (4 bytes) if known."""

    wall: int
    boot: int | None = None
    boot_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class CameraResult:
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


class Room(Protocol):
    """How safe what is kept is: whether the system promised to leave it alone, and whether there is room for more."""

    async def ask_to_keep(self) -> bool:
        """Ask the system never to throw our data away by itself; False when it does not promise that."""
        ...

    async def is_tight(self) -> bool:
        """Is there hardly any room left on the device? When there is room, a ballast is set aside for worse days."""
        ...

    async def let_go(self) -> bool:
        """Give the ballast's room back, so that a full device can still save, send and delete. True if there was one."""
        ...

    async def note(self) -> str:
        """The note that was left; "" when there is none."""
        ...

    async def leave_note(self, text: str) -> None:
        """Leave a short note apart from the data, so that it may outlive a loss of all of it. Not promised, never fails."""
        ...


class Signer(Protocol):
    async def is_kept(self) -> bool:
        """Is there a key already, from an earlier start? Makes none. Raises PlatformError."""
        ...

    async def public_key(self) -> bytes:
        """32 bytes, RFC 8032. The private half never leaves the device. Raises PlatformError("no-keys")."""
        ...

    async def sign(self, message: bytes) -> bytes:
        """64 bytes, RFC 8032 Ed25519. Raises PlatformError."""
        ...

    async def others(self) -> list[bytes]:
        """Public keys of the other roles on this device: whoever holds it is one person. Raises PlatformError."""
        ...


class SignatureVerifier(Protocol):
    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        """One verdict for each check, in order. Never raises for bad keys or signatures; PlatformError when it cannot check."""
        ...


@dataclass(frozen=True, slots=True)
class HomeSnapshot:
    """What a shell needs to show home as it was last seen, and to scan from there, before the app runs again.

    `labels` and `rtl` are the scanner's; `action` is the colour of the button that scans; after `until` (Unix seconds, 0 is
    never) home will look different.
    """

    labels: dict[str, str]
    rtl: bool
    action: str
    until: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the device was told about its person's eyes: more `contrast`, pictures that keep `still`, and how large letters are
    there: 1.0 as usual, 2.0 twice as large.
    """

    contrast: bool = False
    still: bool = False
    letters: float = 1.0


AS_USUAL = Wishes()


def never_wished(handler: Callable[[Wishes], Awaitable[None]]) -> None:
    """For a shell that is not told."""


def unheard(handler: Callable[[], Awaitable[None]]) -> None:
    """For a shell on which this never happens."""


def never_installable(handler: Callable[[str], Awaitable[None]]) -> None:
    """For a shell that is an app of the phone already."""


async def no_install() -> None:
    """The same."""


def one_role_only() -> None:
    """For a shell whose icon opens one role."""


def sleeps_as_usual() -> None:
    """For a shell that cannot say otherwise."""


def unseen(look: HomeSnapshot | None) -> None:
    """For a shell that shows nothing before the app runs."""


@dataclass(frozen=True, slots=True)
class LightPageState:
    """What a buddy did on the light page before the app came: meetings as (proposal, answer), and the language; "" for none."""

    language: str = ""
    pairs: tuple[tuple[bytes, bytes], ...] = ()


async def nothing_before() -> LightPageState:
    """For a shell that has no light page."""
    return LightPageState()


class Scanner(Protocol):
    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """Open the camera over the app until a code is read or the person closes it. Raises PlatformError.

        `labels`: title, close, photo, torch, photo_none (no code in that photo), camera_none (no camera, choose a photo).
        """
        ...


@dataclass(frozen=True, slots=True)
class Picked:
    """A file of text: its `name`, and what is in it as far as it is text."""

    name: str
    text: str


class Files(Protocol):
    async def hand_over(self, name: str, text: str, title: str) -> str:
        """Give a file of text to whom the person chooses: `shared`, `saved` on this device, `cancel`. Raises PlatformError."""
        ...

    async def pick(self) -> Picked | None:
        """The file that the person chooses; None when none is. Raises PlatformError."""
        ...


class NoFiles:
    """Where there is no page nobody can choose."""

    async def hand_over(self, name: str, text: str, title: str) -> str:
        return "cancel"

    async def pick(self) -> Picked | None:
        return None


class Speaker(Protocol):
    async def keep(self, language: str) -> None:
        """Fetch the voice of this language and no other, to be heard without network too. What is missing comes next time."""
        ...

    async def say(self, language: str, clip: str) -> str:
        """Let one clip be heard, and nothing else at the same time; returns when that is over.

        "" at its end, `stopped` when another was said or `hush` was called, `none` when the sound is not here. Raises
        PlatformError, as the others do.
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
    """One shell, ready to use. `role` as in `app.platform.roles`; each role has its own storage and key."""

    role: str
    origin: str  # scheme://host[:port] of the server
    storage: Storage
    room: Room
    signer: Signer
    verifier: SignatureVerifier
    scanner: Scanner
    speaker: Speaker
    clock: Callable[[], ClockReading]
    transport: Callable[[], httpx.AsyncBaseTransport]
    on_link: Callable[[Callable[[str], Awaitable[None]]], None]  # a link was opened while the app runs: "/s/<digits>"
    on_wake: Callable[[Callable[[], Awaitable[None]]], None]  # first screen shown, network back, in front again
    speak: Callable[[str], Awaitable[None]]  # the language for the shell's own few words
    go: Callable[[str], Awaitable[None]]  # open a route in the role it belongs to
    on_scan: Callable[[Callable[[], Awaitable[None]]], None] = unheard  # the camera was asked for outside the app's screens
    at_home: Callable[[HomeSnapshot | None], None] = unseen  # home is drawn now, or another screen (None)
    # How the app gets onto the phone's home screen: "prompt" (`install` makes the browser ask), "share" (by hand), "" (not).
    on_installable: Callable[[Callable[[str], Awaitable[None]]], None] = never_installable
    install: Callable[[], Awaitable[None]] = no_install
    on_wishes: Callable[[Callable[[Wishes], Awaitable[None]]], None] = never_wished
    before: Callable[[], Awaitable[LightPageState]] = nothing_before
    files: Files = field(default_factory=NoFiles)
    settle_in: Callable[[], None] = one_role_only  # this role has kept something here: whose app the icon opens
    stay_awake: Callable[[], None] = sleeps_as_usual  # from now on the screen stays on, where the device lets it
    release: str = ""  # which build of the app this is, for whoever helps
