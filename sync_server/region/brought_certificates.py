"""Certificates that buddies' phones bring: whoever became known after the backup that was put back is known again.

Rules:
1. Only a certificate that a list key of this region signed, now or formerly, makes a phone known.
2. Who is known stays as known here. A revocation that came back by a list stays, and gets its certificate beside it.
"""

from __future__ import annotations

from app.protocol import certificate
from app.protocol.ed25519 import verify
from app.protocol.enrolment import BUDDY
from sync_server.region import publication
from sync_server.region.acts import act
from sync_server.region.registry import Registry


def know_again(registry: Registry, data: bytes) -> bool:
    """A buddy's phone brings its certificate; True when it was not known here. Raises ProtocolError or ServerRefusal."""
    outer, said = certificate.from_bytes(data)
    known = registry.db.execute("SELECT certificate FROM buddies WHERE public = ?", [said.public]).fetchone()
    if (known and known[0]) or said.role != BUDDY or said.region != registry.need("region"):
        return False
    keys = publication.listed(registry).list_keys()
    if not any(verify(check) for check in certificate.checks(outer, said, keys)):
        return False
    with act(registry, "buddy-back"):
        registry.db.execute(
            "INSERT INTO buddies (public, organisation, start_time, end_time, certificate) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, start_time = excluded.start_time,"
            " end_time = excluded.end_time, certificate = excluded.certificate",
            [said.public, said.organisation, said.start, said.end, data],
        )
    return True
