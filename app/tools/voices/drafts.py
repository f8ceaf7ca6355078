"""Drafts for what has no current clip. What somebody recorded is never touched, also not when its words have changed since."""

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
    """What became of one language: names of clips."""

    made: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    old_recordings: list[str] = field(default_factory=list)


def draft(
    voice: Voice, wanted: list[Phrase], folder: Path, speak: Callable[[str], Sound], origin: Origin, *, anew: bool = False
) -> DraftResult:
    """Bring `voice` and its folder up to date; `anew` makes also those drafts again that are current."""
    done = DraftResult()
    for phrase in wanted:
        current = voice.says(phrase) and (folder / voice.clips[phrase.clip].file).exists()
        if voice.is_recorded(phrase.clip):
            done.old_recordings += [] if current else [phrase.clip]
        elif anew or not current:
            data = sound.encode(sound.prepared(speak(phrase.said)))
            voice.put(phrase.clip, Clip(phrase.hash, store(data, folder), origin.by), origin)
            done.made.append(phrase.clip)
    done.gone = tidy(voice, wanted, folder)
    return done


def store(data: bytes, folder: Path) -> str:
    """Write a clip under the name of its content."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(data)
    (folder / name).write_bytes(data)
    return name


def tidy(voice: Voice, wanted: list[Phrase], folder: Path) -> list[str]:
    """Forget clips of phrases that are no more, and files that no clip names."""
    names = {phrase.clip for phrase in wanted}
    gone = [name for name in voice.clips if name not in names]
    for name in gone:
        del voice.clips[name]
    used = {clip.file for clip in voice.clips.values()}
    for file in folder.glob("*.mp3"):
        if file.name not in used:
            file.unlink()
    return gone
