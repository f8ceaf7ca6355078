"""The proofs that are open on a counsellor's desk: a line for each, which of them are listed, and what changed in one. Pure.

Rules:
1. A file that cannot be read stays in the list with its name, so that nobody takes it for done.
2. A file with the same content takes the place of the one before.
3. Two proofs of one person are compared by their moments. The earlier one is that with fewer records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.records.judged_proof import JudgedProof
from app.records.proof_comparison import ProofComparison, compare
from app.records.proof_summary import HOLDS, TALK_ABOUT, ProofSummary, summary

UNREAD = "unread"  # the answer for a file that cannot be read as a proof
ANSWERS = (TALK_ABOUT, UNREAD, HOLDS)  # what asks for the counsellor comes first


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file by its `name`: the judged proof and what it says, or the refusal `code` that says why it is none."""

    number: int
    name: str
    judged: JudgedProof | None = None
    summary: ProofSummary | None = None
    code: str = ""

    @property
    def answer(self) -> str:
        """One of ANSWERS."""
        return self.summary.answer if self.summary else UNREAD

    @property
    def person(self) -> bytes:
        """The pseudonym of the newcomer (16 bytes); b"" when it is not known."""
        return self.judged.evidence.person if self.judged else b""

    @property
    def digest(self) -> bytes:
        """The SHA-256 of the proof's bytes; b"" when there is none."""
        return self.judged.evidence.digest if self.judged else b""


def judged_file(number: int, name: str, judged: JudgedProof, now: int) -> OpenedFile:
    """The file of a proof that was judged; `now` as in `findings`."""
    return OpenedFile(number, name, judged, summary(judged, now))


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an `earlier` proof of the same person."""

    earlier: OpenedFile
    compared: ProofComparison


def with_files(files: Sequence[OpenedFile], arrived: Iterable[OpenedFile]) -> tuple[OpenedFile, ...]:
    """The list with those that arrived at its end. A copy of a proof takes the place of the one before."""
    kept = list(files)
    for file in arrived:
        same = next((at for at, other in enumerate(kept) if file.digest and other.digest == file.digest), None)
        if same is None:
            kept.append(file)
        else:
            kept[same] = file
    return tuple(kept)


def listed(files: Iterable[OpenedFile], only: str) -> list[OpenedFile]:
    """The files with the answer `only`; all of them for ""."""
    return [file for file in files if not only or file.answer == only]


def counts(files: Iterable[OpenedFile]) -> dict[str, int]:
    """How many files have each answer; no answer with 0."""
    answers = [file.answer for file in files]
    return {answer: answers.count(answer) for answer in ANSWERS if answer in answers}


def changes(files: Iterable[OpenedFile], file: OpenedFile) -> Changes | None:
    """What changed in `file` since the newest of the earlier proofs of the same person; None when none is open."""
    if not file.person or file.judged is None:
        return None
    others = [other for other in files if other.number != file.number and other.person == file.person]
    earlier = max((other for other in others if _age(other) < _age(file)), key=_age, default=None)
    return Changes(earlier, compare(earlier.judged, file.judged)) if earlier and earlier.judged else None


def _age(file: OpenedFile) -> tuple[int, int, int]:
    """What grows from a proof to a later one of the same person; the number only decides between equals."""
    evidence = file.judged.evidence if file.judged else None
    return (len(evidence.records), evidence.newest, file.number) if evidence else (0, 0, file.number)
