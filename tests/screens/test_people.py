"""Several people on one phone, decided: whose is a link, who was there, and a lock that nothing goes past."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.newcomer import come_back, lock, people
from app.newcomer import update as newcomer
from app.newcomer.model import WHOSE, Coming, Sharing
from app.newcomer.taps import ChooseSharer, TapPicture
from app.newcomer.update import LinkOpened, NewcomerModel, RefusalShown, Scanned, Tapped, Woke, Write, Wrote, update
from app.platform.sharers import ASK, MOST, Sharer
from app.records.page import Saved
from app.ui.events import MORE
from app.ui.taps import ChooseSign, Meaning
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.few import found
from tests.screens.walk import screen

LOCK = f"{'00' * 16}:{'00' * 32}"
AMINA, YUSUF = Sharer(1, 3), Sharer(2, 0)
LOCKED = replace(AMINA, lock=LOCK)
ALONE = NewcomerModel(newcomer.HOME, "nl", samples.page())
TWO = replace(ALONE, sharing=Sharing((AMINA, YUSUF)))
CAME = Saved("came", samples.entry(0, 1, None), "")


def tap(model: NewcomerModel, *meanings: Meaning) -> tuple[NewcomerModel, list[Any]]:
    """What these taps come to, one after the other, and the effects of the last one."""
    effects: list[Any] = []
    for meaning in meanings:
        model, effects = update(model, Tapped(meaning))
    return model, effects


def saved(model: NewcomerModel, what: str = "came", route: str = "/s/1") -> NewcomerModel:
    model, _ = update(replace(model, mine=True), LinkOpened(route))
    return update(model, Wrote(replace(CAME, what=what), model.page))[0]


def test_with_one_newcomer_a_link_is_written_down_at_once() -> None:
    assert update(ALONE, LinkOpened("/s/1"))[1] == [Write("/s/1")]


def test_with_two_a_link_from_outside_writes_nothing_before_it_is_known_whose_it_is() -> None:
    asked, effects = update(TWO, LinkOpened("/s/1"))
    assert (asked.screen, effects) == (people.PEOPLE, [])
    assert tap(asked, ChooseSharer(1))[1] == [Write("/s/1")]
    assert tap(asked, ChooseSharer(2))[1] == [people.BeginFor(2, "/s/1")]
    left, effects = tap(asked, "back")
    assert (left.screen, left.sharing, effects) == (newcomer.HOME, TWO.sharing, [])


def test_a_link_that_was_in_hand_when_somebody_was_chosen_is_asked_about_once_only() -> None:
    chosen = replace(TWO, mine=True)
    model, effects = update(chosen, LinkOpened("/s/1"))
    assert effects == [Write("/s/1")]
    for touched in (model, tap(chosen, "settings")[0], update(chosen, Woke())[0]):
        assert update(touched, LinkOpened("/s/2"))[1] == []


def test_the_second_one_begins_with_two_pictures_and_the_scan_in_hand() -> None:
    model, effects = tap(saved(ALONE), people.PEOPLE, people.NEW)
    assert (model.screen, effects) == (people.TOO, [])
    model, _ = tap(model, people.BOTH)
    assert model.screen == people.OWN_SIGN
    model, effects = tap(model, ChooseSign(3), ChooseSign(0))
    assert effects == [people.BeginAnother(0, 3, "/s/1")]


@pytest.mark.parametrize("what", ["came", "left"])
def test_only_the_other_one_takes_back_and_both_does_not(what: str) -> None:
    asked, _ = tap(saved(TWO, what), people.PEOPLE, ChooseSharer(2))
    assert asked.screen == people.TOO
    assert tap(asked, people.BOTH)[1] == [people.BeginFor(2, "/s/1", take_back=False)]
    assert tap(asked, people.ONLY)[1] == [people.BeginFor(2, "/s/1", take_back=True)]


def test_what_was_saved_before_is_not_asked_about_and_a_minute_later_nothing_is_in_hand() -> None:
    assert tap(saved(TWO, "already"), people.PEOPLE, ChooseSharer(2))[1] == [people.BeginFor(2, "/s/1")]
    later, _ = update(saved(TWO), newcomer.ScanCooled("/s/1"))
    assert tap(later, people.PEOPLE, ChooseSharer(2))[1] == [people.BeginFor(2)]


def test_a_moment_that_nobody_scanned_is_not_handed_to_anybody() -> None:
    told = update(TWO, Wrote(replace(CAME, what="declared"), TWO.page))[0]
    assert told.scanned == ""
    assert people.PEOPLE not in [getattr(one, "key", None) for one in found(newcomer_view(told))]


def newcomer_view(model: NewcomerModel) -> Any:
    from app.newcomer.views import VIEWS
    from app.ui.controls.look import Look
    from app.ui.texts import Texts

    return VIEWS[model.screen](model, Texts("nl"), Look(LIGHT), lambda event: None, samples.NOW)


def test_nobody_is_asked_for_a_lock_that_is_not_there_and_a_locked_one_is_asked_before_anything() -> None:
    door = NewcomerModel(people.PEOPLE, "nl", sharing=Sharing((LOCKED, YUSUF), ASK))
    assert tap(door, ChooseSharer(2))[1] == [people.BeginFor(2)]
    asked, effects = tap(door, ChooseSharer(1))
    assert (asked.screen, effects) == (lock.LOCK, [])
    tried, effects = tap(asked, *(TapPicture(number) for number in (0, 3, 3, 8)))
    assert effects == [lock.TryLock(1, (0, 3, 3, 8))]
    assert tap(tried, TapPicture(1)) == (tried, [])  # a fifth tap while they are tried
    wrong, effects = update(tried, lock.LockTried(fits=False))
    assert (wrong.screen, wrong.sharing.pattern, effects) == (lock.LOCK, (), [])
    assert update(tried, lock.LockTried(fits=True))[1] == [people.BeginFor(1)]
    assert update(door, lock.LockTried(fits=True))[1] == []


AWAY = update(replace(ALONE, sharing=Sharing((LOCKED, YUSUF))), lock.LongAway())[0]


@pytest.mark.parametrize(
    "meaning", [*("home", "back", "settings", "moments", "scan", "language", "people", MORE), ChooseSharer(1)]
)
@pytest.mark.parametrize("before", [(), ("back",), ("people",)])
def test_after_some_minutes_away_no_tap_leads_past_the_lock(before: tuple[str, ...], meaning: Meaning) -> None:
    assert tap(AWAY, *before, meaning)[0].screen in (lock.LOCK, people.PEOPLE)


@pytest.mark.parametrize(
    "event", [LinkOpened("/s/1"), Wrote(CAME, ALONE.page), RefusalShown("odd"), Woke(), Scanned((), "odd")]
)
def test_after_some_minutes_away_nothing_that_happens_shows_what_is_behind_the_lock(event: Any) -> None:
    model, effects = update(AWAY, event)
    assert model.screen in (lock.LOCK, people.PEOPLE)
    assert not [effect for effect in effects if isinstance(effect, Write)]
    assert tap(model, ChooseSharer(1))[0].screen == lock.LOCK


def test_the_right_pictures_open_and_a_link_that_came_meanwhile_is_written_down_then() -> None:
    model, _ = update(AWAY, LinkOpened("/s/1"))
    model, _ = tap(model, ChooseSharer(1), *(TapPicture(number) for number in range(4)))
    model, effects = update(model, lock.LockTried(fits=True))
    assert (model.screen, effects) == (newcomer.HOME, [Write("/s/1")])
    assert not model.sharing.away


def test_who_has_no_lock_is_not_asked_after_some_minutes() -> None:
    assert update(TWO, lock.LongAway()) == (TWO, [])


def test_a_lock_is_chosen_twice_and_differing_pictures_begin_anew() -> None:
    setting, _ = tap(replace(TWO, screen=newcomer.SETTINGS), people.PEOPLE, lock.SET_LOCK)
    four = [TapPicture(number) for number in (1, 2, 3, 4)]
    again, effects = tap(setting, *four)
    assert (again.sharing.before, effects) == ((1, 2, 3, 4), [])
    assert tap(again, *four)[1] == [lock.KeepLock((1, 2, 3, 4))]
    differs, effects = tap(again, *reversed(four))
    assert (differs.sharing.before, differs.sharing.wrong, effects) == ((), True, [])


def test_a_second_tap_begins_nobody_twice() -> None:
    asked = replace(TWO, screen=people.NEW_SIGN)
    model, effects = tap(asked, ChooseSign(5))
    assert effects == [people.BeginAnother(5)]
    assert tap(model, ChooseSign(5)) == (model, [])
    model, _ = tap(replace(TWO, screen=newcomer.SETTINGS), people.PEOPLE, ChooseSharer(2))
    assert tap(model, ChooseSharer(2)) == (model, [])
    assert tap(ALONE, ChooseSharer(2)) == (ALONE, [])


def test_a_tenth_person_finds_no_plus() -> None:
    nine = replace(TWO, screen=people.PEOPLE, sharing=Sharing(tuple(Sharer(slot, slot) for slot in range(1, MOST + 1))))
    keys = {getattr(one, "key", None) for turned in (0, 1) for one in found(newcomer_view(replace(nine, turned=turned)))}
    assert {f"person-{slot}" for slot in range(1, MOST + 1)} <= keys
    assert people.NEW not in keys


def test_no_number_of_hours_stands_where_it_is_asked_who_somebody_is() -> None:
    for name in ("people", "people_door", "people_whose", "lock"):
        texts = [str(one.control.value) for one in screen(name, "nl", LIGHT) if hasattr(one.control, "value")]
        assert not [text for text in texts if any(map(str.isdigit, text))], name


def test_a_card_of_somebody_else_begins_for_somebody_new_who_takes_it_along() -> None:
    asked = replace(TWO, screen=WHOSE, coming=Coming(hand="VEERTIG-CARD:123"))
    model, effects = tap(asked, come_back.OTHERS)
    assert (model.screen, model.coming, effects) == (people.NEW_SIGN, None, [])
    assert tap(model, ChooseSign(5))[1] == [people.BeginAnother(5, None, "", "VEERTIG-CARD:123")]
    assert "123" not in repr(model.sharing)


def test_somebody_alone_sets_a_lock_from_the_settings_and_comes_back_there() -> None:
    alone = replace(newcomer.NewcomerModel("settings", "nl"), sharing=Sharing())
    setting, _ = tap(alone, lock.SET_LOCK)
    four = [TapPicture(number) for number in (1, 2, 3, 4)]
    again, _ = tap(setting, *four)
    kept, effects = tap(again, *four)
    assert effects == [lock.KeepLock((1, 2, 3, 4))]
    assert tap(setting, "back")[0].screen == "settings"
    after, _ = update(kept, people.SharersKept((LOCKED,)))
    assert (after.screen, after.sharing.here) == ("settings", (LOCKED,))
    assert update(replace(after, screen="home"), lock.LongAway())[0].screen == lock.LOCK


def test_with_two_the_lock_is_on_the_screen_of_people_and_not_in_the_settings() -> None:
    settings = replace(TWO, screen=newcomer.SETTINGS)
    assert tap(settings, lock.SET_LOCK) == (settings, [])
