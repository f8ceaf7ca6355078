"""Everything of mine: what can be done with it, taking it along, and removing it in two steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from app.newcomer import mine
from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.ui.controls.action import ROOM, big_action, low_card, round_button
from app.ui.controls.choices import Pick, laid_out, title
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import sentences
from app.ui.controls.moment import saved_mark, ticks
from app.ui.events import tap_of
from app.ui.texts import Texts, isolate

TAKEN = ("on_phone", "next", "list")
GONE = ("on_phone", "next", "phone_empty")
GONE_FAR = ("phone_empty", "cloud_off")
ONLY_THERE = ("on_phone", "cloud_off")
FOR_GOOD = "You asked to be forgotten. These hours are only on this phone."
ONLY_HERE = "These are only on this phone. They go, too."

Send = Callable[[Event], None]


def choose(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw what can be done with everything; `now` in Unix seconds."""
    picks = [
        Pick(partial(picture, look, "share"), *_both(texts, "Take it with me"), mine.TAKE),
        Pick(partial(picture, look, "phone_empty"), *_both(texts, "Remove everything"), mine.REMOVE),
    ]
    named = title(look, texts("settings", "Everything of mine"), texts.dutch("settings", "Everything of mine"))
    return _framed(model, texts, look, send, [named, laid_out(look, picks, tap_of(send))])


def take(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw how everything is taken along in one file, or that it is ready."""
    tap, what = tap_of(send), "One file with everything of mine."
    body = [title(look, *_both(texts, "Take it with me")), _story(look, TAKEN)]
    if model.handed:
        body.append(saved_mark(look, *_both(texts, "It is ready.")))
        good = texts("saved", "Good"), texts.dutch("saved", "Good")
        return _framed(model, texts, look, send, body, [big_action(look, "home", *good, tap, "home", height=104)])
    body += [look.text(texts("mine", what), 18), *look.dutch_word(*_both(texts, what))]
    return _framed(model, texts, look, send, body, [big_action(look, "share", *_both(texts, "Make the file"), tap, mine.HAND)])


def remove(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Ask the first time: everything leaves this phone, also what is nowhere else."""
    alone = model.page.only_here
    body = [_story(look, GONE), *sentences(look, *_both(texts, "Everything of mine leaves this phone."))]
    if alone:
        here = ticks(look, False, texts("moments", "On this phone"), alone=True)
        number = look.text(isolate(str(alone)), 22, bold=True)
        body.append(ft.Row([here, number], alignment=ft.MainAxisAlignment.CENTER, spacing=10))
        body += [look.text(texts("mine", ONLY_HERE), 18), *look.dutch_word(*_both(texts, ONLY_HERE))]
    yes = big_action(look, "phone_empty", *_both(texts, "Yes, remove it"), tap_of(send), mine.YES, height=104)
    return _framed(model, texts, look, send, body, [yes])


def where(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Ask the second time: only from this phone, or from everywhere."""
    picks = [
        Pick(partial(picture, look, "phone_empty"), *_both(texts, "Only from this phone"), mine.HERE),
        Pick(partial(_pair, look), *_both(texts, "From everywhere"), mine.EVERYWHERE),
    ]
    body = [title(look, *_both(texts, "From where?")), laid_out(look, picks, tap_of(send))]
    return _framed(model, texts, look, send, body)


def leaving(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw that everything leaves now; the app starts again by itself."""
    body = [_story(look, GONE), *sentences(look, *_both(texts, "Everything is leaving. Wait a moment."))]
    return screen(look, body, end=aloud.button(model, texts, look, send))


def forgotten(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw, on another phone of a person who was forgotten, that these hours are only here, and how to take them along."""
    tap, good = tap_of(send), (texts("saved", "Good"), texts.dutch("saved", "Good"))
    body = [_story(look, ONLY_THERE), *sentences(look, *_both(texts, FOR_GOOD))]
    take_it = big_action(look, "share", *_both(texts, "Take it with me"), tap, mine.TAKE, height=104)
    speaker = aloud.button(model, texts, look, send)
    if look.large:  # so that the sentence has the room of the second way on
        return screen(look, body, start=round_button(look, "home", good[0], tap, "home"), end=speaker, bottom=[take_it])
    later = ft.Row([low_card(look, "home", *good, tap, "home", room=ROOM - 42)])
    return screen(look, body, end=speaker, bottom=[take_it, later])


def _framed(
    model: NewcomerModel, texts: Texts, look: Look, send: Send, body: Sequence[ft.Control], bottom: Sequence[ft.Control] = ()
) -> ft.Control:
    back = round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
    return screen(look, list(body), start=back, end=aloud.button(model, texts, look, send), bottom=list(bottom))


def _story(look: Look, names: Sequence[str]) -> ft.Control:
    high = 56 if look.large else 84
    shown: list[ft.Control] = [picture(look, name, 32 if name == "next" else high) for name in names]
    return ft.Row(shown, alignment=ft.MainAxisAlignment.CENTER, spacing=14)


def _pair(look: Look, size: float) -> ft.Control:
    """The pictures of an empty phone and of no cloud, together `size` dp wide and a little more."""
    each = [picture(look, name, size * 0.62) for name in GONE_FAR]
    return ft.Row([*each], spacing=0, tight=True, alignment=ft.MainAxisAlignment.CENTER)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("mine", msgid), texts.dutch("mine", msgid)
