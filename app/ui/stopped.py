"""The screen when the role's file cannot be opened: one picture and one kind sentence. The file is left as it is."""

from __future__ import annotations

import flet as ft

from app.ui import theme
from app.ui.controls.frame import screen
from app.ui.controls.message import gentle
from app.ui.page_frame import TITLE, look_for
from app.ui.screens import refusals
from app.ui.texts import Texts


def show(page: ft.Page, code: str) -> None:
    """Show the refusal `code`, in Dutch, because the chosen language is in the file that could not be opened."""
    texts = Texts("nl")
    icon, msgid = refusals.refusal(code)
    page.theme, page.dark_theme = theme.theme(theme.LIGHT), theme.theme(theme.DARK)
    look = look_for(page, texts, dutch=False)
    page.bgcolor = look.palette.paper
    page.title = TITLE
    page.add(screen(look, gentle(look, icon, texts("refusal", msgid), "", refusals.WAY_ON.get(code, ""))))
