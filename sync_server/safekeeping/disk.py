"""What was written, named or taken away in a folder is on the disk when this returns."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def settle(folder: Path, names: Iterable[str] = ()) -> None:
    """`names`: files whose content was changed, too."""
    for path in (*(folder / name for name in names), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
