"""Whether what the server answered is a receipt: for a record of a newcomer and for a signature of a buddy alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.records.trust import Trust
    from app.sync.responses import RecordStatus


async def is_receipt(trust: Trust, id: bytes, result: RecordStatus, fetch_list: Callable[[], Awaitable[None]]) -> bool:
    """Does the result hold a receipt for what has this id (32 bytes), signed by a receipt key of the region?

    When no key that is known signed it, `fetch_list` brings the newest trust list, which may hold a new one.
    """
    if result.id != id or not result.receipt:
        return False
    if await trust.believes_receipt(id, result.receipt):
        return True
    await fetch_list()
    return await trust.believes_receipt(id, result.receipt)
