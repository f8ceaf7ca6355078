"""Reads QR codes in pictures, in Python: with zxing-cpp where it is there (desktops), else with zbar (phones).

Pictures never leave the device. The browser does the same in app/web_shell/decode.js.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import cycle
from time import monotonic
from typing import TYPE_CHECKING

from app.platform.link_finder import link_in_text
from app.platform.phone.looks import LOOKS

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 4  # codes in one picture
# Longest sides in pixels that are tried, in order.
FRAME = 1280
PHOTO = (1600, 2600, 900)  # a small code is lost in a large photo, and detail is lost in a small one
# Seconds after which no further look at a prepared picture begins.
FRAME_TIME = 0.15
PHOTO_TIME = 4.0

_SECRET = re.compile("VEERTIG-[A-Z]+:")  # ours, too, and no link, because it opens somebody's hours (app/protocol/card.py)

Reader = Callable[["Image"], list[str]]


@cache
def reader() -> Reader:
    """The best reader that is installed. Raises ImportError when there is none."""
    try:
        return zxing()
    except ImportError:
        return zbar()


def zxing() -> Reader:
    """A reader that uses zxing-cpp. Raises ImportError."""
    import zxingcpp

    qr_codes = zxingcpp.barcode_formats_from_str("QRCode")

    def read(grey: Image) -> list[str]:
        return [code.text for code in zxingcpp.read_barcodes(grey, formats=qr_codes)]

    return read


def zbar() -> Reader:
    """A reader that uses zbar. Raises ImportError."""
    from pyzbar import pyzbar

    # Not asked for: pyzbar fails on one of several codes that make a text together, which has no direction.
    pyzbar.zbar_symbol_get_orientation = None

    def read(grey: Image) -> list[str]:
        codes = pyzbar.decode((grey.tobytes(), *grey.size), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [code.data.decode("utf-8", "replace") for code in codes]

    return read


def texts_in(
    picture: bytes,
    sizes: Sequence[int] = PHOTO,
    read: Reader | None = None,
    seconds: float = PHOTO_TIME,
    clock: Callable[[], float] = monotonic,
) -> list[str]:
    """The texts of the codes in a JPEG or PNG of any size and rotation, at most MOST; empty when `picture` is no picture.
    `sizes` are the longest sides in pixels at which to look. When nothing is read, the picture of the first size is prepared
    in one way after the other (`looks`), for so many `seconds` of the `clock`.
    """
    end = clock() + seconds
    grey = _grey(picture, max(sizes))
    if grey is None:
        return []
    read = read or reader()
    first = _small(grey, sizes[0])
    for longest in sizes:
        if texts := _read(read, _small(grey, longest)):
            return texts
    for look in LOOKS:
        if clock() >= end:
            break
        if texts := _read(read, look(first)):
            return texts
    return []


class FrameReader:
    """Reads the frames of one camera: each as it is, then prepared in ways that the next frame goes on with."""

    def __init__(self, read: Reader | None = None, seconds: float = FRAME_TIME, clock: Callable[[], float] = monotonic) -> None:
        self._reader, self._seconds, self._clock = read, seconds, clock
        self._looks = cycle(LOOKS)

    def texts_in(self, frame: bytes) -> list[str]:
        """The texts of the codes in a JPEG or PNG, at most MOST. At least one prepared picture is tried."""
        end = self._clock() + self._seconds
        grey = _grey(frame, FRAME)
        if grey is None:
            return []
        grey = _small(grey, FRAME)
        return next((texts for picture in self._pictures(grey, end) if (texts := _read(self._reader or reader(), picture))), [])

    def _pictures(self, grey: Image, end: float) -> Iterator[Image]:
        yield grey
        for _ in LOOKS:
            yield next(self._looks)(grey)
            if self._clock() >= end:
                return


def _grey(picture: bytes, longest: int) -> Image | None:
    """The picture in grey, not much smaller than `longest` pixels where it is larger; None when it is no picture."""
    from PIL import Image  # only when there is a picture, so that the app starts sooner

    try:
        with Image.open(BytesIO(picture)) as opened:
            opened.draft("L", (longest, longest))  # a large JPEG is unpacked at a smaller size
            return opened.convert("L")  # not rotated: a code is read at any angle
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _small(grey: Image, longest: int) -> Image:
    """The picture, its longer side at most `longest` pixels."""
    smaller = grey.copy()
    smaller.thumbnail((longest, longest))
    return smaller


def _read(read: Reader, grey: Image) -> list[str]:
    return [text for text in read(grey) if text][:MOST]


def ours_and_foreign(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The different codes of ours, and the first text that is no code of ours ("" when there is none)."""
    seen = list(dict.fromkeys(texts))
    ours = tuple(text for text in seen if link_in_text(text) or _SECRET.match(text))
    return ours, next((text for text in seen if text not in ours), "")
