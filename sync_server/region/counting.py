"""What counts, read from the tables: the agreements with each organisation, and the counting policy."""

from __future__ import annotations

from app.protocol import cbor
from app.protocol.agreement import Agreement
from app.protocol.hours import Policy
from sync_server.region.registry import Registry

COLUMNS = "activity, start_time, kind, dutch, social, papers"
POLICY = "policy"  # its name among the region's values; its value is the CBOR of the trust list


def agreements(registry: Registry) -> dict[bytes, tuple[Agreement, ...]]:
    """The agreements by the organisation's id, in the order of the trust list."""
    agreed: dict[bytes, tuple[Agreement, ...]] = {}
    sql = f"SELECT organisation, {COLUMNS} FROM agreements ORDER BY organisation, activity, start_time"  # noqa: S608
    for id, activity, start, kind, *answers in registry.db.execute(sql):
        agreement = Agreement(activity, start, kind, *(None if answer is None else bool(answer) for answer in answers))
        agreed[bytes(id)] = (*agreed.get(bytes(id), ()), agreement)
    return agreed


def row_of(organisation: bytes, agreement: Agreement) -> list[object]:
    """The values of a row of the table: the organisation's id, then COLUMNS."""
    answers = (agreement.dutch_context, agreement.social, agreement.papers)
    return [organisation, *agreement.order, int(agreement.kind), *answers]


def policy(registry: Registry) -> Policy:
    """The counting policy in force; the protocol's default when the region set none."""
    held = registry.value(POLICY)
    return Policy() if held is None else Policy.from_fields(cbor.decode(held))
