"""A buddy's own list: the meetings signed here, each by itself. No sum of anything, and nothing else of anybody."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy import CODE, PICTURE, TAKE_BACK, Event, Model, Moment, Tapped
from app.controls import choices
from app.controls.action import ROOM, big_action, low_card, round_button, tappable, word_card
from app.controls.floor import tiles
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import gentle
from app.controls.moment import gone, moment_row, ticks
from app.controls.pair import pair
from app.i18n import Texts
from app.protocol.activities import Kind
from app.screens import spoken_buddy, words
from app.screens.code import told
from app.voice import HEAR

Send = Callable[[Event], None]


def view(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    back = round_button(look, "back", texts("common", "Back"), _tap(send), "back")
    end = spoken_buddy.button(model, texts, look, send)
    if not model.moments:
        nothing = "Nothing yet. Scan a code to begin."
        told_so = gentle(look, "two_phones", texts("moments", nothing), texts.dutch("moments", nothing))
        scan = big_action(look, "scan", texts("home", "Scan"), texts.dutch("home", "Scan"), _tap(send), "scan", height=104)
        return screen(look, told_so, start=back, end=end, bottom=[scan])
    rows = [_row(moment, texts, look, send, now) for moment in model.moments]
    return screen(look, [look.text(texts("buddy", "Our moments"), 24, bold=True), *rows], start=back, end=end, long=True)


def _row(moment: Moment, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    icon, name = words.activity(moment.activity)
    detail = texts("together", "Taken back") if moment.taken_back else texts.day(moment.start, now)
    key, own, dutch = f"moment-{moment.id.hex()}", texts("activity", name), texts.dutch("activity", name)
    shown = icon if moment.picture is None else words.sign(moment.picture)[0]
    long = "" if moment.taken_back else texts.length(moment.minutes)
    laid = [] if moment.taken_back else tiles([(Kind.BUDDY, moment.minutes)])
    row = moment_row(look, shown, own, dutch, detail, long, laid, _mark(look, texts, moment))
    row.on_click = lambda _: send(Tapped(key))
    row.ink = True  # with ink it is reached by a keyboard, too
    row.on_long_press = lambda _: send(Tapped(f"{HEAR}{key}"))
    return tappable(row, key)


def one(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """One of them: its code once more, a picture for the person, and taking the own signature back."""
    tap = _tap(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = spoken_buddy.button(model, texts, look, send)
    moment = model.moment
    if moment is None:
        return screen(look, [], start=back, end=end)
    body = [
        _who_and_what(look, moment),
        told(look, texts, moment.activity, moment.minutes, moment.start, now),
        _mark(look, texts, moment),
    ]
    if moment.taken_back:
        said = look.text(texts("together", "Taken back. It no longer counts."), 16, color=look.palette.quiet)
        body.insert(0 if look.scale > 1.0 else len(body), ft.Semantics(content=said, identifier="message"))
        return screen(look, body, start=back, end=end)
    told_next = (
        ("two_phones", _buddy(texts, "Show the code again"), CODE),
        ("newcomer", _buddy(texts, "Choose a picture"), PICTURE),
        ("take_back", _together(texts, "Take back"), TAKE_BACK),
    )
    cards = [choices.choice(look, picture(look, icon, 40), *both, tap, key, high=124) for icon, both, key in told_next]
    return screen(look, [*body, choices.rows(cards[:2]), choices.rows(cards[2:], 1)], start=back, end=end)


def take_back(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Take the own signature back? The moment stays in the list. The large answer is the one that changes nothing."""
    tap = _tap(send)
    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    ask = "Take this moment back? Then it no longer counts."
    _, *asked = gentle(look, "take_back", *_buddy(texts, ask))
    which = [_who_and_what(look, model.moment)] if model.moment and not look.large else []  # what is asked is seen whole
    body = [*which, *asked]
    both = _together(texts, "Take back")
    yes = ft.Row([(low_card if look.large else word_card)(look, "take_back", *both, tap, "yes", room=ROOM - 42)])
    keep = big_action(look, "undo", *_together(texts, "Keep it"), tap, "keep", height=84)
    return screen(look, body, start=close, end=spoken_buddy.button(model, texts, look, send), bottom=[yes, keep])


def _who_and_what(look: Look, moment: Moment) -> ft.Control:
    """The picture of the activity, and the one that the person was given."""
    sign = "" if moment.picture is None else words.sign(moment.picture)[0]
    return pair(look, words.activity(moment.activity)[0], 92, newcomer=sign)


def _mark(look: Look, texts: Texts, moment: Moment) -> ft.Control:
    if moment.taken_back:
        return gone(look, texts("together", "Taken back"))
    return ticks(look, moment.sent, texts("moments", "Also kept far away" if moment.sent else "On this phone"))


def _buddy(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("buddy", msgid), texts.dutch("buddy", msgid)


def _together(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)


def _tap(send: Send) -> Callable[[str], None]:
    return lambda key: send(Tapped(key))
