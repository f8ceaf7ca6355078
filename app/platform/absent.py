"""What stands in for a part that a shell does not have: it does nothing, or says that there is nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from app.platform.camera import CameraResult
from app.platform.desk import Batch, PrintedPage, WaitingFile
from app.platform.errors import ODD, PlatformError
from app.platform.files import CardSheet, PickedFile
from app.platform.page import HomeSnapshot, LightChain, LightPageState, Wishes


def no_wishes(handler: Callable[[Wishes], Awaitable[None]]) -> None:
    """For a shell that does not know how the device is set up for reading: never calls `handler`."""


def no_scan_outside(handler: Callable[[], Awaitable[None]]) -> None:
    """For a shell with no button for the camera outside of the app's screens: never calls `handler`."""


def no_install_offer(handler: Callable[[str], Awaitable[None]]) -> None:
    """For a shell that is installed already: never calls `handler`."""


async def no_install() -> None:
    """For a shell that is installed already: does nothing."""


async def no_new_start(text: str) -> None:
    """For a shell that never loses what it stores with: does nothing."""


def no_way_back(handler: Callable[[], Awaitable[None]]) -> None:
    """For a shell whose device has no way back of its own: never calls `handler`."""


def no_screens(count: int) -> None:
    """For a shell whose device has no way back of its own: does nothing."""


def no_settling() -> None:
    """For a shell whose icon always opens the same role: does nothing."""


def no_staying_awake(on: bool) -> None:
    """For a shell that cannot keep the screen on: does nothing."""


def no_home_snapshot(snapshot: HomeSnapshot | None) -> None:
    """For a shell that shows nothing before the app runs: does nothing."""


async def no_light_page() -> LightPageState:
    """For a shell that has no light page: an empty state."""
    return LightPageState()


async def nobody_forgotten() -> None:
    """For a shell that keeps nothing of anybody: does nothing."""


async def no_light_chain() -> LightChain:
    """For a shell that has no light page: no records."""
    return LightChain()


async def nothing_to_forget() -> None:
    """For a shell that has no light page: does nothing."""


async def no_picture(name: str) -> str:
    """For a shell without pictures: ""."""
    return ""


class NoLeftWishes:
    """For a shell that keeps nothing of anybody."""

    async def keep(self, text: str) -> None:
        """Does nothing."""

    async def kept(self) -> list[str]:
        """No wishes."""
        return []

    async def drop(self, text: str) -> None:
        """Does nothing."""


class NoFiles:
    """For a shell without a page, where nobody can choose a file."""

    async def hand_over(self, name: str, text: str, title: str) -> str:
        """Always `cancel`."""
        return "cancel"

    async def hand_over_card(self, name: str, sheet: CardSheet, title: str) -> str:
        """Always `cancel`."""
        return "cancel"

    async def pick(self) -> PickedFile | None:
        """Always None."""
        return None


class NoDesk:
    """For a shell without a page, where no files arrive and nobody copies or prints."""

    def on_files(self, handler: Callable[[Batch], Awaitable[None]]) -> None:
        """Never calls `handler`."""

    async def choose(self) -> Batch:
        """Always without files."""
        return Batch()

    async def read(self, file: WaitingFile) -> PickedFile:
        """Raises PlatformError("odd")."""
        raise PlatformError(ODD, "no file waits")

    async def copy(self, text: str, title: str, close: str, *, rtl: bool) -> str:
        """Always `cancel`."""
        return "cancel"

    async def open_page(self, page: PrintedPage, word: str, *, rtl: bool) -> str:
        """Always `cancel`."""
        return "cancel"


class NoScanner:
    """For a shell without a page, which has no camera."""

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """Always the code `no-camera`."""
        return CameraResult(code="no-camera")

    async def collect(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        """Always the code `no-camera`."""
        return CameraResult(code="no-camera")


class NoSpeaker:
    """For a shell on which nothing can be heard."""

    async def keep(self, language: str) -> None:
        """Does nothing."""
        return

    async def say(self, language: str, clip: str) -> str:
        """Always `none`."""
        return "none"

    async def hush(self) -> None:
        """Does nothing."""
        return


class NoCardCipher:
    """For a shell that can neither make nor open recovery cards."""

    async def stretch(self, password: bytes, salt: bytes, rounds: int) -> bytes:
        """Raises PlatformError("odd")."""
        raise PlatformError(ODD, "no cipher")

    async def seal(self, key: bytes, nonce: bytes, clear: bytes, associated: bytes) -> bytes:
        """Raises PlatformError("odd")."""
        raise PlatformError(ODD, "no cipher")

    async def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        """Raises PlatformError("odd")."""
        raise PlatformError(ODD, "no cipher")
