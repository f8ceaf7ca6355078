"""What home says about how safe the hours are. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel

FULL, BACK, ONLINE, HERE = "full", "back", "online", "here"
ALONE_FOR = 7 * 86400  # seconds that moments may live on one phone before home asks for internet


def safety(model: NewcomerModel, now: int) -> str:
    """FULL: the device is almost full; BACK: hours are coming back from the server; ONLINE: this phone needs internet soon;
    HERE: some moments are only here; "" when all are kept far away, too. `now` in Unix seconds.
    """
    page = model.page
    if model.tight:
        return FULL
    if page.restoring:
        return BACK
    if not page.only_here:
        return ""
    return ONLINE if page.since is not None and now - page.since > ALONE_FOR else HERE
