"""A printed page, read back: its text, its picture at so many dots to the inch, and the code on it."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image

INCH = 25.4  # mm


def opened(file: Path | bytes) -> Any:
    """The only page."""
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    return document[0]


def size(file: Path | bytes) -> tuple[int, int]:
    """Width and height in mm."""
    width, height = opened(file).get_size()
    return round(width / 72 * INCH), round(height / 72 * INCH)


def text(file: Path | bytes) -> str:
    """All words, in one line."""
    return unicodedata.normalize("NFC", " ".join(opened(file).get_textpage().get_text_range().split()))


def picture(file: Path | bytes, *, dots: int = 100, grey: bool = False) -> Image.Image:
    """As a printer with or without colour puts it on paper."""
    drawn: Image.Image = opened(file).render(scale=dots / 72, grayscale=grey).to_pil()
    return drawn.convert("L" if grey else "RGB")


def code(drawn: Image.Image) -> str:
    """What the one QR code on it says. Lines beside it can look like another kind of barcode, so only QR codes are read."""
    (read,) = zxingcpp.read_barcodes(drawn, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    said: str = read.text
    return said


def levels(drawn: Image.Image, x: float, y: float, width: float, height: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Grey levels of a part of a page; all in mm, on a picture of 100 dots to the inch."""
    left, top, right, bottom = (round(value / INCH * 100) for value in (x, y, x + width, y + height))
    return np.asarray(drawn.convert("L"))[top:bottom, left:right]
