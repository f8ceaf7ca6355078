"""From scans to moments: what belongs together, and what it is worth."""

from __future__ import annotations

from app.protocol import moments
from app.protocol.keys import key_id
from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, CheckOut, Record
from tests.people import CARE_HOME, LIBRARY, LIBRARY_CODE, NOON, STRANGER, Phone, token

T, U, F = Verdict.TRUSTED, Verdict.UNKNOWN, Verdict.FALSE


def worth(records: list[Record], verdict: Verdict) -> dict[bytes, Verdict]:
    return {record.id: verdict for record in records}


def test_amina_comes_and_leaves_and_the_displays_clock_counts_whatever_her_phone_thinks() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()), wall=0)
    amina.write(CheckOut(token(time=NOON + 5400), came.id), wall=4_000_000_000)
    [visit] = moments.visits(amina.records, worth(amina.records, T))
    assert (visit.start, visit.end, visit.intervals[0].level) == (NOON, NOON + 5400, 4)


def test_a_moment_without_a_way_out_is_open_and_has_no_minutes_yet() -> None:
    amina = Phone("amina")
    amina.write(CheckIn(token()))
    [visit] = moments.visits(amina.records, worth(amina.records, T))
    assert visit.end is None
    assert (visit.intervals[0].start, visit.intervals[0].end, visit.intervals[0].level) == (NOON, NOON, 3)


def test_the_latest_scan_is_the_way_out() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    for late in (7200, 3600):
        amina.write(CheckOut(token(time=NOON + late), came.id))
    [visit] = moments.visits(amina.records, worth(amina.records, T))
    assert visit.end == NOON + 7200


def test_a_way_out_of_another_session_or_another_display_or_earlier_does_not_fit() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON + 3600, number=2), came.id))
    amina.write(CheckOut(token(CARE_HOME, time=NOON + 3600), came.id))
    amina.write(CheckOut(token(time=NOON - 60), came.id))
    [visit] = moments.visits(amina.records, worth(amina.records, T))
    assert visit.end is None


def test_a_display_nobody_knows_yet_counts_as_declared_and_later_as_scanned() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token(STRANGER)))
    amina.write(CheckOut(token(STRANGER, time=NOON + 3600), came.id))
    assert [piece.level for visit in moments.visits(amina.records, {}) for piece in visit.intervals] == [0]
    assert [piece.level for visit in moments.visits(amina.records, worth(amina.records, T)) for piece in visit.intervals] == [4]


def test_a_forged_token_counts_as_nothing() -> None:
    amina = Phone("amina")
    amina.write(CheckIn(token()))
    assert moments.visits(amina.records, worth(amina.records, F)) == []


def test_a_forged_way_out_does_not_lengthen_a_moment() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    left = amina.write(CheckOut(token(time=NOON + 3600), came.id))
    forged = amina.write(CheckOut(token(time=NOON + 36000), came.id))
    [visit] = moments.visits(amina.records, {came.id: T, left.id: T, forged.id: F})
    assert visit.end == NOON + 3600


def test_the_order_in_which_records_arrive_changes_nothing() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON + 3600), came.id))
    known = worth(amina.records, T)
    assert moments.visits(reversed(amina.records), known) == moments.visits(amina.records * 2, known)


def test_a_visit_says_where_it_was_and_is_trusted_as_a_whole_or_not() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token(number=7)))
    left = amina.write(CheckOut(token(number=7, time=NOON + 3600), came.id))
    [known] = moments.visits(amina.records, {came.id: T, left.id: T})
    assert (known.session, known.display) == ((7).to_bytes(8, "big"), key_id(LIBRARY.public))
    assert (known.activity, known.planned, known.verdict) == (LIBRARY_CODE, 240, T)
    [half] = moments.visits(amina.records, {came.id: T, left.id: U})
    assert half.verdict is U


def test_a_way_in_alone_is_worth_what_its_display_is() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    for verdict, level in ((T, 3), (U, 0)):
        [visit] = moments.visits(amina.records, {came.id: verdict})
        assert (visit.verdict, visit.intervals[0].level) == (verdict, level)


def test_a_scan_in_the_second_of_coming_is_no_way_out() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON), came.id))
    [visit] = moments.visits(amina.records, worth(amina.records, T))
    assert visit.end is None


def test_what_is_forged_or_cannot_be_read_hides_nothing_that_comes_after() -> None:
    amina = Phone("amina")
    forged = amina.write(CheckIn(token(number=1)))
    amina.write(CheckIn(b"\x00"))
    good = amina.write(CheckIn(token(number=2)))
    assert [visit.check_in for visit in moments.visits(amina.records, {forged.id: F, good.id: T})] == [good.id]
