"""The region's private keys: files that only this user may read. A key that is prepared lies beside the key in use."""

from __future__ import annotations

import os
from pathlib import Path

from app.protocol.ed25519 import Key
from sync_server.errors import ServerRefusal


def write_key(path: Path, key: Key) -> None:
    """Write a private key into a new file that only this user may read. Raises OSError, also when the file exists."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.seed)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> Key:
    """The private key in a file. Raises ServerRefusal: "no-region" without the file, "wrong-key" when it holds no key."""
    try:
        return Key(path.read_bytes())
    except FileNotFoundError:
        raise ServerRefusal("no-region") from None
    except ValueError:
        raise ServerRefusal("wrong-key") from None


def key_in_use(path: Path, public: bytes) -> Key:
    """The private key of `public`: in `path`, or beside it when a renewal was stopped before its last step.

    Without a match it is the key in `path`, whatever its public key. Raises as `read_key`.
    """
    prepared = prepared_path(path)
    if prepared.exists() and (key := read_key(prepared)).public == public:
        return key
    return read_key(path)


def prepare(path: Path, public: bytes) -> Key:
    """The key that will follow the key of `public`: a new one, or one that was made before and is not used yet."""
    prepared = prepared_path(path)
    if prepared.exists() and read_key(prepared).public == public:
        take_over(path)  # the last renewal was stopped before its last step
    if not prepared.exists():
        write_key(prepared, Key.generate())
    return read_key(prepared)


def take_over(path: Path) -> None:
    """Move the prepared key to `path`. The key before is not kept, so that nobody can find and use it."""
    prepared_path(path).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def prepared_path(path: Path) -> Path:
    """Where the prepared key lies that will follow the one in `path`."""
    return path.with_suffix(".next")
