"""The words for codes: activities, kinds and refusals, each with its picture."""

from __future__ import annotations

from app.protocol.activities import Kind, picture
from app.protocol.terms import State
from app.ui.screens import help_pages

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

_ODD = ("again", "Something went another way. Try once more.")
REFUSAL = {
    "odd": _ODD,
    "not-ours": ("other_code", "This is another code. Look for the code on the screen."),
    "bad-code": ("broken_code", "The code is not whole. Scan it once more."),
    "bad-key": ("other_code", "This code does not fit. Scan the code on the screen."),
    "bad-signature": ("other_code", "This code does not fit. Scan the code on the screen."),
    "not-trusted": ("other_code", "This code does not fit. Scan the code on the screen."),
    "old-list": ("again", "Something went another way. Try once more."),
    "newer-app": ("cloud_off", "This code is newer. Open the app once with internet."),
    "other-meeting": ("other_phone", "This code is of another meeting. Show your code again."),
    "same-person": ("other_phone", "A buddy is somebody else. Take your buddy's phone."),
    "other-week": ("old_code", "That was a while ago. Choose the day again."),
    "two-codes": ("two_codes", "Two codes at once. Come closer to one."),
    "no-camera": ("camera_off", "No camera here. Choose a photo of the code."),
    "insecure": ("camera_off", "No camera here. Choose a photo of the code."),
    "camera": ("camera_off", "No camera here. Choose a photo of the code."),
    "denied": ("camera_off", "The camera is closed. Open it in the settings."),
    "busy": ("camera_taken", "Another app has the camera. Close it, then scan."),
    "storage-full": ("phone_full", "Your phone is full. Delete something, then scan again."),
    "storage-blocked": ("storage_blocked", "This window keeps nothing. Open a normal window."),
    "storage-lost": ("two_windows", "The app is open in another window. Go there."),
    "no-keys": ("old_phone", "This browser is too old. Take another phone or browser."),
    "offline": ("cloud_off", "No internet now. Open this link once with internet."),
    "server-odd": ("again", "Something went another way. Try once more."),
    "newer-database": ("cloud_off", "A newer app was here. Open the app with internet."),
    "damaged-database": ("phone_broken", "We cannot open your moments. Ask your counsellor for help."),
    "used": ("used_link", "This link was used already. Ask for a new one."),
    "expired": ("old_code", "This link is too old. Ask for a new one."),
    "cancelled": ("old_code", "This link is too old. Ask for a new one."),
    "stolen-key": ("old_phone", "This browser is too old. Take another phone or browser."),  # what to do is the same
    "unknown-invitation": ("used_link", "This link was used already. Ask for a new one."),
    "not-yet": ("coming_back", "Your moments are coming back. Go online for a moment."),
}

# What to do about a refusal, in a picture, where its own picture does not show that.
WAY_ON = {
    "not-ours": "right_code",
    "bad-code": "scan",
    "bad-key": "right_code",
    "bad-signature": "right_code",
    "not-trusted": "right_code",
    "newer-app": "go_online",
    "other-meeting": "code_again",
    "same-person": "buddy_phone",
    "other-week": "calendar",
    "two-codes": "code_on_wall",
    "no-camera": "photo",
    "insecure": "photo",
    "camera": "photo",
    "denied": "settings",
    "busy": "scan",
    "storage-full": "scan",
    "storage-blocked": "right_window",
    "storage-lost": "right_window",
    "no-keys": "on_phone",
    "stolen-key": "on_phone",
    "offline": "go_online",
    "newer-database": "go_online",
    "damaged-database": "counsellor",
    "used": "counsellor",
    "expired": "counsellor",
    "cancelled": "counsellor",
    "unknown-invitation": "counsellor",
    "not-yet": "go_online",
}

# What a buddy is told, where it differs.
BUDDY_REFUSAL = {
    "not-ours": ("other_code", "This is another code. Look on the other phone."),
    "other-meeting": ("not_this_buddy", "This code is for another buddy."),
    "same-person": ("phone", "You need two phones, of two people."),
    "other-week": ("old_code", "That was a while ago. The other phone chooses again."),
}
BUDDY_WAY_ON = {"not-ours": "right_phone", "other-meeting": "other_buddy", "same-person": "two_phones"}
FOR_OTHERS = frozenset({"other-meeting"})  # scanning it once more would say the same

