"""A backup: one file with the database, the two private keys, and a manifest with the size and SHA-256 of each.

It is a ZIP file, so that a person can open it with any tool. Only the SHA-256 in the manifest shows that it is whole.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from sync_server.errors import CommandRefusal

FORMAT = 1
MANIFEST, DATABASE, KEYS = "manifest.json", "server.db", ("list.key", "receipt.key")
PARTS = (DATABASE, *KEYS)
MOST_MANIFEST, CHUNK = 10_000, 1 << 20  # bytes
DAMAGED = (  # what Python raises at a damaged ZIP file
    zipfile.BadZipFile,
    zlib.error,
    msgspec.MsgspecError,
    EOFError,
    KeyError,
    RuntimeError,
    OverflowError,
    ValueError,
    MemoryError,
)


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a backup: `sha256` in hex, `size` in bytes."""

    sha256: str
    size: int


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds.

    `region` is the region's id (hex); `serial` is that of the list key, `version` that of the trust list, `schema` that of the
    database.
    """

    region: str
    serial: int
    version: int
    records: int
    meetings: int
    schema: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The manifest of a backup, which was made at `made` (Unix seconds)."""

    format: int
    made: int
    facts: Facts
    parts: dict[str, Part]


def write(target: Path, folder: Path, made: int, facts: Facts) -> Manifest:
    """Pack the parts in `folder` into the new file `target`, readable for this user only, and flush it. Raises OSError."""
    manifest = Manifest(FORMAT, made, facts, {name: _part(folder / name) for name in PARTS})
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            for name in PARTS:
                packed.write(folder / name, name)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def looks_like_backup(path: Path) -> bool:
    """Is this a ZIP file with the manifest of a backup? The parts are not compared."""
    try:
        with _opened(path) as packed:
            _manifest(packed)
    except CommandRefusal:
        return False
    return True


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder and compare each part with the manifest.

    Raises CommandRefusal("broken-backup").
    """
    with _opened(path) as packed:
        manifest = _manifest(packed)
        for name, part in manifest.parts.items():
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                _copy(packed, name, part, file)
                file.flush()
                os.fsync(handle)
    return manifest


def read_through(path: Path) -> Manifest:
    """Compare each part with the manifest. Raises CommandRefusal("broken-backup")."""
    with _opened(path) as packed, Path(os.devnull).open("wb") as nowhere:
        manifest = _manifest(packed)
        for name, part in manifest.parts.items():
            _copy(packed, name, part, nowhere)
    return manifest


def broken(path: Path, why: str) -> CommandRefusal:
    """The refusal "broken-backup" of this file; `why` is a clause without a full stop."""
    return CommandRefusal("broken-backup", f"{path} is no whole backup: {why}. Take another one.")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except CommandRefusal as error:
        raise broken(path, error.sentence) from None
    except FileNotFoundError:
        raise CommandRefusal("broken-backup", f"{path} is not there.") from None
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # an error of the disk; EINVAL is an offset outside of the file
            raise
        raise broken(path, "it cannot be unpacked") from error
    except DAMAGED as error:
        raise broken(path, "it cannot be unpacked") from error


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    names = sorted(packed.namelist())
    if names != sorted((MANIFEST, *PARTS)) or packed.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise CommandRefusal("broken-backup", "it holds other files than a backup does")
    manifest = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
    if manifest.format != FORMAT:
        raise CommandRefusal("broken-backup", "a newer server made it")
    if set(manifest.parts) != set(PARTS):
        raise CommandRefusal("broken-backup", "its manifest names other files")
    return manifest


def _copy(packed: zipfile.ZipFile, name: str, part: Part, to: IO[bytes]) -> None:
    digest, left = hashlib.sha256(), part.size
    with packed.open(name) as source:
        for chunk in _chunks(source):
            digest.update(chunk)
            left -= len(chunk)
            if left < 0:
                break
            to.write(chunk)
    if left or digest.hexdigest() != part.sha256:
        raise CommandRefusal("broken-backup", f"{name} is not as it was when it was made")


def _part(path: Path) -> Part:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        for chunk in _chunks(source):
            digest.update(chunk)
    return Part(digest.hexdigest(), path.stat().st_size)


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk
