"""Several newcomers in one native app: the list is a file beside their folders, and a switch begins the app anew on the same
page.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.platform.errors import PlatformError
from app.platform.phone.keys import write_durably
from app.platform.sharers import FIRST, MOST, Sharer, from_text, healed, store_of, to_text, with_kept

if TYPE_CHECKING:
    from pathlib import Path

    from app.platform.phone.keys import Safe

LIST = "people.json"
HOME = "home"  # the file that names the role that the icon opens
GONE = ".gone"  # the end of the name of a folder that is being deleted
SIGNS = 16  # pictures to choose from
Again = Callable[[int, str, str], Awaitable[None]]  # start the app again for a slot, with a route, and with what it takes along


def listed(folder: Path) -> tuple[Sharer, ...]:
    """The sharers of the device whose data lies in `folder`; who has a folder here but was lost from the list is in it
    again.
    """
    try:
        text = (folder / LIST).read_text("utf-8")
    except (OSError, ValueError):
        text = ""
    slots = [slot for slot in range(FIRST, MOST + 1) if (folder / store_of(slot) / "veertig.db").exists()]
    return healed(from_text(text), slots, SIGNS)


class FolderSharers:
    """See `Sharers`. `hand` is what the newcomer of `slot` takes along; `again` starts the app again."""

    def __init__(self, folder: Path, slot: int, hand: str, again: Again) -> None:
        self._folder, self._here, self._hand, self._again = folder, listed(folder), hand, again
        self.slot, self.language = slot, ""

    def here(self) -> tuple[Sharer, ...]:
        """See `Sharers.here`."""
        return self._here

    async def keep(self, *sharers: Sharer) -> None:
        """See `Sharers.keep`."""
        self._write(with_kept(self._here, sharers))

    async def switch(self, slot: int, route: str = "", hand: str = "") -> None:
        """See `Sharers.switch`."""
        await self._again(slot, route, hand)

    async def take_hand(self) -> str:
        """See `Sharers.take_hand`."""
        hand, self._hand = self._hand, ""
        return hand

    async def forget(self, safe: Safe | None) -> None:
        """Delete everything of the newcomer who uses the app; `safe` keeps the key, None where a file does. Raises
        PlatformError.
        """
        store = store_of(self.slot)
        with _storage_error():
            (self._folder / f"{store}.note").unlink(missing_ok=True)  # first: with it the hours could be fetched again
            if (self._folder / store).exists():
                (self._folder / store).rename(self._folder / f"{store}{GONE}")
            if not any((self._folder / store_of(slot)).exists() for slot in range(FIRST, MOST + 1)):
                (self._folder / HOME).unlink(missing_ok=True)
        self._write(tuple(each for each in self._here if each.slot != self.slot))
        clear_away(self._folder)
        if safe:
            with suppress(Exception):  # each make of phone has errors of its own; without its folder nobody uses the key again
                await safe.drop()

    def _write(self, here: tuple[Sharer, ...]) -> None:
        with _storage_error():
            if here:
                write_durably(self._folder / LIST, to_text(here).encode())
            else:
                (self._folder / LIST).unlink(missing_ok=True)
        self._here = here


def clear_away(folder: Path) -> None:
    """Delete what was being deleted when the app ended. Never fails: what cannot be deleted is tried at the next start."""
    for gone in folder.glob(f"*{GONE}"):
        shutil.rmtree(gone, ignore_errors=True)


@contextmanager
def _storage_error() -> Iterator[None]:
    """What the file system refuses becomes a PlatformError."""
    try:
        yield
    except OSError as error:
        code = "storage-full" if error.errno == errno.ENOSPC else "storage-blocked"
        raise PlatformError(code, str(error)) from error
