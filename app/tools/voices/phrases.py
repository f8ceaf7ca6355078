"""The phrases that the voice says in each language: those of the newcomer's and buddy's screens, from the catalogues. Pure.

1. The voice says what is shown. A phrase with a placeholder has no clip of its own; each number of hours from 0 to 40 has one.
2. A text with msgctxt "speech" and the same msgid is said instead: Arabic with its vowel signs, a number in words.
   A speech text that no screen shows yet is not said.
3. A text that a catalogue lacks is shown in Dutch, so it is also said in Dutch.
"""

from __future__ import annotations

import gettext
import hashlib
import string
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog

from app.ui.dates import DAYS
from app.ui.speech import DAY, HOUR, HOURS, MOST_HOURS, NAME, ONLY_SAID, SPEECH
from app.ui.texts import DUTCH, LANGUAGES, language

# The contexts that have no clips. Every other is spoken: a silent screen of a newcomer is worse than a clip that nobody plays.
SILENT = {
    "display",
    "page",
    "organisation",
    "counsellor",
    "region",
    "voice",
    "card",
}  # "voice" names the speaker, "card" its pictures


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of one clip: its name, the text on the screen, and the text that the voice says."""

    clip: str
    shown: str
    spoken: str

    @property
    def hash(self) -> str:
        """16 hex digits of a hash of the spoken words; a clip keeps it, so that changed words are noticed."""
        return hashlib.sha256(self.spoken.encode()).hexdigest()[:16]


def phrases(catalogue: Catalog, code: str) -> list[Phrase]:
    """The phrases of a catalogue in its own order, then the hours, the days and the language's name."""
    shown = [*_shown(catalogue), *_only_said(catalogue), *_hours(catalogue)]
    days = [Phrase(f"{DAY}/{n}", own, _text(catalogue, SPEECH, own) or own) for n, own in enumerate(DAYS[code])]
    return [*shown, *days, *(_name(catalogue, named) for named in _named(code))]


def _shown(catalogue: Catalog) -> Iterator[Phrase]:
    for message in catalogue:
        context, msgid = message.context, message.id
        if context and context != SPEECH and context not in SILENT and isinstance(msgid, str) and not _has_fields(msgid):
            text = _text(catalogue, context, msgid)
            if text:
                yield Phrase(f"{context}/{msgid}", text, _text(catalogue, SPEECH, msgid) or text)


def _only_said(catalogue: Catalog) -> Iterator[Phrase]:
    for msgid in ONLY_SAID:
        text = _text(catalogue, SPEECH, msgid)
        if text:
            yield Phrase(f"{SPEECH}/{msgid}", text, text)


def _hours(catalogue: Catalog) -> Iterator[Phrase]:
    """`0 hours` to `40 hours`, each in its plural form; with the number in words where the catalogue has it."""
    message = catalogue.get(HOUR, SPEECH)
    forms = [] if message is None or message.fuzzy else list(message.string or ())
    if not forms or not all(forms):
        return
    form = gettext.c2py(catalogue.plural_expr)
    for n in range(MOST_HOURS + 1):
        text = forms[form(n)].format(n=n)
        yield Phrase(f"{HOURS}/{n}", text, _text(catalogue, SPEECH, f"{n} hours") or text)


def _named(code: str) -> list[str]:
    """The languages whose names this voice says: its own, and for the Dutch voice those that are heard in Dutch."""
    others = [other.code for other in LANGUAGES if other.voice == DUTCH and other.code != DUTCH]
    return [code, *(others if code == DUTCH else [])]


def _name(catalogue: Catalog, code: str) -> Phrase:
    own = language(code).name
    return Phrase(f"{NAME}/{code}", own, _text(catalogue, SPEECH, own) or own)


def _text(catalogue: Catalog, context: str, msgid: str) -> str:
    """The translation, "" when the catalogue has none or an unfinished one."""
    message = catalogue.get(msgid, context)
    return str(message.string) if message is not None and not message.fuzzy else ""


def _has_fields(text: str) -> bool:
    return any(name is not None for _, name, _, _ in string.Formatter().parse(text))
