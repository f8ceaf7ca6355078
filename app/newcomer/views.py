"""Which view draws which of the newcomer's screens."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import people, rating, report, share_proof, take_back
from app.newcomer.model import HOME, INSTALL, LANGUAGE, MOMENTS, READING, REFUSED, SAVED, SETTINGS, NewcomerModel
from app.newcomer.screens import (
    code,
    help,
    home,
    install,
    language,
    moment,
    moments,
    refused,
    saved,
    settings,
    share,
    sign,
)
from app.newcomer.screens import people as people_screen
from app.newcomer.screens import report as report_screen
from app.newcomer.update import Event
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.texts import Texts

View = Callable[[NewcomerModel, Texts, Look, Callable[[Event], None], int], ft.Control]
VIEWS: dict[str, View] = {
    LANGUAGE: language.view,
    HOME: home.view,
    SAVED: saved.view,
    REFUSED: refused.view,
    MOMENTS: moments.view,
    SETTINGS: settings.view,
    READING: settings.switches,
    INSTALL: install.view,
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
    people.PEOPLE: people_screen.who,
    people.OWN_SIGN: people_screen.own_sign,
    people.NEW_SIGN: people_screen.new_sign,
    people.TOO: people_screen.too,
    people.LOCK: people_screen.lock,
    people.SET_LOCK: people_screen.set_lock,
    **dict.fromkeys(help_model.NEWCOMERS, help.view),
}
