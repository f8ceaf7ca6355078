"""The screen when the role's file cannot be opened: one picture and one kind sentence. The file is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

import flet as ft

from app.platform.errors import START_AGAIN
from app.platform.roles import is_link
from app.ui import theme
from app.ui.controls.action import big_action
from app.ui.controls.frame import screen
from app.ui.controls.message import gentle
from app.ui.page_frame import TITLE, look_for
from app.ui.screens import refusals
from app.ui.taps import Meaning
from app.ui.texts import Texts


def show(page: ft.Page, code: str, start_again: Callable[[str], Coroutine[object, object, None]]) -> None:
    """Show the refusal `code`, in Dutch, because the chosen language is in the file that could not be opened. Where a new start
    of the app helps, a button calls `start_again` with the link that the app was opened with.
    """
    texts = Texts("nl")
    icon, msgid = refusals.refusal(code)
    page.theme, page.dark_theme = theme.theme(theme.LIGHT), theme.theme(theme.DARK)
    look = look_for(page, texts, dutch=False)
    page.bgcolor = look.palette.paper
    page.title = TITLE
    body = gentle(look, icon, texts("refusal", msgid), "", refusals.WAY_ON.get(code, ""))
    link = page.route if is_link(page.route or "") else ""

    def tapped(_: Meaning) -> None:
        page.run_task(start_again, link)

    again = big_action(look, "again", texts("common", "Once more"), "", tapped, START_AGAIN)
    page.add(screen(look, body, bottom=[again] if code == START_AGAIN else []))
