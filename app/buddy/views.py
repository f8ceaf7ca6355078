"""Which view draws which of a buddy's screens."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy.model import (
    ASK,
    CODE,
    HOME,
    LANGUAGE,
    MOMENT,
    MOMENTS,
    PICTURE,
    READING,
    REFUSED,
    SETTINGS,
    TAKE_BACK,
    WELCOME,
    BuddyModel,
)
from app.buddy.screens import ask, help, home, meetings, people
from app.buddy.update import Event
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.texts import Texts

View = Callable[[BuddyModel, Texts, Look, Callable[[Event], None], int], ft.Control]
VIEWS: dict[str, View] = {
    HOME: home.view,
    WELCOME: home.welcome,
    SETTINGS: home.settings,
    READING: home.switches,
    LANGUAGE: home.language,
    REFUSED: home.refused,
    ASK: ask.view,
    CODE: ask.code,
    MOMENTS: meetings.view,
    MOMENT: meetings.meeting,
    TAKE_BACK: meetings.take_back,
    PICTURE: people.view,
    **dict.fromkeys(help_model.BUDDIES, help.view),
}
