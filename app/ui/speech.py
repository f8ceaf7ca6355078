"""What is said aloud, by name: one clip for each phrase, number of hours, weekday and language. Pure.

A clip is named by what it says: `home/Scan` (context and msgid of the text on the screen), `hours/12`, `day/0` (Monday),
`name/ar` (a language by its own name), `speech/half an hour` (said, never shown). The list of each language says which file a
clip is (`assets/audio/README.md`). A screen says its clips one after the other, never two at once.
"""

from __future__ import annotations

from dataclasses import dataclass

SPEECH = "speech"  # the context of spoken variants in a catalogue
HOURS, NAME, DAY = "hours", "name", "day"
MOST_HOURS = 40  # the voices have a clip of each number of hours up to this one, whatever a region's target is
HALF_HOUR = 30  # minutes
SPEAK, HEAR = "speak", "hear-"  # the key of a screen's speaker; that of one tile, before the tile's own key
HALF, MORE = "half an hour", "and more"
ONLY_SAID = (HALF, MORE)  # no screen shows them in words
HOUR = "{n} hour"  # becomes a clip for each number of hours


@dataclass(frozen=True, slots=True)
class Said:
    """One clip of a screen. `key` is the key of the control that lights up meanwhile; `language` is a code, or "" for the
    chosen language.
    """

    clip: str
    key: str = ""
    language: str = ""


def phrase(context: str, msgid: str, key: str = "") -> Said:
    """The clip of a text on the screen."""
    return Said(f"{context}/{msgid}", key)


def name(code: str, key: str = "") -> Said:
    """The clip in which a language says its own name, in its own voice."""
    return Said(f"{NAME}/{code}", key, code)


def day(number: int, key: str = "") -> Said:
    """The clip of a weekday. `number` counts the days from 1 January 1970, a Thursday; the clip of Monday is `day/0`."""
    return Said(f"{DAY}/{(number + 3) % 7}", key)


def in_halves(minutes: int, key: str = "") -> tuple[Said, ...]:
    """The clips of a length of whole and half hours. Any other length has none, because a rounded one would be less than it
    is.
    """
    return hours(minutes, key) if minutes % HALF_HOUR == 0 else ()


def hours(minutes: int, key: str = "") -> tuple[Said, ...]:
    """The clips of so many minutes in hours, rounded down to halves as the floor of tiles shows them. More than `MOST_HOURS`
    are said as that number "and more".
    """
    whole, half = divmod(minutes // HALF_HOUR, 2)
    if whole > MOST_HOURS:
        return Said(f"{HOURS}/{MOST_HOURS}", key), phrase(SPEECH, MORE, key)
    clips = [Said(f"{HOURS}/{whole}", key)] if whole or not half else []
    return (*clips, phrase(SPEECH, HALF, key)) if half else tuple(clips)
