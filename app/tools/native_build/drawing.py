"""The app's icon for Flet: the four tiles, large and without a background; Flet adds the background and makes every size."""

from __future__ import annotations

from PIL import Image

from app.tools.web_build.icons import ALTERNATIVE, BUDDY, PLACEMENT, VOLUNTEERING, tile

SIZE = 1024  # pixels: the App Store's size, the largest of all
GAP = 0.05  # between two tiles, of the size


def icon() -> Image.Image:
    """The icon: two by two tiles, as on the web app's icon, SIZE pixels wide and high."""
    gap = round(SIZE * GAP)
    side = (SIZE - gap) // 2
    drawn = Image.new("RGBA", (SIZE, SIZE))
    for index, colour in enumerate((BUDDY, VOLUNTEERING, PLACEMENT, ALTERNATIVE)):
        drawn.alpha_composite(tile(side, colour), (index % 2 * (side + gap), index // 2 * (side + gap)))
    return drawn
