"""Writing files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def write(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write the file under another name beside it, then rename it. Raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_page(path: Path, content: bytes, instead: str, *, mode: int = 0o644) -> None:
    """As `write`; on an OSError the program ends with a sentence, in which `instead` says what to do."""
    try:
        write(path, content, mode=mode)
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}. {instead}")
