"""Keeping the hours safe: when a card is offered, and that no screen shows a card which the server may not have."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from app.newcomer import keep_card
from app.newcomer import update as newcomer
from app.newcomer.keep_card import CardGiven, CardGone, CardMade, CheckCard, GiveCard, MakeCard
from app.newcomer.model import Keeping, NewcomerModel
from app.newcomer.screens import aloud, home
from app.newcomer.update import Effect, RefusalShown, Remember, Tapped, update
from app.records.page import Entry, Page
from app.ui import theme
from app.ui.controls.look import Look
from app.ui.taps import Meaning
from app.ui.texts import Texts
from tests.people import NOON
from tests.screens.few import found
from tests.screens.test_phone import ENTRY

PICTURES = (0, 17, 37, 48, 8, 61, 24, 63, 52, 5)
REGION = bytes(range(8))
MADE = CardMade(PICTURES, REGION)


def with_moments(count: int, minutes: int = 30) -> NewcomerModel:
    """Home after so many moments of so many minutes, of which the server has every one."""
    sent = replace(ENTRY, sent=True, minutes=minutes)
    entries = tuple(replace(sent, visit=replace(sent.visit, check_in=bytes([at]) * 32)) for at in range(count))
    return NewcomerModel(newcomer.HOME, "nl", page=Page(count * minutes, entries, 0))


def tap(model: NewcomerModel, *meanings: Meaning) -> tuple[NewcomerModel, list[Effect]]:
    effects: list[Effect] = []
    for meaning in meanings:
        model, effects = update(model, Tapped(meaning))
    return model, effects


def identifiers(drawn: ft.Control) -> set[str]:
    return {str(one.identifier) for one in found(drawn) if isinstance(one, ft.Semantics)}


def shows_the_offer(model: NewcomerModel) -> bool:
    drawn = home.view(model, Texts("nl"), Look(theme.LIGHT), lambda event: None, NOON + 86400)
    return "keep" in identifiers(drawn)


def test_a_card_is_offered_after_the_third_moment_and_not_before() -> None:
    assert [keep_card.is_offered(with_moments(count)) for count in range(5)] == [False, False, False, True, True]
    assert shows_the_offer(with_moments(3))
    assert not shows_the_offer(with_moments(2))


def test_a_moment_that_was_taken_back_is_none_of_the_three() -> None:
    model = with_moments(3)
    first, *others = model.page.entries
    gone = replace(model, page=replace(model.page, entries=(replace(first, taken_back=True), *others)))
    assert not keep_card.is_offered(gone)


def _only_here(model: NewcomerModel) -> tuple[Entry, ...]:
    return (*model.page.entries[:-1], replace(model.page.entries[-1], sent=False))


@pytest.mark.parametrize("what", ["without network", "a record waits", "a moment is only here", "hours are coming back"])
def test_nothing_is_offered_while_the_server_lacks_something(what: str) -> None:
    model = with_moments(4)
    lacking = {
        "without network": replace(model, notice="offline"),
        "a record waits": replace(model, page=replace(model.page, waiting=1)),
        "a moment is only here": replace(model, page=replace(model.page, entries=_only_here(model))),
        "hours are coming back": replace(model, page=replace(model.page, restoring=True)),
    }[what]
    assert not keep_card.is_offered(lacking)
    assert not shows_the_offer(lacking)


def test_the_offer_never_stands_beside_another_question() -> None:
    model = with_moments(4)
    came = replace(model.page.entries[-1], visit=replace(ENTRY.visit, end=None, scans=ENTRY.visit.scans[:1]))
    asked = replace(model, page=replace(model.page, entries=(*model.page.entries[:-1], came)))
    drawn = home.view(asked, Texts("nl"), Look(theme.LIGHT), lambda event: None, NOON + 2 * 86400)
    named = identifiers(drawn)
    assert any(name.startswith("until-") for name in named)
    assert "keep" not in named
    assert not shows_the_offer(replace(model, tight=True))
    assert "keep" not in {clip.key for clip in aloud.clips(asked, NOON + 2 * 86400, "")}


def test_later_is_an_answer_until_ten_hours_and_again_until_thirty() -> None:
    model, effects = tap(with_moments(3), "keep")
    assert (model.screen, effects) == (keep_card.KEEP, [Remember("card-asked", "90")])
    model, effects = tap(model, "home")
    assert (model.screen, effects) == (newcomer.HOME, [])
    for minutes, offered in ((90, False), (599, False), (600, True), (1799, True), (1800, True)):
        assert keep_card.is_offered(replace(model, page=replace(model.page, total=minutes))) == offered
    model, _ = tap(replace(model, page=replace(model.page, total=660)), "keep", "home")
    for minutes, offered in ((1799, False), (1800, True)):
        assert keep_card.is_offered(replace(model, page=replace(model.page, total=minutes))) == offered
    model, _ = tap(replace(model, page=replace(model.page, total=1800)), "keep", "home")
    assert not keep_card.is_offered(replace(model, page=replace(model.page, total=6000)))


def test_a_card_stands_on_the_screen_only_when_the_server_has_it() -> None:
    model, effects = tap(with_moments(3), "keep", "make-card")
    assert effects == [MakeCard()]
    assert (model.screen, model.keeping.making, model.keeping.pictures) == (keep_card.KEEP, True, ())
    assert tap(model, "make-card")[1] == []  # a second tap makes no second card
    model, effects = update(model, MADE)
    assert (model.screen, model.keeping.pictures, model.keeping.making, effects) == (keep_card.MY_CARD, PICTURES, False, [])


def test_whoever_went_on_meanwhile_is_not_brought_back() -> None:
    model, _ = tap(with_moments(3), "keep", "make-card", "home")
    model, _ = update(model, MADE)
    assert model.screen == newcomer.HOME
    assert tap(model, "my-card")[0].screen == keep_card.MY_CARD


def test_who_has_kept_the_card_is_never_asked_again() -> None:
    model = update(tap(with_moments(3), "keep", "make-card")[0], MADE)[0]
    model, effects = tap(model, "card-kept")
    assert (model.screen, effects) == (newcomer.HOME, [Remember("card", "kept")])
    for minutes in (90, 600, 1800, 2400):
        assert not keep_card.is_offered(replace(model, page=replace(model.page, total=minutes)))


def test_without_internet_one_sentence_says_so_and_once_more_makes_the_card() -> None:
    model, _ = tap(with_moments(3), "keep", "make-card")
    model, _ = update(model, RefusalShown("card-needs-internet"))
    assert (model.screen, model.keeping.making) == (newcomer.REFUSED, False)
    model, effects = tap(model, "make-card")
    assert (model.screen, model.keeping.making, effects) == (keep_card.KEEP, True, [MakeCard()])


def test_a_new_card_is_asked_first_and_the_old_one_can_be_kept() -> None:
    kept = replace(with_moments(3), keeping=Keeping(PICTURES, REGION, kept=True))
    model, effects = tap(kept, "my-card")
    assert (model.screen, effects) == (keep_card.MY_CARD, [Remember("card-asked", "90"), CheckCard()])
    model, effects = tap(model, "new-card")
    assert (model.screen, effects) == (keep_card.NEW_CARD, [])
    assert tap(model, "back")[0].screen == keep_card.MY_CARD
    model, effects = tap(model, "make-card")
    assert effects == [MakeCard()]
    model, _ = update(model, CardMade(PICTURES[::-1], REGION))
    assert (model.screen, model.keeping.pictures, model.keeping.kept) == (keep_card.MY_CARD, PICTURES[::-1], False)


def test_a_card_that_another_phone_replaced_leaves_the_screen() -> None:
    model, _ = tap(replace(with_moments(3), keeping=Keeping(PICTURES, REGION, kept=True)), "my-card")
    model, _ = update(model, CardGone())
    assert (model.screen, model.keeping.pictures, model.keeping.kept) == (keep_card.KEEP, (), False)


def test_a_card_that_was_begun_is_offered_to_be_finished() -> None:
    begun = replace(with_moments(3), keeping=Keeping(asked=90, pending=True))
    assert keep_card.is_offered(begun)
    assert not keep_card.is_offered(update(tap(begun, "keep", "make-card")[0], MADE)[0])


def test_the_card_is_given_to_whom_the_person_chooses() -> None:
    model, _ = tap(replace(with_moments(3), keeping=Keeping(PICTURES, REGION)), "my-card")
    model, effects = tap(model, "send-card")
    assert effects == [GiveCard()]
    assert not update(model, CardGiven("cancel"))[0].keeping.handed
    assert update(model, CardGiven("shared"))[0].keeping.handed


def test_the_secret_of_a_card_stands_in_no_report() -> None:
    model = replace(with_moments(3), keeping=Keeping(PICTURES, REGION))
    assert "17, 37" not in repr(model) + repr(MADE)
    assert repr(REGION) not in repr(model) + repr(MADE)
