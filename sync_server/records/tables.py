"""All that the server keeps: the tables of its database, as numbered steps that only go forward. Plain SQL: no triggers, no
AUTOINCREMENT.
"""

from __future__ import annotations

import sqlite3

from sync_server.errors import NewerDatabase

STEPS = [
    """
    CREATE TABLE devices (public BLOB PRIMARY KEY, key BLOB NOT NULL, person BLOB NOT NULL);
    CREATE INDEX devices_key ON devices (key);
    CREATE TABLE records (
        cursor INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        person BLOB NOT NULL,
        device BLOB NOT NULL,
        number INTEGER NOT NULL,
        received INTEGER NOT NULL,
        mark TEXT NOT NULL,
        data BLOB NOT NULL,
        receipt BLOB NOT NULL
    );
    CREATE INDEX records_person ON records (person, cursor);
    CREATE INDEX records_chain ON records (device, number);
    CREATE TABLE organisations (id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE invitations (
        secret_hash BLOB PRIMARY KEY, organisation BLOB NOT NULL, offers TEXT NOT NULL, planned INTEGER NOT NULL,
        expires INTEGER NOT NULL, display BLOB
    );
    CREATE TABLE displays (
        public BLOB PRIMARY KEY, organisation BLOB NOT NULL, offers TEXT NOT NULL, start_time INTEGER NOT NULL,
        end_time INTEGER NOT NULL, revoked INTEGER
    );
    CREATE TABLE region (key TEXT PRIMARY KEY, value BLOB NOT NULL);
    """,
    """
    CREATE TABLE meetings (
        cursor INTEGER PRIMARY KEY,
        id BLOB NOT NULL,
        answer BLOB NOT NULL UNIQUE,
        asker BLOB NOT NULL,
        giver BLOB NOT NULL,
        received INTEGER NOT NULL,
        proposal BLOB NOT NULL,
        answered BLOB NOT NULL,
        receipt BLOB NOT NULL,
        withdrawal BLOB
    );
    CREATE INDEX meetings_asker ON meetings (asker, cursor);
    CREATE TABLE buddies (
        public BLOB PRIMARY KEY, organisation BLOB NOT NULL, start_time INTEGER NOT NULL, end_time INTEGER NOT NULL,
        certificate BLOB NOT NULL, revoked INTEGER
    );
    ALTER TABLE invitations ADD COLUMN role INTEGER NOT NULL DEFAULT 1;
    """,
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY, time INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, about TEXT NOT NULL
    );
    ALTER TABLE organisations ADD COLUMN ended INTEGER;
    ALTER TABLE organisations ADD COLUMN merged BLOB;
    ALTER TABLE invitations ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE invitations ADD COLUMN used INTEGER;
    ALTER TABLE invitations ADD COLUMN cancelled INTEGER;
    ALTER TABLE invitations ADD COLUMN label TEXT NOT NULL DEFAULT '';
    ALTER TABLE displays ADD COLUMN stolen INTEGER;
    ALTER TABLE displays ADD COLUMN poster INTEGER;
    ALTER TABLE displays ADD COLUMN token BLOB;
    ALTER TABLE displays ADD COLUMN planned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE displays ADD COLUMN label TEXT NOT NULL DEFAULT '';
    ALTER TABLE displays ADD COLUMN seen INTEGER;
    ALTER TABLE buddies ADD COLUMN stolen INTEGER;
    CREATE TABLE agreements (
        organisation BLOB NOT NULL, activity INTEGER NOT NULL, start_time INTEGER NOT NULL, kind INTEGER NOT NULL,
        dutch INTEGER, social INTEGER, papers INTEGER, PRIMARY KEY (organisation, activity, start_time)
    );
    CREATE TABLE former_keys (
        public BLOB PRIMARY KEY, purpose TEXT NOT NULL, start_time INTEGER NOT NULL, end_time INTEGER NOT NULL,
        revoked INTEGER, stolen INTEGER
    );
    CREATE TABLE former_displays (
        public BLOB NOT NULL, organisation BLOB NOT NULL, offers TEXT NOT NULL, start_time INTEGER NOT NULL,
        end_time INTEGER NOT NULL, revoked INTEGER
    );
    CREATE TABLE former_certificates (
        public BLOB NOT NULL, start_time INTEGER NOT NULL, end_time INTEGER NOT NULL, organisation BLOB NOT NULL,
        certificate BLOB NOT NULL, PRIMARY KEY (public, start_time)
    );
    CREATE TABLE absences (public BLOB NOT NULL, revoked INTEGER NOT NULL, again INTEGER NOT NULL, PRIMARY KEY (public, again));
    CREATE TABLE announcements (number INTEGER PRIMARY KEY, certificate BLOB NOT NULL, list BLOB NOT NULL);
    CREATE TABLE erased (hash BLOB PRIMARY KEY, time INTEGER NOT NULL);
    """,
    """
    ALTER TABLE invitations ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE invitations ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
    UPDATE invitations SET uses = 1 WHERE display IS NOT NULL;
    """,
    """
    CREATE TABLE cards (place BLOB NOT NULL UNIQUE, person BLOB NOT NULL, sealed BLOB);
    CREATE INDEX cards_person ON cards (person);
    """,
]


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest version, each step in one transaction. Raises NewerDatabase."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(STEPS):
        raise NewerDatabase(f"database version {version}, server version {len(STEPS)}")
    for number, step in enumerate(STEPS[version:], start=version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;{step};PRAGMA user_version = {number};COMMIT;")
