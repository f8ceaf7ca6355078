"""The Dutch words of the page that a counsellor prints: for a Dutch dossier, whatever language the screen has. Pure."""

from __future__ import annotations

from app.records.page import Cut
from app.records.proof_summary import DUTCH_CONTEXT, PAPERS, SOCIAL

TITLE = "Bewijs van deelname"
SUBTITLE = "Participatie- en netwerktraject (vierde pijler), opgeteld en nagekeken met Veertig"
HOLDS, TALK = "Alles klopt", "Te bespreken"
CONDITIONS = {DUTCH_CONTEXT: "Nederlandstalige context", SOCIAL: "Participatie op sociaal vlak", PAPERS: "Papieren in orde"}


def cut_words(cut: Cut, hours: str) -> str:
    """Why `hours` of one moment do not count."""
    reasons = [
        word
        for word, minutes in (
            ("langer dan er voor één moment telt", cut.longest),
            ("dag is vol", cut.day),
            ("tegelijk met een ander moment", cut.twice),
            ("zo bevestigd telt het hier niet", cut.level),
        )
        if minutes
    ]
    return f"{hours} telt niet mee: {', '.join(reasons)}"
