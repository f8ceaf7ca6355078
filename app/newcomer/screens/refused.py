"""Nothing was saved: one picture and one kind sentence that says what to do next, and beneath them that as a button."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.newcomer.ways_on import Way, ways_on
from app.ui.controls.action import ROOM, big_action, low_card, round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look
from app.ui.controls.message import gentle
from app.ui.events import tap_of
from app.ui.screens import refusals
from app.ui.texts import Texts


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the refusal and the ways on from it. `now` in Unix seconds."""
    tap = tap_of(send)

    def button(way: Way) -> ft.Control:
        both = _word(way, texts), _word(way, texts.dutch)
        if way.main:
            return big_action(look, way.icon, *both, tap, way.meaning, height=104)
        return ft.Row([low_card(look, way.icon, *both, tap, way.meaning, room=ROOM - 42)])

    icon, msgid = refusals.refusal(model.refusal)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    main, *others = ways_on(model, now)
    bottom, below = [button(main)], [button(way) for way in others]
    body = gentle(look, icon, texts("refusal", msgid), texts.dutch("refusal", msgid), refusals.WAY_ON.get(model.refusal, ""))
    body, bottom = ([*body, *below], bottom) if look.scale > 1.0 else (body, [*bottom, *below])  # the sentence stays in view
    return screen(look, body, start=back, end=aloud.button(model, texts, look, send), bottom=bottom)


def _word(way: Way, texts: Callable[[str, str], str]) -> str:
    """What stands on a button; the translators' workshop reads it here."""
    return {
        "scan": texts("home", "Scan"),
        "photo": texts("scan", "Photo"),
        "calendar": texts("together", "Tell when it was"),
        "together": texts("together", "Together"),
        "code_again": texts("together", "Show my code again"),
        "home": texts("saved", "Good"),
        "again": texts("common", "Once more"),
        "old_phone_code": texts("return", "From your old phone"),
        "hours_file": texts("return", "From your file"),
        "card_scans": texts("return", "Scan your card"),
        "ten_pictures": texts("return", "Ten pictures"),
    }[way.icon]
