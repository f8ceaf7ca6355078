"""The signing key of a native app.

On a phone it belongs in the system's own safe: bound to this phone, out of reach of backups and of whoever copies the files.
Such a safe is known to lose what it keeps, or to throw, after an update of the system or a move to another phone. Rules:

1. A key is used only when it can be found again: it begins as a file, durable before it signs, and the file goes when another
   start of the app was given the same key by the safe. A safe that cannot do this leaves the file where it is.
2. A key that is gone is not asked for again. A new one takes its place, and with it a new chain of the same person begins;
   what the old key signed stays valid, readable, and on its way to the server.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from app.platform import PlatformError
from app.protocol.ed25519 import Key

MOVED = ".public"  # beside the key's file: the public half of the key in the safe
PATIENCE = 5.0  # seconds; a safe that does not answer is one that throws


class Safe(Protocol):
    """The system's safe for one small secret. It may lose it, and it may raise anything."""

    async def get(self) -> str | None: ...

    async def put(self, secret: str) -> None: ...


@contextmanager
def failing() -> Iterator[None]:
    """What the files of a key raise inside becomes a PlatformError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise PlatformError("no-keys", str(error)) from error


class FileSigner:
    """A key in a file that only this user may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: Key | None = None

    async def is_kept(self) -> bool:
        """Is there a key already, from an earlier start? Makes none."""
        with failing():
            return self._path.exists()

    async def public_key(self) -> bytes:
        return (await self._found()).public

    async def sign(self, message: bytes) -> bytes:
        return (await self._found()).sign(message)

    async def others(self) -> list[bytes]:
        """Public keys of the other roles: a file each, or where the safe keeps them their public halves."""
        found: list[bytes] = []
        with failing():
            for folder in sorted(one for one in self._path.parent.parent.glob("*") if one != self._path.parent):
                key, public = folder / self._path.name, folder / self._path.with_suffix(MOVED).name
                if key.exists():
                    found.append(Key(key.read_bytes()).public)
                elif public.exists():
                    found.append(public.read_bytes())
        return found

    async def _found(self) -> Key:
        if self._key is None:
            with failing():
                self._key = self._read() or self._make()
        return self._key

    def _read(self) -> Key | None:
        return Key(self._path.read_bytes()) if self._path.exists() else None

    def _make(self) -> Key:
        key = Key.generate()
        write_durably(self._path, key.seed)  # the key must not be younger than the first record it signs
        return key


class SafeSigner(FileSigner):
    """A key in the system's safe, by way of a file. `.public` is the public half of the key that the safe was seen to keep."""

    def __init__(self, path: Path, safe: Safe) -> None:
        super().__init__(path)
        self._safe = safe
        self._moved = path.with_suffix(MOVED)
        self._turn = asyncio.Lock()

    async def _found(self) -> Key:
        async with self._turn:
            if self._key is None:
                with failing():
                    self._key = await self._open()
            return self._key

    async def is_kept(self) -> bool:
        held = await self._from_safe()
        with failing():
            return self._path.exists() or self._is_moved(held)

    async def _open(self) -> Key:
        held = await self._from_safe()
        key = self._read()
        if key is None:
            if held and self._is_moved(held):
                return held
            key = self._make()  # the first start, or the safe lost the key
        if held and held.public == key.public:
            write_durably(self._moved, key.public)
            self._path.unlink()
        else:
            await self._offer(key)
        return key

    def _is_moved(self, held: Key | None) -> bool:
        """Is this the key that was moved into the safe?"""
        return held is not None and self._moved.exists() and held.public == self._moved.read_bytes()

    async def _from_safe(self) -> Key | None:
        for _ in range(2):  # some throw once, when the system has just started
            try:
                secret = await asyncio.wait_for(self._safe.get(), PATIENCE)
                return Key(bytes.fromhex(secret)) if secret else None
            except Exception:  # noqa: S112 - every maker of phones has errors of its own
                continue
        return None

    async def _offer(self, key: Key) -> None:
        try:
            await asyncio.wait_for(self._safe.put(key.seed.hex()), PATIENCE)
        except Exception:
            return  # the file stays; the next start offers it again


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that only this user may read; returns when it would survive a power cut."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
