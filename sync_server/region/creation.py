"""Creating a region: its keys and its first trust list.

The root key and the next root key are written to the folder `root/`. After `region-create` the operator moves each to a medium
of its own that is kept offline; the server needs one of them only for the next list key. The first list announces the next
root, so that the first root may be lost.
"""

from __future__ import annotations

import secrets

from app.protocol import trust
from app.protocol.ed25519 import Key
from app.protocol.trust import Certificate
from app.protocol.trust_list import REGION_SIZE
from sync_server.errors import ServerRefusal
from sync_server.region.acts import act
from sync_server.region.keys import write_key
from sync_server.region.registry import HOUR, LOG_SIZE, YEAR, Registry


def create(registry: Registry) -> None:
    """Make root, list and receipt keys and the first list. Raises ServerRefusal("region-exists")."""
    if registry.exists():
        raise ServerRefusal("region-exists")
    now, root, following, listing, receipts = registry.now(), *(Key.generate() for _ in range(4))
    write_key(registry.data / "root" / "root.key", root)
    write_key(registry.data / "root" / "next-root.key", following)
    write_key(registry.data / "list.key", listing)
    write_key(registry.data / "receipt.key", receipts)
    listed = Certificate(secrets.token_bytes(REGION_SIZE), listing.public, now - HOUR, now + YEAR, 1, following.public)
    values = {
        "root": root.public,
        "region": listed.region,
        "certificate": root.seal(trust.certificate_draft(listed, root.public)),
        "receipt-key": receipts.public,
        "receipt-start": str(now - HOUR).encode(),
        "version": b"0",
        "log": secrets.token_bytes(LOG_SIZE),
    }
    with act(registry, "region-create"):
        for key, value in values.items():
            registry.set(key, value)
