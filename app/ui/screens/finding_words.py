"""The picture and the sentence of each finding about a proof, for the counsellor's page and for `python -m app.verify`."""

from __future__ import annotations

from app.protocol import times
from app.records import findings

FINDINGS = {
    findings.NO_TRUST: ("new_place", "The region's list is missing. Open this page with internet."),
    findings.OTHER_REGION: ("new_place", "From another region. Here nobody can say who signed."),
    findings.NO_RECORDS: ("list", "There are no moments in this file."),
    findings.UNSIGNED: ("broken_code", "Left out: could not be confirmed."),
    findings.OF_ANOTHER: ("somebody_else", "Left out: of another person."),
    findings.UNREADABLE: ("broken_code", "Left out: cannot be read."),
    findings.NEWER: ("new_place", "Written by a newer app. Open this page with internet."),
    findings.MISSING: ("list", "Something is missing. Ask for the file once more."),
    findings.FORKED: ("list", "Two parts have the same number. Look at it together."),
    findings.FALSE_CODE: ("other_code", "Not counted: this code does not fit the screen."),
    findings.FALSE_MEETING: ("not_this_buddy", "Not counted: this meeting could not be confirmed."),
    findings.UNREADABLE_CODE: ("broken_code", "Not counted: this code cannot be read."),
    times.AFTER_THEFT: ("old_code", "It arrived after the code was stolen."),
    findings.NOT_VALID_THEN: ("new_place", "This screen was not on the list then."),
    findings.PLACE_UNKNOWN: ("new_place", "Scanned at a place that is not known here"),
    findings.IN_FUTURE: ("calendar", "Later than today. Look at the date together."),
    times.BEFORE_RECEIPT: ("old_code", "An older code was scanned."),
    times.AFTER_ARRIVAL: ("calendar", "It arrived before it happened."),
    times.CLOCKS_DIFFER: ("clock", "The clocks differed."),
    findings.BUDDY_UNKNOWN: ("buddy", "Signed by a buddy who is not confirmed yet"),
    findings.CUT_LONGEST: ("clock", "Only a part of a long moment counts."),
    findings.CUT_DAY: ("by_day", "Only a part of a long day counts."),
    findings.CUT_TWICE: ("put_together", "Time that is there twice counts once."),
    findings.CUT_LEVEL: ("not_agreed", "The region does not count moments like this."),
    findings.OPEN_VISIT: ("until", "The end of this moment is not known yet."),
    findings.TAKEN_BACK: ("take_back", "Taken back. It does not count."),
    findings.HELPED: ("helped", "Somebody helped with the phone."),
    findings.NOT_RECEIVED: ("phone_offline", "There is no receipt for this here yet."),
    findings.COPIES: ("two_codes", "A part is there twice. It counts once."),
    findings.COMPUTER_CLOCK: ("clock", "The clock of this computer is slow."),
}

NOT_COUNTED = "{length} does not count."
TOGETHER = "Talk about this together."

TABLES = {
    "counsellor": (*(text for _, text in FINDINGS.values()), NOT_COUNTED, TOGETHER)
}  # this is how translators hear of them
