"""Words in the newcomer's language: gettext catalogues, with Dutch to fall back on and to show small beneath.

Rules:
1. Only the chosen language and Dutch are loaded. A text that is missing is said in Dutch, in the order of Dutch.
2. Numbers are written 0-9 everywhere. Numbers, times and names are kept apart from the text around them, so that they stay in
   order in a language that reads from the right, and the text does, too.
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
ENGLISH = "en"  # what its catalogue lacks, the msgid says


@dataclass(frozen=True, slots=True)
class Language:
    """`name` in its own script; `ready` when its texts are complete; `voice`: whose is heard, "" for its own."""

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
    """The language with this code; Dutch for a code that is not ours."""
    return next((one for one in LANGUAGES if one.code == code), LANGUAGES[0])


LEFT_TO_RIGHT, BY_ITSELF, END = "\u2066", "\u2068", "\u2069"


def isolate(text: str) -> str:
    """`text` kept together left to right, whatever stands around it: times, codes, "12 / 40"."""
    return f"{LEFT_TO_RIGHT}{text}{END}"


def isolate_name(name: str) -> str:
    """`name` kept together in the direction of its own letters; its end cannot reach into the text around it."""
    return f"{BY_ITSELF}{name}{END}"


def _apart(value: object) -> str:
    """A value inside a text: isolated, once."""
    text = str(value)
    if text.startswith((LEFT_TO_RIGHT, BY_ITSELF)):
        return text
    return isolate(text) if text[:1].isdigit() else isolate_name(text)


class _InDutch(gettext.NullTranslations):
    """What a text is when the language does not have it: Dutch, kept left to right."""

    def pgettext(self, context: str, message: str) -> str:
        return isolate(_catalogue(DUTCH).pgettext(context, message))

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return isolate(_catalogue(DUTCH).npgettext(context, msgid1, msgid2, n))


@lru_cache(maxsize=4)
def _catalogue(code: str) -> gettext.NullTranslations:
    found: gettext.NullTranslations
    try:
        with (LOCALES / f"{code}.mo").open("rb") as file:
            found = gettext.GNUTranslations(file)
    except FileNotFoundError:
        found = gettext.NullTranslations()
    if code not in (DUTCH, ENGLISH):
        found.add_fallback(_InDutch())
    return found


COMMA = {"ar": "\u060c ", "fa_AF": "\u060c ", "ps": "\u060c ", "ti": "\u1363 "}


class Texts:
    """The texts of one language: `texts("home", "Scan")`. Values inside a text are isolated."""

    def __init__(self, code: str) -> None:
        one = language(code)
        self.language, self.rtl, self.tag = one.code, one.rtl, one.tag
        self._own, self._dutch = _catalogue(one.code), _catalogue(DUTCH)

    def __call__(self, context: str, msgid: str, **values: object) -> str:
        return _filled(self._own.pgettext(context, msgid), values)

    def dutch(self, context: str, msgid: str, **values: object) -> str:
        return _filled(self._dutch.pgettext(context, msgid), values)

    def n(self, context: str, one: str, many: str, n: int, **values: object) -> str:
        """The form of the plural that fits `n`; `{n}` in the text is the number."""
        return _filled(self._own.npgettext(context, one, many, n), {"n": n, **values})

    def on(self, what: str, time: int, now: int, *, of_week: bool = False) -> str:
        """What was on which day, with the comma of the language: "Sport, today". `of_week`: of the last seven days, so that the
        name of the day is enough."""
        day = self.day(time, now)
        if brussels.day(now) - brussels.day(time) in (0, 1):
            day = day[:1].lower() + day[1:]
        elif of_week:
            day = self.weekday(time)[0]
        return f"{what}{COMMA.get(self.language, ', ')}{day}"

    def clock(self, time: int) -> str:
        """Brussels time of day, 24 hours: 14:05."""
        local = time + brussels.offset(time)
        return isolate(f"{local // 3600 % 24:02d}:{local // 60 % 60:02d}")

    def span(self, start: int, end: int) -> str:
        """From when to when, in the direction of the language: in Arabic the start stands on the right."""
        return f"{self.clock(start)} - {self.clock(end)}"

    def length(self, minutes: int) -> str:
        """A length of time as a clock shows it: 1:30."""
        return isolate(f"{minutes // 60}:{minutes % 60:02d}")

    def hours(self, minutes: int) -> str:
        """Hours with halves, rounded down, as the floor of tiles shows them: 12½."""
        whole, half = minutes // 60, "½" if minutes % 60 >= 30 else ""
        return f"{whole or ''}{half}" or "0"

    def weekday(self, time: int) -> tuple[str, str]:
        """The name of the day, and its number in the month."""
        date = date_of(time)
        return DAYS[self.language if self.language in DAYS else DUTCH][date.weekday()], isolate(str(date.day))

    def day(self, time: int, now: int) -> str:
        """today, yesterday, or "maandag 23 november" in the order of the language."""
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
        """The name of the month, and the year: "november 2026"."""
        names = self.language if self.language in DAYS else DUTCH
        date = date_of(time)
        return f"{MONTHS[names][date.month - 1]} {isolate(str(date.year))}"


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**{name: _apart(value) for name, value in values.items()}) if values else text
