"""A trust list that the region's server lost: whoever holds one brings it back before taking over the server's own.

A list is brought when the server says that it lost lists of this rank, or when it is not older than the server's own and
another one: then files were put back by hand. Whether it is taken over, the server decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import trust
from app.protocol.errors import ProtocolError
from app.protocol.wire import TrustAnswer
from app.sync.client import Client, SyncError

if TYPE_CHECKING:
    from app.store.store import Store


async def fetch(client: Client, store: Store) -> TrustAnswer:
    """The server's newest list, after this device brought back its own if the server has not got it. Raises SyncError."""
    answer = await client.trust()
    certificate, listed = store.setting("certificate"), store.setting("trust-list")
    if not certificate or not listed or not is_lost(certificate, listed, answer):
        return answer
    try:
        return await client.bring_back(certificate, listed)
    except SyncError:
        return answer  # a server that knows no such address, or wants nothing of it


def is_lost(certificate: bytes, listed: bytes, answer: TrustAnswer) -> bool:
    """Has the server not got the list that is held here?"""
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
