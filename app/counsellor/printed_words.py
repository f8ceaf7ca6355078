"""The Dutch words of the page that a counsellor prints: for a Dutch dossier, whatever language the screen has. Pure."""

from __future__ import annotations

from app.records import findings
from app.records.page import Cut
from app.records.proof_summary import DUTCH_CONTEXT, PAPERS, SOCIAL

TITLE = "Bewijs van deelname"
SUBTITLE = "Participatie- en netwerktraject (vierde pijler), opgeteld en nagekeken met Veertig"
HOLDS, TALK = "Alles klopt", "Te bespreken"
CONDITIONS = {DUTCH_CONTEXT: "Nederlandstalige context", SOCIAL: "Participatie op sociaal vlak", PAPERS: "Papieren in orde"}

# A sentence for each finding. {n}: of how many records or moments; the word behind it fits one and many.
FINDINGS = {
    findings.NO_TRUST: "Deze computer kent de lijst van de regio niet. Hier kan niemand zeggen wie tekende.",
    findings.OTHER_REGION: "Dit bewijs komt uit een andere regio. Hier kan niemand zeggen wie tekende.",
    findings.NO_RECORDS: "In dit bewijs staat geen enkel moment.",
    findings.UNSIGNED: "Niet meegeteld, handtekening kon niet bevestigd worden: {n}.",
    findings.OF_ANOTHER: "Niet meegeteld, van een andere persoon: {n}.",
    findings.UNREADABLE: "Niet meegeteld, niet te lezen: {n}.",
    findings.NEWER: "Niet meegeteld, geschreven door een nieuwere app: {n}. Open deze pagina eens met internet.",
    findings.MISSING: "Er ontbreekt iets in de reeks, op zoveel plaatsen: {n}. Vraag het bestand nog eens.",
    findings.FORKED: "Op eenzelfde plaats in de reeks staan er meer dan één: {n}. Een teruggezette telefoon kan dat doen.",
    findings.FALSE_CODE: "De code van het scherm kon niet bevestigd worden: {n}.",
    findings.UNREADABLE_CODE: "De gescande code is niet te lezen: {n}.",
    findings.FALSE_MEETING: "De handtekening van de buddy kon niet bevestigd worden: {n}.",
    findings.PLACE_UNKNOWN: "Gescand op een plaats die hier niet bekend is: {n}.",
    findings.NOT_VALID_THEN: "Gescand op een plaats die toen niet op de lijst stond: {n}.",
    findings.BUDDY_UNKNOWN: "Getekend door een buddy die nog niet bevestigd is: {n}.",
    findings.IN_FUTURE: "Dit moment moet nog komen: {n}. Kijk of de klok van deze computer juist staat.",
    findings.COMPUTER_CLOCK: "De klok van deze computer loopt achter.",
    findings.CUT_LONGEST: "Langer dan er voor één moment telt: {n}. Niet meegeteld: {hours}.",
    findings.CUT_DAY: "Meer dan er voor één dag telt: {n}. Niet meegeteld: {hours}.",
    findings.CUT_TWICE: "Tegelijk met een ander moment, en één keer geteld: {n}. Niet meegeteld: {hours}.",
    findings.CUT_LEVEL: "Zo bevestigd telt het niet mee in deze regio: {n}. Niet meegeteld: {hours}.",
    findings.OPEN_VISIT: "Het einde is nog niet gescand: {n}.",
    findings.TAKEN_BACK: "Door de deelnemer teruggenomen: {n}.",
    findings.HELPED: "Iemand hielp met de telefoon: {n}.",
    findings.NOT_RECEIVED: "Nog niet bij de regio aangekomen: {n}.",
    findings.COPIES: "Staat dubbel in het bestand, en telt één keer: {n}.",
    "after-theft": "Aangekomen nadat de code gestolen was: {n}.",
    "before-receipt": "Er werd een oudere code gescand: {n}.",
    "after-arrival": "Het kwam aan voor het gebeurde: {n}.",
    "clocks-differ": "De klokken verschilden: {n}.",
}


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
