"""What a buddy's app decides, and what a buddy can ever see: the own meetings, each by itself, and nothing else."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import replace
from itertools import product
from typing import Any

import flet as ft
import pytest

from app.buddy import update as buddy
from app.buddy.update import (
    BuddyModel,
    Chose,
    CodeRead,
    Go,
    Joined,
    LinkOpened,
    MeetingKept,
    MeetingRequest,
    MeetingsSynced,
    OpenCamera,
    Read,
    RefusalShown,
    Remember,
    RememberNewcomer,
    Scanned,
    Sign,
    SignedMeeting,
    Sync,
    Tapped,
    WithdrawAnswer,
    update,
)
from app.buddy.views import VIEWS
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.speech_model import KeepVoice
from app.ui.taps import ChooseSign, OpenMoment
from app.ui.texts import READY, Texts
from app.ui.theme import DARK, LIGHT
from tests.people import NOON, proposal
from tests.screens.few import amiss, found

ASKED = MeetingRequest(proposal(), 6, 150, NOON - 9000, None)
FIRST = SignedMeeting(b"\1" * 32, 6, 150, NOON - 9000, None, "https://uren.example.be/#/a/256", False, False)
SECOND = SignedMeeting(b"\2" * 32, 4, 60, NOON - 90000, 5, "https://uren.example.be/#/a/257", True, True)
HOME = BuddyModel(buddy.HOME, "nl", "Samen in Gent", (FIRST, SECOND))

# Everything a buddy's screens can reach. A new field has to be written down here, by somebody who asked why.
MAY_BE_SEEN = {
    "BuddyModel": {
        *("screen", "language", "programme", "moments", "asked", "moment"),
        *("refusal", "scanning", "signing", "big", "letters", "dutch", "turned"),
        *("voice", "speaker", "saying", "turn", "silent"),
        "diagnosis",  # faults of this device, without a name or a value (app/diagnosis.py, rule 1)
    },
    "Said": {"clip", "key", "language"},
    "MeetingRequest": {"proposal", "activity", "minutes", "start", "picture"},
    "SignedMeeting": {"id", "activity", "minutes", "start", "picture", "answer", "sent", "taken_back"},
}
NEVER = ("total", "hours", "level", "assurance", "deadline", "target", "left", "policy", "person", "name", "entries", "page")


def reachable(kind: type, seen: dict[str, set[str]]) -> dict[str, set[str]]:
    """Every field of a dataclass, and of those inside its fields."""
    hints = typing.get_type_hints(kind)
    seen[kind.__name__] = {field.name for field in dataclasses.fields(kind)}
    waiting: list[Any] = list(hints.values())
    while waiting:
        one = waiting.pop()
        waiting += typing.get_args(one)
        if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__name__ not in seen:
            reachable(one, seen)
    return seen


def test_a_buddy_can_reach_the_own_meetings_and_no_total_no_other_moment_no_assurance_no_deadline() -> None:
    fields = reachable(BuddyModel, {})
    assert fields == MAY_BE_SEEN
    assert [name for names in fields.values() for name in names if name in NEVER] == []


@pytest.mark.parametrize("screen", sorted(set(VIEWS) - set(help_model.PAGES)))  # help says the same to everybody
def test_a_buddys_screen_says_no_number_but_those_of_one_meeting(screen: str) -> None:
    model = BuddyModel(screen, "en", "Samen in Gent", (FIRST, SECOND), ASKED, FIRST, refusal="other-week")
    tree = found(VIEWS[screen](model, Texts("en"), Look(LIGHT, False), lambda event: None, NOON))
    said = " ".join(one.value for one in tree if isinstance(one, ft.Text) and one.value).replace("\u2066", "")
    numbers = [word for word in said.replace("\u2069", "").replace(",", "").split() if any(letter.isdigit() for letter in word)]
    assert set(numbers) <= {"2:30", "1:00", "23", "22"}  # how long each was, and the leaves of their days
    assert not [one for one in tree if isinstance(one, ft.TextField)]


def test_the_question_has_one_answer_and_closing() -> None:
    tree = found(VIEWS[buddy.ASK](dataclasses.replace(HOME, asked=ASKED), Texts("nl"), Look(LIGHT), lambda event: None, NOON))
    buttons = [one.identifier for one in tree if isinstance(one, ft.Semantics) and one.button]
    assert sorted(map(str, buttons)) == ["back", "speak", "together"]


@pytest.mark.parametrize("language", [one.code for one in READY])
def test_every_screen_has_few_choices_one_main_action_and_names_for_all(language: str) -> None:
    texts, wrong = Texts(language), []
    for screen, palette in product(sorted(VIEWS), (LIGHT, DARK)):
        model = BuddyModel(screen, language, "Samen in Gent", (FIRST, SECOND), ASKED, FIRST, refusal="other-week")
        drawn = VIEWS[screen](model, texts, Look(palette, texts.rtl), lambda event: None, NOON)
        most = 9 if screen in (buddy.LANGUAGE, buddy.PICTURE) else 4  # eight, and the way to others
        wrong += [(screen, palette.dark, what) for what in amiss(drawn, palette, most)]
    assert wrong == []


def test_a_code_is_looked_at_and_one_tap_signs_it_once() -> None:
    assert update(HOME, LinkOpened("/m/256"))[1] == [Read("/m/256")]
    model, effects = update(HOME, Tapped("scan"))
    assert effects == [OpenCamera()]
    assert update(model, Tapped("scan"))[1] == []
    assert update(model, Scanned(("https://uren.example.be/#/m/256",), ""))[1] == [Read("/m/256")]
    model, _ = update(model, CodeRead(ASKED))
    assert model.screen == buddy.ASK
    model, effects = update(model, Tapped("together"))
    assert effects == [Sign(ASKED)]
    assert update(model, Tapped("together"))[1] == []  # a second tap while it is being signed
    model, effects = update(model, MeetingKept((FIRST,), buddy.CODE, FIRST))
    assert (model.screen, model.moment, model.asked, effects) == (buddy.CODE, FIRST, None, [Sync()])


def test_closing_the_question_signs_nothing_and_leaves_nothing_behind() -> None:
    model, effects = update(update(HOME, CodeRead(ASKED))[0], Tapped("back"))
    assert (model.screen, model.asked, effects) == (buddy.HOME, None, [])
    assert update(model, Tapped("together"))[1] == []


def test_a_programmes_buddy_may_give_the_person_a_picture_and_is_not_asked_again() -> None:
    shown, _ = update(HOME, MeetingKept((FIRST,), buddy.CODE, FIRST))
    model, _ = update(shown, Tapped("home"))
    assert model.screen == buddy.PICTURE
    assert update(model, Tapped(ChooseSign(3)))[1] == [RememberNewcomer(FIRST.id, 3)]
    assert update(model, Tapped("back"))[0].screen == buddy.HOME
    again, _ = update(HOME, MeetingKept((SECOND,), buddy.CODE, SECOND))
    assert update(again, Tapped("home"))[0].screen == buddy.HOME
    passer_by = dataclasses.replace(shown, programme="")
    assert update(passer_by, Tapped("home"))[0].screen == buddy.HOME


def test_the_own_signature_is_taken_back_in_two_taps() -> None:
    model, _ = update(HOME, Tapped("moments"))
    model, _ = update(model, Tapped(OpenMoment(FIRST.id)))
    assert (model.screen, model.moment) == (buddy.MOMENT, FIRST)
    model, effects = update(model, Tapped("take-back"))
    assert (model.screen, effects) == (buddy.TAKE_BACK, [])
    assert update(model, Tapped("back"))[0].screen == buddy.MOMENT
    assert update(model, Tapped("yes"))[1] == [WithdrawAnswer(FIRST.id)]
    assert update(HOME, Tapped("yes"))[1] == []


def test_ticks_follow_a_round_with_the_server_and_no_screen_moves() -> None:
    shown, _ = update(HOME, MeetingKept((FIRST,), buddy.CODE, FIRST))
    sent = dataclasses.replace(FIRST, sent=True)
    model, _ = update(shown, MeetingsSynced((sent,)))
    assert (model.screen, model.moment) == (buddy.CODE, sent)


def test_what_was_not_signed_is_said_in_a_buddys_words() -> None:
    for code in ("other-week", "other-meeting", "same-person", "offline", "something nobody knows"):
        model, _ = update(dataclasses.replace(HOME, asked=ASKED, signing=True), RefusalShown(code))
        assert (model.screen, model.asked, model.signing) == (buddy.REFUSED, None, False)
        assert VIEWS[buddy.REFUSED](model, Texts("nl"), Look(LIGHT), lambda event: None, NOON)


def test_the_rest_of_a_buddys_app() -> None:
    assert update(HOME, Joined("Samen in Gent"))[0].screen == buddy.WELCOME
    assert update(HOME, Tapped("phone"))[1] == [Go("/")]
    assert update(HOME, Chose("ar"))[1] == [Remember("language", "ar"), KeepVoice("ar")]
    assert update(HOME, Tapped("big"))[1] == [Remember("big", "1")]
    assert update(HOME, Scanned((), "cancel"))[0].screen == buddy.HOME
    assert update(HOME, Scanned(("x", "y"), ""))[0].refusal == "two-codes"
    for screen in VIEWS:
        model = dataclasses.replace(HOME, screen=screen, moment=FIRST, asked=ASKED)
        for _ in range(4):
            model, _ = update(model, Tapped("back"))
        assert model.screen == buddy.HOME, screen


def test_a_buddy_finds_every_language_too_a_page_at_a_time() -> None:
    model, seen = update(replace(HOME, screen=buddy.SETTINGS, turned=1), Tapped(buddy.LANGUAGE))[0], set[str]()
    assert model.turned == 0
    for _ in range(2):
        tree = found(VIEWS[buddy.LANGUAGE](model, Texts("nl"), Look(LIGHT), lambda event: None, NOON))
        seen |= {str(one.identifier) for one in tree if isinstance(one, ft.Semantics) and one.button}
        model, _ = update(model, Tapped("more"))
    assert {f"language-{one.code}" for one in READY} <= seen
