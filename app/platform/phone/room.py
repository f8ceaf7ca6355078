"""Room on a real file system: nobody throws our files away there, but a disk can be full.

A ballast is set aside in good times. SQLite cannot even delete on a full disk; with the ballast gone it can.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

BALLAST = 256 * 1024
TIGHT = 16 * 1024 * 1024  # free bytes; a photo or two


class FileRoom:
    """The ballast lies beside the file it is for, the note beside its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._ballast, self._note = folder, folder / "ballast", folder.with_name(f"{folder.name}.note")

    async def ask_to_keep(self) -> bool:
        return True

    async def is_tight(self) -> bool:
        try:
            tight = shutil.disk_usage(self._folder).free < TIGHT
            if not tight and not self._ballast.exists():
                self._set_aside()
        except OSError:
            return True
        return tight

    def _set_aside(self) -> None:
        draft = self._ballast.with_suffix(".new")
        draft.write_bytes(os.urandom(BALLAST))  # random: some file systems store nothing for zeros
        draft.replace(self._ballast)

    async def note(self) -> str:
        try:
            return self._note.read_text("utf-8")
        except (OSError, ValueError):
            return ""

    async def leave_note(self, text: str) -> None:
        with suppress(OSError):
            draft = self._note.with_suffix(".new")
            draft.write_text(text, "utf-8")
            draft.replace(self._note)

    async def let_go(self) -> bool:
        try:
            self._ballast.unlink()
        except OSError:
            return False
        return True
