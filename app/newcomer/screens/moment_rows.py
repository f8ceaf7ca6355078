"""One row of the list of moments: what it was and when, how long or what is still to be said of it, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.report import MOMENT, UNTIL
from app.newcomer.update import Event, Tapped
from app.protocol.activities import Kind
from app.records.open_visits import here, is_forgotten, lasted
from app.records.page import DECLARED, MET, VISIT, Entry, Expected, Page
from app.ui.controls.action import tappable
from app.ui.controls.floor import tiles
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import gone, moment_row, ticks
from app.ui.screens import words
from app.ui.speech import HEAR
from app.ui.texts import Texts


def expected_row(one: Expected, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """A meeting that the buddy has not answered yet: nothing is laid, and its code can be shown again."""
    asked = one.proposal
    icon, name = words.activity(asked.activity)
    row = moment_row(
        look,
        icon,
        texts("activity", name),
        texts.dutch("activity", name),
        texts("together", "Your buddy's answer is not here yet"),
        "",
        [],
        ft.Row([picture(look, "code_again", 44), picture(look, "next", 22)], spacing=6, tight=True),
    )
    amber = look.palette.kinds[Kind.BUDDY]
    row.border = look.edge(f"show-{one.id.hex()}", amber.edge)
    return tappable_row(row, f"show-{one.id.hex()}", send)


def tappable_row(row: ft.Container, key: str, send: Callable[[Event], None]) -> ft.Control:
    """A card of the list that leads on when it is tapped, and is heard when a finger stays on it."""
    row.on_click = lambda _: send(Tapped(key))
    row.ink = True  # with ink it is reached by a keyboard, too
    row.on_long_press = lambda _: send(Tapped(f"{HEAR}{key}"))
    return tappable(row, key)


def entry_row(page: Page, entry: Entry, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """One moment. One without a way out has a question at a door where the others have their length; a tap asks until when."""
    icon, name = words.activity(entry.visit.activity)
    both, detail = (texts("activity", name), texts.dutch("activity", name)), _detail(entry, texts)
    mark = ticks(look, entry.sent, texts("moments", "Also kept far away" if entry.sent else "On this phone"))
    id, leads_to = entry.visit.check_in.hex(), MOMENT
    if entry.taken_back:
        back = texts("together", "Taken back")
        stay = lasted(entry)
        long = texts.length(stay) if stay else ""
        row = moment_row(look, icon, *both, back, long, [], gone(look, back), taken_back=True)
    elif is_forgotten(page, entry, now):
        # No tick, wherever it is kept: beside a question it would say that all is well.
        waits = picture(look, "until", 40)
        row, leads_to = moment_row(look, icon, *both, detail, "", [], waits, note=texts("together", "Until when?")), UNTIL
    elif entry.visit.end is None:
        is_here = entry == here(page, now)
        note = texts("home", "You are here now") if is_here else ""
        inside = ft.Row([picture(look, "enter", 34), mark], spacing=8, tight=True) if is_here else mark
        row = moment_row(look, icon, *both, detail, "", [], inside, note=note)
    else:
        laid = tiles([(entry.kind, entry.minutes)])
        row = moment_row(look, icon, *both, detail, texts.length(entry.minutes), laid, mark, page.face(entry))
    return tappable_row(row, f"{leads_to}-{id}", send)


def _detail(entry: Entry, texts: Texts) -> str:
    """From when to when, or with whom: a meeting has no clock. What nobody's code said is together with nobody."""
    if entry.what == VISIT:
        start, end = entry.visit.start, entry.visit.end
        return texts.clock(start) if end is None else texts.span(start, end)
    if entry.what == DECLARED:
        return texts("together", "Without a code")
    return texts("together", "With my buddy" if entry.what == MET and entry.kind == Kind.BUDDY else "Together")
