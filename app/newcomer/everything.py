"""Everything that this phone keeps about a newcomer, as one page to read and print, with the proof inside. Pure.

Rules:
1. The page is whole in itself: no scripts, nothing that is fetched, styles and pictures inside. It prints on A4.
2. Its first lines are the proof (README.md of the protocol, 13, P3), so a counsellor's page opens the same file.
3. No secret and no private key is in it: it is made of what the screens show.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from app.newcomer.model import NewcomerModel
from app.records.page import MET, Entry
from app.records.reasons import REASONS, level, reason
from app.ui.dates import date_of
from app.ui.screens import words

if TYPE_CHECKING:
    from app.ui.texts import Texts

FILE = "alles-van-mij.html"
WHERE = {True: ("moment_sent", "Also kept far away"), False: ("moment_kept", "On this phone")}
DOTS = 5  # a level is shown as one more filled dot than its number
STYLE = """
:root { color-scheme: light }
body { font: 16px/1.4 system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", sans-serif; color: #14201F; background: #FFF;
  max-width: 50rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem }
.nl { color: #5A6664; font-size: .85em; font-weight: normal } .big { font-size: 2rem; font-weight: 700 }
ul { list-style: none; margin: 0; padding: 0 }
li { display: flex; gap: .8rem; align-items: center; padding: .55rem 0; border-top: 1px solid #C9DEDA; break-inside: avoid }
li > div { flex: 1 } li.gone { opacity: .6 } li.gone b { text-decoration: line-through }
svg { width: 2.4rem; height: 2.4rem; flex: none } .small svg { width: 1.7rem; height: 1.7rem }
.dots { letter-spacing: .1em; color: #0B5D57; white-space: nowrap } .end { text-align: end } .end b { font-size: 1.2rem }
@page { size: A4; margin: 15mm } @media print { body { max-width: none; padding: 0 } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def pictures(model: NewcomerModel) -> list[str]:
    """The names of the pictures that the page shows, as in `assets/icons`."""
    page = model.page
    names = {words.activity(entry.visit.activity)[0] for entry in page.entries}
    names |= {words.sign(number)[0] for number in page.people.values()}
    names |= {f"face-{face}" for entry in page.entries if (face := page.face(entry))}
    return sorted(names | {icon for icon, _ in WHERE.values()} | {words.REASONS[name][0] for name in REASONS})


def as_page(model: NewcomerModel, texts: Texts, proof: str, drawn: Mapping[str, str], now: int) -> str:
    """The page as HTML. `proof` is the text of the proof file, `drawn` the SVG of each of `pictures` ("" where there is none);
    `now` in Unix seconds.
    """
    page = model.page
    own, dutch = _heading(texts, "settings", "Everything of mine")
    total = f'<p class="big" dir="ltr">{texts.exact_hours(page.total)} / {texts.exact_hours(page.target)}</p>'
    moments = "".join(_moment(model, texts, drawn, entry, now) for entry in reversed(page.entries))
    people = "".join(
        f"<li>{drawn.get(icon, '')}<div>{_named(texts, 'sign', word)}</div></li>"
        for icon, word in (words.sign(number) for number in page.people.values())
    )
    switches = (("Language", texts.name), ("Big letters", model.big), ("Dutch words", model.dutch), ("Voice", model.voice))
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{texts.tag}" dir="{"rtl" if texts.rtl else "ltr"}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
            f"<title>{own}</title><style>{STYLE}</style></head><body><pre hidden>",
            escape(proof, quote=False).strip(),
            "</pre>",
            f"<h1>{own} {dutch}</h1>{total}",
            _kept_where(model, texts, drawn),
            f"<h2>{' '.join(_heading(texts, 'home', 'My moments'))}</h2><ul>{moments}</ul>",
            f"<h2>{' '.join(_heading(texts, 'mine', 'My people'))}</h2><ul>{people}</ul>" if people else "",
            f"<h2>{' '.join(_heading(texts, 'mine', 'My settings'))}</h2><ul>",
            *(_switch(texts, msgid, value) for msgid, value in switches),
            "</ul></body></html>\n",
        ]
    )


def _moment(model: NewcomerModel, texts: Texts, drawn: Mapping[str, str], entry: Entry, now: int) -> str:
    """One moment: what and when at the start, how long and where it is kept at the end."""
    icon, activity = words.activity(entry.visit.activity)
    visit, date = entry.visit, date_of(entry.visit.start)
    when = texts.clock(visit.start) if visit.end is None else texts.span(visit.start, visit.end)
    day = f"{escape(texts.day(visit.start, now))} · <bdi>{date.isoformat()}</bdi> · {when}"
    place = f"<br><bdi>{escape(entry.organisation)}</bdi>" if entry.organisation else ""
    strong, why = words.REASONS[reason(entry)]
    filled = 1 + level(entry)
    dots = f'<span class="dots" dir="ltr">{"●" * filled}{"○" * (DOTS - filled)}</span>'
    because = "" if entry.taken_back else f"<br>{dots} {_named(texts, 'counsellor', why)}"
    gone = f"<br>{_named(texts, 'together', 'Taken back')}" if entry.taken_back else ""
    face = model.page.face(entry)
    sign = model.page.people.get(entry.buddy) if entry.what == MET else None
    beside = [strong] if not entry.taken_back else []
    beside += [f"face-{face}"] if face else []
    beside += [words.sign(sign)[0]] if sign is not None else []
    felt = f"<br>{_named(texts, 'liked', words.FACES[face])}" if face else ""
    with_whom = f"<br>{_named(texts, 'sign', words.sign(sign)[1])}" if sign is not None else ""
    kept, where = WHERE[entry.sent]
    small = "".join(drawn.get(name, "") for name in (*beside, kept))
    return (
        f'<li{" class=gone" if entry.taken_back else ""}>{drawn.get(icon, "")}'
        f"<div><b>{_named(texts, 'activity', activity)}</b><br>{day}{place}{because}{gone}{felt}{with_whom}</div>"
        f'<div class="end small"><b>{texts.length(entry.minutes)}</b><br>{small}'
        f"<br>{_named(texts, 'moments', where)}</div></li>"
    )


def _kept_where(model: NewcomerModel, texts: Texts, drawn: Mapping[str, str]) -> str:
    """How many moments are on this phone only, and how many the region has, too."""
    alone = model.page.only_here
    counts = {False: alone, True: len(model.page.entries) - alone}
    rows = (
        f"<li>{drawn.get(WHERE[sent][0], '')}<div>{_named(texts, 'moments', WHERE[sent][1])}</div><b>{number}</b></li>"
        for sent, number in counts.items()
        if number
    )
    return f'<ul class="small">{"".join(rows)}</ul>'


def _switch(texts: Texts, msgid: str, value: str | bool) -> str:
    shown = escape(value) if isinstance(value, str) else "✓" if value else "–"
    return f"<li><div>{_named(texts, 'settings', msgid)}</div><b>{shown}</b></li>"


def _heading(texts: Texts, context: str, msgid: str) -> tuple[str, str]:
    own, dutch = texts(context, msgid), texts.dutch(context, msgid)
    return escape(own), "" if dutch == own else f'<span class="nl" lang="nl" dir="ltr">{escape(dutch)}</span>'


def _named(texts: Texts, context: str, msgid: str) -> str:
    """A text in the person's language, with the Dutch one behind it."""
    return " ".join(part for part in _heading(texts, context, msgid) if part)
