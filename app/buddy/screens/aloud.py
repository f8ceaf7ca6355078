"""What each of a buddy's screens says aloud, and the speaker that says it. A new screen gets a row in `SCREENS`.

A day is shown and not said, as with newcomers; how long a meeting was is said in whole and half hours.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy.update import (
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
    Event,
)
from app.ui import help_model
from app.ui.controls.choices import eight_of
from app.ui.controls.look import Look
from app.ui.events import MORE, tap_of
from app.ui.screens import aloud_help, pages, reading, refusals, speakers, words
from app.ui.speech import Said, in_halves, phrase
from app.ui.taps import ChooseSign, OpenMoment
from app.ui.texts import Texts


def screen_clips(model: BuddyModel) -> tuple[Said, ...]:
    """The clips of the whole screen, in their order."""
    return SCREENS[model.screen](model)


def clips(model: BuddyModel, key: str) -> tuple[Said, ...]:
    """The clips of the whole screen, or only of its control with this key. Some controls are heard only when they are asked."""
    rows = [clip for row in model.moments for clip in _what(row.activity, row.minutes, OpenMoment(row.id).key)]
    alone = {MOMENTS: rows, LANGUAGE: pages.following(pages.is_large(model), model.turned)}.get(model.screen, [])
    alone += speakers.round_ones(closes=model.screen in (ASK, CODE, TAKE_BACK, PICTURE))
    every = [*screen_clips(model), *(alone if key else [])]
    return tuple(clip for clip in every if not key or clip.key == key)


def button(model: BuddyModel, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control | None:
    """The speaker of the screen; None when the voice is switched off."""
    return speakers.button(model, model.language, texts, look, tap_of(send))


def of_language(model: BuddyModel, texts: Texts, look: Look, send: Callable[[Event], None], code: str) -> ft.Control | None:
    """A language by its own name in its own voice; or all those on the next page."""
    if code == MORE:
        following = pages.following(pages.is_large(model), model.turned)
        return speakers.of_more(model, following, texts, look, tap_of(send))
    return speakers.button(model, code, texts, look, tap_of(send), f"language-{code}")


def _home(model: BuddyModel) -> tuple[Said, ...]:
    return _phrase("Scan the code on the other phone"), phrase("home", "Scan", "scan"), _phrase("Our moments", MOMENTS)


def _welcome(model: BuddyModel) -> tuple[Said, ...]:
    return phrase("saved", "Welcome"), _phrase("You are a buddy of"), phrase("saved", "Good", "home")


def _settings(model: BuddyModel) -> tuple[Said, ...]:
    rows = (("Language", LANGUAGE), ("Reading and listening", READING), ("My own hours", "phone"))
    return (*(phrase("settings", text, key) for text, key in rows), phrase("help", "Help", help_model.HELP))


def _language(model: BuddyModel) -> tuple[Said, ...]:
    return pages.names(pages.is_large(model), model.turned)


def _refused(model: BuddyModel) -> tuple[Said, ...]:
    _, sentence = refusals.BUDDY_REFUSAL.get(model.refusal, refusals.refusal(model.refusal))
    key, word, _ = refusals.buddy_onward(model.refusal)
    return phrase("refusal", sentence), phrase(*word, key)


def _ask(model: BuddyModel) -> tuple[Said, ...]:
    if model.asked is None:
        return (phrase("scan", "Close"),)
    return *_what(model.asked.activity, model.asked.minutes), _phrase("We were together", "together")


def _code(model: BuddyModel) -> tuple[Said, ...]:
    if model.moment is None:
        return (phrase("scan", "Close"),)
    return (
        _phrase("The other phone scans this"),
        *_what(model.moment.activity, model.moment.minutes),
        phrase("saved", "Good", "home"),
    )


def _moments(model: BuddyModel) -> tuple[Said, ...]:
    if model.moments:
        return (_phrase("Our moments"),)
    return phrase("moments", "Nothing yet. Scan a code to begin."), phrase("home", "Scan", "scan")


def _moment(model: BuddyModel) -> tuple[Said, ...]:
    moment = model.moment
    if moment is None:
        return (_phrase("Our moments"),)
    facts = _what(moment.activity, moment.minutes)
    if moment.taken_back:
        return *facts, phrase("together", "Taken back. It no longer counts.")
    again, picture = _phrase("Show the code again", CODE), _phrase("Choose a picture", PICTURE)
    return *facts, again, picture, phrase("together", "Take back", TAKE_BACK)


def _take_back(model: BuddyModel) -> tuple[Said, ...]:
    answers = phrase("together", "Take back", "yes"), phrase("together", "Keep it", "keep")
    return _phrase("Take this moment back? Then it no longer counts."), *answers


def _picture(model: BuddyModel) -> tuple[Said, ...]:
    signs = [phrase("sign", words.sign(number)[1], ChooseSign(number).key) for number in range(len(words.SIGNS))]
    shown, others = eight_of(signs, model.turned)
    return _phrase("A picture for this person"), *shown, *([phrase("together", "More", "more")] if others else [])


def _what(activity: int, minutes: int, key: str = "") -> tuple[Said, ...]:
    """What was done and how long."""
    return phrase("activity", words.activity(activity)[1], key), *in_halves(minutes, key)


def _phrase(text: str, key: str = "") -> Said:
    return phrase("buddy", text, key)


def _help(model: BuddyModel) -> tuple[Said, ...]:
    return aloud_help.spoken(model.screen, help_model.FOR_BUDDIES, odd=bool(model.diagnosis))


SCREENS: dict[str, Callable[[BuddyModel], tuple[Said, ...]]] = {
    HOME: _home,
    WELCOME: _welcome,
    SETTINGS: _settings,
    READING: lambda model: reading.spoken(),
    LANGUAGE: _language,
    REFUSED: _refused,
    ASK: _ask,
    CODE: _code,
    MOMENTS: _moments,
    MOMENT: _moment,
    TAKE_BACK: _take_back,
    PICTURE: _picture,
    **dict.fromkeys(help_model.BUDDIES, _help),
}
