"""The speaker of a screen or of one tile: its state, its name for screen readers, and whose voice is heard."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.ui.controls import speaker
from app.ui.controls.look import Look
from app.ui.speech import HEAR, SPEAK, Said, phrase
from app.ui.speech_model import Speaking
from app.ui.texts import Texts
from app.ui.texts import language as known


def button(
    model: Speaking, language: str, texts: Texts, look: Look, tap: Callable[[str], None], tile: str = ""
) -> ft.Control | None:
    """The speaker of the screen, or of the tile with this key in a `language` of its own; none while the voice is off."""
    if not model.voice:
        return None
    key = f"{HEAR}{tile}" if tile else SPEAK
    state = speaker.QUIET
    if model.speaker == key and (model.saying or model.silent):
        state = speaker.NOTHING if model.silent else speaker.SPEAKING
    heard = known(language).voice
    mark = heard.upper() if heard else ""
    label = {
        speaker.QUIET: texts("voice", "Listen, in Dutch") if mark else texts("voice", "Listen"),
        speaker.SPEAKING: texts("voice", "Stop"),
        speaker.NOTHING: texts("voice", "No sound yet. It comes with internet."),
    }[state]
    if tile:
        label = f"{label}: {known(language).name}"
    return speaker.speaker(look, state, label, tap, key, mark=mark, flat=bool(tile))


def round_ones(*, closes: bool) -> list[Said]:
    """What the round buttons at the top say when they are asked; on some screens back is a cross that closes."""
    back = phrase("scan", "Close", "back") if closes else phrase("common", "Back", "back")
    return [phrase("home", "Settings", "settings"), back]
