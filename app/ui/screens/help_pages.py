"""Tables of what the help pages show: each way of using the app in three steps, and the accessibility statement."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui import help_model

Text = tuple[str, str]  # context and msgid of a text


@dataclass(frozen=True, slots=True)
class How:
    """One way of using the app: picture, word, steps, and the picture and word of the action at its end.

    A step has pictures, in the order in which things happen, and words.
    """

    icon: str
    word: Text
    steps: tuple[tuple[tuple[str, ...], Text], ...]
    action: tuple[str, Text]


SCAN, TOGETHER, WHAT = ("home", "Scan"), ("together", "Together"), ("together", "What did you do?")
DONE = ("activity-cooking", "activity-walking", "activity-coffee")
HERE_TO_THERE = ("newcomer", "two_phones", "buddy")  # the newcomer's phone shows a code, the buddy's scans it
SCANS_ITS_CODE = ("newcomer", "two_phones_scan", "buddy")  # what the buddy does first
THERE_TO_HERE = ("newcomer", "two_phones_answer", "buddy")
CLOCKS, DAYS = "clocks", "days"  # no files: a length and the last days, drawn as on the screens where one chooses them
HOWS = {
    help_model.HOW_SCAN: How(
        "code_on_wall",
        SCAN,
        (
            (("newcomer", "enter", "code_on_wall"), ("help", "Scan when you come")),
            (("newcomer", "leave", "code_on_wall"), ("home", "Scan again when you leave")),
            (("on_phone", "saved"), ("saved", "Saved")),
        ),
        ("scan", SCAN),
    ),
    help_model.HOW_BUDDY: How(
        "together",
        ("together", "With my buddy"),
        (
            (DONE, WHAT),
            (HERE_TO_THERE, ("together", "Your buddy scans this")),
            (THERE_TO_HERE, ("together", "Scan the answer")),
        ),
        ("together", TOGETHER),
    ),
    help_model.HOW_TELL: How(
        "tell",
        ("together", "Without a code"),
        ((DONE, WHAT), ((CLOCKS,), ("together", "How long?")), ((DAYS,), ("together", "When?"))),
        ("tell", ("together", "Without a code")),
    ),
    help_model.HOW_SIGN: How(
        "together",
        TOGETHER,
        (
            (SCANS_ITS_CODE, ("buddy", "Scan the code on the other phone")),
            (("together", "met"), ("buddy", "We were together")),
            (THERE_TO_HERE, ("buddy", "The other phone scans this")),
        ),
        ("scan", SCAN),
    ),
}
FOR_ALL = ("help", "For everybody")
# Why the app is for everybody: pictures, and their names for screen readers.
PICTURES: tuple[tuple[str, Text], ...] = (
    ("speaker", ("settings", "Voice")),
    ("letters", ("settings", "Big letters")),
    ("language", ("settings", "Language")),
    ("cloud_off", ("moments", "On this phone")),
)
TELL = ("counsellor", ("statement", "Not good for you? Tell your counsellor."))
STANDARD = "EN 301 549 \u00b7 WCAG 2.1 AA"
OMBUDSMAN = "www.vlaamseombudsdienst.be"
CHECKED = "24/11/2026"  # the day on which this statement was last checked
STATEMENT: tuple[tuple[str, Text, str], ...] = (
    ("list", ("statement", "It follows these rules in part."), STANDARD),
    ("display", ("statement", "A computer looked at all pages. No people yet."), CHECKED),
    ("phone", ("statement", "Not used on real phones yet."), ""),
    ("language", ("statement", "No native speaker has read or heard it yet."), ""),
    ("counsellor", ("statement", "Not good for you? Tell your counsellor."), ""),
    ("help", ("statement", "No good answer? Ask the Flemish ombudsman."), OMBUDSMAN),
)
# The texts that are only in these tables, by context.
TABLES = {
    "help": ("Scan when you come", FOR_ALL[1]),
    "statement": tuple(text for _, (_, text), _ in STATEMENT),
}
