"""A newcomer removes everything from this device, and may ask the region to forget as well.

Rules:
1. The wish to leave is a mark in the store, durable before anything is deleted. A start that finds the mark goes on with it.
2. What the region shall forget is signed before the key is deleted, and kept beside the data until the server has answered: one
   signed message that names a pseudonym and can do nothing but erase (app/protocol/README.md, 12).
3. The recovery secret goes with it only if no server has a receipt for this device's own record: else the server knows the
   device, and the secret is deleted with everything else.
4. A wish that the server will never carry out is given up. Any other trouble is no answer: it is sent again at the next chance.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.platform.errors import PlatformError
from app.protocol import base64url, forget
from app.protocol.forget import ForgetWish
from app.protocol.record import Device, person_of
from app.sync.errors import Declined, SyncError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.platform import Platform
    from app.platform.left_wishes import LeftWishes
    from app.store.store import Store
    from app.sync.client import Client

LEAVING = "leaving"  # the setting that is the mark
ONLY_HERE = "here"  # its value when the region keeps what it has; else it is the wish
FINAL = ("not-allowed", "came-back")  # codes of a wish that will never be carried out


async def begin(store: Store, platform: Platform, region: bytes | None, *, far: bool) -> None:
    """Set the mark, durably. `far`: the region (8 bytes; None when none is known) shall forget as well. Raises StoreError or
    PlatformError; then nothing was begun.
    """
    wish = await _wish(store, platform, region) if far and region else ""
    store.set_settings({LEAVING: wish or ONLY_HERE})
    with suppress(PlatformError):  # a full phone must be able to let go; what deletes has a mark of its own
        await platform.storage.flush()


async def finish(store: Store, platform: Platform) -> None:
    """Do what the mark says: keep the wish, delete everything of this newcomer, and start again. Raises PlatformError: the next
    start goes on.
    """
    mark = store.text(LEAVING)
    if mark not in ("", ONLY_HERE):
        await platform.left_wishes.keep(mark)
    await platform.forget_all()
    await platform.start_again("")


async def send_wishes(left: LeftWishes, client: Callable[[], Client]) -> None:
    """Send every wish that is kept, and drop those that the server has answered. Raises PlatformError."""
    for text in await left.kept():
        wish, _, secret = text.partition(".")
        try:
            await client().forget(base64url.decode(wish), base64url.decode(secret))
        except Declined as error:
            if error.code not in FINAL:
                continue
        except SyncError:
            return  # no network, or a server that is busy: at the next chance
        await left.drop(text)


async def _wish(store: Store, platform: Platform, region: bytes) -> str:
    """The signed wish as text, with the recovery secret after a dot where the server needs it; "" when nobody is to be
    forgotten.
    """
    secret = store.secret() or b""
    person = person_of(secret) if secret else store.person()
    if person is None:
        return ""
    public = await platform.signer.public_key()
    draft = forget.to_draft(ForgetWish(region, person, platform.clock().wall, public))
    wish = base64url.encode(draft.seal(await platform.signer.sign(draft.message)))
    own = (kept for kept in store.records() if isinstance(kept.record.body, Device) and kept.record.body.public == public)
    return wish if not secret or any(kept.receipt for kept in own) else f"{wish}.{base64url.encode(secret)}"
