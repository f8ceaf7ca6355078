"""Sixty moments: months with their tiles and hours, the newest open, one at a time."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.newcomer import months
from app.newcomer import update as newcomer
from app.newcomer.screens import moments
from app.newcomer.taps import OpenMonth
from app.newcomer.update import Tapped, update
from app.protocol import brussels
from app.ui.controls.look import Look
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.few import found

LONG = newcomer.NewcomerModel(screen="moments", language="nl", page=samples.a_long_life())
ALL = months.by_month(LONG.page.entries)
OPEN = next(month for month, entries in ALL if any(entry.visit.end is None for entry in entries))


def keys(model: newcomer.NewcomerModel, start: str) -> list[str]:
    """What of the list can be tapped, from the top."""
    shown = found(moments.view(model, Texts("nl"), Look(LIGHT), lambda _: None, samples.NOW))
    named = [str(one.identifier) for one in shown if isinstance(one, ft.Semantics) and one.identifier]
    return [key for key in named if key.startswith(start)]


def moments_of(month: int) -> list[str]:
    return [f"moment-{entry.visit.check_in.hex()}" for entry in reversed(dict(ALL)[month])]


def test_the_newest_month_is_open_and_each_of_the_others_is_one_card() -> None:
    assert len(ALL) > 3
    assert keys(LONG, "month-") == [f"month-{month}" for month, _ in ALL]
    assert keys(LONG, "moment-") == moments_of(ALL[0][0])


def test_a_tap_opens_another_month_a_second_one_closes_it_and_the_list_begins_with_the_newest_again() -> None:
    older, _ = update(LONG, Tapped(OpenMonth(ALL[2][0])))
    assert keys(older, "moment-") == moments_of(ALL[2][0])
    closed, _ = update(older, Tapped(OpenMonth(ALL[2][0])))
    assert keys(closed, "moment-") == []
    newest, _ = update(LONG, Tapped(OpenMonth(ALL[0][0])))
    assert keys(newest, "moment-") == []
    again, _ = update(replace(older, screen="home"), Tapped("moments"))
    assert keys(again, "moment-") == moments_of(ALL[0][0])


def test_the_hours_of_the_months_are_the_total_and_a_question_at_a_door_shows_where_a_way_out_is_missing() -> None:
    assert sum(entry.minutes for _, entries in ALL for entry in entries) == LONG.page.total
    shown = found(moments.view(replace(LONG, month=months.NONE), Texts("nl"), Look(LIGHT), lambda _: None, samples.NOW))
    cards = {str(one.identifier): one for one in shown if isinstance(one, ft.Semantics)}
    for month, _ in ALL:
        inside = found(cards[f"month-{month}"])
        doors = [one for one in inside if isinstance(one, ft.Image) and str(one.src).endswith("/until.svg")]
        assert bool(doors) == (month == OPEN)


def test_a_month_begins_at_midnight_in_brussels() -> None:
    december = 1_796_079_600  # 1 December 2026, 00:00 in Brussels, an hour before it is in London
    assert brussels.day(december - 1) != brussels.day(december)
    assert months.month_of(december) == months.month_of(december - 1) + 1 == 12 * 2026 + 11


def test_somebody_who_has_only_one_month_sees_no_cards() -> None:
    assert keys(replace(LONG, page=samples.page()), "month-") == []
