"""Stories of the thread that writes: whoever goes away or fails harms nobody beside; a stopped server leaves one whole file."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sync_server.errors import ServerRefusal
from sync_server.lanes import within
from sync_server.records import writer as writing
from sync_server.records.connections import Connections, connect, trouble
from sync_server.records.store import Row, SqliteStore
from tests.people import NOON
from tests.server.test_server import Town, amina, bytes_of


def row(number: int) -> Row:
    return Row(number.to_bytes(32, "big"), bytes(16), bytes(32), number, None, NOON, b"data", b"receipt", False)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process at work in the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


def test_a_caller_who_goes_away_while_the_file_is_locked_harms_nobody_after_him(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "server.db")

    async def impatient(number: int) -> None:
        with pytest.raises(ServerRefusal, match="busy"):
            await within(0.2, store.put([row(number)]))

    async def story() -> None:
        with locked(tmp_path / "server.db"):
            await asyncio.gather(impatient(1), impatient(2), impatient(3))
        assert await within(10, store.put([row(4)])) == [b"receipt"]

    asyncio.run(story())
    assert store.writer.is_alive()
    store.close()


def test_what_fails_fails_for_its_caller_alone(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "server.db")
    with locked(tmp_path / "server.db"):  # so that all of them come into one transaction
        first = store.put([row(1)])
        odd = store.write(lambda db: db.execute("INSERT INTO records VALUES (1)"))
        fault = store.write(lambda db: [store._insert(db, row(3)), 1 // 0])
        last = store.put([row(2)])
        time.sleep(0.1)
    assert (first.result(10), last.result(10)) == ([b"receipt"], [b"receipt"])
    with pytest.raises(sqlite3.Error):
        odd.result(10)
    with pytest.raises(ZeroDivisionError):
        fault.result(10)
    assert store.newest_cursor() == 2  # nothing of the one that failed half way
    store.close()


def test_too_many_who_wait_hear_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_WAITING", 3)
    store = SqliteStore(tmp_path / "server.db")
    with locked(tmp_path / "server.db"):
        store.put([row(0)])
        time.sleep(0.1)  # the writer has taken that one
        futures = [store.put([row(number)]) for number in range(1, 4)]
        with pytest.raises(ServerRefusal, match="busy"):
            store.put([row(4)])
    assert [future.result(10) for future in futures] == [[b"receipt"]] * 3
    store.close()
    with pytest.raises(ServerRefusal, match="busy"):
        store.put([row(5)])


def test_a_lock_that_stays_is_busy_and_not_a_fault_of_ours(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "server.db", wait=0)
    with locked(tmp_path / "server.db"), pytest.raises(sqlite3.OperationalError) as met:
        store.put([row(1)]).result(10)
    assert trouble(met.value) == "busy"
    assert store.put([row(1)]).result(10) == [b"receipt"]
    store.close()


def test_after_a_clean_stop_the_file_alone_holds_everything(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina(20)
        await town.push(*bytes_of(phone))
        await town.http.get("/v1/trust")
        town.registry.connections.close()
        async with town.served():
            pass  # starting and stopping as a server does
        assert sorted(path.name for path in (tmp_path / "data").glob("server.db*")) == ["server.db"]
        shutil.copy(tmp_path / "data" / "server.db", tmp_path / "copy.db")
        with closing(sqlite3.connect(tmp_path / "copy.db")) as db:
            assert db.execute("SELECT count(*) FROM records").fetchone() == (21,)

    asyncio.run(story())


def test_the_database_is_for_this_user_only_whatever_the_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(0)
    try:
        (tmp_path / "old.db").touch(0o644)
        for name in ("new.db", "old.db"):
            with closing(connect(tmp_path / name)) as db:
                db.execute("CREATE TABLE one (a)")
                for file in tmp_path.glob(f"{name}*"):
                    assert file.stat().st_mode & 0o777 == 0o600, file
    finally:
        os.umask(before)


def test_a_second_connection_keeps_the_locks_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "server.db"
    with closing(connect(path)) as first:
        first.execute("CREATE TABLE one (a)")
        with closing(connect(path)) as second:
            second.execute("SELECT * FROM one")
            look = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('SELECT * FROM one'); db.close()"
            subprocess.run([sys.executable, "-c", look, path], check=True)
            assert path.with_name("server.db-wal").exists()  # or the other process took itself to be the last, and cleared away


def test_a_database_that_is_none_is_said_to_be_broken(tmp_path: Path) -> None:
    (tmp_path / "server.db").write_bytes(b"not a database" * 500)
    with pytest.raises(sqlite3.DatabaseError) as met, closing(Connections(tmp_path / "server.db")) as connections:
        connections.of_this_thread()
    assert trouble(met.value) == "broken-database"
