"""Reads QR codes in pictures, in Python: with zxing-cpp where it is there (desktops), else with zbar (phones).

Pictures never leave the device. The browser does the same in app/web_shell/decode.js.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from app.platform.link_finder import link_in_text

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 4  # codes in one picture
# Longest sides in pixels that are tried, in order.
FRAME = (1280,)
PHOTO = (1600, 2600, 900)  # a small code is lost in a large photo, and detail is lost in a small one

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

    def read(grey: Image) -> list[str]:
        codes = pyzbar.decode((grey.tobytes(), *grey.size), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [code.data.decode("utf-8", "replace") for code in codes]

    return read


def texts_in(picture: bytes, sizes: Iterable[int] = PHOTO, read: Reader | None = None) -> list[str]:
    """The texts of the codes in a JPEG or PNG of any size and rotation, at most MOST; empty when `picture` is no picture.
    `sizes` are the longest sides in pixels at which to look.
    """
    from PIL import Image  # only when there is a picture, so that the app starts sooner

    try:
        with Image.open(BytesIO(picture)) as opened:
            opened.draft("L", (max(sizes), max(sizes)))  # a large JPEG is unpacked at a smaller size
            grey = opened.convert("L")  # not rotated: a code is read at any angle
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    for longest in sizes:
        smaller = grey.copy()
        smaller.thumbnail((longest, longest))
        if texts := [text for text in (read or reader())(smaller) if text]:
            return texts[:MOST]
    return []


def ours_and_foreign(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The different codes of ours, and the first text that is no code of ours ("" when there is none)."""
    seen = list(dict.fromkeys(texts))
    ours = tuple(text for text in seen if link_in_text(text))
    return ours, next((text for text in seen if text not in ours), "")
