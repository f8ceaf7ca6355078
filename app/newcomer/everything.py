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
from app.protocol.brussels import date_of
from app.records.page import Entry
from app.records.reasons import REASONS, level, reason
from app.ui.screens import words
from app.ui.texts import language

if TYPE_CHECKING:
    from app.ui.texts import Texts

FILE = "alles-van-mij.html"
KEPT = {True: "moment_sent", False: "moment_kept"}  # the picture of where a moment is kept
LONG_AGO = 30 * 86400  # seconds: a page that is kept says no "yesterday"
DOTS = 5  # a level is shown as one more filled dot than its number
STYLE = """
:root { color-scheme: light }
body { font: 16px/1.4 system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", sans-serif; color: #14201F;
  background: #FFF; max-width: 50rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem }
.nl { color: #5A6664; font-size: .85em; font-weight: normal } .big { font-size: 2rem; font-weight: 700 }
ul { list-style: none; margin: 0; padding: 0 }
li { display: flex; gap: .8rem; align-items: center; padding: .55rem 0; border-top: 1px solid #C9DEDA; break-inside: avoid }
li > div { flex: 1 } li.gone { opacity: .6 } li.gone b { text-decoration: line-through }
svg { width: 2.4rem; height: 2.4rem; flex: none } .small svg { width: 1.7rem; height: 1.7rem }
li > .end { flex: none; max-width: 12rem } bdi { white-space: nowrap }
@media (max-width: 34rem) { li { flex-wrap: wrap } li > div { flex: 1 1 60% } li > .end { flex: 1 0 100%; max-width: none }
  li > .end br { display: none } li > .end.one { flex: none } }
.dots { letter-spacing: .1em; color: #0B5D57; white-space: nowrap } .end { text-align: end } .end b { font-size: 1.2rem }
@page { size: A4; margin: 15mm } @media print { body { max-width: none; padding: 0 } }
"""
ON = {True: "✓", False: "–"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def pictures(model: NewcomerModel) -> list[str]:
    """The names of the pictures that the page shows, as in `assets/icons`."""
    page = model.page
    names = {words.activity(entry.visit.activity)[0] for entry in page.entries}
    names |= {words.sign(number)[0] for number in page.people.values()}
    names |= {f"face-{face}" for entry in page.entries if (face := page.face(entry))}
    return sorted(names | set(KEPT.values()) | {words.REASONS[name][0] for name in REASONS})


def as_page(model: NewcomerModel, texts: Texts, proof: str, drawn: Mapping[str, str]) -> str:
    """The page as HTML. `proof` is the text of the proof file, `drawn` the SVG of each of `pictures`, "" for none."""
    page, own = model.page, texts("settings", "Everything of mine")
    entries = [_moment(model, texts, drawn, entry) for entry in reversed(page.entries)]
    people = [_row(drawn.get(icon, ""), _sign(texts, word)) for icon, word in map(words.sign, page.people.values())]
    titles = (
        _named(own, texts.dutch("settings", "Everything of mine")),
        _named(texts("home", "My moments"), texts.dutch("home", "My moments")),
        _named(texts("mine", "My people"), texts.dutch("mine", "My people")),
        _named(texts("mine", "My settings"), texts.dutch("mine", "My settings")),
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{texts.tag}" dir="{"rtl" if texts.rtl else "ltr"}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(own)}</title><style>{STYLE}</style></head><body><pre hidden>",
            escape(proof, quote=False).strip(),
            "</pre>",
            f"<h1>{titles[0]}</h1>",
            f'<p class="big"><bdi dir="ltr">{texts.exact_hours(page.total)} / {texts.exact_hours(page.target)}</bdi></p>',
            f'<ul class="small">{"".join(_kept_where(model, texts, drawn))}</ul>',
            *_section(titles[1], entries),
            *_section(titles[2], people),
            *_section(titles[3], _settings(model, texts)),
            "</body></html>\n",
        ]
    )


