"""Words in the newcomer's language: gettext catalogues, with Dutch to fall back on and to show small beneath.

Only the chosen language and Dutch are loaded. Numbers are written 0-9 everywhere and kept apart from the text around them, so
that they stay in order in Arabic.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import lru_cache

from app.dates import DAYS, MONTHS
from app.paths import LOCALES
from app.protocol import brussels

DUTCH = "nl"


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
    Language("ar", "العربية", "ar", rtl=True, ready=True),
    Language("fr", "Français", "fr-BE"),
    Language("fa_AF", "دری", "fa-AF", rtl=True),
    Language("ps", "پښتو", "ps", rtl=True, voice=DUTCH),
    Language("tr", "Türkçe", "tr"),
    Language("ku", "Kurdî", "ku"),
    Language("uk", "Українська", "uk"),
    Language("ru", "Русский", "ru"),
    Language("ti", "ትግርኛ", "ti", voice=DUTCH),
    Language("so", "Soomaali", "so", voice=DUTCH),
    Language("es", "Español", "es"),
)
READY = tuple(language for language in LANGUAGES if language.ready)


def language(code: str) -> Language:
    """The language with this code; Dutch for a code that is not ours."""
    return next((one for one in LANGUAGES if one.code == code), LANGUAGES[0])


def isolate(text: str) -> str:
    """`text` kept together left to right, whatever stands around it (U+2066 ... U+2069)."""
    return f"\u2066{text}\u2069"


@lru_cache(maxsize=4)
def _catalogue(code: str) -> gettext.NullTranslations:
    try:
        with (LOCALES / f"{code}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        return gettext.NullTranslations()


class Texts:
    """The texts of one language: `texts("home", "Scan")`. What is missing is shown in Dutch, at worst in English."""

    def __init__(self, code: str) -> None:
        one = language(code)
        self.language, self.rtl, self.tag = one.code, one.rtl, one.tag
        self._own, self._dutch = _catalogue(one.code), _catalogue(DUTCH)

    def __call__(self, context: str, msgid: str, **values: object) -> str:
        found = self._own.pgettext(context, msgid)
        text = found if found != msgid or self.language == "en" else self._dutch.pgettext(context, msgid)
        return text.format(**values) if values else text

    def dutch(self, context: str, msgid: str, **values: object) -> str:
        text = self._dutch.pgettext(context, msgid)
        return text.format(**values) if values else text

    def n(self, context: str, one: str, many: str, n: int, **values: object) -> str:
        """The form of the plural that fits `n`; `{n}` in the text is the number."""
        found = self._own.npgettext(context, one, many, n)
        if self.language != "en" and found in (one, many):
            found = self._dutch.npgettext(context, one, many, n)
        return found.format(n=isolate(str(n)), **values)

    def clock(self, time: int) -> str:
        """Brussels time of day, 24 hours: 14:05."""
        local = time + brussels.offset(time)
        return isolate(f"{local // 3600 % 24:02d}:{local // 60 % 60:02d}")

    def length(self, minutes: int) -> str:
        """A length of time as a clock shows it: 1:30."""
        return isolate(f"{minutes // 60}:{minutes % 60:02d}")

    def hours(self, minutes: int) -> str:
        """Hours with halves, rounded down, as the floor of tiles shows them: 12½."""
        whole, half = minutes // 60, "½" if minutes % 60 >= 30 else ""
        return f"{whole or ''}{half}" or "0"

    def day(self, time: int, now: int) -> str:
        """today, yesterday, or "maandag 23 november"."""
        back = brussels.day(now) - brussels.day(time)
        if back in (0, 1):
            return self("moments", "Today") if back == 0 else self("moments", "Yesterday")
        names = self.language if self.language in DAYS else DUTCH
        number, month, weekday = _date(brussels.day(time))
        return f"{DAYS[names][weekday]} {isolate(str(number))} {MONTHS[names][month - 1]}"


def _date(day: int) -> tuple[int, int, int]:
    from datetime import date, timedelta

    found = date(1970, 1, 1) + timedelta(days=day)
    return found.day, found.month, found.weekday()
