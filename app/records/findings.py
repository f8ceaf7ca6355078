"""What is to be said about a judged proof: one stable code for each finding, and whether it has to be talked about. Pure.

Rules:
1. A finding states what the proof shows and blames nobody: a lost record, a wrong clock and a lie look the same from here.
2. TALK: something could not be confirmed, so the answer is "talk about this". NOTE: worth knowing; every signature that there
   is holds, and what is not certain is not counted as more than it is.
3. A code never changes its meaning. `docs/verify.md` lists all of them, and why a file is no proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.protocol import times
from app.protocol.moments import Verdict
from app.records.judged_proof import JudgedProof
from app.records.page import MET, Entry
from app.records.reasons import UNCONFIRMED_BUDDY, UNKNOWN_PLACE, reason

TALK, NOTE = "talk", "note"

NO_TRUST, OTHER_REGION = "no-trust", "other-region"
UNREADABLE, NEWER, OF_ANOTHER, UNSIGNED = "unreadable-records", "newer-records", "records-of-another", "unsigned-records"
MISSING, FORKED, NO_RECORDS, COPIES = "missing-records", "forked-chain", "no-records", "copied-records"
FALSE_CODE, UNREADABLE_CODE, FALSE_MEETING = "false-code", "unreadable-code", "false-meeting"
PLACE_UNKNOWN, NOT_VALID_THEN, BUDDY_UNKNOWN = "unknown-place", "not-valid-then", "unconfirmed-buddy"
IN_FUTURE, COMPUTER_CLOCK = "in-future", "computer-clock"
CUT_LONGEST, CUT_DAY, CUT_TWICE, CUT_LEVEL = "cut-longest", "cut-day", "cut-twice", "cut-level"
OPEN_VISIT, TAKEN_BACK, HELPED, NOT_RECEIVED = "open-visit", "taken-back", "helped", "not-received"

CODES = {  # every code, the gravest first, and what it means for the answer
    NO_TRUST: TALK,
    OTHER_REGION: TALK,
    NO_RECORDS: TALK,
    UNSIGNED: TALK,
    OF_ANOTHER: TALK,
    UNREADABLE: TALK,
    NEWER: TALK,
    MISSING: TALK,
    FORKED: TALK,
    FALSE_CODE: TALK,
    FALSE_MEETING: TALK,
    UNREADABLE_CODE: TALK,
    times.AFTER_THEFT: TALK,
    NOT_VALID_THEN: TALK,
    PLACE_UNKNOWN: TALK,
    IN_FUTURE: TALK,
    times.BEFORE_RECEIPT: TALK,
    times.AFTER_ARRIVAL: TALK,
    times.CLOCKS_DIFFER: NOTE,
    BUDDY_UNKNOWN: NOTE,
    CUT_LONGEST: NOTE,
    CUT_DAY: NOTE,
    CUT_TWICE: NOTE,
    CUT_LEVEL: NOTE,
    OPEN_VISIT: NOTE,
    TAKEN_BACK: NOTE,
    HELPED: NOTE,
    NOT_RECEIVED: NOTE,
    COPIES: NOTE,
    COMPUTER_CLOCK: NOTE,
}
_ORDER = {code: number for number, code in enumerate(CODES)}


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """One finding: its `code`, how many records or moments it is about, the ids of the `moments` if it is about moments, and
    the `minutes` that do not count because of it.
    """

    code: str
    number: int = 1
    moments: tuple[bytes, ...] = ()
    minutes: int = 0

    @property
    def is_to_talk_about(self) -> bool:
        """Does the answer become "talk about this"?"""
        return CODES[self.code] == TALK


def findings(judged: JudgedProof, now: int | None = None) -> tuple[ProofFinding, ...]:
    """The findings of a judged proof, the gravest first. `now` is this device's clock in Unix seconds; without it nothing is
    said about moments that have not come yet.
    """
    everything = [*_of_records(judged), *_of_moments(judged), *(_of_clock(judged, now) if now is not None else ())]
    return tuple(sorted(everything, key=lambda finding: _ORDER[finding.code]))


def _of_records(judged: JudgedProof) -> Iterator[ProofFinding]:
    """What records and lists show."""
    evidence, left = judged.evidence, judged.evidence.left_out
    if not judged.known:
        yield ProofFinding(OTHER_REGION if evidence.basis.elsewhere else NO_TRUST)
    if not (evidence.records or judged.page.entries):
        yield ProofFinding(NO_RECORDS)
    named = left.unreadable + left.newer + left.of_another
    gaps = max(evidence.gaps, int(not judged.complete and not evidence.forks))
    numbers = {
        UNSIGNED: max(left.unsigned, judged.left_out - named),
        OF_ANOTHER: left.of_another,
        UNREADABLE: left.unreadable,
        NEWER: left.newer + evidence.unknown_kinds,
        MISSING: gaps,
        FORKED: evidence.forks,
        FALSE_CODE: evidence.false_codes,
        UNREADABLE_CODE: evidence.unreadable_codes,
        COPIES: evidence.copies,
    }
    yield from (ProofFinding(code, number) for code, number in numbers.items() if number)


def _of_moments(judged: JudgedProof) -> Iterator[ProofFinding]:
    """What is to be said about moments."""
    shown = [entry for entry in judged.page.entries if not entry.taken_back]
    about: dict[str, list[Entry]] = {code: [] for code in CODES}
    for entry in shown:
        for code in _codes(entry, judged):
            about[code].append(entry)
    about[TAKEN_BACK] = [entry for entry in judged.page.entries if entry.taken_back]
    for code, entries in about.items():
        if entries:
            minutes = sum(getattr(entry.cut, CUTS[code]) for entry in entries) if code in CUTS else 0
            yield ProofFinding(code, len(entries), tuple(entry.visit.check_in for entry in entries), minutes)


CUTS = {CUT_LONGEST: "longest", CUT_DAY: "day", CUT_TWICE: "twice", CUT_LEVEL: "level"}  # the field of a `Cut` for each code


def _codes(entry: Entry, judged: JudgedProof) -> Iterator[str]:
    """The codes that concern this moment."""
    id, why = entry.visit.check_in, reason(entry)
    yield from judged.marks.get(id, ())
    if entry.what == MET and entry.visit.verdict is Verdict.FALSE:
        yield FALSE_MEETING
    elif entry.visit.verdict is Verdict.UNKNOWN and judged.known:
        if why == UNKNOWN_PLACE:
            yield NOT_VALID_THEN if id in judged.evidence.not_valid_then else PLACE_UNKNOWN
        if why == UNCONFIRMED_BUDDY:
            yield BUDDY_UNKNOWN
    yield from (code for code, field in CUTS.items() if getattr(entry.cut, field))
    if entry.visit.end is None:
        yield OPEN_VISIT
    if id in judged.helped:
        yield HELPED
    if not entry.sent and judged.known:
        yield NOT_RECEIVED


def _of_clock(judged: JudgedProof, now: int) -> Iterator[ProofFinding]:
    """What lies after the present. When the region itself signed something later, the clock of this device is wrong, and only
    what lies after that is said to have not come yet.
    """
    newest = judged.evidence.newest
    if newest > now + times.SLACK:
        yield ProofFinding(COMPUTER_CLOCK)
    present = max(now, newest) + times.SLACK
    later = tuple(entry.visit.check_in for entry in judged.page.entries if entry.visit.start > present and not entry.taken_back)
    if later:
        yield ProofFinding(IN_FUTURE, len(later), later)


def holds(judged: JudgedProof) -> bool:
    """Does everything hold, so that nothing has to be talked about?"""
    return not any(finding.is_to_talk_about for finding in findings(judged))
