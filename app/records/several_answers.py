"""Several buddies' answers to one proposal: which of them a phone writes down when its server brings them. Pure.

Rules:
1. A bystander who sees the code may answer first, and as often as he likes. So an answer that nobody certified is written
   down while fewer than `MOST` answers to its proposal stand, one of each buddy, and fewer than `MOST_AT_ALL` ever were.
2. An answer that comes with its buddy's certificate has room beyond that, once for each certified buddy: no bystander can
   take its place, because the region decides who is certified. At most `MOST_AT_ALL` stand, whatever a server makes up.
3. What was withdrawn before it came is written down only when nothing else was, to show that it is taken back.
4. What the newcomer scans has room without limit: each scan is a tap of the newcomer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.protocol import certificate
from app.protocol.enrolment import BUDDY
from app.protocol.errors import ProtocolError

if TYPE_CHECKING:
    from app.protocol.certificate import KeyCertificate
    from app.protocol.meeting import Pair

MOST, MOST_AT_ALL = 4, 20  # answers to one proposal


def certificate_of(data: bytes | None, pair: Pair) -> KeyCertificate | None:
    """The certificate in `data`, if it is one for the buddy of this meeting; else None. Whether it is believed, `judging`
    decides.
    """
    if data is None:
        return None
    try:
        _, content = certificate.from_bytes(data)
    except ProtocolError:
        return None
    return content if content.public == pair.answer.public and content.role == BUDDY else None


@dataclass(frozen=True, slots=True)
class Held:
    """What is written down of one proposal: the meetings that `stand`, and those that buddies `withdrew`."""

    stand: tuple[Pair, ...]
    withdrew: tuple[Pair, ...]

    @property
    def is_full(self) -> bool:
        """Has only a certified answer room?"""
        return len(self.stand) >= MOST or len(self.stand) + len(self.withdrew) >= MOST_AT_ALL

    def has_room(self, pair: Pair, certified: KeyCertificate | None, *, withdrawn: bool) -> bool:
        """Is the answer of this meeting to be written down? `certified`: its buddy's certificate. `withdrawn`: the buddy took
        the answer back.
        """
        if any(each.answer_envelope.id == pair.answer_envelope.id for each in (*self.stand, *self.withdrew)):
            return False
        if withdrawn:
            return not self.stand and not self.withdrew
        own = [each for each in self.stand if each.answer.public == pair.answer.public]
        if certified and _covers(certified, pair):
            return len(self.stand) < MOST_AT_ALL and not any(_covers(certified, each) for each in own)
        return not own and not self.is_full


def _covers(certified: KeyCertificate, pair: Pair) -> bool:
    """Was the answer of this meeting given while the certificate was valid?"""
    return certified.start <= pair.answer.time < certified.end
