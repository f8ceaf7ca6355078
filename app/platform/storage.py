"""Where a role keeps its data."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Storage(Protocol):
    """The data folder of one role."""

    async def open(self) -> Path:
        """Make the role's data folder ready and own it; return the path of its SQLite file. Raises PlatformError."""
        ...

    async def flush(self) -> None:
        """Return when everything that was committed so far is durable. Raises PlatformError."""
        ...
