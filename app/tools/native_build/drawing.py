"""The app's icon as Flet wants it: the four tiles on nothing, large; Flet lays the paper under it and cuts every size."""

from __future__ import annotations

from PIL import Image

from app.tools.web_build.icons import ALTERNATIVE, BUDDY, INTERNSHIP, VOLUNTEERING, tile

SIZE = 1024  # the App Store's, the largest of all
GAP = 0.05


def icon() -> Image.Image:
    """Two by two tiles, as on the web app's icon."""
    gap = round(SIZE * GAP)
    side = (SIZE - gap) // 2
    drawn = Image.new("RGBA", (SIZE, SIZE))
    for index, colour in enumerate((BUDDY, VOLUNTEERING, INTERNSHIP, ALTERNATIVE)):
        drawn.alpha_composite(tile(side, colour), (index % 2 * (side + gap), index // 2 * (side + gap)))
    return drawn
