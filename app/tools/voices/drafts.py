"""Drafts of the phrases that have no current clip. A recording of a person is never changed, even when its words are old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.tools.voices import sound
from app.tools.voices.manifest import Clip, Origin, Voice, file_name
from app.tools.voices.phrases import Phrase
from app.tools.voices.sound import Sound


@dataclass(slots=True)
class DraftResult:
    """What was done for one language, as names of clips: drafted, removed, and recordings whose words have changed since."""

    made: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    old_recordings: list[str] = field(default_factory=list)


def draft(
    voice: Voice, wanted: list[Phrase], folder: Path, speak: Callable[[str], Sound], origin: Origin, *, anew: bool = False
) -> DraftResult:
    """Bring `voice` and its folder up to date; `speak` turns a phrase into sound, `anew` also redrafts what is current."""
    result = DraftResult()
    for phrase in wanted:
        current = voice.says(phrase) and (folder / voice.clips[phrase.clip].file).exists()
        if voice.is_recorded(phrase.clip):
            result.old_recordings += [] if current else [phrase.clip]
        elif anew or not current:
            data = sound.encode(sound.prepared(speak(phrase.spoken)))
            voice.put(phrase.clip, Clip(phrase.hash, store(data, folder), origin.by), origin)
            result.made.append(phrase.clip)
    result.removed = tidy(voice, wanted, folder)
    return result


def store(data: bytes, folder: Path) -> str:
    """Write the bytes of a clip under the name of its content. Returns that name."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(data)
    (folder / name).write_bytes(data)
    return name


def tidy(voice: Voice, wanted: list[Phrase], folder: Path) -> list[str]:
    """Remove the clips of phrases that no longer exist, and the files that no clip names. Returns the names of the clips."""
    names = {phrase.clip for phrase in wanted}
    removed = [name for name in voice.clips if name not in names]
    for name in removed:
        del voice.clips[name]
    used = {clip.file for clip in voice.clips.values()}
    for file in folder.glob("*.mp3"):
        if file.name not in used:
            file.unlink()
    return removed
