"""Makes the two fonts of the app out of Noto: one file for each weight, all scripts of the thirteen languages in it.

The results are committed; run this only to add letters or to take a newer Noto:

    apt-get download fonts-noto-core && dpkg-deb -x fonts-noto-core_*.deb noto
    python assets/fonts/make.py noto/usr/share/fonts/truetype/noto

The family is called "Veertig" because Noto is a trademark; the licence (OFL.txt) is the same.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FAMILY = "Veertig"
WEIGHTS = ("Regular", "Bold")

# The letters of each script. Latin first: its digits, space and full stop win where scripts share a character.
BLOCKS = {
    "NotoSans": [
        *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x1E9E, 0x2BC,  # Latin of nl fr tr ku so es, ț ș
        *range(0x400, 0x460), 0x490, 0x491, 0x300, 0x301,  # Cyrillic of uk and ru
        *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2039, 0x203A, 0x20AC,
        *range(0x200B, 0x2010), *range(0x2066, 0x206A), 0x2153, 0x2154, 0x2212, 0x25CC,  # marks of direction, thirds
    ],
    "NotoSansArabic": [*range(0x600, 0x700), *range(0x750, 0x780), 0x200C, 0x200D],  # Arabic, Dari, Pashto
    "NotoSansEthiopic": [*range(0x1200, 0x137D)],
    "NotoSansSymbols": [0x2190, 0x2191, 0x2192, 0x2193],
}  # fmt: skip

# Arabic alone asks for lines of 2.1 times the size, which tears Latin words apart. One and a half fits every script here.
ASCENT, DESCENT = 1120, -400


def cut(source: Path, letters: list[int], out: Path) -> None:
    """One script of one weight: only our letters, every shaping rule, no hinting."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    subset.save_font(font, str(out), options)


def christen(font: TTFont, weight: str) -> None:
    """Give the merged font its own name and line height; keep copyright and licence."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 13, 14)]
    own = {1: FAMILY, 2: weight, 3: f"{FAMILY} {weight} 1", 4: f"{FAMILY} {weight}", 5: "Version 1.0", 6: f"{FAMILY}-{weight}"}
    for name_id, text in own.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = ASCENT
    font["hhea"].descent = font["OS/2"].sTypoDescender = DESCENT
    font["OS/2"].usWinDescent = -DESCENT
    font["hhea"].lineGap = font["OS/2"].sTypoLineGap = 0


def make(noto: Path, weight: str) -> Path:
    out = HERE / f"{FAMILY}-{weight}.ttf"
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for family, letters in BLOCKS.items():
            part = Path(folder) / f"{family}.ttf"
            cut(noto / f"{family}-{weight}.ttf", letters, part)
            parts.append(str(part))
        font = Merger().merge(parts)
        christen(font, weight)
        # The same input gives the same bytes: no time of making inside.
        font["head"].created = font["head"].modified = 3_600_000_000
        font.recalcTimestamp = False
        font.save(str(out))
    return out


if __name__ == "__main__":
    for weight in WEIGHTS:
        made = make(Path(sys.argv[1]), weight)
        print(f"{made.name}: {made.stat().st_size / 1000:.0f} kB")
