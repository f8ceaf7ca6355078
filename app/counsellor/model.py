"""What the counsellor's page shows, as values: proofs are opened, listed, and looked at one by one. Pure.

Rules:
1. Proofs are shown and not kept: nothing about a newcomer stays on this device. Who goes back to the first screen closes
   all of them.
2. Beside each moment stands the reason for its assurance level: a scan is called a scan, even at an unknown display. Every
   moment that the region's policy counts is counted. The organisation's name is shown only when the moment is tapped.
3. Marks stand beside the moment that they are about, in plain words. The counsellor decides.
4. The activity type of a moment, and whether the region agreed that such hours count, stand beside it and in sums. Hours
   that are not agreed are counted like the others: the sums say how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.counsellor.opened import Changes, OpenedFile
from app.platform.desk import Batch, WaitingFile
from app.records.judged_proof import JudgedProof as JudgedProof
from app.records.proof_summary import KindSum as KindSum
from app.records.proof_summary import by_kind as by_kind
from app.records.proof_summary import by_reason as by_reason
from app.records.reasons import AFTERWARDS as AFTERWARDS
from app.records.reasons import CO_SIGNED as CO_SIGNED
from app.records.reasons import IN_AND_OUT as IN_AND_OUT
from app.records.reasons import POSTER as POSTER
from app.records.reasons import REASONS as REASONS
from app.records.reasons import SCANNED as SCANNED
from app.records.reasons import UNCONFIRMED_BUDDY as UNCONFIRMED_BUDDY
from app.records.reasons import UNKNOWN_PLACE as UNKNOWN_PLACE
from app.records.reasons import level as level
from app.records.reasons import reason as reason
from app.ui import help_model
from app.ui.events import Chose as Chose
from app.ui.events import Diagnosed as Diagnosed
from app.ui.events import GiveDiagnosis as GiveDiagnosis
from app.ui.events import RefusalShown as RefusalShown
from app.ui.events import Remember as Remember
from app.ui.events import Tapped as Tapped

FIRST, LIST, PROOF, LANGUAGE, REFUSED = "first", "list", "proof", "language", "refused"
DIAGNOSIS, GIVE = help_model.DIAGNOSIS, help_model.GIVE  # the page of unforeseen faults, for whoever helps; and its one action
OPEN, BACK, MORE = "open", "back", "more"
COPY, PRINT = "copy-line", "print"
NEXT_PAGE, PAGE_BEFORE = "next-page", "page-before"


@dataclass(frozen=True, slots=True)
class CounsellorModel:
    """What the counsellor's page shows: which screen, in which language, and of the `files` that are open the one `at` which
    the counsellor looks (-1: none).

    `waiting` of the `arrived` files are still to be judged, in the run with this number; the device left `more` of them.
    `only`: the answer of the files that are listed, "" for all. `page`: which page of the list, of `rows` lines. `wide`: the
    list stands beside the proof.
    """

    screen: str = FIRST
    language: str = "nl"
    files: tuple[OpenedFile, ...] = ()
    at: int = -1
    refusal: str = ""
    looked: bytes = b""  # the id of the moment whose organisation is shown
    busy: bool = False  # files are being chosen, or a page is being opened
    waiting: int = 0
    arrived: int = 0
    run: int = 0
    more: int = 0
    only: str = ""
    page: int = 0
    rows: int = 6
    wide: bool = False
    copied: bytes = b""  # the digest of the proof whose line was copied
    turned: int = 0  # number of the page of languages
    diagnosis: tuple[str, ...] = ()  # unforeseen faults, a line for each, the newest first

    @property
    def file(self) -> OpenedFile | None:
        """The file that the counsellor looks at."""
        return self.files[self.at] if 0 <= self.at < len(self.files) else None

    @property
    def shown(self) -> JudgedProof | None:
        """The judged proof that the counsellor looks at."""
        return self.file.judged if self.file else None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Files were chosen, or dragged onto the page; none when the counsellor chose none."""

    batch: Batch


@dataclass(frozen=True, slots=True)
class FilesJudged:
    """These files of this run were judged."""

    files: tuple[OpenedFile, ...]
    run: int


@dataclass(frozen=True, slots=True)
class Copied:
    """The line of the proof with this digest is on the clipboard; b"" when it is shown to be copied by hand."""

    digest: bytes


@dataclass(frozen=True, slots=True)
class Calm:
    """What was begun has ended, and nothing is to be shown of it."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The window changed: whether list and proof stand side by side, and how many lines of the list fit."""

    wide: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed, by the name that the client gives it."""

    key: str


@dataclass(frozen=True, slots=True)
class Open:
    """To do: let the counsellor choose files."""


@dataclass(frozen=True, slots=True)
class JudgeFiles:
    """To do: judge these files one after the other, as long as the run is the model's."""

    files: tuple[WaitingFile, ...]
    run: int


@dataclass(frozen=True, slots=True)
class CopyLine:
    """To do: copy the line for the register of this file."""

    file: OpenedFile


@dataclass(frozen=True, slots=True)
class OpenPage:
    """To do: open the page of this file that can be printed, with what changed since an earlier proof."""

    file: OpenedFile
    since: Changes | None


Event = Tapped | Chose | Arrived | FilesJudged | Copied | Calm | Resized | Pressed | RefusalShown | Diagnosed
Effect = Open | JudgeFiles | CopyLine | OpenPage | Remember | GiveDiagnosis
