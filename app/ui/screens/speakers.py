"""The speaker button of a screen or of one tile: its state, its label, and the mark of another language's voice."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.ui.controls import speaker
from app.ui.controls.look import Look
from app.ui.events import MORE
from app.ui.speech import Said, phrase
from app.ui.speech_model import Speaking
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts, isolate_name
from app.ui.texts import language as known


def button(model: Speaking, language: str, texts: Texts, look: Look, tap: Tap, tile: str = "") -> ft.Control | None:
    """The speaker of the screen, or of the `tile` with this key in a `language` of its own. None while the voice is off."""
    named = known(language)
    mark = named.voice.upper()
    return _speaker(model, texts, look, tap, Hear(tile), mark, named.name if tile else "")


def of_more(model: Speaking, following: Sequence[Said], texts: Texts, look: Look, tap: Tap) -> ft.Control | None:
    """The speaker for the names of the languages on the next page, each in its own voice. None while the voice is off."""
    names = ", ".join(isolate_name(known(clip.language).name) for clip in following)
    return _speaker(model, texts, look, tap, Hear(MORE), "", names)


def _speaker(model: Speaking, texts: Texts, look: Look, tap: Tap, meaning: Hear, mark: str, named: str) -> ft.Control | None:
    """`mark`: letters of the language whose voice is heard, if another one. `named`: names of the languages that it says, for a
    speaker in a card.
    """
    if not model.voice:
        return None
    state = speaker.QUIET
    if model.speaker == meaning.key and (model.saying or model.silent):
        state = speaker.NOTHING if model.silent else speaker.SPEAKING
    label = {
        speaker.QUIET: texts("voice", "Listen, in Dutch") if mark else texts("voice", "Listen"),
        speaker.SPEAKING: texts("voice", "Stop"),
        speaker.NOTHING: texts("voice", "No sound yet. It comes with internet."),
    }[state]
    if named:
        label = f"{label}: {named}"
    return speaker.speaker(look, state, label, tap, meaning, mark=mark, flat=bool(named))


def round_ones(*, closes: bool) -> list[Said]:
    """The clips of the round buttons at the top, heard by a long press. With `closes` the back button is a cross."""
    back = phrase("scan", "Close", "back") if closes else phrase("common", "Back", "back")
    return [phrase("home", "Settings", "settings"), back]
