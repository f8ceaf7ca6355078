"""The region's private keys: files that only this user may read."""

from __future__ import annotations

import os
from pathlib import Path

from app.protocol.ed25519 import Key
from sync_server.errors import Refused


def write_key(path: Path, key: Key) -> None:
    """Write a private key that only this user may read. Never overwrites one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.seed)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> Key:
    """Raises Refused("no-region"), or "wrong-key" for a file that is no key."""
    try:
        return Key(path.read_bytes())
    except FileNotFoundError:
        raise Refused("no-region") from None
    except ValueError:
        raise Refused("wrong-key") from None
