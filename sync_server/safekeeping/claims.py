"""Locks on a folder, so that processes do not disturb each other. A lock ends when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync_server.errors import CommandRefusal


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """Work with the folder beside other processes that share it.

    Raises CommandRefusal("in-use") when one needs it for itself.
    """
    with _lock(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Work with the folder while no other process does. Raises CommandRefusal("in-use")."""
    with _lock(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def _lock(folder: Path, mode: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandRefusal(
                "in-use", f"{folder} is in use by another process: stop the server, or wait for the command."
            ) from None
        yield
    finally:
        os.close(handle)
