"""Buddy certificates that phones bring after a restore: a phone that became known after the backup is made known again.

Rules:
1. Only a certificate signed by a list key of this region, the present or a former one, makes a phone known.
2. A phone that is known stays as it is. A revocation that came back with a lost list stays, and gets its certificate beside it.
"""

from __future__ import annotations

from app.protocol import certificate
from app.protocol.ed25519 import verify
from app.protocol.enrolment import BUDDY
from sync_server.region import publication
from sync_server.region.acts import act
from sync_server.region.registry import Registry


def readmit(registry: Registry, data: bytes) -> bool:
    """Store a buddy certificate that was not known here; True when it was stored. Raises ProtocolError or ServerRefusal."""
    outer, brought = certificate.from_bytes(data)
    known = registry.db.execute("SELECT certificate FROM buddies WHERE public = ?", [brought.public]).fetchone()
    if (known and known[0]) or brought.role != BUDDY or brought.region != registry.need("region"):
        return False
    keys = publication.parsed_bundle(registry).list_keys()
    if not any(verify(check) for check in certificate.checks(outer, brought, keys)):
        return False
    with act(registry, "buddy-back"):
        registry.db.execute(
            "INSERT INTO buddies (public, organisation, start_time, end_time, certificate) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, start_time = excluded.start_time,"
            " end_time = excluded.end_time, certificate = excluded.certificate",
            [brought.public, brought.organisation, brought.start, brought.end, data],
        )
    return True
