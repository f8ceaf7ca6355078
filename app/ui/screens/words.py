"""The pictures and words of activities and other codes, as tables of picture and msgid. Refusals are in `refusals`."""

from __future__ import annotations

from app.protocol.activities import ActivityType, picture
from app.protocol.terms import State
from app.ui.screens import help_pages, refusals

ACTIVITY = {
    "library": "Library",
    "sport": "Sport",
    "cooking": "Cooking",
    "walking": "Walking",
    "cycling": "Cycling",
    "coffee": "Coffee and talk",
    "language_table": "Language table",
    "care_home": "Care home",
    "garden": "Garden",
    "sewing": "Sewing",
    "music": "Music",
    "culture": "Culture",
    "market": "Market",
    "cleaning": "Cleaning",
    "repair": "Repair",
    "workplace": "Workplace",
    "children": "Children",
    "school": "School",
    "outing": "Outing",
    "intake_talk": "First talk",
    "group_moment": "Group moment",
    "animals": "Animals",
    "computer": "Computer",
    "other": "Something else",
}

SIGNS = (
    *("Bird", "Fish", "Butterfly", "Tulip", "Tree", "Boat", "Kite", "Umbrella"),
    *("Turtle", "Snail", "Cherries", "Mushroom", "Sunflower", "Duck", "Balloon", "Key"),
)

# What is asked, and answered, where several people share a phone.
PEOPLE = (
    *("Who are you?", "Whose is this?", "I am here now", "Somebody new"),
    *("First: a picture for you", "A picture for the new person"),
    *("Who was there?", "Both of us", "Only the other one"),
    *("Tap your four pictures", "Not these pictures. Try again.", "Wait a moment. Then try again."),
    *(
        "Picture lock",
        "Choose four pictures",
        "Once more the same four",
        "Those were others. Choose four pictures.",
        "No pictures any more",
    ),
)

# Why a moment is taken back, by number. The last two have no picture here: they are drawn with the moment itself.
REASON = {
    1: ("by_mistake", "By mistake"),
    2: ("clock", "Another time"),
    3: ("", "It is there twice"),
    4: ("", "It did not happen"),
}

# How safe the hours are. Pictures show what has to be done soon: from where to where, or what is full.
SAFETY = {
    "full": (
        ("phone_of_photos", "next", "photo_away", "next", "phone_free"),
        "Your phone is almost full. Delete photos or films.",
    ),
    "back": (
        ("phone_offline", "next", "turn_on_internet", "next", "tiles_come_in"),
        "Your moments are coming back. Go online for a moment.",
    ),
    "online": (("on_phone", "over_internet", "cloud"), "Open the app once with internet."),
    "here": (("moment_kept",), "Only on this phone"),
}

FACES = {3: "Nice", 2: "All right", 1: "Not so nice"}

# The button for a scan that was understood wrongly, by whether it was taken for a check-in.
OTHER_WAY = {True: ("leave", "No, I am leaving"), False: ("enter", "No, I came again")}

REMARK = {
    "old-code": ("printed_code", "An older code. It is saved. Next time, scan the screen."),
}

# A quarter, the half and the whole of the hours.
REACHED = ("A quarter of your hours", "Half of your hours", "You have all your hours")

# Why a moment is as strong as it is, the weakest first.
REASONS = {
    "afterwards": ("calendar", "Told afterwards"),
    "unknown-place": ("new_place", "Scanned at a place that is not known here"),
    "unconfirmed-buddy": ("buddy", "Signed by a buddy who is not confirmed yet"),
    "poster": ("code_on_wall", "Scanned at a poster"),
    "co-signed": ("two_phones", "Signed by a buddy"),
    "scanned": ("scan", "Scanned once at a screen"),
    "in-and-out": ("display", "Scanned when coming and leaving"),
}

# The four kinds in the words of the law, for staff.
LEGAL_KIND = {
    ActivityType.BUDDY: "Buddy programme",
    ActivityType.PLACEMENT: "Introductory placement",
    ActivityType.VOLUNTEERING: "Volunteering",
    ActivityType.ALTERNATIVE: "Alternative programme",
}

STATES = {
    State.AGREED: ("agreed", "Agreed"),
    State.TO_BE_JUDGED: ("to_judge", "To be judged"),
    State.NOT_AGREED: ("not_agreed", "Not agreed"),
}

CONDITIONS = ("Dutch-language context", "Social participation", "Papers in order")

MARKS = {
    "clocks-differ": "The clocks differed.",
    "before-receipt": "An older code was scanned.",
    "after-arrival": "It arrived before it happened.",
    "after-theft": "It arrived after the code was stolen.",
}

# What somebody reads who has hours already.
RETURN = (
    *("How do your hours come back?", "Scan your card", "Ten pictures"),
    *("Tap the pictures of your card", "Take the last one away"),
    *("One moment. We look for your hours.", "Your hours are coming."),
    *("Your hours are back.", "Your hours are here already."),
    *("There are hours here. Whose are the others?", "Mine, too. Put them together.", "Of somebody else"),
    "Another phone of yours has your hours, too. Use both.",
    *("From your old phone", "From your file", "Scan your old phone"),
    *("To a new phone", "Show this only to your own new phone.", "Show the code", "Scan this with your new phone"),
)

# The texts that screens look up here, by context: this is how translators hear of them.
TABLES = {
    "activity": tuple(ACTIVITY.values()),
    "refusal": refusals.SENTENCES,
    "sign": SIGNS,
    "people": PEOPLE,
    "together": tuple(text for _, text in REASON.values()),
    "saved": tuple(text for _, text in (*REMARK.values(), *OTHER_WAY.values())),
    "home": tuple(text for _, text in SAFETY.values()),
    "liked": tuple(FACES.values()),
    "reached": REACHED,
    "return": RETURN,
    "counsellor": (
        *refusals.COUNSELLOR_SENTENCES,
        *(text for _, text in REASONS.values()),
        *MARKS.values(),
        *LEGAL_KIND.values(),
        *(text for _, text in STATES.values()),
        *CONDITIONS,
    ),
    **help_pages.TABLES,
}


def activity(code: int) -> tuple[str, str]:
    """Picture and msgid of the activity with this code."""
    name = picture(code)
    return f"activity-{name}", ACTIVITY[name]


def sign(number: int) -> tuple[str, str]:
    """Picture and msgid with this number, by which a person is remembered."""
    word = SIGNS[number % len(SIGNS)]
    return f"sign-{word.lower()}", word


def remark(code: str) -> tuple[str, str] | None:
    """Picture and msgid of the advice for the next scan, None for a code without one."""
    return REMARK.get(code)
