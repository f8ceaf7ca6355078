"""The region's private keys: files that only this user may read."""

from __future__ import annotations

import os
from pathlib import Path

from app.protocol.ed25519 import Key
from sync_server.errors import ServerRefusal


def write_key(path: Path, key: Key) -> None:
    """Write a private key that only this user may read. Never overwrites one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.seed)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> Key:
    """Raises ServerRefusal("no-region"), or "wrong-key" for a file that is no key."""
    try:
        return Key(path.read_bytes())
    except FileNotFoundError:
        raise ServerRefusal("no-region") from None
    except ValueError:
        raise ServerRefusal("wrong-key") from None


def in_use(path: Path, public: bytes) -> Key:
    """The key of `public`: in `path`, or beside it when a change was stopped before its last step. Raises as `read_key`."""
    coming = next_to(path)
    if coming.exists() and (key := read_key(coming)).public == public:
        return key
    return read_key(path)


def prepare(path: Path, public: bytes) -> Key:
    """The key that shall follow on that of `public`: made, or made before and not used yet."""
    coming = next_to(path)
    if coming.exists() and read_key(coming).public == public:
        take_over(path)  # the change before this one was stopped before its last step
    if not coming.exists():
        write_key(coming, Key.generate())
    return read_key(coming)


def take_over(path: Path) -> None:
    """The key that was prepared is the one in `path` from now on; the one before is not kept: whoever finds it could use it."""
    next_to(path).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def next_to(path: Path) -> Path:
    return path.with_suffix(".next")
