"""Room on a real file system: nobody throws our files away there, but a disk can be full.

A ballast is set aside in good times. SQLite cannot even delete on a full disk; with the ballast gone it can.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

BALLAST = 256 * 1024
TIGHT = 16 * 1024 * 1024  # free bytes; a photo or two


class FileRoom:
    """The ballast lies beside the file it is for."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._ballast = folder, folder / "ballast"

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

    async def let_go(self) -> bool:
        there = self._ballast.exists()
        self._ballast.unlink(missing_ok=True)
        return there
