"""Counting on the grid of minutes, and everything of one person from bytes to a total."""

from __future__ import annotations

from typing import Any

from app.protocol.bodies import CheckIn, CheckOut, Consent, Declared, Device, Met, Stayed, Void
from app.protocol.hours import Interval, Policy, count
from app.protocol.meeting import Withdrawal, answer_from_bytes, proposal_from_bytes, withdrawal_draft
from app.protocol.record import Record
from tests.people import (
    AMINA,
    BUDDY,
    CARE_HOME,
    LIBRARY,
    NOON,
    PASSER_BY,
    STRANGER,
    YEAR,
    Phone,
    answer,
    buddy_certificate,
    key,
    printed_token,
    proposal,
    token,
    trust_list,
)
from tests.vectors.deciding import bundle
from tests.vectors.making import Vectors, seal

SUMMER_ENDS = 1792882800  # 25 October 2026, 01:00 in Brussels, 25 hours long


def moment(name: int, start: int, minutes: float, level: int) -> Interval:
    return Interval(name.to_bytes(32, "big"), start, start + int(minutes * 60), level)


STORIES: dict[str, tuple[str, list[Interval]]] = {
    "started-minute": ("C10", [moment(1, NOON, 0.1, 4)]),
    "one-second-over": ("C10", [moment(1, NOON + 59, 1 + 1 / 60, 4)]),
    "odd-start": ("C10", [moment(1, NOON + 59, 1, 4), moment(2, NOON + 60, 1, 4)]),
    "first-minutes-of-1970": ("C10", [moment(1, 30, 2, 4)]),
    "backwards": ("C10", [moment(1, NOON, -5, 4)]),
    "overlap": ("C13", [moment(1, NOON, 120, 0), moment(2, NOON + 3600, 120, 4)]),
    "twice": ("C13", [moment(1, NOON, 60, 4), moment(1, NOON, 60, 4)]),
    "same-level-earlier-first": ("C13", [moment(2, NOON, 60, 4), moment(1, NOON + 1800, 60, 4)]),
    "same-start-smaller-id-first": ("C13", [moment(2, NOON, 60, 4), moment(1, NOON, 30, 4)]),
    "one-id-two-pieces": ("C13", [moment(1, NOON, 60, 4), moment(1, NOON, 90, 0)]),
    "rising": (
        "C13",
        [moment(1, NOON - 43200, 600, 4), moment(2, NOON, 180, 3), moment(3, NOON, 120, 0), moment(4, NOON + 7200, 60, 0)],
    ),
    "long-session": ("C11", [moment(1, NOON - 43200, 660, 4)]),
    "ten-hours": ("C11", [moment(1, NOON - 43200, 600, 4)]),
    "long-day": ("C14", [moment(1, NOON - 43200, 600, 4), moment(2, NOON - 3600, 300, 3)]),
    "capped-by-nobody": (
        "C17",
        [moment(1, NOON - 43200, 600, 4), moment(2, NOON - 7200, 120, 4), moment(3, NOON - 7200, 60, 0)],
    ),
    "capped-by-length": ("C17", [moment(1, NOON - 43200, 601, 4), moment(2, NOON - 43200, 601, 0)]),
    "full-day-overlap": ("C14", [moment(1, NOON - 43200, 600, 4), moment(2, NOON - 7200, 120, 4), moment(3, NOON, 60, 0)]),
    "across-midnight": ("C16", [moment(1, NOON + 39600, 240, 4)]),
    "two-full-days": (
        "C16",
        [moment(1, NOON - 43200 + 86400 * day + 36000 * part, 600, 4) for day in (0, 1) for part in (0, 1)],
    ),
    "summer-time-ends": ("C16", [moment(1, SUMMER_ENDS, 540, 4), moment(2, SUMMER_ENDS + 32400, 540, 4)]),
    "long-sunday": ("C16", [moment(1, SUMMER_ENDS - 7200 - 60, 600, 4), moment(2, SUMMER_ENDS + 28800, 600, 4)]),
    "summer-time-begins": ("C16", [moment(1, 1774738800 - 60, 600, 4), moment(2, 1774738800 + 36000, 600, 4)]),
    "winter-evening": ("C16", [moment(1, 1768258800 - 36000, 600, 4), moment(2, 1768258800, 600, 4)]),
    "summer-evening": ("C16", [moment(1, 1783980000 - 36000, 600, 4), moment(2, 1783980000, 600, 4)]),
    "not-counted-levels": ("C12", [moment(number, NOON + 7200 * number, 60, number) for number in range(5)]),
    "higher-level-not-counted": ("C12", [moment(1, NOON, 60, 4), moment(2, NOON, 90, 3)]),
}
POLICIES = {
    "": Policy(),
    "-levels-3-4": Policy(levels=(3, 4)),
    "-short": Policy(session=60, day=90, levels=(0, 1, 2, 3, 4)),
    "-level-3": Policy(levels=(3,)),
}


