"""A report as lines of plain Dutch, for people. What the lines say is what the JSON says."""

from __future__ import annotations

from collections.abc import Iterator

from app.protocol.activities import picture
from app.records.findings import CUTS, NEWER, NO_TRUST, ProofFinding
from app.records.judged_proof import JudgedProof
from app.records.page import Cut
from app.records.proof_comparison import ProofComparison
from app.records.proof_summary import HOLDS, MomentLine, ProofSummary
from app.ui.screens import words
from app.ui.screens.finding_words import FINDINGS
from app.ui.screens.refusals import COUNSELLOR_REFUSAL
from app.ui.texts import DUTCH, Texts
from app.verify.reading import NOT_FOUND, NOT_READABLE, NOT_TEXT
from app.verify.report import instant

ANSWERS = {HOLDS: "Alles klopt.", "talk": "Bespreek dit.", "no-proof": "Dit is geen bewijs."}
UNREADABLE = {
    NOT_FOUND: "Dit bestand is er niet.",
    NOT_READABLE: "Dit bestand kan niet gelezen worden.",
    NOT_TEXT: "Dit is geen tekstbestand. Vraag het bestand mijn-uren.txt.",
}
NO_PAGE = {  # what the command says instead where a sentence speaks of the counsellor's page
    NO_TRUST: "De lijst van de regio ontbreekt. Geef ze mee met --trust.",
    NEWER: "Geschreven door een nieuwere app. Gebruik een nieuwere versie.",
}
WHY_CUT = {"longest": "lang moment", "day": "volle dag", "twice": "dubbele tijd", "level": "telt niet in deze regio"}
DIRECTIONS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))  # marks of direction, which a terminal may show
_texts = Texts(DUTCH)


def refusal_line(file: str, code: str) -> str:
    """The line about a file that is no proof."""
    _, sentence = COUNSELLOR_REFUSAL.get(code, COUNSELLOR_REFUSAL["not-ours"])
    return f"{safe(file)}: {ANSWERS['no-proof']} {UNREADABLE.get(code) or _texts('counsellor', sentence)} [{code}]"


def lines(file: str, judged: JudgedProof, says: ProofSummary) -> Iterator[str]:
    """The lines about a judged proof."""
    evidence, basis = judged.evidence, judged.evidence.basis
    yield f"{safe(file)}: {ANSWERS[says.answer]}"
    yield f"  Totaal     {hours(says.total)} van {hours(says.target)}"
    if says.first and says.last:
        yield f"  Periode    {says.first.isoformat()} tot {says.last.isoformat()}"
    for finding in says.findings:
        yield f"  {'!' if finding.is_to_talk_about else '-'} {finding_text(finding)}"
    for kind in says.kinds:
        states = ", ".join(f"{_word(words.STATES[state][1])} {hours(minutes)}" for state, minutes in kind.states)
        yield f"  {_word(words.LEGAL_KIND[kind.kind])}: {hours(kind.minutes)} ({states})"
    for name, number, minutes in says.reasons:
        yield f"  {_word(words.REASONS[name][1])}: {hours(minutes)} ({number})"
    for line in says.lines:
        yield f"    {moment_text(line)}"
    limits = f"{hours(says.policy.session)} per moment, {hours(says.policy.day)} per dag"
    yield f"  Telregels  versie {says.policy.version}: {limits}"
    yield f"  Persoon    {evidence.person.hex()}, toestellen: {' '.join(key.hex() for key in evidence.devices) or '-'}"
    if basis.region:
        where = "uit het bestand" if basis.from_proof else "van hier"
        yield f"  Lijst      regio {basis.region.hex()}, versie {basis.version}, {instant(basis.issued)}, {where}"
    if not judged.known:
        yield f"  Wortel     {basis.root.hex() or '-'} staat in het bestand; niemand staat hier voor hem in"
    yield f"  SHA-256    {evidence.digest.hex()}"


def moment_text(line: MomentLine) -> str:
    """One moment in one line."""
    parts = [line.day.isoformat(), _texts("activity", words.ACTIVITY[picture(line.activity)])]
    if line.taken_back:
        parts.append(_texts.dutch("together", "Taken back"))
    else:
        parts += ["..." if line.end is None else hours(line.minutes), _word(words.REASONS[line.reason][1])]
    parts += [safe(line.organisation)] if line.organisation else []
    parts += [_word(words.MARKS[mark]) for mark in line.marks]
    return " | ".join(parts + cut_texts(line.cut)).translate(DIRECTIONS)


def cut_texts(cut: Cut) -> list[str]:
    """What was cut, by reason."""
    return [f"niet geteld {hours(getattr(cut, name))} ({why})" for name, why in WHY_CUT.items() if getattr(cut, name)]


def finding_text(finding: ProofFinding) -> str:
    """A finding in one line, with its code."""
    minutes = f" {hours(finding.minutes)}" if finding.code in CUTS else ""
    sentence = NO_PAGE.get(finding.code) or _word(FINDINGS[finding.code][1])
    return f"{sentence}{minutes} ({finding.number}) [{finding.code}]"


def comparison_lines(compared: ProofComparison) -> Iterator[str]:
    """The lines about what differs between an earlier and a later proof."""
    if not compared.same_person:
        yield "Dit zijn bewijzen van twee personen. Er is niets vergeleken. [other-person]"
        return
    yield f"Verschil: {'-' if compared.minutes < 0 else '+'}{hours(abs(compared.minutes))}"
    numbers = {
        "nieuw": len(compared.new),
        "weg": len(compared.gone),
        "teruggenomen": len(compared.taken_back),
        "telt anders": len(compared.changed),
        "records weg": compared.gone_records,
    }
    yield from (f"  {name}: {number}" for name, number in numbers.items() if number)
    if not compared.same_rules:
        yield "  De telregels zijn niet dezelfde."


def hours(minutes: int) -> str:
    """So many minutes as 1:30."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def safe(name: str) -> str:
    """A name of a file or an organisation, with a mark in place of what a terminal would not print."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def _word(msgid: str) -> str:
    return _texts("counsellor", msgid).translate(DIRECTIONS)
