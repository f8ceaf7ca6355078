"""A moment told in pictures: with whom, what, how long, when. One question a screen; `app.newcomer.report` has the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from app.newcomer import answers, report
from app.newcomer.report import Telling
from app.newcomer.screens import aloud
from app.newcomer.screens.lengths import length_picks
from app.newcomer.taps import ChooseActivity, ChooseBuddy, ChooseDay, ChooseLength, ChooseWho, ShowCode
from app.newcomer.update import Event, NewcomerModel
from app.protocol import brussels
from app.protocol.brussels import midnight_of
from app.records.free_slot import DAYS_BACK
from app.ui.controls import choices
from app.ui.controls.action import round_button
from app.ui.controls.day import leaf
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.taps import Meaning, Tap
from app.ui.texts import Texts

Send = Callable[[Event], None]
FOUR_HIGH = 200  # dp of one of four answers: nothing else stands beneath them


def who(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """With whom? A code that was shown and not yet answered can be shown again."""
    picks = [
        _pick(look, "together", *_both(texts, "With my buddy"), ChooseWho(report.BUDDY)),
        _pick(look, "somebody_there", *_both(texts, "With somebody there"), ChooseWho(report.THERE)),
        _pick(look, "tell", *_both(texts, "Without a code"), ChooseWho(report.ALONE)),
    ]
    open_now = report.open_now(model.page.expected, now)
    if open_now:
        picks.append(_pick(look, "code_again", *_both(texts, "Show my code again"), ShowCode(open_now[0].id)))
    return _question(look, texts, "With whom?", picks, tap_of(send), _end(model, texts, look, send))


def which(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Which of the buddies that are remembered by a picture? Whoever it is, anybody can sign."""
    known = [(ChooseBuddy(sign), *_remembered(texts, sign)) for sign in report.remembered(model)]
    somebody_else = (ChooseBuddy(None), "somebody_else", *_both(texts, "Somebody else"))
    shown, others = choices.eight_of([*known, somebody_else], model.turned)
    picks = [_pick(look, icon, word, dutch, meaning) for meaning, icon, word, dutch in shown]
    return _question(look, texts, "Which buddy?", picks, tap_of(send), _end(model, texts, look, send), others)


def what(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """What did you do?"""
    telling = model.telling or Telling()
    shown, others = choices.eight_of(answers.activities(telling.who), model.turned)
    picks = []
    for code in shown:
        icon, name = words.activity(code)
        picks.append(_pick(look, icon, texts("activity", name), texts.dutch("activity", name), ChooseActivity(code)))
    return _question(look, texts, "What did you do?", picks, tap_of(send), _end(model, texts, look, send), others)


def long(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """How long?"""
    shown, others = choices.eight_of(answers.lengths(model.page.longest), model.turned)
    picks = length_picks(look, [(minutes, texts.length(minutes), ChooseLength(minutes)) for minutes in shown], small=others)
    return _question(look, texts, "How long?", picks, tap_of(send), _end(model, texts, look, send), others)


def when(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """When? Today and yesterday large, the other days of the last seven smaller."""
    tap, today = tap_of(send), brussels.day(now)
    cards = []
    for back in range(DAYS_BACK):
        weekday, number = texts.weekday(midnight_of(today - back))
        word = texts("moments", "Today" if back == 0 else "Yesterday") if back < 2 else weekday
        dutch = texts.dutch("moments", "Today" if back == 0 else "Yesterday") if back < 2 else ""
        large = leaf(look, number, 84, today=back == 0), 148.0, 18, choices.WORD
        drawn, high, size, room = large if back < 2 else (leaf(look, number, 56), 112.0, 14, choices.THIRD)
        cards.append(choices.choice(look, drawn, word, dutch, tap, ChooseDay(back), high=high, size=size, room=room))
    asked = choices.title(look, *_both(texts, "When?"))
    back_button = round_button(look, "back", texts("common", "Back"), tap, "back")
    body = [asked, choices.rows(cards[:2]), choices.rows(cards[2:], 3)]
    return screen(look, body, start=back_button, end=_end(model, texts, look, send), scroll=True)


def _question(
    look: Look,
    texts: Texts,
    msgid: str,
    picks: Sequence[choices.Pick],
    tap: Tap,
    end: ft.Control | None,
    others: bool = False,
) -> ft.Control:
    """One question and its choices in pictures."""
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    asked = choices.title(look, *_both(texts, msgid))
    bottom = [choices.more(look, *_both(texts, "More"), tap)] if others else []
    cards = choices.laid_out(look, picks, tap, four_high=FOUR_HIGH, small=others)
    return screen(look, [asked, cards], start=back, end=end, bottom=bottom, scroll=True)


def _end(model: NewcomerModel, texts: Texts, look: Look, send: Send) -> ft.Control | None:
    return aloud.button(model, texts, look, send)


def _pick(look: Look, icon: str, word: str, dutch: str, meaning: Meaning) -> choices.Pick:
    return choices.Pick(partial(picture, look, icon), word, dutch, meaning)


def _remembered(texts: Texts, sign: int) -> tuple[str, str, str]:
    """Picture and word of somebody remembered, and the word in Dutch."""
    icon, word = words.sign(sign)
    return icon, texts("sign", word), texts.dutch("sign", word)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)
