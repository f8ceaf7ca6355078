"""The signing key of a native app.

On a phone it belongs in the system's own safe: bound to this phone, and in no backup and no copy of the files. A safe may lose
what it keeps, or raise an error, after an update of the system or a move to another phone. Rules:

1. A key is used only when a later start can read it again. It begins as a file, which is durable before the key signs. The file
   is deleted when another start of the app got the same key from the safe; otherwise it stays.
2. A key that is lost is not looked for again. A new key takes its place, and begins a new chain of the same person. The records
   of the old key stay valid and readable, and are still sent to the server.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from app.platform.errors import PlatformError
from app.protocol.ed25519 import Key

MOVED = ".public"  # beside the key's file: the public half of the key in the safe
PATIENCE = 5.0  # seconds; no answer by then counts as an error


class Safe(Protocol):
    """The system's safe for one small secret. It may lose it, and it may raise anything."""

    async def get(self) -> str | None:
        """The secret; None when there is none. Raises anything."""
        ...

    async def put(self, secret: str) -> None:
        """Keep `secret` in place of the one before. Raises anything."""
        ...

    async def drop(self) -> None:
        """Forget the secret. Raises anything."""
        ...


@contextmanager
def platform_error() -> Iterator[None]:
    """Whatever the files of a key raise inside becomes PlatformError("no-keys")."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise PlatformError("no-keys", str(error)) from error


class FileSigner:
    """A key in a file that only the user of this device may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: Key | None = None

    async def is_kept(self) -> bool:
        """See `Signer.is_kept`."""
        with platform_error():
            return self._path.exists()

    async def public_key(self) -> bytes:
        """See `Signer.public_key`."""
        return (await self._held_key()).public

    async def sign(self, message: bytes) -> bytes:
        """See `Signer.sign`."""
        return (await self._held_key()).sign(message)

    async def others(self) -> list[bytes]:
        """See `Signer.others`. Each role has a file with its key, or with the public half of a key that the safe keeps."""
        publics: list[bytes] = []
        with platform_error():
            for folder in sorted(folder for folder in self._path.parent.parent.glob("*") if folder != self._path.parent):
                key, public = folder / self._path.name, folder / self._path.with_suffix(MOVED).name
                if key.exists():
                    publics.append(Key(key.read_bytes()).public)
                elif public.exists():
                    publics.append(public.read_bytes())
        return publics

    async def _held_key(self) -> Key:
        if self._key is None:
            with platform_error():
                self._key = self._read() or self._make()
        return self._key

    def _read(self) -> Key | None:
        return Key(self._path.read_bytes()) if self._path.exists() else None

    def _make(self) -> Key:
        key = Key.generate()
        write_durably(self._path, key.seed)  # the key must not be younger than the first record it signs
        return key


class SafeSigner(FileSigner):
    """A key in the system's safe, by way of a file. The file `.public` holds the public half of the key that the safe keeps."""

    def __init__(self, path: Path, safe: Safe) -> None:
        super().__init__(path)
        self._safe = safe
        self._moved = path.with_suffix(MOVED)
        self._turn = asyncio.Lock()

    async def _held_key(self) -> Key:
        async with self._turn:
            if self._key is None:
                with platform_error():
                    self._key = await self._open()
            return self._key

    async def is_kept(self) -> bool:
        """See `Signer.is_kept`."""
        held = await self._from_safe()
        with platform_error():
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
        for _ in range(2):  # some safes fail once, when the system has just started
            try:
                secret = await asyncio.wait_for(self._safe.get(), PATIENCE)
                return Key(bytes.fromhex(secret)) if secret else None
            except Exception:  # noqa: S112 - each make of phone has errors of its own
                continue
        return None

    async def _offer(self, key: Key) -> None:
        try:
            await asyncio.wait_for(self._safe.put(key.seed.hex()), PATIENCE)
        except Exception:
            return  # the file stays; the next start offers it again


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that only the user of this device may read; return when it survives a power cut. Raises OSError."""
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
