"""A recovery card as one HTML page with everything in it: a phone hands it over, any browser shows and prints it."""

from __future__ import annotations

from html import escape

from app.platform.files import CardSheet
from app.platform.paths import ASSETS

QUIET = 4  # modules of white around the code
STYLE = (
    "body{margin:0 auto;padding:16px;max-width:480px;font:18px system-ui,sans-serif}"
    "body{text-align:center;color:#20302F;background:#fff}"
    "svg.code{width:70%}"
    "ol{display:grid;grid-template-columns:repeat(5,1fr);gap:6px;margin:0;padding:0;list-style:none}"
    "li{border:2px solid #8C8474;border-radius:8px;padding:4px;font-weight:700;text-align:start}"
    "li svg{display:block;width:100%}"
)


def card_page(sheet: CardSheet) -> str:
    """The page of this card. It asks nothing of any network."""
    first, *others = sheet.above
    words = f"<h1>{escape(first)}</h1>" + "".join(f"<p>{escape(line)}</p>" for line in others)
    pictures = "".join(f"<li>{number}{_drawing(name)}</li>" for number, name in enumerate(sheet.pictures, 1))
    below = "".join(f"<p>{escape(line)}</p>" for line in sheet.below)
    reading = "rtl" if sheet.rtl else "ltr"
    head = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Veertig</title>'
    return f'{head}<style>{STYLE}</style><body dir="{reading}">{words}{_code(sheet.code)}<ol>{pictures}</ol>{below}</body>\n'


def _drawing(name: str) -> str:
    return (ASSETS / "icons" / f"{name}.svg").read_text("utf-8").strip()


def _code(rows: tuple[str, ...]) -> str:
    side = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module == "1"
    )
    shape = f'<path d="{dark}" shape-rendering="crispEdges"/>'
    return f'<svg class="code" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{shape}</svg>'
