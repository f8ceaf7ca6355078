"""The line about a judged proof that a counsellor copies into the register (KBI): Dutch, with nobody's name. Pure."""

from __future__ import annotations

from datetime import date

from app.counsellor.opened import OpenedFile
from app.records.proof_summary import HOLDS
from app.ui.screens import words
from app.ui.texts import DUTCH, Texts

APART = "; "
ANSWERS = {True: "alles klopt", False: "te bespreken"}


def hours(minutes: int) -> str:
    """So many minutes as 40:30, with no signs of direction in it."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def register_line(file: OpenedFile, today: date) -> str:
    """Total, first and last day, activity types, answer, the day it was judged, and the SHA-256 of the proof. It begins with a
    letter, so a spreadsheet takes it for text. Raises ValueError for a file that is no proof.
    """
    if file.summary is None:
        raise ValueError(f"{file.name} is no proof")
    summary, texts = file.summary, Texts(DUTCH)
    types = [f"{texts('counsellor', words.LEGAL_KIND[each.kind])} {hours(each.minutes)}" for each in summary.kinds]
    period = [f"{day:%d/%m/%Y}" for day in (summary.first, summary.last) if day]
    parts = [
        f"Bewijs van deelname {hours(summary.total)} uur (doel {hours(summary.target)})",
        *([f"van {period[0]} tot {period[-1]}"] if period else []),
        *([", ".join(types)] if types else []),
        ANSWERS[summary.answer == HOLDS],
        f"beoordeeld op {today:%d/%m/%Y}",
        f"SHA-256 {file.digest.hex()}",
    ]
    return APART.join(parts)
