"""The organisations of a region, by name."""

from __future__ import annotations

import secrets

from app.protocol import enrolment
from sync_server.region.acts import act
from sync_server.region.names import check_name
from sync_server.region.registry import Registry


def add(registry: Registry, name: str) -> bytes:
    """Add one, or find the one of this name; returns its id (4 bytes). Raises Refused("bad-name")."""
    check_name(name)
    row = registry.db.execute("SELECT id FROM organisations WHERE name = ?", [name]).fetchone()
    if row:
        return bytes(row[0])
    id = secrets.token_bytes(enrolment.ORGANISATION_SIZE)
    with act(registry, "organisation-add", name):
        registry.db.execute("INSERT INTO organisations (id, name) VALUES (?, ?)", [id, name])
    return id
