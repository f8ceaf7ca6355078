"""A quarter, the half or the whole of the hours is reached: the floor of tiles so far, the number, and one thing to do.

At the whole that is to show the hours to the counsellor; before it, to go on.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.share_proof import GIVE
from app.newcomer.update import Event, NewcomerModel
from app.records.target import WHOLE, stage
from app.ui.controls.action import ROOM, big_action, card, low_card
from app.ui.controls.floor import floor, tiles, tiles_of_target
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.texts import Texts, isolate

FLOOR = (288, 240)  # dp wide and high, at most
WHO, WHO_LARGE = 72, 48  # dp of the picture of the person whose floor it is; the second beside large letters


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the milestone that was reached. `now` in Unix seconds."""
    tap, page, minutes = tap_of(send), model.page, model.reached or 0
    which = stage(page.target, minutes)
    is_whole, msgid = which == WHOLE, words.REACHED[which]
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)[: tiles_of_target(page.target)]
    done, target = texts.exact_hours(minutes), texts.exact_hours(page.target)
    name = texts("home", "{done} of {target} hours", done=done, target=target)
    drawn = floor(look, laid, name, *FLOOR, target=page.target, crowned=is_whole)
    large = look.scale > 1.0  # then everything is a little smaller, so that the sentence is seen without moving
    number = ft.Row(
        [picture(look, "newcomer", WHO_LARGE if large else WHO), look.text(isolate(done), 28 if large else 64, bold=True)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=14,
    )
    word, dutch = texts("reached", msgid), texts.dutch("reached", msgid)
    caption = [look.text(word, 18 if large else 24, bold=True), *look.dutch_word(word, dutch)]
    laid_card = card(look, drawn, padding=(16, 8) if large else (16, 18))
    body = [laid_card, number, *caption] if large else [number, *caption, laid_card]  # the tiles are seen at once
    end = aloud.button(model, texts, look, send)
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    if not is_whole:
        return screen(look, body, end=end, bottom=[big_action(look, "home", *good, tap, "home", height=104)])
    give = texts("give", "Show my counsellor"), texts.dutch("give", "Show my counsellor")
    show = big_action(look, "counsellor", *give, tap, GIVE, height=104)
    later = texts("install", "Later"), "" if look.large else texts.dutch("install", "Later")
    return screen(look, body, end=end, bottom=[show, ft.Row([low_card(look, "later", *later, tap, "home", room=ROOM - 42)])])
