"""A judged proof as one page of plain HTML, to be printed on A4, searched, selected and copied. In Dutch, for a dossier. Pure.

Rules:
1. The page is whole in itself: no scripts, no pictures, nothing that is fetched. It reads in black and white.
2. It says what the screen says, from the same summary, and shows where the moments were as far as it is known.
3. Whoever prints it fills in by hand who it is about: no name is in a proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from app.counsellor.opened import Changes, OpenedFile
from app.counsellor.paper_style import STYLE
from app.counsellor.printed_words import CONDITIONS, HOLDS, SUBTITLE, TALK, TITLE, cut_words
from app.counsellor.register_line import hours
from app.protocol import brussels
from app.protocol.brussels import date_of
from app.protocol.terms import State
from app.records import proof_summary
from app.records.findings import ProofFinding
from app.records.proof_summary import MomentLine, ProofSummary
from app.ui.dates import MONTHS
from app.ui.screens import words
from app.ui.screens.finding_words import FINDINGS
from app.ui.texts import DUTCH, Texts

FILE = "bewijs-van-deelname.html"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
NONE = "–"


def as_page(file: OpenedFile, since: Changes | None, now: int) -> str:
    """The page about this proof; `since`: what changed since an earlier one of the same person; `now` in Unix seconds. Raises
    ValueError for a file that is no proof.
    """
    if file.summary is None or file.judged is None:
        raise ValueError(f"{file.name} is no proof")
    summary, texts = file.summary, Texts(DUTCH)
    parts = [
        '<button type="button" class="print" hidden>Afdrukken</button>',
        f'<h1>{TITLE}</h1><p class="sub">{SUBTITLE}</p>',
        _facts(summary, file.name, date_of(now)),
        _answer(summary),
        *_findings("Te bespreken", [finding for finding in summary.findings if finding.is_to_talk_about], texts),
        *_kinds(summary, texts),
        *_conditions(summary, texts),
        *_reasons(summary, texts),
        *(_since(since, summary, texts) if since else []),
        *_moments(summary, texts),
        *_findings("Goed om te weten", [finding for finding in summary.findings if not finding.is_to_talk_about], texts),
        *_rules(summary),
        *_hands(),
        f'<p class="small">Elektronisch bewijs: SHA-256 <span>{file.digest.hex()}</span></p>',
    ]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="nl"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{TITLE}</title><style>{STYLE}</style></head><body><main>",
            *parts,
            "</main></body></html>\n",
        ]
    )


def long_day(day: date) -> str:
    """A day as 3 september 2026."""
    return f"{day.day} {MONTHS[DUTCH][day.month - 1]} {day.year}"


def clock(time: int) -> str:
    """The time of day in Brussels, as 14:05."""
    local = time + brussels.offset(time)
    return f"{local // 3600 % 24:02d}:{local // 60 % 60:02d}"


def _facts(summary: ProofSummary, name: str, today: date) -> str:
    period = NONE
    if summary.first and summary.last:
        period = " tot ".join(long_day(day) for day in dict.fromkeys((summary.first, summary.last)))
    facts = [("Periode", period), ("Nagekeken op", long_day(today)), ("Bestand", f"<bdi>{escape(name)}</bdi>")]
    by_hand = "".join(f'<dt>{label}</dt><dd class="by-hand"></dd>' for label in ("Naam", "Dossiernummer"))
    return f"<dl>{by_hand}{''.join(f'<dt>{label}</dt><dd>{value}</dd>' for label, value in facts)}</dl>"


def _answer(summary: ProofSummary) -> str:
    answer = HOLDS if summary.answer == proof_summary.HOLDS else TALK
    left = summary.target - summary.total
    reached = "Het doel is bereikt" if left <= 0 else f"Nog {hours(left)} uur te gaan"
    sum_of_all = f"{hours(summary.total)} uur</b> van minstens {hours(summary.target)} uur. {reached}."
    return f'<div class="answer"><b class="word">{answer}</b><span><b class="total">{sum_of_all}</span></div>'


def _findings(title: str, shown: Iterable[ProofFinding], texts: Texts) -> list[str]:
    items = [f"<li>{escape(finding_line(finding, texts))}</li>" for finding in shown]
    return [f"<h2>{title}</h2><ul>{''.join(items)}</ul>"] if items else []


def finding_line(finding: ProofFinding, texts: Texts) -> str:
    """The Dutch sentence for a finding, with how many records or moments it is about, and the hours that do not count."""
    sentence = texts("counsellor", FINDINGS[finding.code][1])
    number = f" ({finding.number})" if finding.number > 1 else ""
    uncounted = f" {hours(finding.minutes)} uur telt niet mee." if finding.minutes else ""
    return f"{sentence}{number}{uncounted}"


def _kinds(summary: ProofSummary, texts: Texts) -> list[str]:
    rows = [
        (texts("counsellor", words.LEGAL_KIND[each.kind]), *_states(each.states), hours(each.minutes)) for each in summary.kinds
    ]
    total = ("Samen", *_states(_added(each.states for each in summary.kinds)), hours(summary.total))
    return _table("Per soort", ("Soort", *_state_words(texts), "Telt mee"), rows, total)


def _conditions(summary: ProofSummary, texts: Texts) -> list[str]:
    rows = [(CONDITIONS[each.condition], *_states(each.states)) for each in summary.conditions]
    return _table("Per voorwaarde", ("Voorwaarde", *_state_words(texts)), rows)


def _reasons(summary: ProofSummary, texts: Texts) -> list[str]:
    rows = [
        (texts("counsellor", words.REASONS[name][1]), str(number), hours(minutes)) for name, number, minutes in summary.reasons
    ]
    return _table("Hoe het bevestigd is", ("Bevestigd door", "Momenten", "Telt mee"), rows)


def _state_words(texts: Texts) -> list[str]:
    return [texts("counsellor", words.STATES[state][1]) for state in State]


def _states(states: Iterable[tuple[State, int]]) -> list[str]:
    sums = dict(states)
    return [hours(sums[state]) if state in sums else NONE for state in State]


def _added(every: Iterable[Iterable[tuple[State, int]]]) -> list[tuple[State, int]]:
    pairs = [pair for states in every for pair in states]
    sums = {state: sum(minutes for other, minutes in pairs if other is state) for state in State}
    return [(state, minutes) for state, minutes in sums.items() if minutes]


def _table(title: str, head: Iterable[str], rows: Iterable[tuple[str, ...]], total: tuple[str, ...] = ()) -> list[str]:
    """A table whose first column is words, and the others numbers; nothing when it has no rows."""
    body = [_row("th scope=row", "td", row) for row in rows]
    if not body:
        return []
    foot = f"<tfoot>{_row('th scope=row', 'td', total)}</tfoot>" if total else ""
    heads = _row("th scope=col", "th scope=col", tuple(head))
    return [f"<h2>{title}</h2><table><thead>{heads}</thead><tbody>{''.join(body)}</tbody>{foot}</table>"]


def _row(first: str, other: str, cells: tuple[str, ...]) -> str:
    ends = first.split()[0], other.split()[0]
    numbers = "".join(f"<{other} class=n>{escape(cell)}</{ends[1]}>" for cell in cells[1:])
    return f"<tr><{first}>{escape(cells[0])}</{ends[0]}>{numbers}</tr>"


def _moments(summary: ProofSummary, texts: Texts) -> list[str]:
    """One line for each moment, from old to new."""
    heads = ("Dag", "Activiteit", "Hoe bevestigd", "Van", "Tot", "Telt mee")
    head = "".join(f"<th scope=col{' class=n' if at > 2 else ''}>{word}</th>" for at, word in enumerate(heads))
    rows = [_moment(line, texts) for line in summary.lines]
    foot = f"<tfoot><tr><th scope=row colspan=5>Samen</th><td class=n>{hours(summary.total)}</td></tr></tfoot>"
    if not rows:
        return []
    return [
        f"<h2>De momenten ({len(rows)})</h2>",
        f'<table class="moments"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody>{foot}</table>',
    ]


def _moment(line: MomentLine, texts: Texts) -> str:
    activity = escape(texts("activity", words.activity(line.activity)[1]))
    kind = escape(texts("counsellor", words.LEGAL_KIND[line.kind]))
    state = escape(texts("counsellor", words.STATES[line.state][1]).lower())
    place = f"<small><bdi>{escape(line.organisation)}</bdi></small>" if line.organisation else ""
    notes = [texts("counsellor", words.MARKS[mark]) for mark in line.marks if mark in words.MARKS]
    notes += [cut_words(line.cut, hours(line.cut.total))] if line.cut.total else []
    notes += ["Iemand hielp met de telefoon."] if line.helped else []
    if line.taken_back:
        notes, how = [], texts("together", "Taken back")
    else:
        how = texts("counsellor", words.REASONS[line.reason][1])
    remarks = "".join(f'<span class="note">{escape(note)}</span>' for note in notes)
    times = [clock(line.start), clock(line.end) if line.end is not None else NONE]
    cells = [
        f'<td class="when">{line.day:%d/%m/%Y}</td>',
        f'<td><span class="act">{activity}</span>{place}<small>{kind}, {state}</small></td>',
        f"<td>{escape(how)}{remarks}</td>",
        *(f"<td class=n>{time}</td>" for time in times),
        f"<td class=n>{hours(line.minutes)}</td>",
    ]
    return f"<tr{' class=gone' if line.taken_back else ''}>{''.join(cells)}</tr>"


def _since(since: Changes, summary: ProofSummary, texts: Texts) -> list[str]:
    """What changed since the earlier proof, moment by moment."""
    before = since.earlier.summary
    moments = {line.id: line for line in (*(before.lines if before else ()), *summary.lines)}
    compared = since.compared
    items = []
    for word, ids in (
        ("Nieuw", compared.new),
        ("Niet meer in het bewijs", compared.gone),
        ("Teruggenomen", compared.taken_back),
        ("Telt anders", compared.changed),
    ):
        lines = [moments[id] for id in ids if id in moments]
        shown = "; ".join(
            f"{line.day:%d/%m/%Y} {texts('activity', words.activity(line.activity)[1])} {hours(line.minutes)}" for line in lines
        )
        items += [f"<li><b>{word} ({len(lines)}):</b> {escape(shown)}</li>"] if lines else []
    total = f" ({hours(before.total)} uur)" if before else ""
    title = f"<h2>Tegenover het vorige bewijs van dezelfde persoon{total}</h2>"
    return [f"{title}<ul>{''.join(items) or '<li>Er is niets veranderd.</li>'}</ul>"]


def _rules(summary: ProofSummary) -> list[str]:
    policy = summary.policy
    left_out = f" In dit bewijs telt daardoor {hours(summary.cut.total)} uur niet mee." if summary.cut.total else ""
    rules = (
        f"Telregels van de regio, versie {policy.version}. Elke begonnen minuut telt. Wat tegelijk gebeurt, telt één keer. "
        f"Van één moment telt hoogstens {hours(policy.session)} uur, van één dag hoogstens {hours(policy.day)} uur.{left_out} "
        f"Het doel is minstens {hours(summary.target)} uur; er mag meer zijn."
    )
    return [f"<h2>Hoe er geteld is</h2><p>{rules}</p>"]


def _hands() -> list[str]:
    lines = "<p>Naam:</p><p>Datum en handtekening:</p>"
    boxes = "".join(f"<div><b>{who}</b>{lines}</div>" for who in ("Deelnemer", "Trajectbegeleider"))
    return [f'<div class="hands">{boxes}</div>']
