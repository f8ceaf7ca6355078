"""The tables of the file, as numbered steps that only go forward. A released step is never changed.

This module is imported only for a new or older file: sqlite-utils takes long to load on a cheap phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

steps = Migrations("veertig")  # there are `opening.NEWEST` of them, and each writes its number into the file


@steps(name="1-records-and-settings")
def records_and_settings(db: Database) -> None:
    """Named values, and the records of one chain with what the server answered about them."""
    db.execute("CREATE TABLE settings (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
    db.execute(
        "CREATE TABLE records ("
        " number INTEGER PRIMARY KEY,"  # position in this device's chain
        " id BLOB NOT NULL UNIQUE,"
        " data BLOB NOT NULL,"  # as signed
        " verdict TEXT NOT NULL,"  # the verdict on its token: trusted, unknown, false
        " state TEXT NOT NULL,"  # waiting, kept (the server has it), refused (by the server)
        " receipt BLOB,"
        " code TEXT NOT NULL DEFAULT '')"  # why the server refused it
    )
    db.execute("CREATE INDEX records_waiting ON records (number) WHERE state = 'waiting'")
    db.execute("PRAGMA user_version = 1")


@steps(name="2-chains-and-scans")
def chains_and_scans(db: Database) -> None:
    """Records of several keys of one person; and scans that wait until the phone knows the end of its chain."""
    db.execute("ALTER TABLE records RENAME TO one_chain")
    db.execute(
        "CREATE TABLE records ("
        " seq INTEGER PRIMARY KEY,"  # the order they are sent in
        " id BLOB NOT NULL UNIQUE,"
        " device BLOB NOT NULL,"  # id of the key that signed it
        " number INTEGER NOT NULL,"  # position in that key's chain
        " data BLOB NOT NULL,"
        " verdict TEXT NOT NULL,"
        " state TEXT NOT NULL,"
        " receipt BLOB,"  # the first receipt: its time is the earliest
        " code TEXT NOT NULL DEFAULT '')"
    )
    db.execute(
        "INSERT INTO records SELECT number + 1, id, substr(data, 8, 8), number, data, verdict, state, receipt, code"
        " FROM one_chain ORDER BY number"
    )
    db.execute("DROP TABLE one_chain")
    db.execute(
        "CREATE TABLE scans ("
        " n INTEGER PRIMARY KEY,"
        " token BLOB NOT NULL,"  # as scanned; it becomes a signed record as soon as the chain is known
        " wall INTEGER NOT NULL,"  # the phone's clocks when it was scanned
        " boot INTEGER,"
        " boot_id BLOB)"
    )
    db.execute("PRAGMA user_version = 2")


@steps(name="3-meetings")
def meetings(db: Database) -> None:
    """Meetings: the tables for a newcomer's phone and those for a buddy's phone. Both keep pictures of people."""
    db.execute("ALTER TABLE scans ADD COLUMN body BLOB")  # in place of a token: see `rows.PendingScan`
    db.execute("CREATE TABLE proposals (id BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")  # as signed, shown to a buddy
    db.execute("CREATE TABLE certificates (public BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")  # of buddies we met
    db.execute("CREATE TABLE withdrawals (answer BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")  # of answers
    db.execute("CREATE TABLE people (key BLOB PRIMARY KEY, picture INTEGER NOT NULL) WITHOUT ROWID")  # remembered by a picture
    db.execute(
        "CREATE TABLE signatures ("
        " n INTEGER PRIMARY KEY,"
        " answer_id BLOB NOT NULL UNIQUE,"
        " proposal BLOB NOT NULL,"  # as scanned
        " answer BLOB NOT NULL,"  # as signed here
        " state TEXT NOT NULL,"  # waiting, kept (the server has it), refused (by the server)
        " receipt BLOB,"
        " code TEXT NOT NULL DEFAULT '',"
        " withdrawal BLOB,"  # as signed here, if the answer was withdrawn
        " withdrawal_sent INTEGER NOT NULL DEFAULT 0)"
    )
    db.execute("PRAGMA user_version = 3")


@steps(name="4-liked")
def liked(db: Database) -> None:
    """How a moment was, for the newcomer alone. The key is its start and its activity."""
    db.execute(
        "CREATE TABLE liked ("
        " start INTEGER NOT NULL,"
        " activity INTEGER NOT NULL,"
        " face INTEGER NOT NULL,"  # 3 nice, 2 all right, 1 not so nice
        " PRIMARY KEY (start, activity)) WITHOUT ROWID"
    )
    db.execute("PRAGMA user_version = 4")


@steps(name="5-years")
def years(db: Database) -> None:
    """Receipts, on which the new verdict "late" depends; and several certificates for one buddy, who may change programmes."""
    db.execute("ALTER TABLE certificates RENAME TO one_certificate")
    db.execute(
        "CREATE TABLE certificates ("
        " public BLOB NOT NULL,"
        " start INTEGER NOT NULL,"
        " data BLOB NOT NULL,"
        " PRIMARY KEY (public, start)) WITHOUT ROWID"
    )
    db.execute(
        "INSERT INTO certificates SELECT public, 0, data FROM one_certificate"
    )  # a later certificate with its true start stands beside it
    db.execute("DROP TABLE one_certificate")
    db.execute("CREATE TABLE receipts (answer BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")  # of what a buddy sent
    db.execute("PRAGMA user_version = 5")
