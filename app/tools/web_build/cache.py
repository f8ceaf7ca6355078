"""Results that take long to make and depend only on their input, kept between builds under the hash of that input."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def hash_tree(root: Path) -> str:
    """One hash (SHA-256 in hex) over the names and contents of all files below `root`."""
    total = hashlib.sha256()
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        total.update(file.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results, by kind and key. It may be deleted between two builds."""

    folder: Path

    def tree(self, kind: str, key: str, make: Callable[[Path], None]) -> Path:
        """The folder that `make` fills, made at most once for this key. Nobody may write to it."""
        place = self.folder / kind / key
        if not place.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(dir=place.parent))
            try:
                make(draft)
                draft.chmod(0o755)
                self._publish(draft, place)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
        return place

    def has(self, kind: str, key: str) -> bool:
        """Whether the cache has the bytes of this key."""
        return (self.folder / kind / key).is_file()

    def blob(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes that `make` returns, made at most once for this key."""
        place = self.folder / kind / key
        if place.is_file():
            return place.read_bytes()
        place.parent.mkdir(parents=True, exist_ok=True)
        data = make()
        handle, draft = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).replace(place)
        return data

    @staticmethod
    def _publish(draft: Path, place: Path) -> None:
        try:
            draft.rename(place)
        except OSError:
            if not place.is_dir():  # otherwise another build made the same result first
                raise
