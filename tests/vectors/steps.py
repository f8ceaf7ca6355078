"""What a phone writes down for one scan after another, as the vectors in `scan/` say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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

    def take(self, step: Step) -> Any:
        """What this step becomes, in the words of the vectors."""
        before = len(self.records)
        said = self._other_way(step["other_way"]) if "other_way" in step else self._scanned(step)
        self.by_step.append(self.records[-1] if len(self.records) > before else None)
        return said

    def _scanned(self, step: Step) -> Any:
        if "stayed" in step:
            return self._write(record.Stayed(self._id(step["visit"]), step["stayed"]), 0, Verdict.UNKNOWN)
        data, wall = bytes.fromhex(step["token"]), step["phone_clock"]
        verdict, key, said = self._judge(data, wall)
        decision = scan_rules.decide(said, key, verdict, self._visits(), wall)
        if isinstance(decision, scan_rules.ScanRefused):
            return decision.code
        if isinstance(decision, scan_rules.Already):
            return None
        body = CheckIn(data) if isinstance(decision, scan_rules.Came) else CheckOut(data, decision.check_in)
        return self._write(body, wall, verdict)

    def _other_way(self, step: int) -> Any:
        one = self.by_step[step]
        assert one
        assert isinstance(one.body, (CheckIn, CheckOut))
        verdict, key, said = self._judge(one.body.token, one.position.wall)
        was = scan_rules.Came() if isinstance(one.body, CheckIn) else scan_rules.Left(one.body.check_in)
        instead = scan_rules.other_way(was, said, key, self._visits(), one.position.wall, self._same_organisation)
        if instead is None:
            return None
        self._write(Void(one.id, scan_rules.OTHER_WAY), one.position.wall, Verdict.UNKNOWN)
        body: KnownBody
        if isinstance(instead, scan_rules.LeftElsewhere):
            body = record.Stayed(instead.check_in, instead.minutes)
        else:
            came = isinstance(instead, scan_rules.Came)
            body = CheckIn(one.body.token) if came else CheckOut(one.body.token, getattr(instead, "check_in", b""))
        return self._write(body, one.position.wall, verdict)

    def _write(self, body: KnownBody, wall: int, verdict: Verdict) -> Step:
        before = self.records[-1].id if self.records else bytes(32)
        draft = record.to_draft(body, ChainPosition(len(self.records) + 1, before, wall), PUBLIC)
        made = record.from_bytes(draft.seal(bytes(64)))
        self.records.append(made)
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
