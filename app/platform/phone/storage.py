"""A role's data on a real file system."""

from __future__ import annotations

from pathlib import Path

from app.platform.errors import PlatformError


class FileStorage:
    """One role's folder. SQLite in WAL mode with synchronous=FULL makes a commit durable by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open(self) -> Path:
        """See `Storage.open`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise PlatformError("storage-blocked", str(error)) from error
        return self._folder / "veertig.db"

    async def flush(self) -> None:
        """Does nothing: a commit is durable by itself."""
        return
