"""Renewing the receipt key. Receipts by the key before stay good; if it was stolen, only those from before the theft."""

from __future__ import annotations

from app.protocol import receipt
from app.protocol.receipt import Receipt
from sync_server.errors import ServerRefusal
from sync_server.region import keys, validity
from sync_server.region.acts import act
from sync_server.region.registry import HOUR, Registry


def renew(registry: Registry, stolen: int | None = None) -> None:
    """Use a new receipt key from now on.

    `stolen` (Unix seconds): since when somebody else may have signed with the key before; then the server signs the receipts of
    what it received since anew, with the same times. Raises ServerRefusal: "no-region" or "future-date".
    """
    now, path = registry.now(), registry.data / "receipt.key"
    if stolen is not None and stolen > now:
        raise ServerRefusal("future-date")
    public, start = registry.need("receipt-key"), int(registry.need("receipt-start"))
    following = keys.prepare(path, public)
    with act(registry, "receipt-key-renew", "stolen" if stolen is not None else ""):
        sql = (
            "INSERT INTO former_keys (public, purpose, start_time, end_time, revoked, stolen) VALUES (?, 'receipt', ?, ?, ?, ?)"
        )
        registry.db.execute(
            sql, [public, start, now + HOUR, stolen, stolen]
        )  # an hour more, for receipts that are being signed now
        registry.set("receipt-key", following.public)
        registry.set("receipt-start", str((now if stolen is None else max(start, stolen)) - HOUR).encode())
        registry.set("receipt-end", str(now + validity.RECEIPTS).encode())
        if stolen is not None:
            _sign_again(registry, stolen)
    keys.take_over(path)


def _sign_again(registry: Registry, since: int) -> None:
    key = registry.receipt_key()
    for table, named in (("records", "id"), ("meetings", "answer")):
        rows = registry.db.execute(f"SELECT cursor, {named}, received FROM {table} WHERE received >= ?", [since]).fetchall()  # noqa: S608
        for cursor, id, received in rows:
            sealed = key.seal(receipt.to_draft(Receipt(id, received), key.public))
            registry.db.execute(f"UPDATE {table} SET receipt = ? WHERE cursor = ?", [sealed, cursor])  # noqa: S608
