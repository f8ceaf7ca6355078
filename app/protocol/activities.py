"""The 24 activities that an organisation can choose from, and the four activity types of the law (README.md, 4 and 18).

A token holds an activity as a code of 0 to 255. An unknown code is kept and shown as "other": a newer app may know its picture.
"""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """The four activity types of the participation trajectory, with their numbers in messages."""

    BUDDY = 1
    PLACEMENT = 2
    VOLUNTEERING = 3
    ALTERNATIVE = 4


ACTIVITIES: dict[int, tuple[str, Kind]] = {
    1: ("library", Kind.ALTERNATIVE),
    2: ("sport", Kind.ALTERNATIVE),
    3: ("cooking", Kind.ALTERNATIVE),
    4: ("walking", Kind.BUDDY),
    5: ("cycling", Kind.ALTERNATIVE),
    6: ("coffee", Kind.BUDDY),
    7: ("language_table", Kind.ALTERNATIVE),
    8: ("care_home", Kind.VOLUNTEERING),
    9: ("garden", Kind.VOLUNTEERING),
    10: ("sewing", Kind.ALTERNATIVE),
    11: ("music", Kind.ALTERNATIVE),
    12: ("culture", Kind.ALTERNATIVE),
    13: ("market", Kind.VOLUNTEERING),
    14: ("cleaning", Kind.VOLUNTEERING),
    15: ("repair", Kind.VOLUNTEERING),
    16: ("workplace", Kind.PLACEMENT),
    17: ("children", Kind.VOLUNTEERING),
    18: ("school", Kind.ALTERNATIVE),
    19: ("outing", Kind.BUDDY),
    20: ("intake_talk", Kind.BUDDY),
    21: ("group_moment", Kind.BUDDY),
    22: ("animals", Kind.VOLUNTEERING),
    23: ("computer", Kind.ALTERNATIVE),
    24: ("other", Kind.ALTERNATIVE),
}
OTHER = 24
LAST_CODE = 255


def picture(activity: int) -> str:
    """The name of the picture of an activity code; "other" for a code that this version does not know."""
    return ACTIVITIES.get(activity, ACTIVITIES[OTHER])[0]


def usual_kind(activity: int) -> Kind:
    """The activity type to show while no trust list says another one (README.md, 18)."""
    return ACTIVITIES.get(activity, ACTIVITIES[OTHER])[1]


def kind_of(number: int) -> Kind | None:
    """The activity type with this number, or None when this version does not know the number."""
    return Kind(number) if number in Kind._value2member_map_ else None
