"""The texts of one language, from gettext catalogues. Dutch replaces a missing text, and is shown small beneath a word.

Rules:
1. Only the chosen language and Dutch are loaded. A missing text is shown in Dutch, from left to right.
2. Numbers are written 0-9 everywhere. Numbers, times and names are isolated from the text around them, so that in a language
   that reads from the right both keep their order.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import lru_cache

from app.platform.paths import LOCALES
from app.protocol import brussels
from app.protocol.brussels import date_of
from app.ui.dates import DAYS, MONTHS

DUTCH = "nl"
ENGLISH = "en"  # a text that its catalogue lacks is shown as its msgid


@dataclass(frozen=True, slots=True)
class Language:
    """A language: `name` in its own script, `tag` as in BCP 47. `ready`: its texts are complete.

    `voice`: the code of the language whose voice is heard; "" for its own.
    """

    code: str
    name: str
    tag: str
    rtl: bool = False
    ready: bool = False
    voice: str = ""


LANGUAGES = (
    Language("nl", "Nederlands", "nl-BE", ready=True),
    Language("en", "English", "en-GB", ready=True),
    Language("fr", "Français", "fr-BE", ready=True),
    Language("ar", "العربية", "ar", rtl=True, ready=True),
    Language("fa_AF", "دری", "fa-AF", rtl=True, ready=True),
    Language("ps", "پښتو", "ps", rtl=True, ready=True, voice=DUTCH),
    Language("tr", "Türkçe", "tr", ready=True),
    Language("ku", "Kurdî", "ku", ready=True),
    Language("uk", "Українська", "uk", ready=True),
    Language("ru", "Русский", "ru", ready=True),
    Language("ti", "ትግርኛ", "ti", ready=True, voice=DUTCH),
    Language("so", "Soomaali", "so", ready=True, voice=DUTCH),
    Language("es", "Español", "es", ready=True),
)
READY = tuple(language for language in LANGUAGES if language.ready)


def language(code: str) -> Language:
    """The language with this code; Dutch for an unknown code."""
    return next((language for language in LANGUAGES if language.code == code), LANGUAGES[0])


LEFT_TO_RIGHT, BY_ITSELF, END = "\u2066", "\u2068", "\u2069"


def isolate(text: str) -> str:
    """`text` isolated from left to right, whatever text stands around it: for times, codes, "12 / 40"."""
    return f"{LEFT_TO_RIGHT}{text}{END}"


def isolate_name(name: str) -> str:
    """`name` isolated in the direction of its own letters, so that it changes no order in the text around it."""
    return f"{BY_ITSELF}{name}{END}"


def _apart(value: object) -> str:
    """A value to put into a text: isolated, unless it is already."""
    text = str(value)
    if text.startswith((LEFT_TO_RIGHT, BY_ITSELF)):
        return text
    return isolate(text) if text[:1].isdigit() else isolate_name(text)


class _InDutch(gettext.NullTranslations):
    """The fallback for a text that a language lacks: Dutch, isolated from left to right."""

    def pgettext(self, context: str, message: str) -> str:
        """See `gettext.NullTranslations.pgettext`."""
        return isolate(_catalogue(DUTCH).pgettext(context, message))

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """See `gettext.NullTranslations.npgettext`."""
        return isolate(_catalogue(DUTCH).npgettext(context, msgid1, msgid2, n))


@lru_cache(maxsize=4)
def _catalogue(code: str) -> gettext.NullTranslations:
    catalogue: gettext.NullTranslations
    try:
        with (LOCALES / f"{code}.mo").open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
    except FileNotFoundError:
        catalogue = gettext.NullTranslations()
    if code not in (DUTCH, ENGLISH):
        catalogue.add_fallback(_InDutch())
    return catalogue


COMMA = {"ar": "\u060c ", "fa_AF": "\u060c ", "ps": "\u060c ", "ti": "\u1363 "}


class Texts:
    """The texts of the language with this code: `texts("home", "Scan")` takes context and msgid. Values in a text are isolated.

    Every `time` is in Unix seconds and is shown as it is in Brussels; lengths are in minutes.
    """

    def __init__(self, code: str) -> None:
        chosen = language(code)
        self.language, self.rtl, self.tag = chosen.code, chosen.rtl, chosen.tag
        self._own, self._dutch = _catalogue(chosen.code), _catalogue(DUTCH)

    def __call__(self, context: str, msgid: str, **values: object) -> str:
        return _filled(self._own.pgettext(context, msgid), values)

    def dutch(self, context: str, msgid: str, **values: object) -> str:
        """The same text in Dutch."""
        return _filled(self._dutch.pgettext(context, msgid), values)

    def n(self, context: str, singular: str, plural: str, n: int, **values: object) -> str:
        """The text in the form of the plural that fits `n`; `{n}` in the text is the number."""
        return _filled(self._own.npgettext(context, singular, plural, n), {"n": n, **values})

    def on(self, what: str, time: int, now: int, *, of_week: bool = False) -> str:
        """What happened on which day, with the comma of the language: "Sport, today".

        `of_week`: it was in the last seven days, so that the name of the weekday is enough.
        """
        day = self.day(time, now)
        if brussels.day(now) - brussels.day(time) in (0, 1):
            day = day[:1].lower() + day[1:]
        elif of_week:
            day = self.weekday(time)[0]
        return f"{what}{COMMA.get(self.language, ', ')}{day}"

    def clock(self, time: int) -> str:
        """The time of day on a clock of 24 hours: 14:05."""
        local = time + brussels.offset(time)
        return isolate(f"{local // 3600 % 24:02d}:{local // 60 % 60:02d}")

    def span(self, start: int, end: int) -> str:
        """The times of day of a start and an end, in the direction of the language: in Arabic the start is on the right."""
        return f"{self.clock(start)} - {self.clock(end)}"

    def length(self, minutes: int) -> str:
        """So many minutes in hours and minutes: 1:30."""
        return isolate(f"{minutes // 60}:{minutes % 60:02d}")

    def hours(self, minutes: int) -> str:
        """So many minutes in hours, rounded down to halves, as the floor of tiles shows them: 12½."""
        count, half = minutes // 60, "½" if minutes % 60 >= 30 else ""
        return f"{count or ''}{half}" or "0"

    def exact_hours(self, minutes: int) -> str:
        """Hours that are not rounded, such as those of a target: 40, 25½, and 40:10 where halves cannot say it."""
        return self.hours(minutes) if minutes % 30 == 0 else f"{minutes // 60}:{minutes % 60:02d}"

    def weekday(self, time: int) -> tuple[str, str]:
        """The name of the weekday, and the number of the day in its month."""
        date = date_of(time)
        return DAYS[self.language if self.language in DAYS else DUTCH][date.weekday()], isolate(str(date.day))

    def day(self, time: int, now: int) -> str:
        """The day: "Today", "Yesterday", or "maandag 23 november" in the order of the language."""
        back = brussels.day(now) - brussels.day(time)
        if back in (0, 1):
            return self("moments", "Today") if back == 0 else self("moments", "Yesterday")
        names = self.language if self.language in DAYS else DUTCH
        date = date_of(time)
        pattern = self("moments", "{weekday} {day} {month}")
        return pattern.format(
            weekday=DAYS[names][date.weekday()], day=isolate(str(date.day)), month=MONTHS[names][date.month - 1]
        )

    def month(self, time: int) -> str:
        """The month and its year: "november 2026"."""
        names = self.language if self.language in DAYS else DUTCH
        date = date_of(time)
        return f"{MONTHS[names][date.month - 1]} {isolate(str(date.year))}"


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**{name: _apart(value) for name, value in values.items()}) if values else text
