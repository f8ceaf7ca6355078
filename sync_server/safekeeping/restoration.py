"""Restoring a backup, so that every phone has everything again after its next sync.

Rules:
1. Everything is made ready in a folder of its own (staging.py); one rename decides. If the process is killed before it, nothing
   has changed; if it is killed after it, the next command or start completes the restore (`finish`).
2. The trust list gets a version that is higher than that of every list published since the backup: the time in seconds, because
   ordinary versions rise by one. With the root key there is a new list key, too, whose serial is made in the same way.
3. The log gets another name: the cursors that phones hold are positions in a log that no longer exists.
4. The files that were in the folder are kept beside, and what they know of erased people and revocations is taken over.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.protocol.ed25519 import Key
from sync_server.errors import CommandRefusal
from sync_server.safekeeping import archive, claims, disk, soundness, staging
from sync_server.safekeeping.archive import DATABASE, KEYS, PARTS, Manifest

STAGING, DECIDED, BEFORE = "restore-unfinished", "restore-decided", "before"  # folders in the data folder
BESIDE = (f"{DATABASE}-wal", f"{DATABASE}-shm", "list.next", "receipt.next")  # are moved away together with the old database


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of a restore.

    `version` is that of the new trust list; `kept` is the folder with the files from before, None when there were none; so many
    `open_invitations` can be used again.
    """

    manifest: Manifest
    version: int
    kept: Path | None
    open_invitations: int


def restore(
    data: Path,
    path: Path,
    now: Callable[[], int],
    who: str,
    root: Path | None = None,
    replace: bool = False,
) -> Restored:
    """Restore the backup at `path` into the folder `data`.

    `root` is the file of the root key, for a new list key; `replace` allows that `data` holds a region already; `who` is named
    in the audit; `now` is the clock in Unix seconds. Raises ServerRefusal; then nothing has changed.
    """
    key = None if root is None else _root_key(root)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with claims.exclusive(data):
        finish(data, now())
        holds_region = soundness.is_region(data)
        if holds_region and not replace:
            raise CommandRefusal(
                "holds-region",
                f"{data} holds a region already. With --replace the backup takes its place, and its files are kept beside.",
            )
        folder = data / STAGING
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            manifest = archive.unpack(path, folder)
            version, invitations = staging.make_ready(folder, data if holds_region else None, now, who, key, manifest)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        disk.flush(folder, PARTS)
        folder.rename(data / DECIDED)
        disk.flush(data)
        return Restored(manifest, version, finish(data, now()), invitations)


def finish(data: Path, now: int) -> Path | None:
    """Complete a restore that was decided, wherever it was stopped; the caller holds the folder exclusively.

    Gives the folder with the files from before; None when there is no such restore, or were no files. `now` in Unix seconds.
    """
    decided = data / DECIDED
    if not decided.is_dir():
        return None
    kept = decided / BEFORE
    kept.mkdir(mode=0o700, exist_ok=True)
    if (decided / DATABASE).exists():
        for name in (*BESIDE, DATABASE):
            _keep(data, kept, name)
        disk.flush(data)
    for name in (DATABASE, *KEYS):
        if (decided / name).exists():
            _keep(data, kept, name)
            (decided / name).rename(data / name)
    disk.flush(data)
    target = None
    if any(kept.iterdir()):
        target = next(data / name for name in _names(now) if not (data / name).exists())
        kept.rename(target)
    shutil.rmtree(decided)
    disk.flush(data)
    return target


@contextmanager
def open_folder(data: Path, now: Callable[[], int]) -> Iterator[None]:
    """Work with the data folder: a restore that was decided is completed first, and none begins meanwhile.

    Raises CommandRefusal("in-use").
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (data / DECIDED).is_dir():
        with claims.exclusive(data):
            finish(data, now())
    with claims.shared(data):
        yield


def kept_before(data: Path) -> list[Path]:
    """The folders with the files that restores replaced."""
    return sorted(data.glob(f"{BEFORE}-*"))


def _keep(data: Path, kept: Path, name: str) -> None:
    if (data / name).exists() and not (kept / name).exists():
        (data / name).rename(kept / name)


def _names(now: int) -> Iterator[str]:
    number = now
    while True:
        yield f"{BEFORE}-{number}"
        number += 1


def _root_key(path: Path) -> Key:
    try:
        return Key(path.read_bytes())
    except (OSError, ValueError):
        raise CommandRefusal("other-root", f"{path} cannot be read as a root key.") from None
