"""What counts, as the tables say it: what is agreed with each organisation, and the counting policy. Reading only."""

from __future__ import annotations

from app.protocol import cbor
from app.protocol.agreement import Agreement
from app.protocol.hours import Policy
from sync_server.region.registry import Registry

FIELDS = "activity, start_time, kind, dutch, social, papers"
POLICY = "policy"  # among the region's values, spelled as in the trust list


def agreements(registry: Registry) -> dict[bytes, tuple[Agreement, ...]]:
    """By the id of the organisation, in the order of the trust list."""
    found: dict[bytes, tuple[Agreement, ...]] = {}
    sql = f"SELECT organisation, {FIELDS} FROM agreements ORDER BY organisation, activity, start_time"  # noqa: S608
    for id, activity, start, kind, *told in registry.db.execute(sql):
        one = Agreement(activity, start, kind, *(None if said is None else bool(said) for said in told))
        found[bytes(id)] = (*found.get(bytes(id), ()), one)
    return found


def policy(registry: Registry) -> Policy:
    """How hours are counted now."""
    held = registry.value(POLICY)
    return Policy() if held is None else Policy.from_fields(cbor.decode(held))
