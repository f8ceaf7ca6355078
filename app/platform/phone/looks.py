"""Pictures prepared for a reader of codes, one preparation for each way in which a code can be hard to read.

zbar, the reader of phones, reads none of these codes by itself: white on black, under a lamp that flickers, through the dots of
a screen, or seen from 50 degrees and more. Prepared with Pillow, most of them are read (tests/bench/decode.py measures it).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Look = Callable[["Image"], "Image"]  # takes and gives a picture in grey

# Brightness 0 to 255 -> its logarithm: what is lit unevenly differs as much between black and white as elsewhere.
EVEN = [round(255 * math.log1p(light / 4) / math.log1p(255 / 4)) for light in range(256)]
LENS = math.radians(65)  # what a phone's camera sees across
STEEP = math.radians(55)
STRIPS = 24  # in which a bent picture is laid flat
SMALL = 700  # pixels: a longer side is not enlarged


def black_and_white(grey: Image, blur: float, around: int) -> Image:
    """Black where it is darker than `around` pixels on each side, else white, in even light. `blur` in pixels."""
    from PIL import ImageChops, ImageFilter

    evened = grey.point(EVEN).filter(ImageFilter.GaussianBlur(blur))
    return ImageChops.subtract(evened, evened.filter(ImageFilter.BoxBlur(around)), 1, 134).point([0] * 128 + [255] * 128)


def contrast(grey: Image) -> Image:
    """How much each point differs from its surroundings, stretched from black to white."""
    from PIL import ImageChops, ImageFilter, ImageOps

    evened = grey.point(EVEN)
    return ImageOps.autocontrast(ImageChops.subtract(evened, evened.filter(ImageFilter.BoxBlur(30)), 1, 128), cutoff=1)


def inverted(grey: Image) -> Image:
    """Black for white."""
    from PIL import ImageOps

    return ImageOps.invert(grey)


def blurred(grey: Image, radius: float) -> Image:
    """Without detail of less than `radius` pixels: cracks, the dots of a screen."""
    from PIL import ImageFilter

    return grey.filter(ImageFilter.GaussianBlur(radius))


def larger(grey: Image, times: int) -> Image:
    """A small picture so many times larger; a large one stays as it is."""
    from PIL.Image import Resampling

    if max(grey.size) > SMALL:
        return grey
    return grey.resize((grey.width * times, grey.height * times), Resampling.BICUBIC)


def smaller(grey: Image) -> Image:
    """Half as large, with a white edge."""
    from PIL import ImageOps

    return ImageOps.expand(grey.reduce(2), 40, 255)


def upright(grey: Image, angle: float, aside: bool) -> Image:
    """The middle of the picture as a camera in front sees a plane that is tilted by `angle` radians, up or down, or `aside`.

    A mirrored code is read as well, so the sides may change places.
    """
    from PIL.Image import Resampling, Transform, Transpose

    if aside:
        grey = grey.transpose(Transpose.TRANSPOSE)
    side = min(grey.size)
    focus = max(grey.size) / 2 / math.tan(LENS / 2)
    sine, cosine = math.sin(angle) / focus, math.cos(angle)

    def on_the_plane(y: float) -> float:
        """Where the line at `y`, from the middle, is on the plane: pixels from the middle."""
        return y / max(0.01, cosine - y * sine)

    first, last = max(on_the_plane(-side / 2), -1.1 * side), min(on_the_plane(side / 2), 1.1 * side)
    x, y, near = grey.width / 2, grey.height / 2, 1 + first * sine
    back = (
        1 / near,
        x * sine / near,
        x - side / 2 / near,
        0,
        (y * sine + cosine) / near,
        y + first * cosine / near,
        0,
        sine / near,
    )
    return grey.transform((side, round(last - first)), Transform.PERSPECTIVE, back, Resampling.BILINEAR)


def unbent(grey: Image, angle: float) -> Image:
    """The part with the most detail, which hangs around a pillar and turns away by `angle` radians on both sides, laid flat."""
    from PIL.Image import Resampling, Transform

    left, top, right, bottom = _detailed(grey)
    middle, radius = (left + right) / 2, (right - left) / 2 * 1.08 / math.sin(angle)
    wide, high = max(STRIPS, round(2 * angle * radius)), bottom - top
    mesh = []
    for strip in range(STRIPS):
        first, last = wide * strip // STRIPS, wide * (strip + 1) // STRIPS
        x, to = (middle + radius * math.sin((2 * at / wide - 1) * angle) for at in (first, last))
        mesh.append(((first, 0, last, high), (x, top, x, bottom, to, bottom, to, top)))
    return grey.transform((wide, high), Transform.MESH, mesh, Resampling.BILINEAR)


def _detailed(grey: Image) -> tuple[int, int, int, int]:
    """The box, in pixels, around what has at least half as much detail as the place with most; with room above and beneath."""
    from PIL import ImageChops, ImageFilter

    detail = ImageChops.difference(grey, grey.filter(ImageFilter.BoxBlur(4))).reduce(16).filter(ImageFilter.BoxBlur(1))
    half = max(1, max(detail.tobytes()) // 2)
    left, top, right, bottom = detail.point([0] * half + [255] * (256 - half)).getbbox() or (0, 0, *detail.size)
    return 16 * left, max(0, 16 * top - 40), min(grey.width, 16 * right), min(grey.height, 16 * bottom + 40)


# After the picture as it is. What reads most comes first: a look takes some 30 ms on a computer.
LOOKS: tuple[Look, ...] = (
    partial(black_and_white, blur=0.7, around=15),
    inverted,
    partial(blurred, radius=1),
    *(partial(upright, angle=angle, aside=aside) for aside in (True, False) for angle in (STEEP, -STEEP)),
    partial(unbent, angle=math.radians(45)),
    contrast,
    partial(black_and_white, blur=1, around=10),
    partial(larger, times=2),
    partial(larger, times=3),
    lambda grey: black_and_white(larger(grey, 2), 0, 20),
    smaller,
    partial(blurred, radius=2),
    *(partial(unbent, angle=math.radians(degrees)) for degrees in (35, 52)),
    lambda grey: blurred(unbent(grey, math.radians(45)), 0.8),
)
