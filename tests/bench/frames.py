"""What a camera of 1280x720 sees of a code, and what spoils it. Made from a seed: the same frames each time.

A lens of 65 degrees sees 38 cm at 30 cm, so a drawing of 6 cm, quiet zone included, is 201 dots wide: some 3 a module. At 1 m
it sees 127 cm: a poster of A4 is 211 dots wide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FRAME = (1280, 720)
LENS = math.radians(65)
SCREEN, AROUND = (250, 250, 250), (120, 116, 110)


@dataclass(frozen=True, slots=True)
class View:
    """How a flat thing is looked at: cm that its picture is wide, and cm between it and the lens."""

    wide: float
    distance: float

    @property
    def scale(self) -> float:
        """Dots of the frame to a cm."""
        return FRAME[0] / (2 * self.distance * math.tan(LENS / 2))


IN_THE_HAND = View(12, 30)  # a code of 6 cm in the middle of a bright screen of 12


@dataclass(frozen=True, slots=True)
class Spoiled:
    """How one frame is spoiled: blur and noise in dots and grey levels, tilt and turn in degrees, glare and shade 0 to 1."""

    blur: float
    tilt: float
    lean: float
    turn: float
    noise: float
    glare: float
    shade: float
    shift: tuple[float, float]


def spoiled(seed: int) -> Spoiled:
    """What a hand, a lens and a lamp may do, each frame with some of everything."""
    some = Random(seed)
    return Spoiled(
        blur=some.uniform(0.3, 1.0),
        tilt=some.uniform(-25, 25),
        lean=some.uniform(-25, 25),
        turn=some.uniform(-20, 20),
        noise=some.uniform(2, 14),
        glare=some.uniform(0, 0.7),
        shade=some.uniform(0, 0.5),
        shift=(some.uniform(-150, 150), some.uniform(-80, 80)),
    )


def frame(code: Image.Image, how: Spoiled, seed: int) -> bytes:
    """A JPEG of what the camera sees: `code` on a bright screen, with its quiet zone."""
    edge = code.width
    screen = Image.new("RGB", (edge * 2, edge * 2), SCREEN)
    screen.paste(code.convert("RGB"), (edge // 2, edge // 2))
    return seen(screen, IN_THE_HAND, how, seed)


def seen(flat: Image.Image, view: View, how: Spoiled, seed: int) -> bytes:
    """A JPEG of what the camera sees of a flat picture."""
    picture = _lit(_placed(flat, view, how), how, seed).filter(ImageFilter.GaussianBlur(how.blur))
    grey = np.asarray(picture, dtype=np.float64)
    grey = grey + np.random.default_rng(seed).normal(0, how.noise, grey.shape)
    jpeg = BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(jpeg, "JPEG", quality=82)
    return jpeg.getvalue()


def _placed(flat: Image.Image, view: View, how: Spoiled) -> Image.Image:
    """The picture in the frame, seen in perspective; drawn finely first, then shrunk by the warp's own smoothing."""
    fine = 3
    wall = Image.new("RGB", (FRAME[0] * fine, FRAME[1] * fine), AROUND)
    tall = flat.height / flat.width
    outer = [_seen(x, y * tall, view, how) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    quad = [(x * fine, y * fine) for x, y in outer]
    back = _coefficients(quad, [(0, 0), (flat.width, 0), (flat.width, flat.height), (0, flat.height)])
    warped = flat.transform(wall.size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR)
    mask = Image.new("L", wall.size)
    ImageDraw.Draw(mask).polygon([*quad], fill=255)
    wall.paste(warped, mask=mask)
    return wall.resize(FRAME, Image.Resampling.BOX)


def _seen(x: float, y: float, view: View, how: Spoiled) -> tuple[float, float]:
    """Where a point of the picture's plane (-1 to 1 is its width) is in the frame."""
    turn, tilt, lean = (math.radians(angle) for angle in (how.turn, how.tilt, how.lean))
    x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
    across, up, deep = x * view.wide / 2, y * view.wide / 2, 0.0
    across, deep = across * math.cos(lean), across * math.sin(lean)
    up, deep = up * math.cos(tilt) - deep * math.sin(tilt), up * math.sin(tilt) + deep * math.cos(tilt)
    scale = view.scale * view.distance / (view.distance + deep)
    return FRAME[0] / 2 + how.shift[0] + across * scale, FRAME[1] / 2 + how.shift[1] + up * scale


def _coefficients(seen: list[tuple[float, float]], flat: list[tuple[float, float]]) -> list[float]:
    """Of the perspective that takes points of the frame back to the flat drawing."""
    rows, values = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows), np.array(values))]


def _lit(picture: Image.Image, how: Spoiled, seed: int) -> Image.Image:
    """A shade that grows across, and a lamp that shines back from the glass at some place near the code."""
    some = Random(seed + 1_000_000)
    high, wide = FRAME[1], FRAME[0]
    y, x = np.mgrid[0:high, 0:wide]
    dots = np.asarray(picture, dtype=np.float64) * (1 - how.shade * x / wide)[..., None]
    middle = wide / 2 + how.shift[0] + some.uniform(-90, 90), high / 2 + how.shift[1] + some.uniform(-90, 90)
    spot = how.glare * np.exp(-(((x - middle[0]) / 60) ** 2 + ((y - middle[1]) / 40) ** 2))
    return Image.fromarray(np.clip(dots * (1 - spot[..., None]) + 255 * spot[..., None], 0, 255).astype(np.uint8))
