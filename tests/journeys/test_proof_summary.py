"""Stories of what a proof says in sums and lines: the period, each moment, what the counting rules cut, and why."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import date
from pathlib import Path
from typing import Any

from app.protocol.bodies import CheckIn, CheckOut, Declared, Stayed
from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.hours import Policy
from app.protocol.proof import Proof, to_bytes, to_text
from app.records import findings, judge_proof
from app.records.page import NO_CUT, Cut
from app.records.proof_summary import HOLDS, ProofSummary, summary
from app.store.opening import open_store
from tests.people import CARE_HOME, LIBRARY, NOON, ROOT, Phone, certificate, sealed_list, token, trust_list

HOUR, DAY = 3600, 86400
MORNING = NOON - 5 * HOUR


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def said(folder: Path, phone: Phone, policy: Policy | None = None) -> ProofSummary:
    """What the proof of this phone says on the desk of a counsellor whose device knows the region's root."""
    listed = sealed_list(trust_list(policy=policy))
    records = tuple(signed.envelope.data for signed in phone.records)
    text = to_text(to_bytes(Proof(phone.person, records, list_key=certificate(), trust_list=listed)))
    store = open_store(folder / "desk.db", wal=True)
    store.set_settings({"root": ROOT.public})
    return summary(await judge_proof.judge(text, store, Ed25519Verifier()))


def stay(phone: Phone, start: int, end: int, display: Any = LIBRARY, number: int = 1) -> None:
    """The phone scans this display when it comes and when it leaves."""
    came = phone.write(CheckIn(token(display, time=start, number=number)), start)
    phone.write(CheckOut(token(display, time=end, number=number), came.id), end)


def test_almost_twelve_hours_at_a_display_count_ten_and_the_proof_says_what_was_cut(
    tmp_path: Path,
) -> None:
    async def story() -> None:
        amina = Phone("amina")
        stay(amina, MORNING, MORNING + 12 * HOUR - 60)
        says = await said(tmp_path, amina)
        (line,) = says.lines
        assert (line.stated, line.minutes, line.cut) == (719, 600, Cut(longest=119))
        assert (says.total, says.cut, says.answer) == (600, Cut(longest=119), HOLDS)
        assert [(one.code, one.number, one.minutes) for one in says.findings if one.code in findings.CUTS] == [
            (findings.CUT_LONGEST, 1, 119)
        ]

    run(story())


def test_a_full_day_an_overlap_and_a_level_that_does_not_count_are_told_apart(tmp_path: Path) -> None:
    async def story() -> None:
        amina = Phone("amina")
        stay(amina, MORNING, MORNING + 10 * HOUR)
        stay(amina, MORNING + 9 * HOUR, MORNING + 13 * HOUR, CARE_HOME, 2)  # an hour of it twice, an hour over the day
        amina.write(Declared(3, NOON + 2 * DAY, 45))
        says = await said(tmp_path, amina, Policy(levels=(1, 2, 3, 4)))
        cuts = [(line.stated, line.minutes, line.cut) for line in says.lines]
        assert cuts == [(600, 600, NO_CUT), (240, 120, Cut(day=60, twice=60)), (45, 0, Cut(level=45))]
        assert (says.total, says.cut) == (720, Cut(day=60, twice=60, level=45))
        assert all(line.stated == line.minutes + line.cut.total for line in says.lines)

    run(story())


def test_a_check_out_and_a_longer_stay_that_is_said_are_one_moment_and_nothing_is_cut_twice(tmp_path: Path) -> None:
    async def story() -> None:
        amina = Phone("amina")
        came = amina.write(CheckIn(token(time=NOON)), NOON)
        amina.write(CheckOut(token(time=NOON + HOUR), came.id), NOON + HOUR)
        amina.write(Stayed(came.id, 90), NOON + 2 * HOUR)
        says = await said(tmp_path, amina)
        assert [(line.stated, line.minutes, line.cut) for line in says.lines] == [(90, 90, NO_CUT)]

    run(story())


def test_the_period_is_that_of_the_moments_that_count_and_sums_are_the_total(tmp_path: Path) -> None:
    async def story() -> None:
        amina = Phone("amina")
        stay(amina, NOON, NOON + 2 * HOUR)
        stay(amina, NOON + 3 * DAY, NOON + 3 * DAY + HOUR, CARE_HOME, 2)
        amina.write(CheckIn(token(time=NOON + 5 * DAY, number=3)), NOON + 5 * DAY)  # still there
        says = await said(tmp_path, amina)
        assert (says.first, says.last) == (date(2026, 11, 23), date(2026, 11, 26))
        assert [line.end is None for line in says.lines] == [False, False, True]
        sums = ([one.minutes for one in says.kinds], *([one[2] for one in each] for each in (says.reasons, says.levels)))
        assert [sum(minutes) for minutes in sums] == [says.total] * 3 == [180] * 3
        conditions = {one.condition: dict(one.states) for one in says.conditions}
        assert all(sum(states.values()) == 180 for name, states in conditions.items() if name != "papers")
        assert says.answer == HOLDS

    run(story())
