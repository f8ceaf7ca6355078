"""Flushing a folder to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def flush(folder: Path, names: Iterable[str] = ()) -> None:
    """Return when the names in this folder are on the disk, and the content of the files `names`. Raises OSError."""
    for path in (*(folder / name for name in names), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
