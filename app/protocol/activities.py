"""The 24 activities that an organisation can choose from, and the four activity types of the law (README.md, 4 and 18).

A token holds an activity as a code of 0 to 255. An unknown code is kept and shown as "other": a newer app may know its picture.
"""

from __future__ import annotations

from enum import IntEnum


class ActivityType(IntEnum):
    """The four activity types of the participation trajectory, with their numbers in messages."""

    BUDDY = 1
    PLACEMENT = 2
    VOLUNTEERING = 3
    ALTERNATIVE = 4


ACTIVITIES: dict[int, tuple[str, ActivityType]] = {
    1: ("library", ActivityType.ALTERNATIVE),
    2: ("sport", ActivityType.ALTERNATIVE),
    3: ("cooking", ActivityType.ALTERNATIVE),
    4: ("walking", ActivityType.BUDDY),
    5: ("cycling", ActivityType.ALTERNATIVE),
    6: ("coffee", ActivityType.BUDDY),
    7: ("language_table", ActivityType.ALTERNATIVE),
    8: ("care_home", ActivityType.VOLUNTEERING),
    9: ("garden", ActivityType.VOLUNTEERING),
    10: ("sewing", ActivityType.ALTERNATIVE),
    11: ("music", ActivityType.ALTERNATIVE),
    12: ("culture", ActivityType.ALTERNATIVE),
    13: ("market", ActivityType.VOLUNTEERING),
    14: ("cleaning", ActivityType.VOLUNTEERING),
    15: ("repair", ActivityType.VOLUNTEERING),
    16: ("workplace", ActivityType.PLACEMENT),
    17: ("children", ActivityType.VOLUNTEERING),
    18: ("school", ActivityType.ALTERNATIVE),
    19: ("outing", ActivityType.BUDDY),
    20: ("intake_talk", ActivityType.BUDDY),
    21: ("group_moment", ActivityType.BUDDY),
    22: ("animals", ActivityType.VOLUNTEERING),
    23: ("computer", ActivityType.ALTERNATIVE),
    24: ("other", ActivityType.ALTERNATIVE),
}
OTHER = 24
LAST_CODE = 255


def picture(activity: int) -> str:
    """The name of the picture of an activity code; "other" for a code that this version does not know."""
    return ACTIVITIES.get(activity, ACTIVITIES[OTHER])[0]


def usual_type(activity: int) -> ActivityType:
    """The activity type to show while no trust list says another one (README.md, 18)."""
    return ACTIVITIES.get(activity, ACTIVITIES[OTHER])[1]


def type_of(number: int) -> ActivityType | None:
    """The activity type with this number, or None when this version does not know the number."""
    return ActivityType(number) if number in ActivityType._value2member_map_ else None
