"""What has to be said in each language: every phrase of the newcomer's and buddy's screens, taken from the catalogues. Pure.

1. What is shown is said. A phrase with a placeholder has no clip of its own; numbers of hours are whole clips, 0 to 40.
2. A text with msgctxt "speech" and the same msgid is what is said instead: Arabic with its vowel signs, a number in words.
   What no screen shows yet is not said.
3. What a catalogue lacks is shown in Dutch, so it is said in Dutch.
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

# Everything else is spoken: a silent screen of a newcomer is worse than a clip that nobody plays.
SILENT = {"display", "page", "organisation", "counsellor", "region", "voice"}  # "voice" names the speaker itself


@dataclass(frozen=True, slots=True)
class Phrase:
    """One clip: its name, what the screen shows, what is said."""

    clip: str
    shown: str
    said: str

    @property
    def hash(self) -> str:
        """Tells whether a clip still says these words."""
        return hashlib.sha256(self.said.encode()).hexdigest()[:16]


def phrases(catalogue: Catalog, code: str) -> list[Phrase]:
    """All that this catalogue has to say, in its own order, then the hours, the days and the language's name."""
    shown = [*_shown(catalogue), *_only_said(catalogue), *_hours(catalogue)]
    days = [Phrase(f"{DAY}/{n}", own, _text(catalogue, SPEECH, own) or own) for n, own in enumerate(DAYS[code])]
    return [*shown, *days, *(_name(catalogue, one) for one in _named(code))]


def _shown(catalogue: Catalog) -> Iterator[Phrase]:
    for message in catalogue:
        context, msgid = message.context, message.id
        if context and context != SPEECH and context not in SILENT and isinstance(msgid, str) and not _fields(msgid):
            text = _text(catalogue, context, msgid)
            if text:
                yield Phrase(f"{context}/{msgid}", text, _text(catalogue, SPEECH, msgid) or text)


def _only_said(catalogue: Catalog) -> Iterator[Phrase]:
    for msgid in ONLY_SAID:
        text = _text(catalogue, SPEECH, msgid)
        if text:
            yield Phrase(f"{SPEECH}/{msgid}", text, text)


def _hours(catalogue: Catalog) -> Iterator[Phrase]:
    """`0 hours` to `40 hours` in the form of the plural that fits; a number in words where the catalogue has it."""
    message = catalogue.get(HOUR, SPEECH)
    forms = [] if message is None or message.fuzzy else list(message.string or ())
    if not forms or not all(forms):
        return
    form = gettext.c2py(catalogue.plural_expr)
    for n in range(MOST_HOURS + 1):
        text = forms[form(n)].format(n=n)
        yield Phrase(f"{HOURS}/{n}", text, _text(catalogue, SPEECH, f"{n} hours") or text)


def _named(code: str) -> list[str]:
    """Each voice says its own name; the Dutch one also those of the languages that it stands in for."""
    return [code, *(one.code for one in LANGUAGES if code == DUTCH and one.voice == DUTCH and one.code != DUTCH)]


def _name(catalogue: Catalog, code: str) -> Phrase:
    own = language(code).name
    return Phrase(f"{NAME}/{code}", own, _text(catalogue, SPEECH, own) or own)


def _text(catalogue: Catalog, context: str, msgid: str) -> str:
    message = catalogue.get(msgid, context)
    return str(message.string) if message is not None and not message.fuzzy else ""


def _fields(text: str) -> bool:
    return any(name is not None for _, name, _, _ in string.Formatter().parse(text))
