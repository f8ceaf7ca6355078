"""axe-core over a page: what a screen reader, a keyboard or weak eyes would stumble over, above "minor".

What is left out is listed here, each with its reason. axe sees names, roles and languages; the canvas it cannot see, so
contrast is measured on the tree (tests/screens/test_seen.py).
"""

from __future__ import annotations

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LEFT_OUT = {
    "meta-viewport": "the client writes its own and forbids zooming by two fingers; letters grow in the app's own settings",
}


def stumbles(page: Page, within: str = "") -> list[str]:
    """One line for each fault above "minor": rule, weight, where."""
    if not page.evaluate("Boolean(globalThis.axe)"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in LEFT_OUT}}
    found = page.evaluate(f"([within, options]) => axe.run(within || document, {json.dumps(options)})", [within, options])
    return [
        f"{one['id']} ({one['impact']}): {' '.join(map(str, node['target']))} {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] != "minor"
        for node in one["nodes"]
    ]
