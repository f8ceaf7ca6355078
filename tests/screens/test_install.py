"""Putting the app on the home screen: offered once, after the first saved moment, and never again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.newcomer import update as newcomer
from app.newcomer.keep_card import ASKED, KEEP
from app.newcomer.model import Keeping
from app.newcomer.screens import aloud
from app.newcomer.update import HoursSynced, Install, Installable, NewcomerModel, Remember, Tapped, Wrote, update
from app.platform import Platform
from app.platform.absent import no_install
from app.records.page import Page, Saved
from tests.screens.test_phone import ENTRY, HOME, PAGE

OFFERED = [Remember("install", "offered")]


SENT = replace(PAGE, entries=tuple(replace(entry, sent=True) for entry in PAGE.entries), waiting=0)  # two ticks everywhere


def after_a_moment(model: NewcomerModel, page: Page = SENT) -> NewcomerModel:
    return update(model, Wrote(Saved("came", ENTRY, ""), page))[0]


@pytest.mark.parametrize("way", ["prompt", "share"])
def test_after_the_first_saved_moment_the_way_to_the_home_screen_is_shown_once(way: str) -> None:
    model, effects = update(HOME, Installable(way))
    assert (model.screen, effects) == (newcomer.HOME, [])  # not before there is something to come back to
    model, effects = update(after_a_moment(model), Tapped("home"))
    assert (model.screen, effects) == (newcomer.INSTALL, OFFERED)
    model, effects = update(model, Tapped("home"))  # later
    assert (model.screen, effects) == (newcomer.HOME, [])
    assert update(after_a_moment(model), Tapped("home"))[0].screen == newcomer.HOME


LEFT_BEHIND = {
    "a record waits": replace(SENT, waiting=1),
    "a moment is only here": replace(SENT, entries=(*SENT.entries, replace(ENTRY, sent=False))),
    "hours are coming back": replace(SENT, restoring=True),
}


@pytest.mark.parametrize("page", LEFT_BEHIND.values(), ids=LEFT_BEHIND)
def test_an_iphone_is_offered_its_home_screen_only_when_the_server_has_everything(page: Page) -> None:
    iphone = update(HOME, Installable("share"))[0]
    model, effects = update(after_a_moment(iphone, page), Tapped("home"))
    assert (model.screen, model.offered, effects) == (newcomer.HOME, False, [])
    model, _ = update(after_a_moment(iphone, page), HoursSynced(SENT, ""))  # two ticks came while it said "saved"
    assert update(model, Tapped("home"))[0].screen == newcomer.INSTALL
    android = update(HOME, Installable("prompt"))[0]  # there the app keeps its store
    assert update(after_a_moment(android, page), Tapped("home"))[0].screen == newcomer.INSTALL


@pytest.mark.parametrize("page", LEFT_BEHIND.values(), ids=LEFT_BEHIND)
def test_an_iphone_whose_home_screen_would_begin_empty_is_offered_a_card_once_when_it_can_be_made(page: Page) -> None:
    iphone = update(HOME, Installable("card"))[0]
    assert update(after_a_moment(iphone, page), Tapped("home"))[0].screen == newcomer.HOME
    model, effects = update(after_a_moment(iphone), Tapped("home"))
    assert (model.screen, effects) == (KEEP, [Remember(ASKED, str(SENT.total)), *OFFERED])
    said = [clip.clip for clip in aloud.screen_clips(model, 0)]
    assert [text for text in said if "week" in text] == ["keep/Not opened for a week? This card brings your hours back."]
    later = update(model, Tapped("home"))[0]
    assert later.screen == newcomer.HOME
    assert update(after_a_moment(later), Tapped("home"))[0].screen == newcomer.HOME
    settings = update(later, Tapped("settings"))[0]
    assert newcomer.INSTALL not in [phrase.key for phrase in aloud.screen_clips(settings, 0)]
    has_one = replace(iphone, keeping=Keeping(pictures=tuple(range(10)), kept=True))
    assert update(after_a_moment(has_one), Tapped("home"))[0].screen == newcomer.HOME


def test_saying_yes_lets_the_browser_ask_and_goes_home() -> None:
    model = replace(HOME, screen=newcomer.INSTALL, install="prompt", offered=True)
    after, effects = update(model, Tapped(newcomer.INSTALL))
    assert (after.screen, effects) == (newcomer.HOME, [Install()])


def test_it_is_not_offered_when_it_is_there_already_or_was_offered_at_an_earlier_start() -> None:
    there = update(update(HOME, Installable("prompt"))[0], Installable(""))[0]
    assert update(after_a_moment(there), Tapped("home"))[0].screen == newcomer.HOME
    before = replace(HOME, install="prompt", offered=True)
    assert update(after_a_moment(before), Tapped("home"))[0].screen == newcomer.HOME


@pytest.mark.parametrize("way", ["prompt", "share"])
def test_an_offer_that_was_missed_or_put_off_is_found_in_the_settings_until_the_icon_is_there(way: str) -> None:
    late = update(replace(HOME, page=SENT, offered=True), Installable(way))[0]
    settings = update(late, Tapped("settings"))[0]
    assert newcomer.INSTALL in [phrase.key for phrase in aloud.screen_clips(settings, 0)]
    model, effects = update(settings, Tapped(newcomer.INSTALL))
    assert (model.screen, effects) == (newcomer.INSTALL, OFFERED)
    assert update(model, Tapped("home"))[0].screen == newcomer.HOME
    there = update(settings, Installable(""))[0]
    assert newcomer.INSTALL not in [phrase.key for phrase in aloud.screen_clips(there, 0)]
    assert update(there, Tapped(newcomer.INSTALL)) == (there, [])


def test_an_iphone_finds_it_in_the_settings_only_when_the_server_has_everything() -> None:
    waits = replace(HOME, screen=newcomer.SETTINGS, page=replace(SENT, waiting=1), install="share")
    assert newcomer.INSTALL not in [phrase.key for phrase in aloud.screen_clips(waits, 0)]
    assert update(waits, Tapped(newcomer.INSTALL)) == (waits, [])


def test_somebody_who_has_not_chosen_a_language_is_asked_that_first() -> None:
    new = NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False, install="prompt")
    model, effects = update(after_a_moment(new), Tapped("home"))
    assert (model.screen, model.offered, effects) == (newcomer.LANGUAGE, False, [])


def test_a_shell_that_is_an_app_already_never_offers_it() -> None:
    assert Platform.__dataclass_fields__["install"].default is no_install
