"""A buddy's own list: the meetings signed here, each by itself. No sum of anything, and nothing else of anybody."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import flet as ft

from app.buddy.screens import aloud
from app.buddy.update import CODE, PICTURE, TAKE_BACK, BuddyModel, Event, SignedMeeting
from app.protocol import brussels
from app.protocol.activities import ActivityType
from app.ui.controls import choices
from app.ui.controls.action import ROOM, big_action, low_card, round_button, tappable
from app.ui.controls.day import day_line, leaf
from app.ui.controls.floor import tiles
from app.ui.controls.frame import screen
from app.ui.controls.look import ROOM as ACROSS
from app.ui.controls.look import Look, picture
from app.ui.controls.message import gentle
from app.ui.controls.moment import moment_row, taken_back_mark, ticks
from app.ui.controls.pair import face, without_badge
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.screens.meeting import badge, in_full, taken_back
from app.ui.taps import Hear, OpenMoment, Tap
from app.ui.texts import Texts

Send = Callable[[Event], None]
FEW = 5  # lines of the largest letters that leave room for a picture


def view(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw the list of meetings, the newest day first; `now` in Unix seconds."""
    back = round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
    end = aloud.button(model, texts, look, send)
    if not model.moments:
        nothing = "Nothing yet. Scan a code to begin."
        nothing_yet = gentle(look, "two_phones", texts("moments", nothing), texts.dutch("moments", nothing))
        scan = big_action(look, "scan", texts("home", "Scan"), texts.dutch("home", "Scan"), tap_of(send), "scan", height=104)
        return screen(look, nothing_yet, start=back, end=end, bottom=[scan])
    head = choices.title(look, *_buddy(texts, "Our moments"))
    return screen(look, [head, *_by_day(model, texts, look, send, now)], start=back, end=end, long=True)


def _by_day(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> list[ft.Control]:
    """Each day begins with its leaf of the calendar."""
    rows: list[ft.Control] = []
    for _, kept in groupby(model.moments, key=lambda moment: brussels.day(moment.start)):
        of_day = list(kept)
        start = of_day[0].start
        rows.append(day_line(look, texts.weekday(start)[1], texts.day(start, now)))
        rows += [_row(moment, texts, look, send) for moment in of_day]
    return rows


def _row(moment: SignedMeeting, texts: Texts, look: Look, send: Send) -> ft.Control:
    """What was done, and beside it with whom."""
    icon, name = words.activity(moment.activity)
    meaning, tap, own, dutch = OpenMoment(moment.id), tap_of(send), texts("activity", name), texts.dutch("activity", name)
    with_whom = face(look, "newcomer", badge(moment.picture), 40)
    detail = texts("together", "Taken back") if moment.taken_back else ""
    laid = [] if moment.taken_back else tiles([(ActivityType.BUDDY, moment.minutes)])
    long, mark = texts.length(moment.minutes), _mark(look, texts, moment)
    row = moment_row(look, icon, own, dutch, detail, long, laid, mark, taken_back=moment.taken_back, person=with_whom)
    row.on_click = lambda _: tap(meaning)
    row.ink = True  # with ink it is reached by a keyboard, too
    row.on_long_press = lambda _: tap(Hear(meaning.key))
    return tappable(row, meaning.key)


def meeting(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """One of them: its code once more, a picture for the person, and taking the own signature back."""
    tap = tap_of(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = aloud.button(model, texts, look, send)
    moment = model.moment
    if moment is None:
        return screen(look, [], start=back, end=end)
    where = ticks(look, moment.sent, _kept(texts, moment), alone=True)
    facts = moment.activity, moment.minutes, moment.start, now
    if moment.taken_back:
        return screen(look, taken_back(look, texts, *facts, person=moment.picture), start=back, end=end)
    next_steps = (
        (picture(look, "code_again", 48), _buddy(texts, "Show the code again"), CODE),
        (_to_remember(look, moment), _buddy(texts, "Choose a picture"), PICTURE),
    )
    cards = [choices.choice(look, drawn, *both, tap, key, high=136) for drawn, both, key in next_steps]
    done = words.activity(moment.activity)[0]
    away = low_card(look, done, *_together(texts, "Take back"), tap, TAKE_BACK, room=ROOM - 48, crossed=True)
    body = [*in_full(look, texts, *facts, person=moment.picture, where=where), choices.rows(cards), ft.Row([away])]
    return screen(look, body, start=back, end=end)


def _which(look: Look, texts: Texts, moment: SignedMeeting) -> ft.Control:
    """Which of them: with whom, what and when."""
    size = 56 if look.large else 72
    parts = [face(look, "newcomer", badge(moment.picture), size), picture(look, words.activity(moment.activity)[0], size)]
    parts.append(leaf(look, texts.weekday(moment.start)[1], size / look.scale))
    return ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=16)


def _to_remember(look: Look, moment: SignedMeeting) -> ft.Control:
    """The person with the picture that was chosen, or with the place for one."""
    if moment.picture is None:
        return without_badge(look, "newcomer", 48)
    return face(look, "newcomer", badge(moment.picture), 48)


def take_back(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Take the own signature back? The moment stays in the list. The large answer is the one that changes nothing."""
    tap = tap_of(send)
    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    ask, dutch = _buddy(texts, "Take this moment back? Then it no longer counts.")
    _, *asked = gentle(look, "take_back", ask, dutch)
    few = not look.dutch_word(ask, dutch) and look.lines(ask, 20, ACROSS) <= FEW
    fits = few or not look.large  # what is asked is seen whole
    which = [_which(look, texts, model.moment)] if model.moment and fits else []
    body = [*which, *asked]
    yes = _yes(look, model.moment, _together(texts, "Take back"), tap)
    kept = words.activity(model.moment.activity)[0] if model.moment else ""
    keep = big_action(look, "saved", *_together(texts, "Keep it"), tap, "keep", height=92, door=kept)
    return screen(look, body, start=close, end=aloud.button(model, texts, look, send), bottom=[yes, keep])


def _yes(look: Look, moment: SignedMeeting | None, both: tuple[str, str], tap: Tap) -> ft.Control:
    """Taking back, with what comes of it: the moment crossed out, against the whole one on the other answer."""
    if moment is None:
        return ft.Row([low_card(look, "take_back", *both, tap, "yes", room=ROOM - 42)])
    done = words.activity(moment.activity)[0]
    return ft.Row([low_card(look, done, *both, tap, "yes", room=ROOM - 48, crossed=True)])


def _mark(look: Look, texts: Texts, moment: SignedMeeting) -> ft.Control:
    if moment.taken_back:
        return taken_back_mark(look, texts("together", "Taken back"))
    return ticks(look, moment.sent, _kept(texts, moment))


def _kept(texts: Texts, moment: SignedMeeting) -> str:
    return texts("moments", "Also kept far away" if moment.sent else "On this phone")


def _buddy(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("buddy", msgid), texts.dutch("buddy", msgid)


def _together(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)
