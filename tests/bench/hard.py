"""Frames of 1280x720 that are hard in one way each: a dark room, a screen's moire or bands, a steep angle, a bent page.

Made from a seed, as in `frames`; each has a little of everything besides.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from tests.bench.frames import SCREEN, Spoiled, View, seen, spoiled

NEAR = View(12, 20)  # a code of 6 cm in the middle of a bright screen of 12, at 20 cm: some 5 dots a module
Grey = NDArray[np.float64]


def frames(code: Image.Image, seed: int) -> dict[str, bytes]:
    """One JPEG for each kind of trouble."""
    return {kind: make() for kind, make in makers(code, seed).items()}


def makers(code: Image.Image, seed: int) -> dict[str, Callable[[], bytes]]:
    """For each kind of trouble what makes its JPEG, at most once: each takes a while."""
    some, how = Random(seed), _mild(seed)
    steep = replace(how, shift=(0, 0), **{some.choice(("tilt", "lean")): some.choice((-1, 1)) * some.uniform(50, 62)})
    waves = [(some.uniform(0, math.pi), some.uniform(6, 24)) for _ in range(2)]
    period, at = some.uniform(50, 160), some.uniform(0, 160)
    degrees = some.uniform(35, 60)
    plain = code.convert("RGB")
    return {
        "inverted": lambda: _seen(ImageOps.invert(plain), how, seed),
        "very dark": lambda: _spoil(_seen(plain, how, seed), lambda grey: _dark(grey, seed)),
        "moire": lambda: _spoil(_seen(plain, how, seed), lambda grey: _moire(grey, waves)),
        "bands": lambda: _spoil(_seen(plain, how, seed), lambda grey: _bands(grey, period, at)),
        "glare": lambda: _seen(plain, replace(how, glare=0.95), seed),
        "steep": lambda: _seen(plain, steep, seed),
        "curved": lambda: _seen(_curved(plain, degrees), how, seed),
        "mirrored": lambda: _seen(ImageOps.mirror(plain), how, seed),
        "cracked": lambda: _seen(_cracked(plain, some), how, seed),
    }


def _mild(seed: int) -> Spoiled:
    """Half of what a hand and a lamp do elsewhere."""
    how = spoiled(seed)
    half = {name: getattr(how, name) / 2 for name in ("tilt", "lean", "noise", "glare", "shade")}
    return replace(how, blur=0.3 + how.blur / 3, **half)


def _seen(code: Image.Image, how: Spoiled, seed: int) -> bytes:
    screen = Image.new("RGB", (code.width * 2, code.height * 2), SCREEN)
    screen.paste(code, (code.width // 2, code.height // 2))
    return seen(screen, NEAR, how, seed)


def _spoil(jpeg: bytes, change: Callable[[Grey], Grey]) -> bytes:
    grey = np.asarray(Image.open(BytesIO(jpeg)).convert("L"), dtype=np.float64)
    out = BytesIO()
    Image.fromarray(np.clip(change(grey), 0, 255).astype(np.uint8)).save(out, "JPEG", quality=82)
    return out.getvalue()


def _dark(grey: Grey, seed: int) -> Grey:
    """A twelfth of the light, and the grain of a camera that strains."""
    return grey / 12 + np.random.default_rng(seed).normal(0, 2, grey.shape)


def _moire(grey: Grey, waves: list[tuple[float, float]]) -> Grey:
    """A screen's dots against those of the camera: waves at an angle in radians, of a few dots each."""
    y, x = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
    for angle, period in waves:
        grey = grey * (1 + 0.3 * np.sin(2 * math.pi * (x * math.cos(angle) + y * math.sin(angle)) / period))
    return grey


def _bands(grey: Grey, period: float, at: float) -> Grey:
    """A lamp or screen that flickers: dark bands across the frame, one in each `period` of dots."""
    y = np.arange(grey.shape[0])[:, None]
    return grey * np.where(((y + at) % period) < period / 2, 1.0, 0.25)


def _curved(code: Image.Image, degrees: float) -> Image.Image:
    """Around a pillar, which turns away by so many degrees on both sides."""
    half = math.radians(degrees)
    edge = code.width
    at = np.arcsin(np.linspace(-math.sin(half), math.sin(half), edge)) / half  # where each column of the picture comes from
    return Image.fromarray(np.asarray(code)[:, np.clip((at + 1) / 2 * edge, 0, edge - 1).astype(int)])


def _cracked(code: Image.Image, some: Random) -> Image.Image:
    """Broken glass: a star of bright and dark lines."""
    broken = code.copy()
    pen = ImageDraw.Draw(broken)
    middle = [some.uniform(0.3, 0.7) * code.width for _ in range(2)]
    for _ in range(9):
        angle = some.uniform(0, 2 * math.pi)
        to = [middle[0] + 2 * code.width * math.cos(angle), middle[1] + 2 * code.width * math.sin(angle)]
        pen.line([*middle, *to], fill=some.choice(((255, 255, 255), (90, 90, 90))), width=code.width // 120)
    return broken
