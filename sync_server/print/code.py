"""A QR code (ISO/IEC 18004) for paper, as rows of modules, with error correction M."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from sync_server.errors import ServerRefusal

QUIET = 4  # white modules on each side
ON_A_WALL = 8  # the largest version that a phone reads from a metre away
IN_THE_HAND = 12  # the largest version for a page that lies in front of the phone


@dataclass(frozen=True, slots=True)
class Code:
    """A code of this version. `rows` are its modules without the quiet zone; True is black."""

    version: int
    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules along one side, without the quiet zone."""
        return len(self.rows)

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Each run of black modules in a row, as (x, y, length) in modules from the upper left corner."""
        for y, row in enumerate(self.rows):
            x = 0
            for black, group in groupby(row):
                length = len(list(group))
                if black:
                    yield x, y, length
                x += length


def code(text: str, most: int) -> Code:
    """The code of `text`; digits are packed in numeric mode. Raises ServerRefusal("long-address") above version `most`."""
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    made.add_data(text, optimize=20)
    made.make(fit=True)
    if made.version > most:
        raise ServerRefusal("long-address")
    return Code(made.version, tuple(tuple(bool(module) for module in row) for row in made.modules))
