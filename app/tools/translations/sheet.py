"""One language to print: Dutch, English and the own text side by side, with room to write, for a reviewer on paper."""

from __future__ import annotations

from html import escape
from pathlib import Path

from app.platform.paths import BUNDLE
from app.tools.translations.catalogues import Key, forms, texts
from app.ui.texts import DUTCH, language

OUT = BUNDLE / "build" / "locales"
STYLE = """@font-face { font-family: Veertig; src: url("../../assets/fonts/Veertig-Regular.ttf"); }
body { font: 16px/1.5 Veertig, sans-serif; margin: 24px; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid #8C8474; padding: 6px 10px; text-align: start; vertical-align: top; }
.own { font-size: 20px; width: 34%; } .room { width: 22%; } tr { break-inside: avoid; }"""


def write(code: str) -> Path:
    """Write the sheet of one language; returns where."""
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{code}.html"
    file.write_text(html(code), "utf-8")
    return file


def html(code: str) -> str:
    """The sheet. Print it, or send it."""
    one, own, dutch = language(code), texts(code), texts(DUTCH)
    rows, screen = [], ""
    for place in [*dutch, *(place for place in own if place not in dutch)]:
        if place[0] != screen:
            screen = place[0]
            rows.append(f"<tr><th colspan=4>{escape(screen)}</th></tr>")
        rows.append(
            _row(place, forms(dutch[place]) if place in dutch else [], forms(own[place]) if place in own else [], one.tag)
        )
    head = "<tr><th>Nederlands</th><th>English</th><th>" + escape(one.name) + "</th><th>?</th></tr>"
    return (
        f'<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><title>{escape(one.name)}</title><style>{STYLE}</style>'
        f"<h1>{escape(one.name)}</h1><table>{head}{''.join(rows)}</table></html>\n"
    )


def _row(place: Key, dutch: list[str], own: list[str], tag: str) -> str:
    def said(texts: list[str]) -> str:
        return "<br>".join(escape(text) for text in texts)

    english = escape(place[1])
    return f'<tr><td>{said(dutch)}<td>{english}<td class="own" lang="{tag}" dir="auto">{said(own)}<td class="room"></tr>'
