"""Every screen of every role, in every language: few choices, one action; each thing to tap has picture, word, voice, name."""

from __future__ import annotations

from typing import Any

import flet as ft
import pytest

from app import buddy, buddy_app, counsellor, phone, phone_app
from app.controls.look import Look
from app.i18n import READY, Texts
from app.i18n_tool.forbidden import FORBIDDEN
from app.i18n_tool.rules import drawable
from app.screens import display
from app.screens.help_pages import STATEMENT
from app.theme import DARK, LIGHT
from app.voice import HEAR
from app.voices import manifest
from app.voices.__main__ import AUDIO
from tests.looks import samples
from tests.screens.walk import SCREENS, Button, buttons, drawn, said, screen, seen

CODES = [one.code for one in READY]
SPOKEN = samples.PHONE  # a display stands in a room of an organisation, a counsellor reads: they have no voice
# Screens with one thing to do: the green action is there, once.
ONE_ACTION = (
    *("home", "came", "left", "met", "remark", "taken_back", "refused", "install", "code", "heard", "silent", "dutch_voice"),
    *("moments_none", "how", "buddy_how"),
    *("give", "counsellor_first", "counsellor_proof", "counsellor_refused"),
    *("buddy_ask", "buddy_code", "buddy_home", "buddy_welcome", "buddy_take_back", "buddy_refused"),
)
# Questions with more answers than four: pages of eight, and the way to the next eight. The week has seven days.
OF_EIGHT = ("language", "which", "what", "long", "sign", "until", "when", "buddy_sign", "buddy_language", "counsellor_language")
# Their rows are looked at, not chosen from; the list is as long as it is.
DIARIES = ("moments", "liked", "buddy_moments", "counsellor_proof")
WORDS = "⟦{}⟧"


class Marked(Texts):
    """A language in which every text of a catalogue, and every name of a day, can be told from anything else."""

    def __call__(self, context: str, msgid: str, **values: object) -> str:
        return WORDS.format(super().__call__(context, msgid, **values))

    def dutch(self, context: str, msgid: str, **values: object) -> str:
        return WORDS.format(super().dutch(context, msgid, **values))

    def day(self, time: int, now: int) -> str:
        return WORDS.format(super().day(time, now))

    def weekday(self, time: int) -> tuple[str, str]:
        name, number = super().weekday(time)
        return WORDS.format(name), number


def is_(name: str, kinds: tuple[str, ...]) -> bool:
    """Is this sample of one of these kinds of screens: "home_here" is a "home"?"""
    return any(name == kind or name.startswith((f"{kind}_", f"{kind}-")) for kind in kinds)


def choices(name: str, shown: Any) -> list[Button]:
    found = [one for one in buttons(shown) if not one.only_speaks and not one.is_round]
    return [one for one in found if not (is_(name, DIARIES) and one.key.startswith(("moment-", "show-")))]


def test_every_screen_of_every_role_is_among_the_samples() -> None:
    walked = [samples.model(name, "nl") for name in samples.PHONE]
    assert {one.screen for one in walked if isinstance(one, phone.Model)} == set(phone_app.VIEWS)
    assert {one.screen for one in walked if isinstance(one, buddy.Model)} == set(buddy_app.VIEWS)
    steps = {value for name, value in vars(display).items() if name in ("WAIT", "CHOOSE", "RUNNING", "REFUSED")}
    assert len(samples.DISPLAY) == len(steps) == 4
    of_counsellor = {samples.counsellor_model(name, "nl").screen for name in samples.COUNSELLOR}
    assert of_counsellor == {counsellor.FIRST, counsellor.PROOF, counsellor.REFUSED, counsellor.LANGUAGE}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_has_one_thing_to_do_or_one_question(name: str, palette: Any) -> None:
    for code in CODES:
        shown = screen(name, code, palette)
        main = [one for one in buttons(shown) if one.box.bgcolor == palette.action]
        assert len(main) == (1 if is_(name, ONE_ACTION) else 0), (code, [one.key for one in main])


@pytest.mark.parametrize("name", SCREENS)
def test_there_are_at_most_four_choices_or_pages_of_eight_and_one_way_back(name: str) -> None:
    for code in CODES:
        shown = screen(name, code, LIGHT)
        found = choices(name, shown)
        more = [one for one in found if one.key == "more"]
        if is_(name, OF_EIGHT):
            assert len(found) - len(more) <= 8, code
        else:
            assert len(found) <= 4, (code, [one.key for one in found])
        assert len([one for one in buttons(shown) if one.is_round]) <= 1, code


