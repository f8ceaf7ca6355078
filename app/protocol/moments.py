"""From records to moments: which check-in belongs to which check-out, and how strong the pair is.

Rules:
1. A moment begins with a check-in and ends at the latest check-out that names it and holds a token of the same session by the
   same display key, later than the check-in's. Times are the display's.
2. A token is TRUSTED (a display of the trust list signed it, inside its window), UNKNOWN (no key fits the key id, or the time
   is outside the window) or FALSE (the key is known and did not sign it). A record with a FALSE token counts as nothing.
3. Assurance: in and out both trusted 4; a trusted check-in alone 3; anything unknown in it 0. Nothing is refused.
4. Without a check-out a moment is open and has no minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from app.protocol import hours, session
from app.protocol.errors import ProtocolError
from app.protocol.record import CheckIn, CheckOut, Record
from app.protocol.session import Session
from app.protocol.trust import Display, TrustList


# All of a phone's tokens are looked at for each total.
_read = lru_cache(maxsize=4096)(session.from_bytes)


class Verdict(Enum):
    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Visit:
    """A moment at a display, as shown to people. `verdict` is the weaker of the two tokens'; `end` is None while it is open."""

    check_in: bytes
    check_outs: tuple[bytes, ...]
    session: bytes
    display: bytes
    activity: int
    planned: int
    start: int
    end: int | None
    verdict: Verdict

    def moment(self) -> hours.Moment:
        level = hours.DECLARED
        if self.verdict is Verdict.TRUSTED:
            level = hours.SCANNED if self.end is None else hours.IN_AND_OUT
        return hours.Moment(self.check_in, self.start, self.start if self.end is None else self.end, level)


def judge(said: Session, key: bytes, signers: Iterable[bytes], trust: TrustList | None) -> tuple[Verdict, Display | None]:
    """What a token is worth: `key` is its key id, `signers` the public keys whose signature was found to fit."""
    displays = trust.displays_with(key) if trust else []
    fitting = next((display for display in displays if display.key.public in set(signers)), None)
    if not displays:
        return Verdict.UNKNOWN, None
    if fitting is None:
        return Verdict.FALSE, None
    return (Verdict.TRUSTED if fitting.key.good_at(said.time) else Verdict.UNKNOWN), fitting


def visits(records: Iterable[Record], verdicts: Mapping[bytes, Verdict]) -> list[Visit]:
    """The visits in `records`, earliest first. `verdicts` says per record id what its token is worth; missing means UNKNOWN."""
    ins: dict[bytes, tuple[bytes, Session]] = {}
    outs: dict[bytes, list[tuple[bytes, bytes, Session]]] = {}
    for id, record in {record.id: record for record in records}.items():
        if not isinstance(record.body, (CheckIn, CheckOut)) or verdicts.get(id) is Verdict.FALSE:
            continue
        try:
            token, said = _read(record.body.token)
        except ProtocolError:
            continue
        if isinstance(record.body, CheckIn):
            ins[id] = (token.key, said)
        else:
            outs.setdefault(record.body.check_in, []).append((id, token.key, said))
    result = [_visit(id, key, said, outs.get(id, []), verdicts) for id, (key, said) in ins.items()]
    return sorted(result, key=lambda visit: (visit.start, visit.check_in))


def _visit(
    id: bytes, key: bytes, said: Session, outs: list[tuple[bytes, bytes, Session]], verdicts: Mapping[bytes, Verdict]
) -> Visit:
    fitting = [(s.time, out) for out, k, s in outs if k == key and s.session == said.session and s.time > said.time]
    end, last = max(fitting, default=(None, None))
    parts = (id,) if last is None else (id, last)
    trusted = all(verdicts.get(part) is Verdict.TRUSTED for part in parts)
    return Visit(
        check_in=id,
        check_outs=tuple(sorted(out for _, out in fitting)),
        session=said.session,
        display=key,
        activity=said.activity,
        planned=said.planned,
        start=said.time,
        end=end,
        verdict=Verdict.TRUSTED if trusted else Verdict.UNKNOWN,
    )
