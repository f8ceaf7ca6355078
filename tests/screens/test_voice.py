"""The speaker: one tap speaks, the second stops, one thing at a time, nothing by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from app.newcomer import update as newcomer
from app.newcomer.screens import aloud
from app.newcomer.update import Chose, NewcomerModel, RefusalShown, Remember, Scanned, Tapped, Wrote, update
from app.newcomer.views import VIEWS
from app.protocol.errors import CODES
from app.records.page import Page, Saved
from app.ui.controls.look import Look
from app.ui.screens import refusals
from app.ui.speech import Said
from app.ui.speech_model import ClipEnded, Find, Hush, KeepVoice, Listen, Say
from app.ui.taps import Hear
from app.ui.texts import LANGUAGES, READY, Texts
from app.ui.theme import DARK, LIGHT
from tests.people import NOON
from tests.screens.few import found
from tests.screens.test_phone import ENTRY, HOME, PAGE, VISIT
from tests.screens.walk import clips

ONE, TWO = Said("home/Scan", "scan"), Said("home/My moments", "moments")


def speaking(*said: Said, model: NewcomerModel = HOME) -> NewcomerModel:
    """A screen whose speaker was tapped and that says these things."""
    asked, effects = update(model, Tapped(Hear()))
    assert len(effects) == 1
    return update(asked, Listen(said))[0]


def test_a_tap_on_the_speaker_says_the_screen_one_thing_after_the_other() -> None:
    model, effects = update(HOME, Tapped(Hear()))
    assert effects == [Find("")]
    model, effects = update(model, Listen((ONE, TWO)))
    assert effects == [Say(1, "nl", "home/Scan")]
    model, effects = update(model, ClipEnded(1, ""))
    assert effects == [Say(2, "nl", "home/My moments")]
    model, effects = update(model, ClipEnded(2, ""))
    assert (model.saying, model.speaker, effects) == ((), "", [])


def test_a_second_tap_stops_and_a_third_speaks_again() -> None:
    model, effects = update(speaking(ONE, TWO), Tapped(Hear()))
    assert (model.saying, effects) == ((), [Hush()])
    assert update(model, ClipEnded(1, "stopped")) == (model, [])
    assert update(model, Tapped(Hear()))[1] == [Find("")]


def test_another_speaker_takes_over_and_the_end_of_the_first_changes_nothing() -> None:
    """Its end may come late, even as if it had been heard whole."""
    model, effects = update(speaking(ONE, TWO), Tapped(Hear("moments")))
    assert effects == [Find("moments")]
    model, effects = update(model, Listen((TWO,)))
    assert effects == [Say(2, "nl", "home/My moments")]
    for code in ("stopped", ""):
        assert update(model, ClipEnded(1, code)) == (model, [])
    assert update(model, Tapped(Hear("moments")))[1] == [Hush()]


@pytest.mark.parametrize(
    "event", [Tapped("moments"), Tapped("scan"), Chose("ar"), Wrote(Saved("left", ENTRY, ""), PAGE), RefusalShown("not-ours")]
)
def test_a_screen_that_is_left_falls_silent(event: Any) -> None:
    model, effects = update(speaking(ONE, TWO), event)
    assert effects[0] == Hush()
    assert (model.saying, model.speaker, model.silent) == ((), "", False)
    assert update(model, ClipEnded(1, ""))[1] == []


def test_a_second_moment_saved_on_the_same_screen_is_not_talked_over() -> None:
    first = update(HOME, Wrote(Saved("came", ENTRY, ""), PAGE))[0]
    assert update(speaking(ONE, model=first), Wrote(Saved("left", ENTRY, ""), PAGE))[1][0] == Hush()


def test_what_is_not_here_shows_calmly_and_the_next_tap_tries_again() -> None:
    model, effects = update(speaking(ONE, TWO), ClipEnded(1, "none"))
    assert (model.saying, model.silent, model.speaker, model.screen, effects) == ((), True, "speak", newcomer.HOME, [])
    model, effects = update(model, Tapped(Hear()))
    assert (model.silent, effects) == (False, [Find("")])


def test_a_language_is_heard_in_its_own_voice_before_it_is_chosen() -> None:
    start = NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False)
    model, _ = update(start, Tapped(Hear("language-ar")))
    said = aloud.clips(model, NOON, "language-ar")
    assert update(model, Listen(said))[1] == [Say(1, "ar", "name/ar")]
    pages = [aloud.screen_clips(replace(start, turned=page), NOON) for page in range(2)]
    assert [one.clip for page in pages for one in page] == [f"name/{one.code}" for one in READY]


def test_nothing_is_said_or_fetched_by_itself() -> None:
    for event in (Scanned((), "cancel"), Wrote(Saved("came", ENTRY, ""), PAGE), Tapped("home"), Tapped("settings")):
        assert not [one for one in update(HOME, event)[1] if isinstance(one, Say | Find | KeepVoice)]


def test_the_voice_can_be_switched_off_and_then_nothing_is_fetched() -> None:
    off, effects = update(replace(HOME, screen=newcomer.READING), Tapped("voice"))
    assert (off.voice, effects) == (False, [Remember("voice", "0")])
    assert update(off, Tapped(Hear()))[1] == []
    assert update(off, Chose("ar"))[1] == [Remember("language", "ar")]
    assert update(off, Tapped("voice"))[1] == [Remember("voice", "1"), KeepVoice("nl")]


def test_switching_the_voice_off_stops_it() -> None:
    assert update(speaking(ONE, model=replace(HOME, screen=newcomer.READING)), Tapped("voice"))[1][0] == Hush()


def models(screen: str) -> list[NewcomerModel]:
    """The states in which a screen has other things to say."""
    still = replace(ENTRY, visit=replace(VISIT, end=None))
    base = NewcomerModel(screen, "nl", PAGE, Saved("left", ENTRY, ""), refusal="not-ours")
    return [
        base,
        replace(base, page=Page(0, (), 0)),
        replace(base, page=Page(2500, (still,), 1), saved=Saved("came", still, "old-code")),
        *(replace(base, refusal=code) for code in [*CODES, *refusals.REFUSAL, "never heard of"]),
    ]


@pytest.mark.parametrize("screen", sorted(VIEWS))
def test_every_screen_has_its_speaker_at_the_end_of_the_top_and_every_clip_it_says(screen: str) -> None:
    for model in models(screen):
        said = aloud.screen_clips(model, NOON)
        assert said
        for one in said:
            assert one.clip in clips(one.language or "nl"), one
        tree = found(VIEWS[screen](model, Texts("nl"), Look(LIGHT), lambda event: None, NOON))
        assert len([one for one in tree if getattr(one, "identifier", "") == "speak"]) == 1
        keys = {one.identifier for one in tree if isinstance(one, ft.Semantics)}
        assert {one.key for one in said if one.key} <= keys


@pytest.mark.parametrize("screen", sorted(VIEWS))
def test_with_the_voice_off_there_is_no_speaker(screen: str) -> None:
    model = replace(models(screen)[0], voice=False)
    tree = found(VIEWS[screen](model, Texts("nl"), Look(LIGHT), lambda event: None, NOON))
    assert not [one for one in tree if str(getattr(one, "identifier", "")).startswith(("speak", "hear-"))]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_tile_that_is_heard_lights_up(palette: Any) -> None:
    look = Look(palette, lit="moments")
    tree = found(VIEWS[newcomer.HOME](HOME, Texts("nl"), look, lambda event: None, NOON))
    lit = [
        one for one in tree if isinstance(one, ft.Container) and isinstance(one.border, ft.Border) and one.border.top.width == 4
    ]
    assert len(lit) == 1


def test_a_voice_that_is_not_the_persons_own_has_a_mark_that_can_be_seen() -> None:
    for one in LANGUAGES:
        control = aloud.button(replace(HOME, language=one.code), Texts("nl"), Look(LIGHT), lambda event: None)
        marks = [text.value for text in found(control) if isinstance(text, ft.Text)]
        assert marks == (["NL"] if one.voice else [])


def test_the_speaker_says_by_name_what_a_tap_will_do() -> None:
    def name(model: NewcomerModel) -> str:
        control = aloud.button(model, Texts("nl"), Look(LIGHT), lambda event: None)
        assert isinstance(control, ft.Semantics)
        return str(control.label)

    assert name(HOME) == "Luister"
    assert name(speaking(ONE)) == "Stop"
    assert name(update(speaking(ONE), ClipEnded(1, "none"))[0]) == "Nog geen geluid. Dat komt met internet."
    assert name(replace(HOME, language="so")) == "Luister, in het Nederlands"
