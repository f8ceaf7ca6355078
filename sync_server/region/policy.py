"""Changing the region's counting policy. Its version rises by one with each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.protocol import cbor
from app.protocol.errors import ProtocolError
from app.protocol.hours import IN_AND_OUT, Policy
from sync_server.errors import ServerRefusal
from sync_server.region import counting
from sync_server.region.acts import act
from sync_server.region.registry import Registry

LEAST_TARGET = 600  # minutes: whoever types hours by mistake is told so, before every phone counts to them


def policy_set(
    registry: Registry,
    *,
    session: int | None = None,
    day: int | None = None,
    target: int | None = None,
    levels: Sequence[int] | None = None,
    late: int | None = None,
) -> Policy:
    """Change these numbers of the policy, for all hours; None leaves a number as it is. Gives the policy now in force.

    `session` and `day` are the most minutes that count of one moment and of one day; `target` is in minutes, at least 600;
    `levels` are the assurance levels that count; `late` is the level of what a stolen key signed. Raises
    ServerRefusal("bad-policy").
    """
    if levels is not None and (not levels or len(set(levels)) < len(levels) or not set(levels) <= set(range(IN_AND_OUT + 1))):
        raise ServerRefusal("bad-policy")
    if target is not None and target < LEAST_TARGET:
        raise ServerRefusal("bad-policy")
    if late is not None and not 0 <= late <= IN_AND_OUT:
        raise ServerRefusal("bad-policy")
    counted = None if levels is None else tuple(sorted(levels))
    numbers = {"session": session, "day": day, "target": target, "levels": counted, "late": late}
    changes = {name: value for name, value in numbers.items() if value is not None}
    with act(registry, "policy-set", " ".join(f"{name}={value}" for name, value in changes.items())):
        before = counting.policy(registry)
        after = replace(before, **changes)  # type: ignore[arg-type]
        if after == before:
            return before
        after = replace(after, version=before.version + 1)
        try:
            held = cbor.encode(after.to_fields())
            Policy.from_fields(cbor.decode(held))
        except ProtocolError as error:
            raise ServerRefusal("bad-policy") from error
        registry.set(counting.POLICY, held)
    return after
