"""How much fonts and pictures add to the first visit. What a voice weighs, tests/voices/test_check.py holds."""

from __future__ import annotations

import json

import brotli

from app.platform.paths import ASSETS
from app.tools.voices import check, manifest
from app.tools.voices.__main__ import AUDIO
from app.tools.web_build.offline import LAZY

MOST = 710_000  # bytes, compressed as they are sent


def test_fonts_and_pictures_add_at_most_seven_hundred_kilobytes_to_the_first_visit() -> None:
    files = [*(ASSETS / "fonts").glob("*.ttf"), *(ASSETS / "icons").glob("*.svg")]
    assert len(files) > 100
    weight = sum(min(len(brotli.compress(file.read_bytes(), quality=11, lgwin=24)), file.stat().st_size) for file in files)
    assert weight <= MOST


def test_a_voice_is_no_part_of_the_first_visit_and_each_is_at_most_as_heavy_as_its_limit() -> None:
    assert any("audio" in pattern for pattern in LAZY)
    found = manifest.load(AUDIO)
    for list_of in AUDIO.glob("*.json"):
        if list_of.stem != "manifest":
            assert len(json.loads(list_of.read_text("utf-8"))) > 100
            assert check.size(found, list_of.stem, AUDIO) <= check.MOST_BYTES
