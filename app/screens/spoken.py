"""What each screen says aloud, in the order in which it is read, and the speaker that says it.

A new screen gets a row in `SCREENS`. Each thing said may name the control that lights up meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import helping, i18n, liking, telling
from app.controls import speaker
from app.controls.look import Look
from app.i18n import READY, Texts
from app.phone import HOME, INSTALL, LANGUAGE, MOMENTS, REFUSED, SAVED, SETTINGS, Event, Model, Tapped, safety
from app.screens import help_pages, spoken_telling, words
from app.screens.pages import most, turned
from app.stays import forgotten, here
from app.voice import HEAR, SPEAK, Said, hours, name, phrase


def said(model: Model, now: int) -> tuple[Said, ...]:
    """All that this screen says."""
    return SCREENS[model.screen](model, now)


def asked(model: Model, now: int, key: str) -> tuple[Said, ...]:
    """What the screen says, or only its tile with this key."""
    return tuple(one for one in said(model, now) if not key or one.key == key)


def button(model: Model, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control | None:
    """The speaker of the screen; none when the voice is switched off."""
    return of_tile(model, texts, look, send, "", model.language)


def of_tile(
    model: Model, texts: Texts, look: Look, send: Callable[[Event], None], tile: str, language: str
) -> ft.Control | None:
    """A speaker for the tile with this key, in a language of its own."""
    if not model.voice:
        return None
    key = f"{HEAR}{tile}" if tile else SPEAK
    state = speaker.QUIET
    if model.speaker == key and (model.saying or model.silent):
        state = speaker.NOTHING if model.silent else speaker.SPEAKING
    heard = i18n.language(language).voice
    mark = heard.upper() if heard else ""
    label = {
        speaker.QUIET: texts("voice", "Listen, in Dutch") if mark else texts("voice", "Listen"),
        speaker.SPEAKING: texts("voice", "Stop"),
        speaker.NOTHING: texts("voice", "No sound yet. It comes with internet."),
    }[state]
    if tile:
        label = f"{label}: {i18n.language(language).name}"
    return speaker.speaker(look, state, label, lambda key: send(Tapped(key)), key, mark=mark, flat=bool(tile))


def _language(model: Model, now: int) -> tuple[Said, ...]:
    shown, _ = turned(READY, most(model.big), model.turned)
    return tuple(name(one.code, f"language-{one.code}") for one in shown)


def _home(model: Model, now: int) -> tuple[Said, ...]:
    scan, place, left = [phrase("home", "Scan", "scan")], here(model.page, now), forgotten(model.page, now)
    if place is not None:
        _, activity = words.activity(place.visit.activity)
        scan = [phrase("activity", activity, "here"), phrase("home", "You are here now", "here")]
        scan += [phrase("home", "Scan again when you leave", "scan")]
    elif left is not None:
        scan.insert(0, phrase("together", "Until when?", f"{telling.UNTIL}-{left.visit.check_in.hex()}"))
    state = safety(model, now)
    safe = [phrase("home", words.SAFETY[state][1], f"safety-{state}")] if state else []
    more = phrase("together", "Together", "together"), phrase("home", "My moments", MOMENTS)
    return (*hours(model.page.total), *safe, *scan, *more)


def _saved(model: Model, now: int) -> tuple[Said, ...]:
    if model.saved is None:
        return ()
    entry = model.saved.entry
    good = phrase("saved", "Good", "home")
    if entry.taken_back:
        return phrase("together", "Taken back. It no longer counts."), phrase("saved", "Saved"), good
    _, activity = words.activity(entry.visit.activity)
    told = [phrase("activity", activity), phrase("saved", "Already saved" if model.saved.what == "already" else "Saved")]
    if entry.visit.end is None:
        told.append(phrase("saved", "Scan again when you leave"))
    if model.saved.remark in words.REMARK:
        told.append(phrase("saved", words.REMARK[model.saved.remark][1]))
    faces = _faces() if liking.can_be_liked(entry) else []
    return (*told, *faces, good)


def _liked(model: Model, now: int) -> tuple[Said, ...]:
    return phrase("liked", "Moments I liked"), phrase("home", "Only on this phone", "alone")


def _faces() -> list[Said]:
    return [phrase("liked", words.FACES[face], f"face-{face}") for face in liking.FACES]


def _help(model: Model, now: int) -> tuple[Said, ...]:
    hows = [phrase(*help_pages.HOWS[page].word, page) for page in helping.FOR_NEWCOMERS]
    return phrase("help", "Help"), *hows, phrase(*help_pages.FOR_ALL, helping.STATEMENT)


def _how(model: Model, now: int) -> tuple[Said, ...]:
    how = help_pages.HOWS[model.screen]
    steps = [phrase(*text, f"step-{number}") for number, (_, text) in enumerate(how.steps, 1)]
    return phrase(*how.word), *steps, phrase(*how.action[1], how.action[0])


def _statement(model: Model, now: int) -> tuple[Said, ...]:
    lines = [phrase(*text, f"line-{number}") for number, (_, text, _) in enumerate(help_pages.STATEMENT)]
    return phrase(*help_pages.FOR_ALL), *lines


def _refused(model: Model, now: int) -> tuple[Said, ...]:
    _, sentence = words.refusal(model.refusal)
    return phrase("refusal", sentence), phrase("home", "Scan", "scan")


def _moments(model: Model, now: int) -> tuple[Said, ...]:
    page = model.page
    if not page.entries and not telling.open_now(page.expected, now):
        return phrase("moments", "Nothing yet. Scan a code to begin."), phrase("home", "Scan", "scan")
    send = [phrase("moments", "Send now", "send")] if page.only_here and model.notice != "offline" else []
    liked = [phrase("liked", "Moments I liked", liking.LIKED)] if liking.liked(page) else []
    return phrase("home", "My moments"), *hours(page.total), *liked, *send


def _settings(model: Model, now: int) -> tuple[Said, ...]:
    rows = (("Language", LANGUAGE), ("Big letters", "big"), ("Dutch words", "dutch"), ("Voice", "voice"))
    more = phrase("settings", "I am a buddy", "buddy"), phrase("help", "Help", helping.HELP)
    return (*(phrase("settings", text, key) for text, key in rows), *more)


def _install(model: Model, now: int) -> tuple[Said, ...]:
    title = phrase("install", "Put Veertig on your phone"), phrase("install", "Then it opens at once, also without internet")
    if model.install == "prompt":
        return *title, phrase("install", "Put it there", INSTALL), phrase("install", "Later", "home")
    steps = phrase("install", "Tap Share"), phrase("install", "Choose Add to Home Screen")
    return *title, *steps, phrase("saved", "Good", "home")


SCREENS: dict[str, Callable[[Model, int], tuple[Said, ...]]] = {
    LANGUAGE: _language,
    HOME: _home,
    SAVED: _saved,
    REFUSED: _refused,
    MOMENTS: _moments,
    SETTINGS: _settings,
    INSTALL: _install,
    liking.LIKED: _liked,
    helping.HELP: _help,
    **dict.fromkeys((*helping.FOR_NEWCOMERS, *helping.FOR_BUDDIES), _how),
    helping.STATEMENT: _statement,
    **spoken_telling.SCREENS,
}
