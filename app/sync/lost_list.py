"""A trust list that the region's server lost: a device that holds one sends it before it takes over the server's own.

A list is sent when the server says that it lost lists of this rank. It is also sent when it differs from the server's list and
is not older: then somebody put old files back by hand. The server decides whether it takes the list over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import trust
from app.protocol.errors import ProtocolError
from app.protocol.wire import TrustAnswer
from app.sync.errors import SyncError

if TYPE_CHECKING:
    from app.store.store import Store
    from app.sync.client import Client


async def fetch(client: Client, store: Store) -> TrustAnswer:
    """The server's newest bundle, after this device sent its own when the server lost it. Raises SyncError."""
    answer = await client.trust()
    certificate, listed = store.setting("certificate"), store.setting("trust-list")
    if not certificate or not listed or not is_lost(certificate, listed, answer):
        return answer
    try:
        return await client.send_trust_list(certificate, listed)
    except SyncError:
        return answer  # a server that has no such address, or refused the list


def is_lost(certificate: bytes, listed: bytes, answer: TrustAnswer) -> bool:
    """Did the server lose the bundle that is held here (`certificate` and `listed`)? `answer` is the server's own."""
    try:
        held, theirs = (
            trust.bundle_from_bytes(certificate, listed),
            trust.bundle_from_bytes(answer.certificate, answer.trust_list),
        )
    except ProtocolError:
        return False  # one of the two is from a later app
    if held.ids == theirs.ids:
        return False
    within = answer.lost is not None and answer.lost.after < held.rank < answer.lost.before
    return held.rank >= theirs.rank or within
