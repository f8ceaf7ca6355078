"""The safe of a phone: Keystore on Android, keychain on iOS. Import only on a phone."""

from __future__ import annotations

from flet_secure_storage import AndroidOptions, IOSOptions, KeychainAccessibility, SecureStorage

# A passing error must not delete the key that is kept: only when a new key is put there may the plug-in begin anew.
CAREFUL = AndroidOptions(reset_on_error=False)
AFRESH = AndroidOptions(reset_on_error=True)
# Bound to this phone, and readable while the screen is locked.
THIS_PHONE = IOSOptions(accessibility=KeychainAccessibility.FIRST_UNLOCK_THIS_DEVICE)


class PhoneSafe:
    """One secret under one name. Make it where there is a Flet page."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._storage = SecureStorage(android_options=CAREFUL, ios_options=THIS_PHONE)

    async def get(self) -> str | None:
        """See `Safe.get`."""
        kept: str | None = await self._storage.get(self._name, android=CAREFUL, ios=THIS_PHONE)
        return kept

    async def put(self, secret: str) -> None:
        """See `Safe.put`."""
        await self._storage.set(self._name, secret, android=AFRESH, ios=THIS_PHONE)

    async def drop(self) -> None:
        """See `Safe.drop`."""
        await self._storage.remove(self._name, android=CAREFUL, ios=THIS_PHONE)
