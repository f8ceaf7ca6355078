"""The keys whose receipts phones believe, by the newest trust list."""

from __future__ import annotations

from app.protocol.trust import KeyPeriod
from sync_server.region import publication
from sync_server.region.registry import Registry


class ReceiptKeys:
    """Calling it gives the receipt keys of the newest list. It parses the list again only when there is a newer one."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._held: tuple[int, tuple[KeyPeriod, ...]] = (0, ())

    def __call__(self) -> tuple[KeyPeriod, ...]:
        """The receipt keys with their validity periods. Raises ServerRefusal("no-region")."""
        newest = publication.version(self._registry)
        if newest == 0 or newest != self._held[0]:
            self._held = (newest, publication.parsed_bundle(self._registry).trust_list.receipt_keys)
        return self._held[1]