@pytest.mark.parametrize("name", SCREENS)
def test_nobody_types_anything(name: str) -> None:
    typed = (ft.TextField, ft.Dropdown, ft.AutoComplete, ft.SearchBar, ft.CupertinoTextField, ft.Slider)
    assert not [one for one in screen(name, "nl", LIGHT) if isinstance(one.control, typed)]


@pytest.mark.parametrize("name", SCREENS)
def test_each_thing_to_tap_is_a_picture_and_a_word_and_has_a_name(name: str) -> None:
    """The round ones at the top are a picture with a name only: they are always there, in the same place."""
    for code in CODES:
        for one in buttons(screen(name, code, LIGHT)):
            assert one.pictures, (code, one.key)
            assert one.name or any(word.strip() for word in one.words), (code, one.key)
            assert one.name or any(any(letter.isalnum() for letter in word) for word in one.words), (code, one.key)


@pytest.mark.parametrize("name", SPOKEN)
def test_each_thing_to_tap_can_be_heard_when_a_finger_stays_on_it(name: str) -> None:
    known = manifest.load(AUDIO)
    for code in CODES:
        texts = Texts(code)
        sent: list[Any] = []
        shown = tuple(seen(drawn(name, texts, Look(LIGHT, texts.rtl, dutch=code != "nl"), sent.append)))
        for one in buttons(shown):
            if one.only_speaks or one.key.startswith("language-"):
                continue  # a language has a speaker of its own
            assert one.box.on_long_press, (code, one.key)
            one.box.on_long_press(None)  # type: ignore[call-arg, arg-type]
            assert sent.pop().key == f"{HEAR}{one.key}"
            clips = samples.heard(name, code, one.key)
            assert clips, (code, one.key)
            for clip in clips:
                assert clip.clip in manifest.index(known, clip.language or code), (code, clip)


@pytest.mark.parametrize("name", SPOKEN)
def test_what_a_screen_says_is_what_it_shows_and_is_there_to_be_heard(name: str) -> None:
    known = manifest.load(AUDIO)
    for code in CODES:
        told = samples.said(name, code)
        shown = screen(name, code, LIGHT)
        assert told, code
        assert len([one for one in buttons(shown) if one.key == "speak"]) == 1, code
        keys = {str(one.control.identifier) for one in shown if isinstance(one.control, ft.Semantics)}
        assert {one.key for one in told if one.key} <= keys, code
        missing = [one.clip for one in told if one.clip not in manifest.index(known, one.language or code)]
        assert missing == [], code


@pytest.mark.parametrize("name", SCREENS)
def test_every_word_comes_from_a_catalogue(name: str) -> None:
    """So a word that nobody can translate is found; that every text is translated, tests/test_locales.py holds."""
    names = {
        "Bibliotheek De Krook",
        "mijn-uren.txt",
        samples.LONG,
        "Samen in Gent",
        "Veertig",
        "NL",
        *(one.name for one in READY),
    }
    names |= {exactly for _, _, exactly in STATEMENT if exactly}  # a standard, a day, an address
    for code in ("en", "ar"):
        texts = Marked(code)
        shown = tuple(seen(drawn(name, texts, Look(LIGHT, texts.rtl))))
        for text in said(shown):
            bare = text
            for mark in "\u2066\u2067\u2068\u2069":
                bare = bare.replace(mark, "")
            for other in names:
                bare = bare.replace(other, "")
            while "⟦" in bare:
                start, end = bare.rindex("⟦"), bare.index("⟧", bare.rindex("⟦"))
                bare = bare[:start] + bare[end + 1 :]
            assert not any(letter.isalpha() for letter in bare), text


@pytest.mark.parametrize("code", CODES)
def test_every_letter_on_a_screen_is_in_the_font_and_no_word_is_of_control(code: str) -> None:
    import re

    for name in SCREENS:
        for text in said(screen(name, code, LIGHT)):
            assert set(text) - drawable() == set(), (name, text)
            assert "{" not in text, (name, text)
            words = text if samples.LONG not in text and name not in samples.COUNSELLOR else ""
            assert not re.search(FORBIDDEN[code], words, re.IGNORECASE), (name, text)
