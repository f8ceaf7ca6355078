"""`python -m app.tools.web_build.icons`: draws the app's icon, two by two tiles, and the icon for scanning (web_shell/icons/).

The files are committed; the build does not draw them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from app.tools.web_build.source import PAGE

PAPER, ACTION = "#FBF7F0", "#0B5D57"
BUDDY, VOLUNTEERING, PLACEMENT, ALTERNATIVE = "#F2A93B", "#3F8F4F", "#2F6DB5", "#D9593D"
LIGHT = (255, 255, 255, 110)  # red, green, blue, opacity: the pattern on a tile
COLOURS = 128  # of an icon: five flat ones and their smooth edges; a browser fetches two icons with the very first page
FINE = 4  # everything is drawn this many times larger and then made smaller, for smooth edges


def tile(side: int, colour: str) -> Image.Image:
    """One tile with the pattern of its activity type, which its colour names; `side` in pixels."""
    pattern = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(pattern)
    if colour == BUDDY:
        reach = side * 0.56
        pen.ellipse((-reach, side - reach, reach, side + reach), fill=LIGHT)
        pen.ellipse((side - reach, -reach, side + reach, reach), fill=LIGHT)
    elif colour == VOLUNTEERING:
        wide, across = Image.new("L", (side, side)), Image.new("L", (side, side))
        ImageDraw.Draw(wide).ellipse((-0.1 * side, 0.1 * side, 0.9 * side, 1.1 * side), fill=LIGHT[3])
        ImageDraw.Draw(across).ellipse((0.1 * side, -0.1 * side, 1.1 * side, 0.9 * side), fill=LIGHT[3])
        pattern.paste("#FFFFFF", mask=ImageChops.darker(wide, across))
        pattern.putalpha(ImageChops.darker(wide, across))
    elif colour == PLACEMENT:
        for start in (-0.45, 0.25):
            corners = [(start, 1), (start + 1, 0), (start + 1.25, 0), (start + 0.25, 1)]
            pen.polygon([(x * side, y * side) for x, y in corners], fill=LIGHT)
    else:
        low, middle, high = side * 0.14, side / 2, side * 0.86
        pen.polygon([(middle, low), (high, middle), (middle, high), (low, middle)], fill=LIGHT)
    drawn = Image.new("RGBA", (side, side), colour)
    drawn.alpha_composite(pattern)
    shape = Image.new("L", (side, side))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, side - 1, side - 1), side * 0.2, fill=255)
    drawn.putalpha(shape)
    return drawn


def icon(size: int, margin: float, corner: float) -> Image.Image:
    """Four tiles on paper, `size` pixels wide and high; `margin` and `corner` (a radius) are fractions of the size."""
    full = size * FINE
    shape = Image.new("L", (full, full))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, full - 1, full - 1), full * corner, fill=255)
    drawing = Image.new("RGBA", (full, full), PAPER)
    gap = full * 0.05
    side = int((full * (1 - 2 * margin) - gap) / 2)
    for index, colour in enumerate((BUDDY, VOLUNTEERING, PLACEMENT, ALTERNATIVE)):
        x = full * margin + (index % 2) * (side + gap)
        y = full * margin + (index // 2) * (side + gap)
        drawing.alpha_composite(tile(side, colour), (int(x), int(y)))
    drawing.putalpha(shape)
    return drawing.resize((size, size), Image.Resampling.LANCZOS)


def scan_icon(size: int) -> Image.Image:
    """The icon of the shortcut that opens the camera, `size` pixels wide and high: the corners of a code, white on green."""
    full = size * FINE
    drawing = Image.new("RGBA", (full, full))
    pen = ImageDraw.Draw(drawing)
    pen.rounded_rectangle((0, 0, full - 1, full - 1), full * 0.2, fill=ACTION)
    part, line = full * 0.22, full * 0.05
    for x, y in ((0.24, 0.24), (0.54, 0.24), (0.24, 0.54)):
        corner = (full * x, full * y, full * x + part, full * y + part)
        pen.rounded_rectangle(corner, part * 0.2, outline="#FFFFFF", width=int(line))
    for x, y in ((0.54, 0.54), (0.69, 0.54), (0.54, 0.69), (0.69, 0.69)):
        pen.rounded_rectangle((full * x, full * y, full * x + line * 1.4, full * y + line * 1.4), line * 0.4, fill="#FFFFFF")
    return drawing.resize((size, size), Image.Resampling.LANCZOS)


def save(image: Image.Image, path: Path) -> None:
    """Save `image` (RGBA) as a PNG with a palette, a third of the bytes. The colours of whole areas stay what they are."""
    few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    meant: dict[int, Counter[bytes]] = {}
    pixels = image.tobytes()
    for place, index in enumerate(few.tobytes()):
        meant.setdefault(index, Counter())[pixels[4 * place : 4 * place + 4]] += 1
    colours = [meant[index].most_common(1)[0][0] if index in meant else bytes(4) for index in range(max(meant) + 1)]
    few.putpalette(b"".join(colours), "RGBA")
    few.save(path, optimize=True)


def main() -> None:
    """Draw every icon into web_shell/icons/."""
    folder = PAGE / "icons"
    for size in (192, 512):
        save(icon(size, margin=0.13, corner=0.2), folder / f"icon-{size}.png")
        save(icon(size, margin=0.24, corner=0), folder / f"maskable-{size}.png")
    save(scan_icon(192), folder / "scan-192.png")
    save(icon(48, margin=0.06, corner=0.2), folder / "favicon.png")


if __name__ == "__main__":
    main()
