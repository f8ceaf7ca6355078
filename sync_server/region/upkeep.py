"""What the server does for its region each day: extend validity periods that end soon, sign a list anew that is due, and remove
what is left in the file of people who asked to be forgotten.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sync_server.region import endings, publication, validity
from sync_server.region.acts import act
from sync_server.region.registry import DAY, Registry
from sync_server.safekeeping import erasure

log = logging.getLogger("veertig")


def upkeep(registry: Registry) -> bool:
    """Do what is due; False when nothing was. Raises ServerRefusal."""
    if not registry.exists() or not (validity.are_due(registry) or publication.is_due(registry)):
        return False
    with act(registry, "upkeep"):
        pass  # each act extends validity periods and publishes the list
    return True


async def daily(registry: Registry, run: Callable[..., Awaitable[None]]) -> None:
    """Do the upkeep now and each day until cancelled; `run` runs a function outside of the event loop.

    Errors are logged, and the upkeep is tried again the next day.
    """
    while True:
        try:
            await run(_once, registry)
        except Exception as error:
            log.error("upkeep: %s", getattr(error, "code", type(error).__name__))
        await asyncio.sleep(DAY)


def _once(registry: Registry) -> None:
    upkeep(registry)
    if registry.exists():
        erasure.sweep_if_due(registry)
        for ending in endings.endings(registry, registry.now()):
            log.warning("%s", ending)