def counting() -> Vectors:
    for name, (rule, moments) in STORIES.items():
        for end, policy in POLICIES.items():
            result = count(moments, policy)
            yield (
                name + end,
                {
                    "comment": name.replace("-", " "),
                    "rule": rule if not end else "C11" if end == "-short" else "C12",
                    "policy": {str(key): value for key, value in policy.to_fields().items()},
                    "moments": [
                        {"id": one.id.hex(), "start": one.start, "end": one.end, "level": one.level} for one in moments
                    ],
                    "total": result.total,
                    "counted": {id.hex(): minutes for id, minutes in sorted(result.counted.items())},
                    "capped": sorted(id.hex() for id in result.capped),
                },
            )


class Story:
    """One person's messages while a vector is being told."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.more = phone, list[bytes]()
        self.pairs = list[tuple[bytes, bytes]]()
        self.certificates, self.withdrawals = list[bytes](), list[bytes]()
        self.bundle: dict[str, str] | None = bundle()

    def visit(self, minutes: int, *, start: int = NOON, number: int = 1, **display: Any) -> Record:
        came = self.phone.write(CheckIn(token(time=start, number=number, **display)))
        self.phone.write(CheckOut(token(time=start + 60 * minutes, number=number, **display), came.id))
        return came

    def meet(self, asked: bytes, given: bytes) -> Record:
        return self.phone.write(Met(asked, given))

    def vector(self, rule: str, comment: str, total: int) -> dict[str, Any]:
        return {
            "comment": comment,
            "rule": rule,
            "person": self.phone.person.hex(),
            "records": [one.envelope.data.hex() for one in self.phone.records] + [one.hex() for one in self.more],
            "pairs": [[asked.hex(), given.hex()] for asked, given in self.pairs],
            "certificates": [one.hex() for one in self.certificates],
            "withdrawals": [one.hex() for one in self.withdrawals],
            "bundle": self.bundle,
            "total": total,
        }


def persons() -> Vectors:
    yield from _visits()
    yield from _ways_out()
    yield from _posters()
    yield from _taking_back()
    yield from _meetings()
    yield from _believing()


def _story() -> Story:
    return Story(Phone("amina"))


def _visits() -> Vectors:
    one = _story()
    one.visit(90)
    yield "visit", one.vector("C5", "ninety minutes at the library", 90)
    one.bundle = None
    yield "visit-no-list", one.vector("C15", "the same, and no list is known yet", 90)
    one = _story()
    one.visit(700, start=NOON - 7200)
    one.bundle = None
    yield "long-visit-no-list", one.vector("C15", "ten hours of a visit count where no list is known", 600)
    one.visit(590, start=NOON + 28800, number=2)
    yield "long-day-no-list", one.vector("C15", "10:00 to 20:00, then to 5:50: twelve hours of the first day count", 1070)
    one = _story()
    before = NOON - 366 * 86400 - 60
    came = one.phone.write(CheckIn(token(time=before)))
    one.phone.write(CheckOut(token(time=before + 3600), came.id))
    one.bundle = bundle(trust_list(policy=Policy(levels=(3, 4))))
    yield "way-in-unknown", one.vector("C5", "only the way out is trusted", 0)
    one = _story()
    one.visit(90, display=STRANGER)
    one.bundle = bundle(trust_list(policy=Policy(levels=(3, 4))))
    yield "visit-unknown", one.vector("C5", "an unknown display, where the policy counts levels 3 and 4", 0)
    one.bundle = bundle()
    yield "visit-unknown-counts", one.vector("C5", "an unknown display, where every level counts", 90)
    one = _story()
    one.visit(90)
    came = one.phone.records[1]
    one.phone.write(CheckOut(token(STRANGER, time=NOON + 9000), came.id))
    one.phone.write(CheckOut(token(CARE_HOME, time=NOON + 9000), came.id))
    one.phone.write(CheckOut(token(time=NOON + 9000, number=2), came.id))
    yield "way-out-elsewhere", one.vector("C3", "ways out of other displays and sessions do not fit", 90)
    one = _story()
    came = one.phone.write(CheckIn(token()))
    one.phone.write(CheckOut(token(), came.id))
    one.phone.write(CheckOut(token(time=NOON - 600), came.id))
    yield "way-out-not-later", one.vector("C3", "ways out at the same second and earlier", 0)
    one = _story()
    one.phone.write(CheckIn(token()))
    yield "open", one.vector("C3", "nobody left yet", 0)
    one = _story()
    one.phone.write(CheckIn(b"no token"))
    came = one.phone.write(CheckIn(token()))
    one.phone.write(CheckOut(b"no token", came.id))
    one.phone.write(CheckOut(token(time=NOON + 60), bytes(32)))
    yield "rubbish-inside", one.vector("C3", "tokens nobody can read, and a way out of nowhere", 0)
    forged = token(STRANGER, time=NOON + 36000)
    forged = forged[:7] + token()[7:15] + forged[15:]
    one = _story()
    came = one.visit(90)
    one.phone.write(CheckOut(forged, came.id))
    yield "forged-way-out", one.vector("C3", "a forged way out lengthens nothing", 90)
    one = _story()
    came = one.phone.write(CheckIn(forged))
    one.phone.write(CheckOut(token(time=NOON + 40000), came.id))
    yield "forged-way-in", one.vector("C3", "a forged check-in begins nothing", 0)


def _ways_out() -> Vectors:
    one = _story()
    came = one.phone.write(CheckIn(token()))
    for late in (7200, 3600):
        one.phone.write(CheckOut(token(time=NOON + late), came.id))
    yield "latest-way-out", one.vector("C5", "the latest scan is the end, whenever it was written", 120)
    revoked = bundle(trust_list(revoked=NOON + 5000, policy=Policy(levels=(4,))))
    one.bundle = revoked
    yield "weaker-way-out", one.vector("C5", "a later way out that is not believed takes nothing from an earlier one", 60)
    one = _story()
    came = one.phone.write(CheckIn(token()))
    one.phone.write(Stayed(came.id, 100))
    yield "stayed", one.vector("C6", "forgot to scan, stayed a hundred minutes", 100)
    one.bundle = bundle(trust_list(policy=Policy(levels=(4,))))
    yield "stayed-level-3", one.vector("C6", "which is not level 4", 0)
    one.bundle = bundle(trust_list(policy=Policy(levels=(3,))))
    yield "stayed-is-level-3", one.vector("C6", "but level 3", 100)
    one.bundle = bundle(trust_list(revoked=NOON - 1, policy=Policy(levels=(3,))))
    yield "stayed-unknown", one.vector("C6", "and level 0 where the check-in is not believed", 0)
    one = _story()
    came = one.phone.write(CheckIn(token()))
    one.phone.write(Stayed(came.id, 500))
    yield "stayed-longer-than-planned", one.vector("C6", "four hours were planned", 240)
    one = _story()
    came = one.phone.write(CheckIn(seal(LIBRARY, "session", {1: 1, 2: bytes(8), 3: NOON, 4: 1, 5: 0})))
    one.phone.write(Stayed(came.id, 500))
    yield "stayed-nothing-planned", one.vector("C6", "nothing was planned", 500)
    one = _story()
    came = one.visit(60)
    one.phone.write(Stayed(came.id, 100))
    yield "stayed-and-left", one.vector("C6", "both: the longer one, no minute twice", 100)
    one = _story()
    one.phone.write(Stayed(bytes(32), 100))
    yield "stayed-nowhere", one.vector("C6", "without a check-in", 0)
    one = _story()
    one.phone.write(Declared(20, NOON, 45))
    yield "declared", one.vector("C7", "a first talk", 45)
    one.bundle = bundle(trust_list(policy=Policy(levels=(1, 2, 3, 4))))
    yield "declared-level-0", one.vector("C7", "which is level 0", 0)
    one = _story()
    one.phone.write(Consent(bytes(32), "nl", 1, 1))
    yield "consent", one.vector("C9", "a consent has no minutes", 0)


def _posters() -> Vectors:
    start = b"\x00\x00\x00\x01"

    def scanned(*, left: int, wall: int, boots: tuple[int | None, int | None], ids: tuple[bytes | None, bytes | None]) -> Story:
        one = _story()
        came = one.phone.write(CheckIn(printed_token()), NOON, boots[0], ids[0])
        one.phone.write(CheckOut(printed_token(), came.id), wall, boots[1], ids[1])
        assert left >= 0
        return one

    none: tuple[None, None] = (None, None)
    one = scanned(left=3600, wall=NOON + 3600, boots=none, ids=none)
    yield "poster", one.vector("C4", "an hour at a poster, by the phone's clock", 60)
    one.bundle = bundle(trust_list(policy=Policy(levels=(2, 3, 4))))
    yield "poster-level-1", one.vector("C5", "which is level 1", 0)
    one.bundle = bundle(trust_list(policy=Policy(levels=(1,))))
    yield "poster-is-level-1", one.vector("C5", "and no other", 60)
    one = scanned(left=3600, wall=NOON + 99999, boots=(100, 3700), ids=(start, start))
    yield "poster-clock-set", one.vector("C4", "the clock was set meanwhile; the phone kept running", 60)
    one = scanned(left=3600, wall=NOON + 1800, boots=(100, 3700), ids=(start, bytes(4)))
    yield "poster-restarted", one.vector("C4", "the phone was restarted meanwhile", 30)
    one = scanned(left=3600, wall=NOON + 1800, boots=(100, None), ids=(start, start))
    yield "poster-no-seconds", one.vector("C4", "no running clock at the second scan", 30)
    one = scanned(left=3600, wall=NOON + 1800, boots=(100, 3700), ids=none)
    yield "poster-no-start", one.vector("C4", "nobody knows which start it was", 30)
    one = scanned(left=0, wall=NOON - 60, boots=none, ids=none)
    yield "poster-backwards", one.vector("C3", "the clock went back", 0)
    one = _story()
    came = one.phone.write(CheckIn(printed_token()))
    one.phone.write(CheckOut(printed_token(number=8), came.id), NOON + 3600)
    yield "poster-other", one.vector("C3", "another poster with the same key", 0)
    end = NOON + YEAR - 60
    one = _story()
    came = one.phone.write(CheckIn(printed_token()), end)
    one.phone.write(CheckOut(printed_token(), came.id), end + 3600)
    one.bundle = bundle(trust_list(policy=Policy(levels=(1,))))
    yield "poster-left-too-late", one.vector("B5", "when it was left the poster's key was no longer good", 0)
    one = _story()
    came = one.phone.write(CheckIn(printed_token()))
    one.phone.write(Stayed(came.id, 150))
    one.bundle = bundle(trust_list(policy=Policy(levels=(1,))))
    yield "poster-stayed", one.vector("C6", "stayed, at most the two hours planned", 120)
    one = _story()
    came = one.phone.write(CheckIn(token()))
    one.phone.write(CheckOut(printed_token(LIBRARY, number=1), came.id), NOON + 3600)
    yield "poster-for-a-session", one.vector("C3", "a poster's token does not end a session", 0)


def _taking_back() -> Vectors:
    one = _story()
    came = one.visit(90)
    one.phone.write(Declared(20, NOON + 86400, 30))
    one.phone.write(Void(came.id, 1))
    yield "void-check-in", one.vector("C2", "the check-in is taken back, and with it the visit", 30)
    one = _story()
    one.visit(90)
    one.phone.write(Void(one.phone.records[2].id, 1))
    yield "void-check-out", one.vector("C2", "only the way out is taken back", 0)
    one = _story()
    came = one.phone.write(CheckIn(token()))
    stayed = one.phone.write(Stayed(came.id, 100))
    one.phone.write(Void(stayed.id, 1))
    yield "void-stayed", one.vector("C2", "the length said afterwards is taken back", 0)
    one = _story()
    said = one.phone.write(Declared(20, NOON, 30))
    void = one.phone.write(Void(said.id, 1))
    one.phone.write(Void(void.id, 1))
    yield "void-a-void", one.vector("C2", "a void cannot be taken back", 0)
    one = _story()
    one.phone.write(Declared(20, NOON, 30))
    one.phone.write(Void(one.phone.records[0].id, 1))
    yield "void-device", one.vector("C2", "a device cannot be taken back", 30)
    one = _story()
    said = one.phone.write(Declared(20, NOON, 30))
    stranger = Phone("somebody else", b"\x22" * 16)
    stranger.write(Void(said.id, 1))
    one.more = [record.envelope.data for record in stranger.records]
    yield "void-by-another", one.vector("C1", "another person's void takes nothing back", 30)
    one = _story()
    said = one.phone.write(Declared(20, NOON, 30))
    second = Phone("amina's second", one.phone.person)
    second.write(Void(said.id, 1))
    one.more = [record.envelope.data for record in second.records]
    yield "void-by-the-second-phone", one.vector("C2", "the same person's other phone may", 0)


def _meetings() -> Vectors:
    asked = proposal()
    given = answer(asked)
    id = proposal_from_bytes(asked)[0].id
    answered = answer_from_bytes(given)[0].id

    def met(*levels: int) -> Story:
        one = _story()
        one.meet(asked, given)
        one.certificates = [buddy_certificate()]
        one.bundle = bundle(trust_list(policy=Policy(levels=levels or (0, 1, 2, 3, 4))))
        return one

    yield "met", met().vector("C8", "coffee with a buddy", 150)
    yield "met-level-2", met(2).vector("C8", "co-signed by a certified buddy", 150)
    one = met(2)
    one.certificates = []
    yield "met-not-certified", one.vector("C8", "nobody certified the buddy", 0)
    one = met(1)
    one.certificates = []
    yield "met-level-1", one.vector("C8", "which is level 1", 150)
    one = met()
    one.pairs = [(asked, given)]
    yield "met-and-sent", one.vector("C8", "the buddy sent it as well: one meeting", 150)
    one = _story()
    one.phone.write(Declared(20, NOON + 86400, 1))
    one.pairs = [(asked, given)]
    yield "sent-by-the-buddy", one.vector("C8", "only the buddy sent it", 151)
    one = met()
    one.meet(asked, answer(asked, PASSER_BY))
    yield "met-two-buddies", one.vector("C8", "two buddies answered: one meeting", 150)
    one = met()
    second = proposal(start=NOON + 3600, number=2)
    one.meet(second, answer(second))
    yield "met-twice", one.vector("C13", "two meetings overlap", 210)
    one = met()
    one.meet(proposal(number=3), given)
    one.meet(asked, answer(asked, AMINA))
    one.meet(b"no proposal", b"no answer")
    yield "met-rubbish", one.vector("C8", "other answers, an own answer and rubbish add nothing", 150)
    one = _story()
    one.meet(proposal(number=3), given)
    yield "met-other-meeting", one.vector("C8", "an answer to another meeting", 0)
    one = _story()
    one.meet(asked, answer(asked, AMINA))
    yield "met-alone", one.vector("C8", "one key on both sides", 0)
    one = met(0, 1)
    one.meet(asked, answer(asked, PASSER_BY))
    one.phone.write(Void(one.phone.records[1].id, 2))
    yield "met-void-one-buddy", one.vector("C8", "the certified buddy's record is taken back, another's stands", 150)
    one = _story()
    one.phone.write(Declared(20, NOON + 86400, 1))
    one.pairs = [(asked, given)]
    one.phone.write(Void(id, 2))
    yield "void-of-what-the-buddy-sent", one.vector("C8", "taken back, though only the buddy sent it", 1)
    one = met()
    one.phone.write(Void(answered, 2))
    yield "met-void-answer", one.vector("C8", "a void names the proposal, not the answer", 150)
    one = _story()
    one.meet(asked, given[:-1] + bytes([given[-1] ^ 1]))
    yield "met-forged", one.vector("B8", "a forged answer", 0)
    one = _story()
    elsewhere = proposal(key("phone of somebody else"))
    one.meet(elsewhere, answer(elsewhere))
    yield "met-of-another", one.vector("C8", "somebody else's meeting", 0)
    one = met()
    second_phone = Phone("a buddy", one.phone.person)
    second_phone.write(Device(second_phone.key.public, one.phone.person))
    one.more = [record.envelope.data for record in second_phone.records]
    yield "met-own-second-phone", one.vector("B8", "the buddy's phone is the newcomer's other one", 0)
    one = met()
    one.phone.write(Void(id, 2))
    yield "met-void-proposal", one.vector("C8", "the meeting is taken back by its proposal", 0)
    one = met()
    one.pairs = [(asked, given)]
    one.phone.write(Void(one.phone.records[1].id, 2))
    yield "met-void-record", one.vector("C8", "the record is taken back, and the buddy's copy adds nothing", 0)
    one = _story()
    one.phone.write(Declared(20, NOON + 86400, 1))
    void = one.meet(asked, given[:-1] + bytes([given[-1] ^ 1]))
    one.phone.write(Void(void.id, 2))
    one.pairs = [(asked, given)]
    yield "met-void-forged", one.vector("C8", "a record with a forged answer is taken back: the buddy's copy adds nothing", 1)
    one = met()
    other = one.meet(asked, given)
    one.phone.write(Void(other.id, 2))
    yield "met-void-one-of-two", one.vector("C8", "one of two records of the meeting is taken back", 150)
    for name, giver, total in (("", BUDDY, 0), ("-by-another", PASSER_BY, 150)):
        one = met()
        one.withdrawals = [giver.seal(withdrawal_draft(Withdrawal(answered, NOON + 99, giver.public)))]
        yield f"met-withdrawn{name}", one.vector("M4", f"the answer is taken back{name.replace('-', ' ')}", total)
    one = met()
    second = proposal(start=NOON + 86400, number=2)
    one.meet(second, answer(second))
    one.withdrawals = [BUDDY.seal(withdrawal_draft(Withdrawal(answered, NOON + 99, BUDDY.public)))]
    yield "met-withdrawn-one-of-two", one.vector("M4", "the same buddy's other answer stands", 150)
    one = met()
    back = BUDDY.seal(withdrawal_draft(Withdrawal(answered, NOON + 99, BUDDY.public)))
    one.withdrawals = [back[:-1] + bytes([back[-1] ^ 1])]
    yield "met-withdrawn-forged", one.vector("M4", "a forged withdrawal", 150)


def _believing() -> Vectors:
    one = _story()
    one.visit(60)
    one.more = [record.envelope.data for record in reversed(one.phone.records)]
    yield "every-record-twice", one.vector("C1", "every record twice, in another order", 60)
    one = _story()
    one.visit(60)
    forged = one.phone.records.pop()
    one.more = [forged.envelope.data[:-1] + bytes([forged.envelope.data[-1] ^ 1])]
    yield "forged-record", one.vector("C1", "the check-out is not signed by the phone", 0)
    one = _story()
    one.visit(60)
    device = one.phone.records.pop(0)
    yield "no-device", one.vector("C1", "records of a phone that nobody introduced", 0)
    one.more = [device.envelope.data[:-1] + bytes([device.envelope.data[-1] ^ 1])]
    yield "forged-device", one.vector("C1", "a device that did not sign itself", 0)
    one = _story()
    one.visit(60)
    second = Story(Phone("amina's second", one.phone.person))
    second.visit(120)
    other = Story(Phone("somebody else", b"\x22" * 16))
    other.visit(600)
    one.more = [record.envelope.data for story in (second, other) for record in story.phone.records]
    yield "two-phones", one.vector("C1", "two phones of one person at one place, and a stranger's", 120)
    yield from _across()
    one = _story()
    before = one.visit(60)
    later = {1: 60, 2: 3, 3: before.id, 4: NOON, 16: "later", 40: [1, None, True]}
    one.more = [seal(one.phone.key, "record", later)]
    yield "later-kind", one.vector("R3", "a kind of a later version counts as nothing", 60)


def _across() -> Vectors:
    """Whichever of the person's phones wrote it."""

    def second(one: Story) -> Phone:
        phone = Phone("amina's second", one.phone.person)
        phone.write(Device(phone.key.public, phone.person))
        return phone

    one, asked = _story(), proposal()
    other = second(one)
    came = one.phone.write(CheckIn(token()))
    other.write(CheckOut(token(time=NOON + 3600), came.id))
    one.more = [record.envelope.data for record in other.records]
    yield "left-with-the-second-phone", one.vector("C3", "came with one phone and left with the other", 60)
    one = _story()
    other = second(one)
    came = one.phone.write(CheckIn(token()))
    other.write(Stayed(came.id, 100))
    one.more = [record.envelope.data for record in other.records]
    yield "stayed-with-the-second-phone", one.vector("C6", "the other phone says how long", 100)
    one = _story()
    other = second(one)
    one.phone.write(Declared(20, NOON + 86400, 1))
    other.write(Met(asked, answer(asked)))
    one.more = [record.envelope.data for record in other.records]
    yield "met-with-the-second-phone", one.vector("C8", "one phone proposed, the other one wrote it down", 151)
