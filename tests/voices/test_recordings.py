"""A volunteer records: the page, the folder of files, what to say again, and the voice taken in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.tools.translations.catalogues import read
from app.tools.voices import drafts, manifest, recordings, script, sound
from app.tools.voices.manifest import Clip, Origin, Voice
from app.tools.voices.phrases import Phrase, phrases
from tests.voices.voices import said, write_wav

WORDS = ["Scannen", "Bewaard", "Terug", "Goed", "Stem", "Taal", "Koken"]
ONES = [Phrase(f"home/{word}", word, word) for word in WORDS]
OMAR = Origin("recorded", "Omar", "CC-BY-4.0", "2026-11-24")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    script.write(tmp_path, "so", ONES, ONES)
    return tmp_path


def test_the_page_has_number_picture_phrase_and_dutch_for_everything_in_the_direction_of_the_language(tmp_path: Path) -> None:
    arabic, dutch = phrases(read("ar"), "ar"), phrases(read("nl"), "nl")
    page = script.write(tmp_path, "ar", arabic, dutch).read_text("utf-8")
    assert page.count("<tr>") == page.count('dir="rtl"') == len(arabic)
    assert page.count("<svg") >= len(arabic)
    assert "المكتبة" in page
    assert "Bibliotheek" in page
    assert f"{len(arabic):03d}" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_each_recording_gets_a_plain_verdict(folder: Path) -> None:
    write_wav(folder / "001.wav", said())
    write_wav(folder / "2 bewaard.wav", said(strength=0.02))
    write_wav(folder / "003.wav", said(strength=3))
    write_wav(folder / "004.wav", said(before=0))
    write_wav(folder / "005.wav", said(after=0))
    write_wav(folder / "006.wav", said()[:0])
    write_wav(folder / "hello.wav", said())
    write_wav(folder / "099.wav", said())
    (folder / "notes.txt").write_text("the last one is missing")
    heard = recordings.listen(folder)
    assert set(heard.good) == {1}
    told = heard.text()
    for number, word in {2: "too quiet", 3: "clipped", 4: "cut at the beginning", 5: "cut at the end", 6: "again"}.items():
        assert [line for line in told.splitlines() if line.startswith(f"{number:03d}") and word in line], (number, told)
    assert "007 missing   (Koken)" in told
    assert heard.strange == ["099.wav", "hello.wav"]
    assert not heard.is_whole


def test_two_recordings_of_one_phrase_are_for_a_person_to_choose(folder: Path) -> None:
    write_wav(folder / "001.wav", said())
    write_wav(folder / "1 better.wav", said(1.2))
    assert "keep one" in recordings.listen(folder).again[1][0]


def test_a_stereo_recording_at_the_rate_of_a_phone_is_taken_in_as_a_clip_of_ours(folder: Path, tmp_path: Path) -> None:
    write_wav(folder / "001.wav", said(rate=44_100), 44_100, 2)
    (folder / "002.mp3").write_bytes(sound.encode(said(1.4)))
    heard, voice, audio = recordings.listen(folder), Voice(), tmp_path / "audio"
    taken, changed = recordings.adopt(heard, voice, {one.clip: one for one in ONES}, audio, OMAR)
    assert (taken, changed) == (["home/Scannen", "home/Bewaard"], [])
    assert voice.is_recorded("home/Scannen")
    assert voice.origins[voice.clips["home/Scannen"].origin] == OMAR
    assert sound.format_of((audio / voice.clips["home/Scannen"].file).read_bytes()) == sound.Format(sound.RATE, 1)


def test_a_recording_takes_the_place_of_a_draft(folder: Path, tmp_path: Path) -> None:
    audio, voice = tmp_path / "audio", Voice()
    drafts.draft(voice, ONES, audio, lambda text: said(0.2 * len(text)), Origin("draft", "a program", "CC0-1.0"))
    write_wav(folder / "001.wav", said(2))
    recordings.adopt(recordings.listen(folder), voice, {one.clip: one for one in ONES}, audio, OMAR)
    drafts.tidy(voice, ONES, audio)
    assert [name for name in voice.clips if voice.is_recorded(name)] == ["home/Scannen"]
    assert {file.name for file in audio.iterdir()} == {clip.file for clip in voice.clips.values()}


def test_a_number_means_what_it_meant_on_the_day_of_the_script(folder: Path, tmp_path: Path) -> None:
    """Words that changed since are not taken in: the voice would say the old ones."""
    write_wav(folder / "001.wav", said())
    now = {"home/Scannen": Phrase("home/Scannen", "Scan de code", "Scan de code")}
    voice = Voice()
    assert recordings.adopt(recordings.listen(folder), voice, now, tmp_path / "audio", OMAR) == ([], ["home/Scannen"])
    assert voice.clips == {}


def test_a_kind_that_needs_another_program_says_which(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (folder / "001.m4a").write_bytes(b"\0\0\0\x20ftypM4A ")
    assert "needs ffmpeg" in recordings.listen(folder).again[1][0]


def test_what_is_no_sound_is_said_so(folder: Path) -> None:
    (folder / "001.wav").write_bytes(b"<html>")
    assert "cannot be read" in recordings.listen(folder).again[1][0]


def test_a_room_that_hums_does_not_hide_the_voice() -> None:
    hum = 0.01 * np.sin(2 * np.pi * 50 * np.arange(sound.RATE * 3) / sound.RATE)
    begin, end = sound.voiced((said(1, 0.2, 1, 1) + hum).astype(np.float32))
    assert 95 <= begin <= 112
    assert 188 <= end <= 205


def test_the_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    voice = Voice({"home/Scan": Clip("0" * 16, "a.mp3", "Omar, 2026-11-24")}, {"Omar, 2026-11-24": OMAR})
    manifest.save({"so": voice}, tmp_path)
    assert manifest.load(tmp_path) == {"so": voice}
