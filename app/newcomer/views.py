"""Which view draws which of the newcomer's screens."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

import flet as ft

from app.newcomer import keep_card, lock, mine, people, rating, report, share_proof, take_back
from app.newcomer.model import (
    BACK_AGAIN,
    BOTH_PHONES,
    COME_BACK,
    COMING,
    FORGOTTEN,
    HOME,
    INSTALL,
    LANGUAGE,
    MOMENTS,
    NEW_PHONE,
    PHONE_CODES,
    PICTURES,
    REACHED,
    READING,
    REFUSED,
    SAVED,
    SETTINGS,
    WHOSE,
    NewcomerModel,
)
from app.newcomer.screens import (
    code,
    help,
    home,
    install,
    language,
    moment,
    moments,
    reached,
    refused,
    saved,
    settings,
    share,
    sign,
)
from app.newcomer.screens import report as report_screen
from app.newcomer.update import Event
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.texts import Texts

View = Callable[[NewcomerModel, Texts, Look, Callable[[Event], None], int], ft.Control]


def later(module: str, name: str) -> View:
    """The view with this name in a module of `app.newcomer.screens` that is loaded only when it is first drawn."""

    def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
        draw = cast("View", getattr(import_module(f"app.newcomer.screens.{module}"), name))
        return draw(model, texts, look, send, now)

    return view


VIEWS: dict[str, View] = {
    LANGUAGE: language.view,
    HOME: home.view,
    SAVED: saved.view,
    REFUSED: refused.view,
    MOMENTS: moments.view,
    SETTINGS: settings.view,
    READING: settings.switches,
    INSTALL: install.view,
    REACHED: reached.view,
    report.WHO: report_screen.who,
    report.WHICH: report_screen.which,
    report.WHAT: report_screen.what,
    report.LONG: report_screen.long,
    report.WHEN: report_screen.when,
    report.CODE: code.view,
    report.SIGN: sign.view,
    report.MOMENT: moment.view,
    report.UNTIL: moment.until,
    take_back.REASON: moment.reason,
    rating.LIKED: moments.liked,
    share_proof.GIVE: share.view,
    people.PEOPLE: later("people", "who"),
    people.OWN_SIGN: later("people", "own_sign"),
    people.NEW_SIGN: later("people", "new_sign"),
    people.TOO: later("people", "too"),
    lock.LOCK: later("people", "tap_lock"),
    lock.SET_LOCK: later("people", "set_lock"),
    keep_card.KEEP: later("keep", "offer"),
    keep_card.MY_CARD: later("keep", "my_card"),
    keep_card.NEW_CARD: later("keep", "new_card"),
    FORGOTTEN: later("mine", "forgotten"),
    mine.MINE: later("mine", "choose"),
    mine.TAKE: later("mine", "take"),
    mine.REMOVE: later("mine", "remove"),
    mine.WHERE: later("mine", "where"),
    mine.LEAVING: later("mine", "leaving"),
    COME_BACK: later("come_back", "ways"),
    PICTURES: later("card_pictures", "view"),
    COMING: later("come_back", "coming"),
    BACK_AGAIN: later("come_back", "back_again"),
    WHOSE: later("come_back", "whose"),
    BOTH_PHONES: later("come_back", "both_phones"),
    NEW_PHONE: later("new_phone", "question"),
    PHONE_CODES: later("new_phone", "codes"),
    **dict.fromkeys(help_model.NEWCOMERS, help.view),
}
