"""The receipt key, changed. What the one before signed stays good; if it was stolen, only what it signed before."""

from __future__ import annotations

from app.protocol import receipt
from app.protocol.receipt import Receipt
from sync_server.errors import ServerRefusal
from sync_server.region import keys, windows
from sync_server.region.acts import act
from sync_server.region.registry import HOUR, Registry


def renew(registry: Registry, stolen: int | None = None) -> None:
    """A new receipt key from now on. `stolen`: since when somebody else may have signed with the one before (Unix seconds);
    what the server received since is signed anew, with its time. Raises ServerRefusal "no-region" or "future-date".
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
        registry.db.execute(sql, [public, start, now + HOUR, stolen, stolen])  # an hour for what is being signed now
        registry.set("receipt-key", following.public)
        registry.set("receipt-start", str((now if stolen is None else max(start, stolen)) - HOUR).encode())
        registry.set("receipt-end", str(now + windows.RECEIPTS).encode())
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
