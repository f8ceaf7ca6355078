"""Drafts: evened, trimmed, the same every time, and never in place of what somebody recorded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from app.platform.paths import BUNDLE
from app.tools.voices import drafts, manifest, sound
from app.tools.voices.manifest import Clip, Origin, Voice
from app.tools.voices.phrases import Phrase
from app.tools.voices.sound import Sound
from tests.voices.voices import said

SCAN, SAVED = Phrase("home/Scan", "Scannen", "Scannen"), Phrase("saved/Saved", "Bewaard", "Bewaard")
PROGRAM = Origin("draft", "a program", "CC0-1.0")
AMINA = Origin("recorded", "Amina", "CC-BY-4.0", "2026-11-24")


def speak(text: str) -> Sound:
    """Longer texts take longer; other texts sound otherwise."""
    return said(0.1 * len(text), 0.1 + 0.02 * (ord(text[0]) % 3))


def test_what_has_no_voice_gets_one_and_what_is_current_is_left_alone(tmp_path: Path) -> None:
    voice = Voice()
    assert drafts.draft(voice, [SCAN], tmp_path, speak, PROGRAM).made == ["home/Scan"]
    kept = voice.clips["home/Scan"]
    assert drafts.draft(voice, [SCAN, SAVED], tmp_path, speak, PROGRAM).made == ["saved/Saved"]
    assert voice.clips["home/Scan"] == kept


def test_words_that_changed_are_said_again_and_the_old_file_goes(tmp_path: Path) -> None:
    voice = Voice()
    drafts.draft(voice, [SCAN], tmp_path, speak, PROGRAM)
    old = voice.clips["home/Scan"].file
    drafts.draft(voice, [Phrase("home/Scan", "Scan nu", "Scan nu de code")], tmp_path, speak, PROGRAM)
    assert [file.name for file in tmp_path.iterdir()] == [voice.clips["home/Scan"].file] != [old]


def test_a_recorded_voice_is_never_replaced_by_a_draft_not_even_when_its_words_changed(tmp_path: Path) -> None:
    voice = Voice()
    file = drafts.store(sound.encode(sound.prepared(said(1.3))), tmp_path)
    voice.put("home/Scan", Clip(SCAN.hash, file, "Amina, 2026-11-24"), AMINA)
    changed = Phrase("home/Scan", "Scan nu", "Scan nu")
    done = drafts.draft(voice, [changed], tmp_path, speak, PROGRAM, anew=True)
    assert (done.made, done.old_recordings) == ([], ["home/Scan"])
    assert (tmp_path / file).exists()


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        voices = {"nl": Voice()}
        drafts.draft(voices["nl"], [SAVED, SCAN], tmp_path / name / "nl", speak, PROGRAM)
        manifest.save(voices, tmp_path / name)
        trees.append({file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.*")})
    assert trees[0] == trees[1]
    assert manifest.load(tmp_path / "one") == voices


def test_silence_is_cut_off_and_whispers_and_shouts_become_as_loud_as_each_other() -> None:
    quiet, loud = (sound.prepared(said(1.0, strength, before=2, after=3)) for strength in (0.02, 0.9))
    for one in (quiet, loud):
        assert 0.95 < len(one) / sound.RATE < 1.15
        assert abs(20 * np.log10(sound.loudness(one) / sound.LOUD)) < 1.5
        assert np.abs(one).max() <= sound.PEAK * 1.001


def test_without_espeak_the_command_says_what_is_missing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.tools.voices", "nl"],
        cwd=BUNDLE, env={**os.environ, "PATH": "/nowhere"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "espeak-ng" in done.stderr
