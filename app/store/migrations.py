"""The shape of the file, as numbered steps that only go forward. A step that was released is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

steps = Migrations("veertig")
NEWEST = 1


@steps(name="1-records-and-settings")
def records_and_settings(db: Database) -> None:
    db.execute("CREATE TABLE settings (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
    db.execute(
        "CREATE TABLE records ("
        " number INTEGER PRIMARY KEY,"  # place in this device's chain
        " id BLOB NOT NULL UNIQUE,"
        " data BLOB NOT NULL,"  # as signed
        " verdict TEXT NOT NULL,"  # what its token is worth by the trust list held: trusted, unknown, false
        " state TEXT NOT NULL,"  # waiting, kept (the server has it), refused (by the server)
        " receipt BLOB,"
        " code TEXT NOT NULL DEFAULT '')"  # why the server refused it
    )
    db.execute("CREATE INDEX records_waiting ON records (number) WHERE state = 'waiting'")
    db.execute("PRAGMA user_version = 1")
