"""The pictures an organisation can choose from, and the four kinds the law knows.

A code is one small number in a token. An unknown code is kept and shown as "other": a newer app may know its picture.
"""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """The four types of the participation trajectory."""

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
    """The picture's name; "other" for a code this version does not know."""
    return ACTIVITIES.get(activity, ACTIVITIES[OTHER])[0]


def usual_kind(activity: int) -> Kind:
    """The kind to show while no trust list says otherwise."""
    return ACTIVITIES.get(activity, ACTIVITIES[OTHER])[1]


def kind_of(number: int) -> Kind | None:
    """The kind with this number, or None for one this version does not know."""
    return Kind(number) if number in Kind._value2member_map_ else None
