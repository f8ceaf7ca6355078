"""What is said aloud, by name: one clip for each phrase, hours and languages included. Pure.

A clip is named by what it says: `home/Scan` (context and msgid of the text on the screen), `hours/12`, `day/0` (Monday),
`name/ar` (a language by its own name), `speech/half an hour` (said, never shown). Which file that is in a language, the list of
that language knows (`assets/audio/README.md`). A screen says its clips one after the other, never two at once.
"""

from __future__ import annotations

from dataclasses import dataclass

SPEECH = "speech"  # the context of spoken variants in a catalogue
HOURS, NAME, DAY = "hours", "name", "day"
MOST_HOURS, HALF_HOUR = 40, 30
SPEAK, HEAR = "speak", "hear-"  # the key of a screen's speaker; that of one tile, before the tile's own key
HALF, MORE = "half an hour", "and more"
ONLY_SAID = (HALF, MORE)  # no screen shows them in words
HOUR = "{n} hour"  # becomes a clip for each number of hours


@dataclass(frozen=True, slots=True)
class Said:
    """One clip of a screen. `key` is the control that lights up meanwhile; `language` is "" for the chosen one."""

    clip: str
    key: str = ""
    language: str = ""


def phrase(context: str, msgid: str, key: str = "") -> Said:
    """A text of the screen, aloud."""
    return Said(f"{context}/{msgid}", key)


def name(code: str, key: str = "") -> Said:
    """A language by its own name, in its own voice."""
    return Said(f"{NAME}/{code}", key, code)


def day(number: int, key: str = "") -> Said:
    """The weekday of a day counted from 1 January 1970, which was a Thursday; Monday is 0."""
    return Said(f"{DAY}/{(number + 3) % 7}", key)


def in_halves(minutes: int, key: str = "") -> tuple[Said, ...]:
    """A length of whole and half hours; another one is shown only, so that nothing is said as less than it is."""
    return hours(minutes, key) if minutes % HALF_HOUR == 0 else ()


def hours(minutes: int, key: str = "") -> tuple[Said, ...]:
    """So many hours, rounded down to halves as the floor of tiles shows them; beyond forty "and more"."""
    whole, half = divmod(minutes // HALF_HOUR, 2)
    if whole > MOST_HOURS:
        return Said(f"{HOURS}/{MOST_HOURS}", key), phrase(SPEECH, MORE, key)
    told = [Said(f"{HOURS}/{whole}", key)] if whole or not half else []
    return (*told, phrase(SPEECH, HALF, key)) if half else tuple(told)
