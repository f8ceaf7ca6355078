"""The storage quota on a real file system: nobody deletes our files there, but a disk can be full.

SQLite cannot even delete on a full disk. So a file reserves space while there is enough; when it is deleted, SQLite can
work again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

RESERVED = 256 * 1024  # bytes of reserved space
LOW = 16 * 1024 * 1024  # bytes that are free on the disk; a photo or two


class FileQuota:
    """The file `ballast` in the role's folder reserves space; the file `<folder>.note` beside it keeps the recovery secret."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._reserved, self._secret = folder, folder / "ballast", folder.with_name(f"{folder.name}.note")

    async def ask_to_keep(self) -> bool:
        """Always True: no system deletes an app's files by itself."""
        return True

    async def is_low(self) -> bool:
        """See `StorageQuota.is_low`. True also when the disk cannot be read or written."""
        try:
            low = shutil.disk_usage(self._folder).free < LOW
            if not low and not self._reserved.exists():
                self._reserve()
        except OSError:
            return True
        return low

    def _reserve(self) -> None:
        draft = self._reserved.with_suffix(".new")
        draft.write_bytes(os.urandom(RESERVED))  # random: some file systems store nothing for zeros
        draft.replace(self._reserved)

    async def secret_apart(self) -> str:
        """See `StorageQuota.secret_apart`."""
        try:
            return self._secret.read_text("utf-8")
        except (OSError, ValueError):
            return ""

    def wants_secret(self) -> bool:
        """Always False: the app is on this device once."""
        return False

    async def keep_secret_apart(self, text: str) -> None:
        """See `StorageQuota.keep_secret_apart`."""
        with suppress(OSError):
            draft = self._secret.with_suffix(".new")
            draft.write_text(text, "utf-8")
            draft.replace(self._secret)

    async def release_reserved_space(self) -> bool:
        """See `StorageQuota.release_reserved_space`."""
        try:
            self._reserved.unlink()
        except OSError:
            return False
        return True
