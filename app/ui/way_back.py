"""The device's own "back" leaves a screen as the screen's own button does. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.ui.events import Tapped

Model = TypeVar("Model")
MOST = 8  # more than any screen is away from the first


def steps(model: Model, leaving: Callable[[Model], str], update: Callable[[Model, Any], tuple[Model, Any]]) -> int:
    """After how many steps back the first screen of a role comes; 0 there.

    `leaving` names the tap that leaves the screen of a model, "" on the first; `update` is that of the role.
    """
    for count in range(MOST):
        name = leaving(model)
        if not name:
            return count
        model, _ = update(model, Tapped(name))
    return MOST
