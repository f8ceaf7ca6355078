"""What a camera of 1280x720 sees of a code of 6 cm at 30 cm, and what spoils it. Made from a seed: the same frames each time.

A lens of 65 degrees sees 38 cm at that distance, so the drawing, quiet zone included, is 201 dots wide: some 3 a module.
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
DISTANCE, SIDE = 30.0, 6.0  # cm
DOTS = FRAME[0] * SIDE / (2 * DISTANCE * math.tan(LENS / 2))
SCREEN, AROUND = (250, 250, 250), (120, 116, 110)


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
    picture = _placed(code.convert("RGB"), how)
    picture = _lit(picture, how, seed).filter(ImageFilter.GaussianBlur(how.blur))
    grey = np.asarray(picture, dtype=np.float64)
    grey = grey + np.random.default_rng(seed).normal(0, how.noise, grey.shape)
    jpeg = BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(jpeg, "JPEG", quality=82)
    return jpeg.getvalue()


def _placed(code: Image.Image, how: Spoiled) -> Image.Image:
    """The code in the frame, seen in perspective; drawn finely first, then shrunk by the warp's own smoothing."""
    fine = 3
    wall = Image.new("RGB", (FRAME[0] * fine, FRAME[1] * fine), AROUND)
    edge = code.width
    wide = Image.new("RGB", (edge * 2, edge * 2), SCREEN)
    wide.paste(code, (edge // 2, edge // 2))
    outer = [_seen(x, y, how) for x, y in ((-2, -2), (2, -2), (2, 2), (-2, 2))]
    quad = [(x * fine, y * fine) for x, y in outer]
    back = _coefficients(quad, [(0, 0), (2 * edge, 0), (2 * edge, 2 * edge), (0, 2 * edge)])
    warped = wide.transform(wall.size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR)
    mask = Image.new("L", wall.size)
    ImageDraw.Draw(mask).polygon([*quad], fill=255)
    wall.paste(warped, mask=mask)
    return wall.resize(FRAME, Image.Resampling.BOX)


def _seen(x: float, y: float, how: Spoiled) -> tuple[float, float]:
    """Where a point of the code's plane (-1 to 1 are its edges) is in the frame."""
    turn, tilt, lean = (math.radians(angle) for angle in (how.turn, how.tilt, how.lean))
    x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
    across, up, deep = x * SIDE / 2, y * SIDE / 2, 0.0
    across, deep = across * math.cos(lean), across * math.sin(lean)
    up, deep = up * math.cos(tilt) - deep * math.sin(tilt), up * math.sin(tilt) + deep * math.cos(tilt)
    scale = DOTS / SIDE * DISTANCE / (DISTANCE + deep)
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
