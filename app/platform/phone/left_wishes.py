"""Wishes to be forgotten, one a line in a file beside the folders of the roles."""

from __future__ import annotations

from pathlib import Path

from app.platform.errors import ODD, PlatformError
from app.platform.phone.keys import write_durably

FILE = "wishes"


class FileLeftWishes:
    """See `LeftWishes`. `folder` holds the folders of all roles."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    async def keep(self, text: str) -> None:
        """See `LeftWishes.keep`."""
        self._write([*(line for line in self._lines() if line != text), text])

    async def kept(self) -> list[str]:
        """See `LeftWishes.kept`."""
        return self._lines()

    async def drop(self, text: str) -> None:
        """See `LeftWishes.drop`."""
        self._write([line for line in self._lines() if line != text])

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text("ascii").split() if self._path.exists() else []
        except (OSError, ValueError) as error:
            raise PlatformError(ODD, str(error)) from error

    def _write(self, lines: list[str]) -> None:
        try:
            if lines:
                write_durably(self._path, "\n".join(lines).encode("ascii"))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise PlatformError(ODD, str(error)) from error
