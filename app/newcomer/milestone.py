"""A quarter, the half and the whole of the hours: a screen of its own, once each. Pure.

Rules:
1. It is shown when the newcomer would see home: after "saved", or at home when the minutes come from the server.
2. Of several that are reached at once, the highest is shown. What was shown is kept in minutes, so that less and more again,
   or a target that becomes smaller, is no second time.
3. What comes back from the server after a loss was reached before: it is kept as shown, and home is home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer.model import HOME, REACHED, SAVED
from app.records.target import milestone
from app.ui.events import Remember

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel

KEPT = "milestone"  # the setting: the minutes of the highest milestone that was shown


def is_due(model: NewcomerModel) -> bool:
    """Is a milestone reached that was not shown yet?"""
    return model.reached is not None and not model.page.restoring and milestone(model.page) > model.reached


def shown(model: NewcomerModel) -> tuple[NewcomerModel, Sequence[Remember]]:
    """The screen of the highest milestone, which is kept as shown."""
    return _kept(replace(model, screen=REACHED, turned=0))


def arrived(before: NewcomerModel, after: NewcomerModel) -> tuple[NewcomerModel, Sequence[Remember]]:
    """After any event: home gives way to the milestone that is due, once nothing else goes on there."""
    if before.page.restoring and is_due(after):
        return _kept(after)
    at_home = after.screen == HOME and before.screen != SAVED and after.chosen and not after.scanning
    return shown(after) if at_home and is_due(after) else (after, [])


def _kept(model: NewcomerModel) -> tuple[NewcomerModel, Sequence[Remember]]:
    minutes = milestone(model.page)
    return replace(model, reached=minutes), [Remember(KEPT, str(minutes))]
