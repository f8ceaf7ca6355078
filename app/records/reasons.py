"""Why a moment is as strong as it is: one name for each, in words that `app.ui.screens.words` shows. Pure."""

from __future__ import annotations

from app.protocol import hours
from app.protocol.moments import Verdict
from app.records.page import DECLARED, MET, Entry

IN_AND_OUT, SCANNED, CO_SIGNED, POSTER = "in-and-out", "scanned", "co-signed", "poster"
UNCONFIRMED_BUDDY, UNKNOWN_PLACE, AFTERWARDS = "unconfirmed-buddy", "unknown-place", "afterwards"
REASONS = (IN_AND_OUT, SCANNED, CO_SIGNED, POSTER, UNCONFIRMED_BUDDY, UNKNOWN_PLACE, AFTERWARDS)  # the strongest first
VISITS = {  # the reason for each assurance level of a visit
    hours.IN_AND_OUT: IN_AND_OUT, hours.SCANNED: SCANNED, hours.POSTER: POSTER, hours.DECLARED: UNKNOWN_PLACE
}  # fmt: skip


def level(entry: Entry) -> int:
    """A moment's assurance level; of a visit that of its strongest interval."""
    if entry.what == DECLARED:
        return hours.DECLARED
    if entry.what == MET:
        return hours.CO_SIGNED if entry.visit.verdict is Verdict.TRUSTED else hours.POSTER
    return max((interval.level for interval in entry.visit.intervals), default=hours.DECLARED)


def reason(entry: Entry) -> str:
    """The reason for a moment's assurance level, one of REASONS. The level alone does not tell scanned from declared hours."""
    if entry.what == DECLARED:
        return AFTERWARDS
    if entry.what == MET:
        return CO_SIGNED if entry.visit.verdict is Verdict.TRUSTED else UNCONFIRMED_BUDDY
    return VISITS.get(level(entry), UNKNOWN_PLACE)  # other levels are those that the policy gives to a late scan
