"""What a phone writes down for one scan after another, as the vectors in `scan/` say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.platform.clock import ClockReading
from app.protocol import moments, record, token
from app.protocol.bodies import KnownBody
from app.protocol.ed25519 import verify
from app.protocol.moments import Verdict, Visit
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Record, Void
from app.protocol.token import Token
from app.protocol.trust_list import TrustList
from app.records import scan_rules

Step = dict[str, Any]
PUBLIC = bytes(32)  # nobody asks who signed: that is settled before


@dataclass
class Steps:
    """A phone that keeps what it writes; `listed` is the trust list that it holds."""

    listed: TrustList | None
    records: list[Record] = field(default_factory=list)
    verdicts: dict[bytes, Verdict] = field(default_factory=dict)
    by_step: list[Record | None] = field(default_factory=list)  # what each step became
    tokens: dict[bytes, bytes] = field(default_factory=dict)  # the scanned token by the id of what it became

    def take(self, step: Step) -> Any:
        """What this step becomes, in the words of the vectors."""
        before = len(self.records)
        said = self._other_way(step["other_way"]) if "other_way" in step else self._scanned(step)
        self.by_step.append(self.records[-1] if len(self.records) > before else None)
        return said

    def _scanned(self, step: Step) -> Any:
        if "stayed" in step:
            return self._write(record.Stayed(self._id(step["visit"]), step["stayed"]), ClockReading(0), Verdict.UNKNOWN)
        data, wall = bytes.fromhex(step["token"]), step["phone_clock"]
        verdict, key, said = self._judge(data, wall)
        reading = ClockReading(wall, step.get("boot"), bytes.fromhex(step["boot_id"]) if "boot_id" in step else None)
        decision = scan_rules.decide(said, key, verdict, self._visits(), reading, self._same_organisation)
        if isinstance(decision, scan_rules.ScanRefused):
            return decision.code
        if isinstance(decision, scan_rules.Already):
            return None
        return self._write(_body(data, decision), reading, verdict, data)

    def _other_way(self, step: int) -> Any:
        one = self.by_step[step]
        assert one
        data, place = self.tokens[one.id], one.position
        reading = ClockReading(place.wall, place.boot, place.boot_id)
        verdict, key, said = self._judge(data, place.wall)
        came = isinstance(one.body, CheckIn)
        instead = scan_rules.other_way(came, said, key, self._visits(), reading, self._same_organisation)
        if instead is None:
            return None
        self._write(Void(one.id, scan_rules.OTHER_WAY), reading, Verdict.UNKNOWN)
        return self._write(_body(data, instead), reading, verdict, data)

    def _write(self, body: KnownBody, reading: ClockReading, verdict: Verdict, scanned: bytes = b"") -> Step:
        before = self.records[-1].id if self.records else bytes(32)
        place = ChainPosition(len(self.records) + 1, before, reading.wall, reading.boot, reading.boot_id)
        made = record.from_bytes(record.to_draft(body, place, PUBLIC).seal(bytes(64)))
        self.records.append(made)
        self.tokens[made.id] = scanned
        self.verdicts[made.id] = verdict
        said: Step = {"type": body.TYPE}
        if isinstance(body, (CheckOut, record.Stayed)):
            ids = [one.id if one else None for one in self.by_step]
            said["visit"] = ids.index(body.check_in)
        return said | ({"minutes": body.minutes} if isinstance(body, record.Stayed) else {})

    def _visits(self) -> list[Visit]:
        return moments.visits(self.records, self.verdicts)

    def _id(self, step: int) -> bytes:
        one = self.by_step[step]
        assert one
        return one.id

    def _judge(self, data: bytes, wall: int) -> tuple[Verdict, bytes, Token]:
        outer, said = token.from_bytes(data)
        publics = [one.key.public for one in self.listed.displays_with(outer.key)] if self.listed else []
        signers = [check.public for check in outer.checks(publics) if verify(check)]
        return moments.judge(said, outer.key, signers, self.listed, wall)[0], outer.key, said

    def _same_organisation(self, key: bytes, other: bytes) -> bool:
        houses = [{one.organisation for one in self.listed.displays_with(id)} if self.listed else set() for id in (key, other)]
        return key == other or not houses[0].isdisjoint(houses[1])


def _body(data: bytes, decision: scan_rules.Came | scan_rules.Left | scan_rules.LeftElsewhere) -> KnownBody:
    if isinstance(decision, scan_rules.LeftElsewhere):
        return record.Stayed(decision.check_in, decision.minutes)
    return CheckIn(data) if isinstance(decision, scan_rules.Came) else CheckOut(data, decision.check_in)
