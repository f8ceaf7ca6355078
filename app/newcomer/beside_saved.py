"""What stands beside "saved", and what waits because there is more to be seen. Pure.

Rules:
1. The moment that reaches the target shows all tiles and no remark: that comes with the next older code.
2. The remark waits while the button that turns the moment round stands there; it comes by itself when that button goes.
3. The faces wait, to be found at the moment, while that button stands there and with it all tiles of the target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.newcomer.rating import can_be_liked
from app.records.target import reached_by

if TYPE_CHECKING:
    from app.records.page import Page, Saved


def remark(saved: Saved, page: Page) -> str:
    """The code of what to do otherwise the next time, "" when there is nothing to say now."""
    return "" if saved.other or reached_by(page, saved.entry) else saved.remark


def is_asked(saved: Saved, page: Page) -> bool:
    """Do the faces stand there, to say how it was?"""
    full = bool(saved.other) and reached_by(page, saved.entry)
    return can_be_liked(saved.entry) and not full
