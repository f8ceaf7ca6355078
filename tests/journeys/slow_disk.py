"""The server on a disk that takes a second for each COMMIT.

python -m tests.journeys.slow_disk serve ...
"""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from sync_server.__main__ import main
from sync_server.records import store

SECONDS = 1.0


def wait(statement: str) -> None:
    """SQLite tells of a statement before it begins."""
    if statement == "COMMIT":
        time.sleep(SECONDS)


def slow(connect: Any) -> Any:
    def connected(path: Path, *rest: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(path, *rest)
        connection.set_trace_callback(wait)
        return connection

    return connected


if __name__ == "__main__":
    store.connect = slow(store.connect)  # type: ignore[attr-defined]
    sys.exit(main())
