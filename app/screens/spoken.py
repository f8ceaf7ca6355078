"""What each screen says aloud, in the order in which it is read, and the speaker that says it.

A new screen gets a row in `SCREENS`. Each thing said may name the control that lights up meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import i18n
from app.controls import speaker
from app.controls.look import Look
from app.i18n import READY, Texts
from app.phone import HOME, LANGUAGE, MOMENTS, REFUSED, SAVED, SETTINGS, Event, Model, Tapped, here
from app.screens import words
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
    if model.asked == key and (model.saying or model.silent):
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
    return tuple(name(one.code, f"language-{one.code}") for one in READY)


def _home(model: Model, now: int) -> tuple[Said, ...]:
    scan, place = [phrase("home", "Scan", "scan")], here(model.page, now)
    if place is not None:
        _, activity = words.activity(place.visit.activity)
        scan = [phrase("activity", activity, "here"), phrase("home", "You are here now", "here")]
        scan += [phrase("home", "Scan again when you leave", "scan")]
    return (*hours(model.page.total), *scan, phrase("home", "My moments", MOMENTS))


def _saved(model: Model, now: int) -> tuple[Said, ...]:
    if model.saved is None:
        return ()
    visit = model.saved.entry.visit
    _, activity = words.activity(visit.activity)
    told = [phrase("activity", activity), phrase("saved", "Already saved" if model.saved.what == "already" else "Saved")]
    if visit.end is None:
        told.append(phrase("saved", "Scan again when you leave"))
    if model.saved.remark in words.REMARK:
        told.append(phrase("saved", words.REMARK[model.saved.remark][1]))
    return (*told, phrase("saved", "Good", "home"))


def _refused(model: Model, now: int) -> tuple[Said, ...]:
    _, sentence = words.refusal(model.refusal)
    return phrase("refusal", sentence), phrase("home", "Scan", "scan")


def _moments(model: Model, now: int) -> tuple[Said, ...]:
    if not model.page.entries:
        return (phrase("moments", "Nothing yet. Scan a code to begin."),)
    return phrase("home", "My moments"), *hours(model.page.total)


def _settings(model: Model, now: int) -> tuple[Said, ...]:
    rows = (("Language", LANGUAGE), ("Big letters", "big"), ("Dutch words", "dutch"), ("Voice", "voice"))
    return tuple(phrase("settings", text, key) for text, key in rows)


SCREENS: dict[str, Callable[[Model, int], tuple[Said, ...]]] = {
    LANGUAGE: _language,
    HOME: _home,
    SAVED: _saved,
    REFUSED: _refused,
    MOMENTS: _moments,
    SETTINGS: _settings,
}