def _moment(model: NewcomerModel, texts: Texts, drawn: Mapping[str, str], entry: Entry) -> str:
    """One moment: what and when at the start, how long and where it is kept at the end."""
    icon, activity = words.activity(entry.visit.activity)
    visit, face = entry.visit, model.page.face(entry)
    when = texts.clock(visit.start) if visit.end is None else texts.span(visit.start, visit.end)
    sign = words.sign(model.page.people[entry.buddy]) if entry.buddy in model.page.people else None
    lines = [
        f"<b>{_named(texts('activity', activity), texts.dutch('activity', activity))}</b>",
        f"{escape(texts.day(visit.start, visit.start + LONG_AGO))} · <bdi>{date_of(visit.start).isoformat()}</bdi> · {when}",
    ]
    if entry.organisation:
        lines.append(f"<bdi>{escape(entry.organisation)}</bdi>")
    small = []
    if entry.taken_back:
        lines.append(_named(texts("together", "Taken back"), texts.dutch("together", "Taken back")))
    else:
        strong, why = words.REASONS[reason(entry)]
        small.append(strong)
        lines.append(f"{_dots(entry)} {_named(texts('counsellor', why), texts.dutch('counsellor', why))}")
    if face:
        small.append(f"face-{face}")
        lines.append(_named(texts("liked", words.FACES[face]), texts.dutch("liked", words.FACES[face])))
    if sign:
        small.append(sign[0])
        lines.append(_sign(texts, sign[1]))
    shown = "".join(drawn.get(name, "") for name in (*small, KEPT[entry.sent]))
    end = f"<b>{texts.length(entry.minutes)}</b><br>{shown}<br>{_where(texts, sent=entry.sent)}"
    return _row(drawn.get(icon, ""), "<br>".join(lines), end, gone=entry.taken_back)


def _dots(entry: Entry) -> str:
    filled = 1 + level(entry)
    return f'<span class="dots" dir="ltr">{"●" * filled}{"○" * (DOTS - filled)}</span>'


def _kept_where(model: NewcomerModel, texts: Texts, drawn: Mapping[str, str]) -> list[str]:
    """How many moments are on this phone only, and how many the region has, too."""
    alone = model.page.only_here
    counts = {False: alone, True: len(model.page.entries) - alone}
    return [
        _row(drawn.get(KEPT[sent], ""), _where(texts, sent=sent), f"<b>{number}</b>")
        for sent, number in counts.items()
        if number
    ]


def _settings(model: NewcomerModel, texts: Texts) -> list[str]:
    shown = (
        (texts("settings", "Language"), texts.dutch("settings", "Language"), language(texts.language).name),
        (texts("settings", "Big letters"), texts.dutch("settings", "Big letters"), ON[model.big]),
        (texts("settings", "Dutch words"), texts.dutch("settings", "Dutch words"), ON[model.dutch]),
        (texts("settings", "Voice"), texts.dutch("settings", "Voice"), ON[model.voice]),
    )
    return [_row("", _named(own, dutch), f"<b>{escape(value)}</b>") for own, dutch, value in shown]


def _where(texts: Texts, *, sent: bool) -> str:
    if sent:
        return _named(texts("moments", "Also kept far away"), texts.dutch("moments", "Also kept far away"))
    return _named(texts("moments", "On this phone"), texts.dutch("moments", "On this phone"))


def _sign(texts: Texts, word: str) -> str:
    return _named(texts("sign", word), texts.dutch("sign", word))


def _section(title: str, rows: list[str]) -> list[str]:
    return [f"<h2>{title}</h2>", f"<ul>{''.join(rows)}</ul>"] if rows else []


def _row(drawn: str, inside: str, end: str = "", *, gone: bool = False) -> str:
    alone = "" if "<br>" in end else " one"  # a single word or number stays beside
    last = f'<div class="end small{alone}">{end}</div>' if end else ""
    return f"<li{' class=gone' if gone else ''}>{drawn}<div>{inside}</div>{last}</li>"


def _named(own: str, dutch: str) -> str:
    """A text in the person's language, with the Dutch one behind it."""
    return escape(own) if dutch == own else f'{escape(own)} <span class="nl" lang="nl" dir="ltr">{escape(dutch)}</span>'
