"""What a device still allows us to store, and whether the system leaves our data alone."""

from __future__ import annotations

from typing import Protocol


class StorageQuota(Protocol):
    """The storage quota of one role, its reserved space, and the recovery secret that lies apart from its data."""

    async def ask_to_keep(self) -> bool:
        """Ask the system never to delete our data by itself; False when it does not promise that. Never fails."""
        ...

    async def is_low(self) -> bool:
        """Is hardly any storage left on the device? When there is enough, set space aside for later. Never fails."""
        ...

    async def release_reserved_space(self) -> bool:
        """Give the reserved space up, so that a full device can still save, send and delete; True if there was any. Never
        fails.
        """
        ...

    async def secret_apart(self) -> str | None:
        """The text that `keep_secret_apart` kept; "" when there is none, None when nobody can tell without network. Never
        fails.
        """
        ...

    def wants_secret(self) -> bool:
        """May this person have another app of ours on this device, with a store of its own and the same recovery secret apart?
        Then the secret is made before the first record. So it is on iPhones: Safari and the home screen.
        """
        ...

    async def keep_secret_apart(self, text: str) -> None:
        """Keep the recovery secret (`text`, hexadecimal) apart from the data: it may outlive the loss of all data. Nobody
        promises that. Never fails.
        """
        ...
