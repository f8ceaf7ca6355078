"""Faces and help, decided and drawn: skipping costs nothing, and every page of help leads back."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from app.buddy import update as buddy
from app.newcomer import rating, share_proof
from app.newcomer import update as newcomer
from app.newcomer.update import NewcomerModel, Tapped, update
from app.newcomer.views import VIEWS
from app.records.page import Saved
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.taps import ChooseFace
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.looks.samples import NOW, entry, page
from tests.people import NOON
from tests.screens.few import found
from tests.screens.walk import buttons, screen

LEFT = entry(0, 1, 90, False)
DONE = NewcomerModel(newcomer.SAVED, "nl", replace(page(), entries=(LEFT,)), Saved("left", LEFT, ""))


def names(model: NewcomerModel) -> list[str]:
    tree = found(VIEWS[model.screen](model, Texts("nl"), Look(LIGHT), lambda event: None, NOON))
    return [str(one.identifier) for one in tree if isinstance(one, ft.Semantics) and one.button]


def test_faces_stand_beside_what_is_saved_and_going_home_without_one_is_the_same_single_tap() -> None:
    assert [name for name in names(DONE) if name.startswith("face-")] == ["face-3", "face-2", "face-1"]
    with_face, effects = update(DONE, Tapped(ChooseFace(3)))
    assert (with_face.screen, effects) == (newcomer.SAVED, [rating.Feel(LEFT.visit.start, 1, 3)])
    assert update(DONE, Tapped("home"))[0].screen == newcomer.HOME


def test_a_second_tap_on_the_same_face_takes_it_away() -> None:
    liked = replace(DONE, page=replace(DONE.page, liked={(LEFT.visit.start, 1): 3}))
    assert update(liked, Tapped(ChooseFace(3)))[1] == [rating.Feel(LEFT.visit.start, 1, 0)]
    assert update(liked, Tapped(ChooseFace(1)))[1] == [rating.Feel(LEFT.visit.start, 1, 1)]


def test_who_is_still_there_or_took_it_back_is_not_asked() -> None:
    for other in (entry(0, 1, None), replace(LEFT, taken_back=True)):
        asked = replace(DONE, saved=Saved("came", other, ""), page=replace(DONE.page, entries=(other,)))
        assert not [name for name in names(asked) if name.startswith("face-")]
        assert update(asked, Tapped(ChooseFace(3)))[1] == []


@pytest.mark.parametrize("face", [4, 0, -1, 99999999999999999999])
def test_an_odd_face_changes_nothing(face: int) -> None:
    assert update(DONE, Tapped(ChooseFace(face))) == (DONE, [])


def test_moments_i_liked_are_there_once_there_is_one_and_back_leads_to_all() -> None:
    mine = replace(DONE, screen=newcomer.MOMENTS)
    assert rating.LIKED not in names(mine)
    liked = replace(mine, page=replace(mine.page, liked={(LEFT.visit.start, 1): 3}))
    assert rating.LIKED in names(liked)
    there, _ = update(liked, Tapped(rating.LIKED))
    assert there.screen == rating.LIKED
    assert update(there, Tapped("back"))[0].screen == newcomer.MOMENTS


def test_help_is_in_the_settings_and_every_page_of_it_leads_back_there() -> None:
    settings = NewcomerModel(newcomer.SETTINGS, "nl")
    assert help_model.HELP in names(settings)
    model, _ = update(settings, Tapped(help_model.HELP))
    for one in (*help_model.FOR_NEWCOMERS, help_model.FOR_ALL):
        assert one in names(model)
        inside, _ = update(model, Tapped(one))
        assert (inside.screen, update(inside, Tapped("back"))[0].screen) == (one, help_model.HELP)
    assert update(model, Tapped("back"))[0].screen == newcomer.SETTINGS


def test_a_buddy_has_help_too() -> None:
    model, _ = buddy.update(buddy.BuddyModel(buddy.SETTINGS, "nl"), buddy.Tapped(help_model.HELP))
    for key in (help_model.FOR_ALL, help_model.STATEMENT):
        model, _ = buddy.update(model, buddy.Tapped(key))
        assert model.screen == key
    for before in (help_model.FOR_ALL, help_model.HELP, buddy.SETTINGS):
        model, _ = buddy.update(model, buddy.Tapped("back"))
        assert model.screen == before


@pytest.mark.parametrize("code", ["nl", "en"])
def test_for_everybody_is_pictures_and_ten_words_at_most_and_one_tap_leads_to_the_statement(code: str) -> None:
    for name in ("for-all", "buddy_for-all"):
        shown = screen(name, code, LIGHT)
        own = [str(one.control.value) for one in shown if isinstance(one.control, ft.Text)]
        if code != "nl":
            own = [text for text in own if not text.startswith("\u2066")]  # the small Dutch line beneath
        assert len(" ".join(own).split()) <= 10, own
        pictures = [one for one in shown if isinstance(one.control, ft.Image)]
        assert len(pictures) >= 6
        assert help_model.STATEMENT in [one.key for one in buttons(shown)]
    there, _ = update(NewcomerModel(help_model.FOR_ALL, code), Tapped(help_model.STATEMENT))
    assert there.screen == help_model.STATEMENT
    assert update(there, Tapped("back"))[0].screen == help_model.FOR_ALL


def test_the_statement_names_the_standard_what_was_not_tried_and_whom_to_tell() -> None:
    drawn = VIEWS[help_model.STATEMENT](
        NewcomerModel(help_model.STATEMENT, "nl"), Texts("nl"), Look(LIGHT), lambda event: None, NOON
    )
    said = " ".join(str(one.value) for one in found(drawn) if isinstance(one, ft.Text))
    for part in ("EN 301 549", "WCAG 2.1 AA", "echte telefoons", "moedertaalspreker", "begeleider", "vlaamseombudsdienst.be"):
        assert part in said


def test_the_clock_of_somebody_who_is_here_goes_on_a_quarter_of_an_hour_at_a_time() -> None:
    from app.newcomer.screens import home

    came = NOW - 20 * 60
    here = replace(LEFT, visit=replace(LEFT.visit, start=came, end=None))
    model = NewcomerModel(newcomer.HOME, "nl", replace(page(), entries=(here,)))
    assert home.until(model, NOW) == came + 30 * 60
    assert home.until(NewcomerModel(newcomer.HOME, "nl", page()), NOW) == 0


def test_after_giving_the_house_leads_home_and_the_arrow_to_her_moments() -> None:
    given = NewcomerModel(share_proof.GIVE, "nl", page(), chosen=True, handed=True)
    assert update(given, Tapped("home"))[0].screen == newcomer.HOME
    assert update(given, Tapped("back"))[0].screen == newcomer.MOMENTS
