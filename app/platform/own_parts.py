"""What each of several newcomers on one device has alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.platform import absent

if TYPE_CHECKING:
    from app.platform.keys import Signer
    from app.platform.page import LightChain
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage


@dataclass(frozen=True, slots=True)
class OwnParts:
    """The data, the storage quota and the key of one newcomer, and what the light page wrote for that one."""

    storage: Storage
    quota: StorageQuota
    signer: Signer
    light_chain: Callable[[], Awaitable[LightChain]] = absent.no_light_chain
    forget_light_chain: Callable[[], Awaitable[None]] = absent.nothing_to_forget
