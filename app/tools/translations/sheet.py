"""A page of one language to print for a reviewer: Dutch, English and its own text side by side, with space to write."""

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
    """Write the sheet of one language. Returns its file."""
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{code}.html"
    file.write_text(html(code), "utf-8")
    return file


def html(code: str) -> str:
    """The sheet of one language, as an HTML page."""
    shown, own, dutch = language(code), texts(code), texts(DUTCH)
    rows, screen = [], ""
    for key in [*dutch, *(key for key in own if key not in dutch)]:
        if key[0] != screen:
            screen = key[0]
            rows.append(f"<tr><th colspan=4>{escape(screen)}</th></tr>")
        rows.append(_row(key, forms(dutch[key]) if key in dutch else [], forms(own[key]) if key in own else [], shown.tag))
    head = "<tr><th>Nederlands</th><th>English</th><th>" + escape(shown.name) + "</th><th>?</th></tr>"
    return (
        f'<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><title>{escape(shown.name)}</title><style>{STYLE}</style>'
        f"<h1>{escape(shown.name)}</h1><table>{head}{''.join(rows)}</table></html>\n"
    )


def _row(key: Key, dutch: list[str], own: list[str], tag: str) -> str:
    def lines(texts: list[str]) -> str:
        return "<br>".join(escape(text) for text in texts)

    english = escape(key[1])
    return f'<tr><td>{lines(dutch)}<td>{english}<td class="own" lang="{tag}" dir="auto">{lines(own)}<td class="room"></tr>'
