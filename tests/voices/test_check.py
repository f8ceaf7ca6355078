"""The check: every phrase has a voice that says its words, of the right form. Each rule broken once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.platform.paths import ASSETS
from app.tools.voices import check, judge, manifest, sound
from app.tools.voices.__main__ import AUDIO, main, wanted
from app.tools.voices.manifest import Clip, Manifest, Origin, Voice
from app.tools.voices.phrases import Phrase
from app.ui.texts import DUTCH, LANGUAGES, language
from tests.voices.voices import said

ONES = [Phrase("home/Scan", "Scannen", "Scannen"), Phrase("saved/Saved", "Bewaard", "Bewaard")]
DRAFT = Origin("draft", "a program", "CC0-1.0")


def test_every_phrase_of_every_language_has_its_voice_and_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """The one that fails when a text was changed and its voice was not: ./build.sh voices."""
    code, said = main(["check"]), capsys.readouterr().out
    assert (code, said.splitlines()[-1]) == (0, "every phrase has its voice"), said


def test_the_voices_have_their_licence_beside_them_and_say_that_they_are_drafts() -> None:
    page = (ASSETS / "audio" / "README.md").read_text()
    assert "drafts" in page
    assert "no native speaker" in page
    for voice in manifest.load(AUDIO).values():
        assert {origin.licence for origin in voice.origins.values()} <= {"CC0-1.0", "CC-BY-4.0"}


def test_a_language_is_heard_in_its_own_voice_or_says_whose_it_is() -> None:
    voices, phrases = manifest.load(AUDIO), wanted()
    assert language(DUTCH).voice == ""
    for one in LANGUAGES:
        if one.code in voices and not one.voice:
            assert {phrase.clip for phrase in phrases[one.code]} <= set(voices[one.code].clips)
        assert one.voice in ("", DUTCH)


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    (tmp_path / "nl").mkdir()
    return tmp_path


def heard(audio: Path, *sounds: bytes) -> Manifest:
    """A Dutch voice with these sounds for the phrases in ONES."""
    voice = Voice()
    for phrase, data in zip(ONES, sounds, strict=True):
        (audio / "nl" / manifest.file_name(data)).write_bytes(data)
        voice.put(phrase.clip, Clip(phrase.hash, manifest.file_name(data), DRAFT.by), DRAFT)
    manifest.save({"nl": voice}, audio)
    return {"nl": voice}


def clip(seconds: float = 1.0) -> bytes:
    return sound.encode(sound.prepared(said(seconds)))


def problems(voices: Manifest, audio: Path, phrases: list[Phrase] = ONES) -> list[str]:
    return check.problems(voices, {"nl": phrases}, audio)


def test_a_good_voice_has_no_problem(audio: Path) -> None:
    assert problems(heard(audio, clip(1), clip(2)), audio) == []


def test_a_text_that_changed_makes_its_voice_old(audio: Path) -> None:
    changed = [replace(ONES[0], spoken="Scan nu"), ONES[1]]
    found = problems(heard(audio, clip(1), clip(2)), audio, changed)
    assert [line for line in found if "home/Scan" in line and "older words" in line]


def test_a_phrase_without_a_voice_is_missed_unless_the_language_is_heard_in_dutch(audio: Path) -> None:
    voices = heard(audio, clip(1), clip(2))
    more = [*ONES, Phrase("home/New", "Nieuw", "Nieuw")]
    assert "home/New: no voice yet" in problems(voices, audio, more)[0]
    voices["so"] = Voice()
    manifest.save(voices, audio)
    assert check.problems(voices, {"nl": ONES, "so": more}, audio) == []


def test_the_list_that_the_app_reads_is_that_of_the_manifest(audio: Path) -> None:
    voices = heard(audio, clip(1), clip(2))
    (audio / "nl.json").write_text("{}")
    (audio / "xx.json").write_text("{}")
    found = problems(voices, audio)
    assert found == ["nl.json is not the list of this manifest: ./build.sh voices", "xx.json: a list without a voice"]


def test_a_file_that_is_gone_or_that_nobody_needs_is_named(audio: Path) -> None:
    voices = heard(audio, clip(1), clip(2))
    (audio / "nl" / "stray.mp3").write_bytes(b"x")
    assert problems(voices, audio) == ["nl/stray.mp3: no phrase has this file: ./build.sh voices"]
    (audio / "nl" / "stray.mp3").unlink()
    (audio / "nl" / voices["nl"].clips["home/Scan"].file).unlink()
    assert "is missing" in problems(voices, audio)[0]


def test_a_voice_for_a_phrase_or_a_language_that_is_no_more_is_named(audio: Path) -> None:
    voices = heard(audio, clip(1), clip(2))
    assert "a phrase that is no more" in problems(voices, audio, ONES[:1])[0]
    assert "nl: a voice without a catalogue" in check.problems(voices, {}, audio)


def test_a_clip_whose_content_was_exchanged_is_noticed(audio: Path) -> None:
    voices = heard(audio, clip(1), clip(2))
    shutil.copyfile(audio / "nl" / voices["nl"].clips["home/Scan"].file, audio / "nl" / voices["nl"].clips["saved/Saved"].file)
    assert "not what its name says" in problems(voices, audio)[0]


def test_a_voice_of_unknown_origin_is_noticed(audio: Path) -> None:
    voices = heard(audio, clip(1), clip(2))
    voices["nl"].origins.clear()
    assert len(problems(voices, audio)) == 2


@pytest.mark.slow
def test_a_language_weighs_at_most_a_megabyte_and_a_little(audio: Path) -> None:
    voices = heard(audio, clip(1), sound.encode(sound.prepared(said(640))))
    assert [line for line in problems(voices, audio) if "more than 1140000" in line]


def wrong_form(rate: int, channels: int) -> bytes:
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(channels)
    encoder.set_in_sample_rate(rate)
    encoder.set_bit_rate(64)
    samples = np.repeat((said(rate=rate) * 32767).astype("<i2"), channels)
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (wrong_form(22_050, 1), "not 16000 Hz"),
        (wrong_form(16_000, 2), "one channel"),
        (sound.encode(np.zeros(16_000, dtype=np.float32)), "silent"),
        (sound.encode(said(strength=3)), "clipped"),
        (sound.encode(said(strength=0.02)), "not as loud"),
        (sound.encode(said(before=1.5, strength=0.4)), "silence around"),
        (sound.encode(sound.prepared(said(0.05))), "too short"),
        (sound.encode(sound.prepared(said(12))), "too long"),
    ],
)
def test_a_clip_of_another_form_or_not_to_be_heard_is_named(data: bytes, fault: str) -> None:
    assert [line for line in judge.faults_of_clip(data) if fault in line]


def test_what_is_no_mp3_is_named(audio: Path) -> None:
    assert [line for line in problems(heard(audio, clip(1), b"<html>"), audio) if "is no MP3" in line]
