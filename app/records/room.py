"""On a full device the reserved space is given up for what has to be kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from app.platform.errors import PlatformError
from app.store.errors import StoreError

if TYPE_CHECKING:
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage


async def with_room(act: Callable[[], Awaitable[None]], quota: StorageQuota) -> None:
    """Do it; on a full device once more with the reserved space given up. Raises what `act` raises."""
    try:
        await act()
    except (PlatformError, StoreError) as error:
        if error.code != "storage-full" or not await quota.release_reserved_space():
            raise
        await act()


async def flush(storage: Storage, quota: StorageQuota) -> None:
    """Make everything that was committed durable, in this way. Raises PlatformError."""
    await with_room(storage.flush, quota)
