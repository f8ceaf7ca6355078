"""A phone that shows a code for another phone to scan keeps its screen on, until another screen is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.platform import Platform
    from app.ui.failures import EffectRunner


class Awake:
    """Tells the shell, at each change, whether the screen has to stay on."""

    def __init__(self, platform: Platform, effects: EffectRunner) -> None:
        self._platform, self._effects = platform, effects
        self._is_code = False

    def shows(self, is_code: bool) -> None:
        """A screen is drawn: a code for another phone, or something else. Never raises."""
        if is_code != self._is_code:
            self._is_code = is_code
            self._effects.beside("stay_awake", lambda: self._platform.stay_awake(is_code))
