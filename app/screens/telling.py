"""A moment told in pictures: with whom, what, how long, when. One question a screen; `app.telling` has the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app import telling
from app.controls import choices
from app.controls.action import round_button
from app.controls.clocks import clocks
from app.controls.day import leaf
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.protocol import brussels
from app.screens import spoken, words
from app.telling import Telling
from app.when import DAYS_BACK, midnight_of

Send = Callable[[Event], None]
LARGE, FEW = 92, 218


def who(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """With whom? A code that was shown and not yet answered can be shown again."""
    tap = _tap(send)
    only = next(iter(model.page.people.values())) if len(model.page.people) == 1 else None
    buddy = picture(look, "buddy" if only is None else words.sign(only)[0], LARGE)
    cards = [
        _few(look, buddy, *_both(texts, "With my buddy"), tap, f"who-{telling.BUDDY}"),
        _few(look, picture(look, "organisation", LARGE), *_both(texts, "With somebody there"), tap, f"who-{telling.THERE}"),
        _few(look, picture(look, "no_phone", LARGE), *_both(texts, "Without a code"), tap, f"who-{telling.ALONE}"),
    ]
    open_now = telling.open_now(model.page.expected, now)
    if open_now:
        again = picture(look, "scan", LARGE)
        cards.append(_few(look, again, *_both(texts, "Show my code again"), tap, f"show-{open_now[0].id.hex()}"))
    return _question(look, texts, "With whom?", cards, tap, _end(model, texts, look, send))


def which(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Which of the buddies that are remembered by a picture?"""
    tap = _tap(send)
    known = [(key.hex(), *_remembered(texts, sign)) for key, sign in model.page.people.items()]
    shown, others = choices.eight_of([*known, ("other", "buddy", *_both(texts, "Somebody else"))], model.turned)
    cards = [
        choices.choice(look, picture(look, icon, choices.DRAWN), word, dutch, tap, f"which-{key}")
        for key, icon, word, dutch in shown
    ]
    return _question(look, texts, "Which buddy?", cards, tap, _end(model, texts, look, send), others)


def what(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """What did you do?"""
    tap, told = _tap(send), model.telling or Telling()
    shown, others = choices.eight_of(telling.activities(told.who), model.turned)
    cards = []
    for code in shown:
        icon, name = words.activity(code)
        both = texts("activity", name), texts.dutch("activity", name)
        cards.append(choices.choice(look, picture(look, icon, choices.DRAWN), *both, tap, f"what-{code}"))
    return _question(look, texts, "What did you do?", cards, tap, _end(model, texts, look, send), others)


def long(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """How long?"""
    tap = _tap(send)
    shown, others = choices.eight_of(telling.lengths(model.page.longest), model.turned)
    cards = []
    for minutes in shown:
        drawn = clocks(look, minutes, 130, choices.DRAWN + 8)
        cards.append(choices.choice(look, drawn, texts.length(minutes), "", tap, f"long-{minutes}"))
    return _question(look, texts, "How long?", cards, tap, _end(model, texts, look, send), others)


def when(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """When? Today and yesterday large, the other days of the last seven smaller."""
    tap, today = _tap(send), brussels.day(now)
    cards = []
    for back in range(DAYS_BACK):
        weekday, number = texts.weekday(midnight_of(today - back))
        word = texts("moments", "Today" if back == 0 else "Yesterday") if back < 2 else weekday
        dutch = texts.dutch("moments", "Today" if back == 0 else "Yesterday") if back < 2 else ""
        drawn, high, size = (leaf(look, number, 70), 132, 18) if back < 2 else (leaf(look, number, 48), 98, 14)
        cards.append(choices.choice(look, drawn, word, dutch, tap, f"when-{back}", high=high, size=size))
    asked = choices.title(look, *_both(texts, "When?"))
    back_button = round_button(look, "back", texts("common", "Back"), tap, "back")
    body = [asked, choices.rows(cards[:2]), choices.rows(cards[2:], 3)]
    return screen(look, body, start=back_button, end=_end(model, texts, look, send), scroll=True)


def _question(
    look: Look,
    texts: Texts,
    msgid: str,
    cards: Sequence[ft.Control],
    tap: Callable[[str], None],
    end: ft.Control | None,
    others: bool = False,
) -> ft.Control:
    """One question and its choices in pictures."""
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    asked = choices.title(look, *_both(texts, msgid))
    bottom = [choices.more(look, *_both(texts, "More"), tap)] if others else []
    return screen(look, [asked, choices.rows(cards)], start=back, end=end, bottom=bottom, scroll=True)


def _end(model: Model, texts: Texts, look: Look, send: Send) -> ft.Control | None:
    return spoken.button(model, texts, look, send)


def _few(look: Look, drawn: ft.Control, word: str, dutch: str, tap: Callable[[str], None], key: str) -> ft.Control:
    """One of at most four: a large card."""
    return choices.choice(look, drawn, word, dutch, tap, key, high=FEW)


def _remembered(texts: Texts, sign: int) -> tuple[str, str, str]:
    """Picture and word of somebody remembered, and the word in Dutch."""
    icon, word = words.sign(sign)
    return icon, texts("sign", word), texts.dutch("sign", word)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)


def _tap(send: Send) -> Callable[[str], None]:
    return lambda key: send(Tapped(key))
