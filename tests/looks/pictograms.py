"""All pictograms on one sheet, to be looked at: `./build.sh screenshots pictograms`.

Each in colour, in grey, at 28 px and mirrored, on paper; those with a white twin also on the green of an action.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from app.platform.paths import ASSETS
from app.tools.lacking import chromium
from app.ui.theme import LIGHT

ICONS = ASSETS / "icons"

STYLE = f"""
body {{ margin: 16px; background: {LIGHT.paper}; color: {LIGHT.ink}; font: 12px system-ui, sans-serif; }}
main {{ display: grid; grid-template-columns: repeat(5, 1fr); gap: 8px; }}
figure {{ margin: 0; padding: 8px; border-radius: 12px; background: {LIGHT.card}; }}
div {{ display: flex; align-items: center; gap: 8px; }}
img {{ width: 64px; height: 64px; }}
.grey {{ filter: grayscale(1); }}
.small {{ width: 28px; height: 28px; }}
.mirrored {{ transform: scaleX(-1); }}
.white {{ width: 40px; height: 40px; padding: 6px; border-radius: 10px; background: {LIGHT.action}; }}
"""


def names() -> list[str]:
    """Every meaning that has a picture; a white twin is no meaning of its own."""
    return sorted(file.stem for file in ICONS.glob("*.svg") if not file.stem.endswith("-white"))


def page() -> str:
    """The sheet as one HTML page."""
    return f"<!doctype html><style>{STYLE}</style><main>{''.join(map(_figure, names()))}</main>"


def _figure(name: str) -> str:
    source = (ICONS / f"{name}.svg").as_uri()
    looks = "".join(f'<img class="{kind}" src="{source}">' for kind in ("colour", "grey", "small", "small grey", "mirrored"))
    twin = ICONS / f"{name}-white.svg"
    white = f'<img class="white" src="{twin.as_uri()}">' if twin.exists() else ""
    return f"<figure><div>{looks}{white}</div><figcaption>{name}</figcaption></figure>"


def photograph(out: Path) -> Path:
    """Write the page beside the picture of it; returns where the picture is."""
    out.mkdir(parents=True, exist_ok=True)
    html, png = out / "pictograms.html", out / "pictograms.png"
    html.write_text(page())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page(viewport={"width": 1880, "height": 1000})
        sheet.goto(html.resolve().as_uri())
        sheet.screenshot(path=png, full_page=True)
        browser.close()
    return png
