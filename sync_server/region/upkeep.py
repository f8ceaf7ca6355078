"""What the server does for its region each day: windows that end soon are moved, a list that is due is signed anew."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sync_server.region import endings, publication, windows
from sync_server.region.acts import act
from sync_server.region.registry import DAY, Registry

log = logging.getLogger("veertig")


def upkeep(registry: Registry) -> bool:
    """Do what is due; False when there was nothing. Raises ServerRefusal."""
    if not registry.exists() or not (windows.are_due(registry) or publication.is_due(registry)):
        return False
    with act(registry, "upkeep"):
        pass  # each act moves windows and publishes
    return True


async def daily(registry: Registry, run: Callable[..., Awaitable[None]]) -> None:
    """Now, and each day, until cancelled; `run` does work beside the event loop. What goes wrong is logged and tried again the
    next day.
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
        for one in endings.endings(registry, registry.now()):
            log.warning("%s", one)
