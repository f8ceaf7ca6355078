"""Who works with a folder now: a lock that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync_server.errors import Advised


@contextmanager
def together(folder: Path) -> Iterator[None]:
    """Beside others that do the same, and never beside somebody who needs it alone. Raises Advised("in-use")."""
    with _lock(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """With nobody beside. Raises Advised("in-use")."""
    with _lock(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def _lock(folder: Path, how: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Advised(
                "in-use", f"{folder} is in use by another process: stop the server, or wait for the command."
            ) from None
        yield
    finally:
        os.close(handle)
