"""What a judged proof says: the period, sums, one line for each moment, what was cut and why, and the findings. Pure.

The counsellor's page, the printed page and `python -m app.verify` all show this, so that they say the same.

Rules:
1. Times are Unix seconds, lengths whole minutes, days those of Brussels.
2. Sums are of the minutes that count. A moment that was taken back has a line and is in no sum.
3. The answer is HOLDS only when no finding has to be talked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.protocol.activities import ActivityType
from app.protocol.brussels import date_of
from app.protocol.hours import Policy
from app.protocol.terms import State
from app.records.findings import ProofFinding, findings
from app.records.judged_proof import JudgedProof
from app.records.page import Cut, Entry, Page
from app.records.reasons import REASONS, level, reason

HOLDS, TALK_ABOUT = "holds", "talk"
DUTCH_CONTEXT, SOCIAL, PAPERS = "dutch-context", "social", "papers"
STATE_OF = {True: State.AGREED, None: State.TO_BE_JUDGED, False: State.NOT_AGREED}


@dataclass(frozen=True, slots=True)
class KindSum:
    """The minutes of one activity type that count, and how many of them are in each state: agreed first, no state with 0."""

    kind: ActivityType
    minutes: int
    states: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class ConditionSum:
    """The minutes that count and need this `condition` (DUTCH_CONTEXT, SOCIAL or PAPERS), by what was agreed about it."""

    condition: str
    states: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class MomentLine:
    """One moment: the Brussels `day`, its `start` and `end` (None while open) in Unix seconds, the `stated` minutes from start
    to end, the `minutes` of them that count, and the minutes `cut` by reason.

    `kind`, `state` and the three conditions are as in `Terms`; `reason` says how it is confirmed (`app.records.reasons`), with
    the assurance `level`; `organisation` is a name, "" when it is not known; `marks` are those of `app.protocol.times`.
    """

    id: bytes
    day: date
    start: int
    end: int | None
    activity: int
    kind: ActivityType
    state: State
    conditions: tuple[tuple[str, State], ...]
    stated: int
    minutes: int
    cut: Cut
    reason: str
    level: int
    organisation: str
    marks: tuple[str, ...]
    helped: bool
    received: bool
    taken_back: bool


@dataclass(frozen=True, slots=True)
class ProofSummary:
    """What a proof says. `answer` is HOLDS or TALK_ABOUT; `first` and `last` are the days of the first and the last moment that
    counts, None when none does; `reasons` and `levels` are (reason or level, number of moments, minutes), the strongest first.
    """

    answer: str
    total: int
    target: int
    policy: Policy
    first: date | None
    last: date | None
    kinds: tuple[KindSum, ...]
    conditions: tuple[ConditionSum, ...]
    reasons: tuple[tuple[str, int, int], ...]
    levels: tuple[tuple[int, int, int], ...]
    cut: Cut
    lines: tuple[MomentLine, ...]
    findings: tuple[ProofFinding, ...]


def summary(judged: JudgedProof, now: int | None = None) -> ProofSummary:
    """What this judged proof says. `now` is as in `findings`."""
    page = judged.page
    lines = tuple(line(entry, judged) for entry in page.entries)
    counting = [each.day for each in lines if each.minutes]
    every = findings(judged, now)
    cuts = [each.cut for each in lines]
    return ProofSummary(
        answer=TALK_ABOUT if any(finding.is_to_talk_about for finding in every) else HOLDS,
        total=page.total,
        target=page.target,
        policy=judged.policy,
        first=min(counting, default=None),
        last=max(counting, default=None),
        kinds=tuple(by_kind(page)),
        conditions=tuple(by_condition(lines)),
        reasons=tuple(by_reason(page)),
        levels=tuple(by_level(lines)),
        cut=Cut(*(sum(getattr(cut, name) for cut in cuts) for name in Cut.__slots__)),
        lines=lines,
        findings=every,
    )


def line(entry: Entry, judged: JudgedProof) -> MomentLine:
    """The line of one moment."""
    visit, terms = entry.visit, entry.terms
    return MomentLine(
        id=visit.check_in,
        day=date_of(visit.start),
        start=visit.start,
        end=visit.end,
        activity=visit.activity,
        kind=entry.kind,
        state=terms.state,
        conditions=tuple(
            (name, STATE_OF[answer]) for name, answer in zip((DUTCH_CONTEXT, SOCIAL, PAPERS), terms.needed, strict=False)
        ),
        stated=entry.minutes + entry.cut.total,
        minutes=entry.minutes,
        cut=entry.cut,
        reason=reason(entry),
        level=level(entry),
        organisation=entry.organisation,
        marks=tuple(sorted(judged.marks.get(visit.check_in, ()))),
        helped=visit.check_in in judged.helped,
        received=entry.sent,
        taken_back=entry.taken_back,
    )


def by_reason(page: Page) -> list[tuple[str, int, int]]:
    """For the moments that count: (reason, number of moments, minutes that count), the strongest reason first."""
    sums = []
    for name in REASONS:
        entries = [entry for entry in page.entries if entry.minutes and reason(entry) == name]
        if entries:
            sums.append((name, len(entries), sum(entry.minutes for entry in entries)))
    return sums


def by_level(lines: Iterable[MomentLine]) -> list[tuple[int, int, int]]:
    """For the moments that count: (assurance level, number of moments, minutes that count), the highest level first."""
    counting = [each for each in lines if each.minutes]
    levels = sorted({each.level for each in counting}, reverse=True)
    of_level = {number: [each.minutes for each in counting if each.level == number] for number in levels}
    return [(number, len(minutes), sum(minutes)) for number, minutes in of_level.items()]


def by_kind(page: Page) -> list[KindSum]:
    """The sum for each activity type of the moments that count, in the order of the law."""
    kind_sums = []
    for kind in ActivityType:
        entries = [entry for entry in page.entries if entry.minutes and entry.kind == kind]
        sums = {state: sum(entry.minutes for entry in entries if entry.terms.state is state) for state in State}
        if entries:
            states = tuple((state, minutes) for state, minutes in sums.items() if minutes)
            kind_sums.append(KindSum(kind, sum(sums.values()), states))
    return kind_sums


def by_condition(lines: Iterable[MomentLine]) -> list[ConditionSum]:
    """The sum for each condition of the moments that count and need it."""
    answers = [(name, state, each.minutes) for each in lines if each.minutes for name, state in each.conditions]
    condition_sums = []
    for condition in (DUTCH_CONTEXT, SOCIAL, PAPERS):
        states = {
            state: sum(minutes for name, answer, minutes in answers if (name, answer) == (condition, state)) for state in State
        }
        shown = tuple((state, minutes) for state, minutes in states.items() if minutes)
        if shown:
            condition_sums.append(ConditionSum(condition, shown))
    return condition_sums
