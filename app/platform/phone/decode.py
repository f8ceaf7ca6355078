"""QR codes in pictures, in Python: zxing-cpp where it is (desktops), else zbar (phones). Pictures never leave the device.

The browser does the same in app/web_shell/decode.js.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 4  # codes in one picture
FRAME = (1280,)  # longest side
PHOTO = (1600, 2600, 900)  # big photos hide small codes, and small ones lose detail
OURS = re.compile(r"https?://[^/]+/#/[a-z]/[0-9]+", re.ASCII)

Reader = Callable[["Image"], list[str]]


@cache
def reader() -> Reader:
    """The best reader there is here. Raises ImportError when there is none."""
    try:
        return zxing()
    except ImportError:
        return zbar()


def zxing() -> Reader:
    import zxingcpp

    only = zxingcpp.barcode_formats_from_str("QRCode")

    def read(grey: Image) -> list[str]:
        return [code.text for code in zxingcpp.read_barcodes(grey, formats=only)]

    return read


def zbar() -> Reader:
    from pyzbar import pyzbar

    def read(grey: Image) -> list[str]:
        found = pyzbar.decode((grey.tobytes(), *grey.size), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [code.data.decode("utf-8", "replace") for code in found]

    return read


def texts_in(picture: bytes, sizes: Iterable[int] = PHOTO, read: Reader | None = None) -> list[str]:
    """The texts of the codes in a JPEG or PNG of any size and rotation; none when it is no picture."""
    from PIL import Image  # not before there is a picture: the start of the app is quicker

    try:
        with Image.open(BytesIO(picture)) as opened:
            opened.draft("L", (max(sizes), max(sizes)))  # a large JPEG is not even unpacked whole
            grey = opened.convert("L")  # as it lies: a code is read at any angle
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    for longest in sizes:
        smaller = grey.copy()
        smaller.thumbnail((longest, longest))
        if texts := [text for text in (read or reader())(smaller) if text]:
            return texts[:MOST]
    return []


def ours_and_foreign(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """All different codes of ours, and the first one that is not, "" when there is none."""
    seen = list(dict.fromkeys(texts))
    ours = tuple(text for text in seen if OURS.fullmatch(text))
    return ours, next((text for text in seen if text not in ours), "")
