"""The result of judging a proof, as plain values. `app.records.proof_summary` says what it comes to in sums, lines and
findings.

This module imports the protocol and `page` only, so that decisions and screens can use it without the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.protocol.hours import Policy
from app.records.page import Page


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why messages of a proof are no believed records, as numbers of messages: `unreadable` is no record; `newer` was written
    by a newer app; `of_another` was signed by a device that names another person; `unsigned` is any other.
    """

    unreadable: int = 0
    newer: int = 0
    of_another: int = 0
    unsigned: int = 0


@dataclass(frozen=True, slots=True)
class TrustBasis:
    """By what a proof was judged: `region` (8 bytes), `version` and `issued` (Unix seconds) of the trust list, b"" and 0 when
    there was none; `from_proof`: the list came with the proof. `root` is the key id of the root that signed the proof's own
    list key, as that message says; nobody needs to know this root. `elsewhere`: no root that is known here vouches for that
    list.
    """

    region: bytes = b""
    version: int = 0
    issued: int = 0
    from_proof: bool = False
    root: bytes = b""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records of a proof show beside the moments. Numbers are numbers of records, unless stated otherwise.

    `person` (16 bytes) and the key ids of the `devices`; `digest`: SHA-256 of the proof's bytes; `records`: the ids of all
    believed records; `gaps`, `forks`: places of the chains where a record is missing, and where there are several; `copies`:
    messages that are there more than once; `unknown_kinds`: records of kinds that this version does not know; `false_codes`:
    scans of a code that the display named in it did not sign; `unreadable_codes`: scans whose code cannot be read;
    `not_valid_then`: the ids of moments at a display or poster that the list knows, but not for that time; `newest`: the latest
    time in Unix seconds that the region signed here.
    """

    person: bytes = b""
    devices: tuple[bytes, ...] = ()
    digest: bytes = b""
    records: frozenset[bytes] = frozenset()
    gaps: int = 0
    forks: int = 0
    copies: int = 0
    unknown_kinds: int = 0
    false_codes: int = 0
    unreadable_codes: int = 0
    not_valid_then: frozenset[bytes] = frozenset()
    newest: int = 0
    left_out: LeftOut = field(default_factory=LeftOut)
    basis: TrustBasis = field(default_factory=TrustBasis)


@dataclass(frozen=True, slots=True)
class JudgedProof:
    """The result of judging a proof. `left_out`: how many records cannot be read or are not believed.

    `complete`: no record is missing between others. `known`: its trust list is that of this device's region. `marks`: those of
    `app.protocol.times`, by the id of the moment. `helped`: the ids of the moments at which somebody helped with the phone.
    """

    page: Page
    policy: Policy = field(default_factory=Policy)
    left_out: int = 0
    complete: bool = True
    known: bool = True
    marks: dict[bytes, frozenset[str]] = field(default_factory=dict)
    helped: frozenset[bytes] = frozenset()
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def left(self) -> int:
        """The minutes that are still missing to the target."""
        return max(0, self.page.target - self.page.total)
