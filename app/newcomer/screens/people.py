"""Several newcomers on one phone: who is it, a picture for each, whether both were there, and the picture lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from app.newcomer import lock, people
from app.newcomer.screens import aloud
from app.newcomer.taps import ChooseSharer, TapPicture
from app.newcomer.update import Event, NewcomerModel
from app.platform.picture_lock import LENGTH, PICTURES
from app.platform.sharers import ASK, Sharer, free_slot
from app.ui.controls import choices
from app.ui.controls.action import card, low_card, round_button, tappable
from app.ui.controls.choices import Pick
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.pair import face, without_badge
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.screens.signs import signs
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts

BADGED = 1.14  # how much wider than high a face with a badge is
DOTS = 30  # dp: side of a place for one of the four pictures
KEY, KEY_LARGE = 62, 46  # dp: side of a picture of the lock, and where letters are large
Send = Callable[[Event], None]


def who(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Everybody who shares this phone, by picture, and somebody new. `now` in Unix seconds."""
    at, tap = model.sharing, tap_of(send)
    picks = [_person(texts, look, sharer) for sharer in at.here]
    if not at.here:
        picks.append(Pick(partial(picture, look, "newcomer"), *_both(texts, "I am here now"), ChooseSharer(at.slot)))
    if free_slot(at.here) != ASK:
        picks.append(Pick(partial(picture, look, "somebody_else"), *_both(texts, "Somebody new"), people.NEW))
    if lock.may_lock(model):
        picks.append(Pick(partial(picture, look, "sign-key"), *_both(texts, "Picture lock"), lock.SET_LOCK))
    shown, others = choices.six_of(picks, model.turned)
    body: list[ft.Control] = [
        choices.title(look, *_both(texts, people.question(model))),
        choices.laid_out(look, shown, tap, small=others and len(shown) < len(picks)),
    ]
    more = texts("together", "More"), texts.dutch("together", "More")
    below = [choices.more(look, *more, tap)] if others else []
    back = round_button(look, "back", texts("common", "Back"), tap, "back") if people.leaving(model) else None
    return screen(look, body, start=back, end=aloud.button(model, texts, look, send), bottom=below, scroll=True)


def own_sign(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """A picture for the one who is here already. `now` in Unix seconds."""
    return _signs(model, texts, look, send, "First: a picture for you")


def new_sign(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """A picture for the one who is new. `now` in Unix seconds."""
    return _signs(model, texts, look, send, "A picture for the new person")


def too(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Were both there, or only the other one? `now` in Unix seconds."""
    tap = tap_of(send)
    mine, other = lock.own(model), people.chosen(model)
    first, second = (partial(_face, look, sharer) for sharer in (mine, other))

    def together(size: float) -> ft.Control:
        return ft.Row([first(size * 0.62), second(size * 0.62)], spacing=2, tight=True)

    picks = [
        Pick(together, *_both(texts, "Both of us"), people.BOTH),
        Pick(second, *_both(texts, "Only the other one"), people.ONLY),
    ]
    body = [choices.title(look, *_both(texts, "Who was there?")), choices.laid_out(look, picks, tap)]
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    return screen(look, body, start=back, end=aloud.button(model, texts, look, send))


def tap_lock(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Four of nine pictures open it. `now` in Unix seconds."""
    other = round_button(look, "somebody_else", texts("settings", "Somebody else"), tap_of(send), people.PEOPLE)
    back = round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
    start = back if people.leaving(model) else other
    return _lock(model, texts, look, send, people.chosen(model), start, [])


def set_lock(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Choose four pictures, and once more the same. `now` in Unix seconds."""
    tap = tap_of(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    mine = lock.own(model)
    without = low_card(look, "take_back", *_both(texts, "No pictures any more"), tap, lock.LIFT, room=240)
    return _lock(model, texts, look, send, mine, back, [ft.Row([without])] if mine and mine.lock else [])


def _lock(
    model: NewcomerModel,
    texts: Texts,
    look: Look,
    send: Send,
    sharer: Sharer | None,
    start: ft.Control,
    below: list[ft.Control],
) -> ft.Control:
    at, tap = model.sharing, tap_of(send)
    size = KEY_LARGE if look.large else KEY
    keys = [_key(look, texts, number, size, tap) for number in range(PICTURES)]
    whose = [_face(look, sharer, 64), *([picture(look, "clock", 40)] if at.wait else [])]
    body: list[ft.Control] = [
        ft.Row(whose, alignment=ft.MainAxisAlignment.CENTER, spacing=16),
        choices.title(look, *_both(texts, lock.asks(model))),
        _places(look, at.pattern),
        choices.rows(keys, 3),
    ]
    return screen(look, body, start=start, end=aloud.button(model, texts, look, send), bottom=below, scroll=True)


def _key(look: Look, texts: Texts, number: int, size: float, tap: Tap) -> ft.Control:
    """One of the nine pictures."""
    meaning = TapPicture(number)
    icon, msgid = words.sign(number)
    box = card(look, picture(look, icon, size), on_click=lambda _: tap(meaning), padding=(6, 8), key=meaning.key)
    box.on_long_press = lambda _: tap(Hear(meaning.key))
    return tappable(box, meaning.key, name=texts("sign", msgid), expand=True)


def _places(look: Look, pattern: tuple[int, ...]) -> ft.Control:
    """Four places, full where a picture was tapped; which one it was is not shown."""
    places: list[ft.Control] = [
        ft.Container(
            width=DOTS,
            height=DOTS,
            border_radius=DOTS / 2,
            bgcolor=look.palette.action if at < len(pattern) else look.palette.card,
            border=ft.Border.all(2, look.palette.action if at < len(pattern) else look.palette.ink),
        )
        for at in range(LENGTH)
    ]
    return ft.Row(places, alignment=ft.MainAxisAlignment.CENTER, spacing=14)


def _person(texts: Texts, look: Look, sharer: Sharer) -> Pick:
    word = words.sign(sharer.sign)[1]
    return Pick(partial(_face, look, sharer), texts("sign", word), texts.dutch("sign", word), ChooseSharer(sharer.slot))


def _face(look: Look, sharer: Sharer | None, size: float) -> ft.Control:
    """A person with the picture on a badge; with an empty badge while there is none. `size` dp wide."""
    high = size / BADGED
    return face(look, "newcomer", words.sign(sharer.sign)[0], high) if sharer else without_badge(look, "newcomer", high)


def _signs(model: NewcomerModel, texts: Texts, look: Look, send: Send, msgid: str) -> ft.Control:
    end = aloud.button(model, texts, look, send)
    both = _both(texts, msgid)
    return signs(look, texts, "newcomer", both, model.turned, tap_of(send), end, without=people.taken(model))


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("people", msgid), texts.dutch("people", msgid)
