"""A newcomer's wish to be forgotten, and whether the server carries it out (app/protocol/README.md, 12).

Rules:
1. A wish counts for this region only. It is signed by a device that came with the person's secret, or the secret comes along.
2. Whoever came back since then is not erased (`came-back`): a device of the person that introduced itself after the wish. The
   wish is not older than the last record of the device that signed it, whatever that phone's clock said.
3. Sent again, a wish does nothing more, and gets the same answer.
4. Every other wish is `not-allowed`, without a reason: nobody learns from it who is known here.
"""

from __future__ import annotations

import hmac

from app.protocol import forget
from app.protocol.ed25519 import verify
from app.protocol.errors import ProtocolError
from app.protocol.forget import ForgetWish
from app.protocol.keys import key_id
from app.protocol.record import PERSON_SECRET_SIZE, person_of
from sync_server.errors import ServerRefusal
from sync_server.records import tombstones
from sync_server.records.quota import Quota
from sync_server.region.registry import Registry
from sync_server.safekeeping.erasure import erase_proven


class Forgetting:
    """Carries out wishes to be forgotten."""

    def __init__(self, registry: Registry, quota: Quota) -> None:
        self._registry, self._quota = registry, quota

    def carry_out(self, data: bytes, secret: bytes, sender: str | None) -> None:
        """Erase the person of this wish; durable when this returns. `secret` is b"" or the person's (16 bytes). `sender` is a
        network address, used for counting only.

        Raises ServerRefusal: "not-allowed", "came-back", "too-many", or "no-region".
        """
        wish = self._read(data)
        proven = len(secret) == PERSON_SECRET_SIZE and hmac.compare_digest(person_of(secret), wish.person)
        names = (wish.person,) if proven else (key_id(wish.public),)
        if tombstones.any_erased(self._registry.db, *names):
            return
        if not proven and not self._came_with_secret(wish):
            raise ServerRefusal("not-allowed")
        if self._came_back(wish):
            raise ServerRefusal("came-back")
        if not self._is_known(wish.person):
            self._quota.admit({wish.person: None}, self._registry.now(), sender)  # strangers fill no disk with tombstones
        erase_proven(self._registry, wish.person, wish.public)

    def _read(self, data: bytes) -> ForgetWish:
        try:
            outer, wish = forget.from_bytes(data)
        except ProtocolError:
            raise ServerRefusal("not-allowed") from None
        if wish.region != self._registry.list_certificate().region or not verify(outer.check(wish.public)):
            raise ServerRefusal("not-allowed")
        return wish

    def _came_with_secret(self, wish: ForgetWish) -> bool:
        sql = "SELECT 1 FROM devices WHERE public = ? AND person = ?"
        return self._registry.db.execute(sql, [wish.public, wish.person]).fetchone() is not None

    def _came_back(self, wish: ForgetWish) -> bool:
        db, now = self._registry.db, self._registry.now()
        sql = "SELECT coalesce(max(received), 0) FROM records WHERE device = ?"
        asked = min(now, max(wish.time, db.execute(sql, [wish.public]).fetchone()[0]))
        sql = "SELECT 1 FROM records WHERE person = ? AND device <> ? AND number = 0 AND received > ? LIMIT 1"
        return db.execute(sql, [wish.person, wish.public, asked]).fetchone() is not None

    def _is_known(self, person: bytes) -> bool:
        return self._registry.db.execute("SELECT 1 FROM records WHERE person = ? LIMIT 1", [person]).fetchone() is not None
