"""Every screen of every role, in every language: few choices, one action; each thing to tap has picture, word, voice, name."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app.buddy import update as buddy
from app.buddy import views as buddy_views
from app.counsellor import model as counsellor
from app.newcomer import update as newcomer
from app.newcomer import views as newcomer_views
from app.organisation import model as organisation
from app.tools.translations.forbidden import FORBIDDEN
from app.tools.translations.rules import drawable
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.screens.help_pages import STATEMENT
from app.ui.speech import HEAR
from app.ui.texts import READY, Texts
from app.ui.theme import DARK, LIGHT
from tests.looks import samples
from tests.screens.few import BOARD
from tests.screens.walk import SCREENS, SENT, Button, buttons, clips, drawn, said, screen, seen

CODES = [one.code for one in READY]
EACH_LANGUAGE = pytest.mark.parametrize("code", CODES)
SPOKEN = samples.PHONE  # a display stands in a room of an organisation, a counsellor reads: they have no voice
# Screens with one thing to do: the green action is there, once.
ONE_ACTION = (
    *("keep", "new-card", "refused-card-needs-internet"),
    *("new-phone", "phone-codes", "phone-codes_many", "reached_quarter", "reached_half", "reached_whole"),
    *("refused-phone-odd", "refused-phone-other", "refused-file-alone", "refused-file-other", "refused-file-odd"),
    *("coming_later", "coming_full", "back-again", "both-phones", "forgotten"),
    *("refused-no-card-seen", "refused-torn-card", "refused-wrong-pictures", "refused-old-card", "refused-card-offline"),
    *("home", "came", "left", "met", "remark", "taken_back", "install_prompt", "code", "heard", "silent", "dutch_voice"),
    *("moments_none", "how", "buddy_how"),
    *(
        "refused-not-ours",
        "refused-storage-full",
        "refused-other-meeting",
        "refused-no-camera",
        "refused-other-week",
        "refused-start-again",
    ),
    *("give", "take", "remove", "diagnosis", "buddy_diagnosis", "display_diagnosis", "display_clock", "counsellor_diagnosis"),
    *("counsellor_first", "counsellor_proof", "counsellor_list", "counsellor_refused"),
    *("buddy_ask", "buddy_code", "buddy_home", "buddy_welcome", "buddy_take_back", "buddy_refused", "buddy_moments_none"),
)
# Questions with more answers than four: pages of eight, and the way to the next eight. The week has seven days.
OF_EIGHT = (
    "language",
    "which",
    "what",
    "long",
    "sign",
    "until",
    "when",
    "buddy_sign",
    "buddy_language",
    "counsellor_language",
    "display_length",
    "settings",
    "people",
    "own-sign",
    "new-sign",
)
WAYS_ON = ("more", "not-now", "reason", "come-back")  # beneath the answers
# Their rows are looked at, not chosen from; the list is as long as it is.
DIARIES = ("moments", "liked", "buddy_moments", "counsellor_proof", "counsellor_list")
FOR_WHO_HELPS = help_model.DIAGNOSIS  # one choice more, where something went another way
FAULTS = {part for line in samples.FAULTS for part in line.split(" · ")}  # words of a program, for whoever helps
WORDS = "⟦{}⟧"


class Marked(Texts):
    """A language in which every text of a catalogue, and every name of a day or month, can be told from anything else."""

    def __call__(self, context: str, msgid: str, **values: object) -> str:
        return WORDS.format(super().__call__(context, msgid, **values))

    def dutch(self, context: str, msgid: str, **values: object) -> str:
        return WORDS.format(super().dutch(context, msgid, **values))

    def day(self, time: int, now: int) -> str:
        return WORDS.format(super().day(time, now))

    def month(self, time: int) -> str:
        return WORDS.format(super().month(time))

    def weekday(self, time: int) -> tuple[str, str]:
        name, number = super().weekday(time)
        return WORDS.format(name), number


def is_(name: str, kinds: tuple[str, ...]) -> bool:
    """Is this sample of one of these kinds of screens: "home_here" is a "home"?"""
    return any(name == kind or name.startswith((f"{kind}_", f"{kind}-")) for kind in kinds)


def choices(name: str, shown: Any) -> list[Button]:
    """What there is to choose from; the three faces are one question, and it waits for no answer."""
    found = [one for one in buttons(shown) if not one.only_speaks and not one.is_round and one.key != FOR_WHO_HELPS]
    found = [one for one in found if not one.key.startswith(BOARD)]
    faces = [one for one in found if one.key.startswith("face-")]
    found = [one for one in found if one not in faces[1:]]
    return [
        one
        for one in found
        if not (is_(name, DIARIES) and one.key.startswith(("moment-", "until-", "show-", "month-", "file-", "only-")))
    ]


def test_every_screen_of_every_role_is_among_the_samples() -> None:
    walked = [samples.model(name, "nl") for name in samples.PHONE]
    assert {one.screen for one in walked if isinstance(one, newcomer.NewcomerModel)} == set(newcomer_views.VIEWS)
    assert {one.screen for one in walked if isinstance(one, buddy.BuddyModel)} == set(buddy_views.VIEWS)
    shown = {samples.display_model(name).step for name in samples.DISPLAY}
    assert shown == {
        *(organisation.DIAGNOSIS, organisation.CLOCK),
        *(organisation.WAIT, organisation.CHOOSE, organisation.RUNNING),
        *(organisation.REFUSED, organisation.STAFF, organisation.LENGTH),
    }
    of_counsellor = {samples.counsellor_model(name, "nl").screen for name in samples.COUNSELLOR}
    every = {counsellor.DIAGNOSIS, counsellor.FIRST, counsellor.PROOF, counsellor.REFUSED, counsellor.LANGUAGE}
    assert of_counsellor == every | {counsellor.LIST}


@EACH_LANGUAGE
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_screen_has_one_thing_to_do_or_one_question(code: str, palette: Any) -> None:
    amiss = []
    for name in SCREENS:
        main = [one.key for one in buttons(screen(name, code, palette)) if one.box.bgcolor == palette.action]
        if len(main) != (1 if is_(name, ONE_ACTION) else 0):
            amiss.append((name, main))
    assert amiss == []


@EACH_LANGUAGE
def test_there_are_at_most_four_choices_or_pages_of_eight_and_one_way_back(code: str) -> None:
    amiss = []
    for name in SCREENS:
        shown = screen(name, code, LIGHT)
        found = [one.key for one in choices(name, shown)]
        answers = [key for key in found if key not in WAYS_ON]
        many = len(answers) > 8 if is_(name, OF_EIGHT) else len(found) > 4
        round_ones = [one.key for one in buttons(shown) if one.is_round and not one.key.startswith(BOARD)]
        if many or len(round_ones) > 1:
            amiss.append((name, found, round_ones))
    assert amiss == []


def test_nobody_types_anything() -> None:
    typed = (ft.TextField, ft.Dropdown, ft.AutoComplete, ft.SearchBar, ft.CupertinoTextField, ft.Slider)
    shown = [(name, one.control) for name in SCREENS for one in screen(name, "nl", LIGHT)]
    assert [(name, type(control)) for name, control in shown if isinstance(control, typed)] == []


@EACH_LANGUAGE
def test_each_thing_to_tap_is_a_picture_and_a_word_and_has_a_name(code: str) -> None:
    """The round ones at the top are a picture with a name only: they are always there, in the same place."""
    taps = [(name, one) for name in SCREENS for one in buttons(screen(name, code, LIGHT))]
    plain = [(name, one.key) for name, one in taps if not one.pictures]
    assert [(name, key) for name, key in plain if not key.startswith("language-")] == []  # letters of its own are its picture
    unnamed = [(name, one) for name, one in taps if not one.name]
    assert [(name, one.key) for name, one in unnamed if not any(map(str.isalnum, "".join(one.words)))] == []


def unheard(code: str, behind: samples.Model, one: Button) -> list[str]:
    """What is missing when a finger stays on this button; nothing when all is well."""
    if one.only_speaks or one.key.startswith(("language-", *BOARD)):
        return []  # a language has a speaker of its own; the pictures of a card are compared with the card
    if not one.box.on_long_press:
        return [f"{one.key}: no long press"]
    one.box.on_long_press(None)  # type: ignore[call-arg, arg-type]
    asked, told = SENT.pop().meaning.key, samples.heard(behind, one.key)
    lacking = [f"{one.key}: no clip {clip}" for clip in told if clip.clip not in clips(clip.language or code)]
    return lacking + [f"{one.key}: asks for {asked}"] * (asked != f"{HEAR}{one.key}") + [f"{one.key}: silent"] * (not told)


@EACH_LANGUAGE
def test_each_thing_to_tap_can_be_heard_when_a_finger_stays_on_it(code: str) -> None:
    amiss = []
    for name in SPOKEN:
        behind = samples.model(name, code)
        amiss += [(name, what) for one in buttons(screen(name, code, LIGHT)) for what in unheard(code, behind, one)]
    assert amiss == []


@EACH_LANGUAGE
def test_what_a_screen_says_is_what_it_shows_and_is_there_to_be_heard(code: str) -> None:
    amiss: list[object] = []
    for name in SPOKEN:
        told, shown = samples.said(name, code), screen(name, code, LIGHT)
        speakers = [one.key for one in buttons(shown) if one.key == "speak"]
        keys = {str(one.control.identifier) for one in shown if isinstance(one.control, ft.Semantics)}
        if not told or len(speakers) != 1:
            amiss.append((name, told, speakers))
        amiss += [(name, "not shown", one.key) for one in told if one.key and one.key not in keys]
        amiss += [(name, "no clip", one.clip) for one in told if one.clip not in clips(one.language or code)]
    assert amiss == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_word_comes_from_a_catalogue(code: str) -> None:
    """So a word that nobody can translate is found; that every text is translated, tests/test_locales.py holds."""
    names = {
        "Bibliotheek De Krook",
        *("mijn-uren.txt", "mijn-uren (1).txt", "mijn-uren (2).txt", "vakantie.jpg", f"{samples.LONG}.txt", "مريم.txt"),
        samples.LONG,
        "Samen in Gent",
        "De Linde",
        "Veertig",
        "NL",
        *(one.name for one in READY),
    }
    names |= FAULTS
    names |= {exactly for _, _, exactly in STATEMENT if exactly}  # a standard, a day, an address
    texts, amiss = Marked(code), []
    for name in SCREENS:
        for text in said(tuple(seen(drawn(name, texts, Look(LIGHT, texts.rtl))))):
            bare = text
            for mark in "\u2066\u2067\u2068\u2069":
                bare = bare.replace(mark, "")
            for other in names:
                bare = bare.replace(other, "")
            while "⟦" in bare:
                start, end = bare.rindex("⟦"), bare.index("⟧", bare.rindex("⟦"))
                bare = bare[:start] + bare[end + 1 :]
            if any(letter.isalpha() for letter in bare):
                amiss.append((name, text))
    assert amiss == []


@EACH_LANGUAGE
def test_every_letter_on_a_screen_is_in_the_font_and_no_word_is_of_control(code: str) -> None:
    import re

    for name in SCREENS:
        for text in said(screen(name, code, LIGHT)):
            assert set(text) - drawable() == set(), (name, text)
            assert "{" not in text, (name, text)
            of_us = samples.LONG not in text and text.strip("\u2066\u2069") not in FAULTS
            words = text if of_us and name not in samples.COUNSELLOR else ""
            assert not re.search(FORBIDDEN[code], words, re.IGNORECASE), (name, text)