SIGNS = (
    *("Bird", "Fish", "Butterfly", "Tulip", "Tree", "Boat", "Kite", "Umbrella"),
    *("Turtle", "Snail", "Cherries", "Mushroom", "Sunflower", "Duck", "Balloon", "Key"),
)

# Why a moment is taken back. What did not take place or stands there twice is drawn with the moment itself (`moment`).
REASON = {
    1: ("by_mistake", "By mistake"),
    2: ("clock", "Another time"),
    3: ("", "It is there twice"),
    4: ("", "It did not happen"),
}

# How safe the hours are. Those that ask for something soon are told in pictures: from where to where, or what is full.
SAFETY = {
    "full": (("phone_of_photos", "next", "photo_away", "tiles_stay"), "Your phone is almost full. Delete photos or films."),
    "back": (
        ("cloud_with_tiles", "over_internet", "getting_ready", "on_phone"),
        "Your moments are coming back. Go online for a moment.",
    ),
    "online": (("on_phone", "over_internet", "cloud"), "Open the app once with internet."),
    "here": (("moment_kept",), "Only on this phone"),
}

FACES = {3: "Nice", 2: "All right", 1: "Not so nice"}

# By one tap: was it taken for coming?
OTHER_WAY = {True: ("leave", "No, I am leaving"), False: ("enter", "No, I came again")}

REMARK = {
    "old-code": ("printed_code_old", "An older code. It is saved. Next time, scan the screen."),
}

# What a counsellor is told, where it differs.
COUNSELLOR_REFUSAL = {
    "not-ours": ("list", "This file is no proof. Ask for it once more."),
    "bad-code": ("broken_code", "This proof is incomplete. Ask for it once more."),
    "newer-app": ("new_place", "This proof is newer. Open this page once with internet."),
}

# How strong a moment is, the weakest first.
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
    Kind.BUDDY: "Buddy programme",
    Kind.PLACEMENT: "Introductory placement",
    Kind.VOLUNTEERING: "Volunteering",
    Kind.ALTERNATIVE: "Alternative programme",
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

# The texts that screens look up here, by context: this is how translators hear of them.
TABLES = {
    "activity": tuple(ACTIVITY.values()),
    "refusal": tuple(dict.fromkeys(text for _, text in [*REFUSAL.values(), *BUDDY_REFUSAL.values(), _ODD])),
    "sign": SIGNS,
    "together": tuple(text for _, text in REASON.values()),
    "saved": tuple(text for _, text in (*REMARK.values(), *OTHER_WAY.values())),
    "home": tuple(text for _, text in SAFETY.values()),
    "liked": tuple(FACES.values()),
    "counsellor": (
        *(text for _, text in (*COUNSELLOR_REFUSAL.values(), *REASONS.values())),
        *MARKS.values(),
        *LEGAL_KIND.values(),
        *(text for _, text in STATES.values()),
        *CONDITIONS,
    ),
    **help_pages.TABLES,
}


def activity(code: int) -> tuple[str, str]:
    """Picture and word of an activity."""
    name = picture(code)
    return f"activity-{name}", ACTIVITY[name]


def sign(number: int) -> tuple[str, str]:
    """Picture and word by which somebody is remembered."""
    word = SIGNS[number % len(SIGNS)]
    return f"sign-{word.lower()}", word


def refusal(code: str) -> tuple[str, str]:
    """Picture and sentence of a refusal; a code we do not know gets a kind one, too."""
    return REFUSAL.get(code, _ODD)


def buddy_onward(code: str) -> tuple[str, tuple[str, str]]:
    """A buddy's way on after a refusal, and its word: scan once more, or home where that cannot help."""
    return ("home", ("saved", "Good")) if code in FOR_OTHERS else ("scan", ("home", "Scan"))


def remark(code: str) -> tuple[str, str] | None:
    """Picture and sentence of what not to do the next time, if anything."""
    return REMARK.get(code)
