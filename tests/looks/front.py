"""The picture at the top of README.md: what each of the four people sees, out of the sample screens, in a real client."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.looks import gallery

# language, look, role, screen: a newcomer, in two languages and in the dark; an organisation; a counsellor
SHOWN = (
    ("nl", "light", "newcomer", "home"),
    ("ar", "light", "newcomer", "left"),
    ("ti", "dark", "newcomer", "moments"),
    ("nl", "light", "display", "display"),
    ("nl", "light", "counsellor", "counsellor_proof"),
)
HIGH = 480  # pixels


def photograph(folder: Path, path: Path) -> Path:
    """Takes the pictures into `folder` and puts them side by side into `path`."""
    with gallery.client() as (browser, port):
        taken = [
            gallery.shoot(browser, port, code, kind, role, [name], folder / f"front-{number}.png")
            for number, (code, kind, role, name) in enumerate(SHOWN)
        ]
    return gallery.side_by_side([Image.open(one) for one in taken], HIGH, path)
