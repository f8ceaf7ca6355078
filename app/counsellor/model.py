"""Decides what the counsellor's page shows: a proof is opened, and its result is shown. Pure.

Rules:
1. A proof is shown and not kept: nothing about a newcomer stays on this device.
2. Beside each moment stands the reason for its assurance level: a scan is called a scan, even at an unknown display. Every
   moment that the region's policy counts is counted. The organisation's name is shown only when the moment is tapped.
3. Marks stand beside the moment that they are about, in plain words. The counsellor decides.
4. The activity type of a moment, and whether the region agreed that such hours count, stand beside it and in sums. Hours
   that are not agreed are counted like the others: the sums say how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from app.ui.taps import Hear, OpenMoment, unknown

FIRST, PROOF, LANGUAGE, REFUSED = "first", "proof", "language", "refused"
DIAGNOSIS, GIVE = help_model.DIAGNOSIS, help_model.GIVE  # the page of unforeseen faults, for whoever helps; and its one action
OPEN, BACK, MORE = "open", "back", "more"


@dataclass(frozen=True, slots=True)
class CounsellorModel:
    """What the counsellor's page shows: which screen, in which language, and the proof that is `shown`."""

    screen: str = FIRST
    language: str = "nl"
    shown: JudgedProof | None = None
    refusal: str = ""
    name: str = ""  # of the file, so that nobody takes one proof for another
    looked: bytes = b""  # the id of the moment whose organisation is shown
    busy: bool = False  # a proof is being chosen or judged
    turned: int = 0  # number of the page of languages
    diagnosis: tuple[str, ...] = ()  # unforeseen faults, a line for each, the newest first


@dataclass(frozen=True, slots=True)
class Judged:
    """The proof in the file called `name` was judged; None when the counsellor chose no file."""

    shown: JudgedProof | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """To do: let the counsellor choose a proof, and judge it."""


Event = Tapped | Chose | Judged | RefusalShown | Diagnosed
Effect = Open | Remember | GiveDiagnosis


def update(model: CounsellorModel, event: Event) -> tuple[CounsellorModel, list[Effect]]:
    """The model after this event, and what is to be done."""
    match event:
        case Judged(shown, name):
            calm = replace(model, busy=False)
            return (replace(calm, screen=PROOF, shown=shown, name=name, looked=b"", refusal="") if shown else calm), []
        case RefusalShown(code):
            return replace(model, screen=REFUSED, refusal=code, shown=None, busy=False), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case Chose(language):
            return replace(model, language=language, screen=FIRST, turned=0), [Remember("language", language)]
        case Tapped(OpenMoment(id)):
            return replace(model, looked=b"" if id == model.looked else id), []
        case Tapped(str(name)):
            return _tapped(model, name)
        case Tapped(Hear()):
            return model, []  # nothing is said aloud here
        case Tapped(meaning):
            raise unknown(meaning)


def leaving(model: CounsellorModel) -> str:
    """The name of the tap that leaves the screen; "" on the first screen."""
    return "" if model.screen == FIRST else BACK


def _tapped(model: CounsellorModel, name: str) -> tuple[CounsellorModel, list[Effect]]:
    """A tap that only names a screen or an action; an unknown name changes nothing."""
    if name == OPEN and not model.busy:
        return replace(model, busy=True), [Open()]
    if name == LANGUAGE:
        return replace(model, screen=LANGUAGE, turned=0), []
    if name == DIAGNOSIS and model.diagnosis:
        return replace(model, screen=DIAGNOSIS), []
    if name == GIVE and model.screen == DIAGNOSIS:
        return model, [GiveDiagnosis()]
    if name == BACK:
        return replace(model, screen=FIRST, shown=None, refusal=""), []
    if name == MORE:
        return replace(model, turned=model.turned + 1), []
    return model, []
