"""The keys whose receipts phones believe, as the newest list says."""

from __future__ import annotations

from app.protocol.trust import KeyWindow
from sync_server.region import publication
from sync_server.region.registry import Registry


class ReceiptKeys:
    """The receipt keys that phones believe; read from the list again only when there is a newer one."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._held: tuple[int, tuple[KeyWindow, ...]] = (0, ())

    def __call__(self) -> tuple[KeyWindow, ...]:
        """Raises ServerRefusal("no-region")."""
        newest = publication.version(self._registry)
        if newest == 0 or newest != self._held[0]:
            self._held = (newest, publication.listed(self._registry).trust_list.receipt_keys)
        return self._held[1]
