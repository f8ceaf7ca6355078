"""Keeps the page as it has to be: theme, language, direction, and one view that is drawn again on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import flet as ft

from app.platform.page import AS_USUAL, Wishes
from app.ui import theme
from app.ui.controls.look import Look
from app.ui.texts import LANGUAGES

if TYPE_CHECKING:
    from app.ui.texts import Texts

TITLE = "Veertig"  # without it the client leaves the page without a title
LARGEST = 2.0  # the largest scale of letters that the screens are made for
# The language of the client's own sentences, by ours. The client has no Kurmanji, Tigrinya or Somali, and Pashto only in part;
# Pashto needs a language that reads from the right: Persian. So no screen has a control that brings sentences of the client
# (tests/test_locales.py). The page's own language is set by app/web_shell/picture.js.
CLIENT = {"fa_AF": "fa", "ps": "fa", "ku": "nl", "ti": "nl", "so": "nl"}


def look_for(
    page: ft.Page, texts: Texts, *, scale: float = 1.0, dutch: bool = True, lit: str = "", wishes: Wishes = AS_USUAL
) -> Look:
    """How to draw now: light or dark and contrast as the device asks, direction as the language asks.

    The scale of letters is that of the app (`scale`) times that of the device (`wishes`), at most LARGEST.
    """
    scale = min(LARGEST, scale * wishes.letters)
    dark = page.platform_brightness == ft.Brightness.DARK
    return Look(theme.palette(dark=dark, high=wishes.contrast), texts.rtl, scale, dutch, lit)


class Live:
    """Draws `view()` on the page, and draws it again at each `show()`."""

    def __init__(self, page: ft.Page, view: Callable[[], ft.Control]) -> None:
        self._page, self._view = page, view
        self._turn = 0
        self._set: Callable[[int], None] | None = None
        self.wishes = AS_USUAL

    def start(self, texts: Texts) -> None:
        """Draw for the first time, with the language of `texts`."""
        page = self._page
        page.data = self  # what was drawn here before is over
        self._themes()
        page.theme_mode = ft.ThemeMode.SYSTEM
        page.title = TITLE
        page.on_platform_brightness_change = lambda _: self.show()
        self._direct(texts)

        @ft.component
        def Screen() -> ft.Control:
            turn, self._set = ft.use_state(self._turn)
            del turn
            return self._view()

        page.render(Screen)

    def speak(self, texts: Texts) -> None:
        """Change to the language of `texts`: the page's direction and the client's language follow."""
        self._direct(texts)
        self._page.update()

    async def wished(self, wishes: Wishes) -> None:
        """Follow what the device asks for now: contrast, motion, size of letters."""
        if wishes == self.wishes or self._page.data is not self:
            return
        self.wishes = wishes
        self._themes()
        self._page.bgcolor = look_for(self._page, self._texts, wishes=wishes).palette.paper
        self._page.update()
        self.show()

    def _themes(self) -> None:
        light, dark = (theme.palette(dark=dark, high=self.wishes.contrast) for dark in (False, True))
        self._page.theme = theme.theme(light, still=self.wishes.still)
        self._page.dark_theme = theme.theme(dark, still=self.wishes.still)

    def show(self) -> None:
        """Draw the view again, unless somebody else's has taken the page over."""
        if self._page.data is not self:
            return
        self._turn += 1
        if self._set:
            self._set(self._turn)

    def _direct(self, texts: Texts) -> None:
        self._texts = texts
        self._page.rtl = texts.rtl
        self._page.bgcolor = look_for(self._page, texts, wishes=self.wishes).palette.paper
        known = dict.fromkeys(CLIENT.get(language.code, language.code) for language in LANGUAGES)
        self._page.locale_configuration = ft.LocaleConfiguration(
            supported_locales=[ft.Locale(code) for code in known],
            current_locale=ft.Locale(CLIENT.get(texts.language, texts.language)),
        )
