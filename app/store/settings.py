"""The settings in the file: values by name. And how everything is written: in one transaction each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.store.errors import as_store_errors

if TYPE_CHECKING:
    from sqlite3 import Connection


class SettingStore:
    """Reads and writes settings; every write is one transaction. Raises StoreError when the file is not as it should be.

    The connection begins no transactions by itself (its `isolation_level` is None).
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self.changes = 0  # rises with every write, and with every row that is read again

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def setting(self, key: str) -> bytes | None:
        """The value of a setting; None when it was never set."""
        with as_store_errors():
            row = self._db.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def text(self, key: str, default: str = "") -> str:
        """The value of a setting as UTF-8 text; `default` when it was never set."""
        value = self.setting(key)
        return default if value is None else value.decode(errors="replace")

    def number(self, key: str) -> int | None:
        """The value of a setting in decimal digits; None when it was never set or is no number."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdigit() else None

    @property
    def is_restoring(self) -> bool:
        """Must the chain still come back from the server? The setting holds the cursor to go on from."""
        return self.number("restore") is not None

    def secret(self) -> bytes | None:
        """The recovery secret (16 bytes), of which the pseudonym is made: only with it another key may join this person."""
        return self.setting("secret")

    @property
    def is_recalled(self) -> bool:
        """Did the recovery secret come back when nothing else was left? Then the key is new, too."""
        return self.setting("recalled") is not None

    @property
    def is_asking(self) -> bool:
        """Is it still unknown whether this person has a recovery secret already? Then nothing is signed, as while restoring."""
        return self.text("asking") == "1"

    def set_settings(self, values: Mapping[str, bytes | str]) -> None:
        """Set all these values, or none."""
        with self._writing():
            self._set(values)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with as_store_errors(), self._db:  # the connection commits, and rolls back when that or anything before it fails
            self._db.execute("BEGIN")
            yield
        self.changes += 1

    def _set(self, values: Mapping[str, bytes | str]) -> None:
        pairs = [(key, value.encode() if isinstance(value, str) else value) for key, value in values.items()]
        self._db.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", pairs)
