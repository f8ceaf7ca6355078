"""Checks that every phrase has a clip that says its words. A problem is one line that names what to do next."""

from __future__ import annotations

from pathlib import Path

from app.tools.voices import judge, sound
from app.tools.voices.manifest import DRAFT, RECORDED, Manifest, Voice, file_name, index, listed
from app.tools.voices.phrases import Phrase
from app.ui.texts import DUTCH, language

MOST_BYTES = 1_140_000  # for one language, as a phone fetches it


def problems(manifest: Manifest, wanted: dict[str, list[Phrase]], audio: Path) -> list[str]:
    """Every problem of the clips below `audio`; `wanted` holds the phrases of each language with a catalogue."""
    lines = []
    for code, phrases in wanted.items():
        voice = manifest.get(code, Voice())
        lines += [f"{code}: {line}" for line in _clips(voice, phrases, audio / code, own=not language(code).voice)]
        total = size(manifest, code, audio)
        if total > MOST_BYTES:
            lines.append(f"{code}: {total} bytes, more than {MOST_BYTES}: shorten the longest phrases")
    lines += [f"{code}: a voice without a catalogue" for code in manifest if code not in wanted]
    return lines + _orphans(manifest, audio) + _lists(manifest, audio)


def size(manifest: Manifest, code: str, audio: Path) -> int:
    """The size in bytes of all files that a phone fetches for this language."""
    files = {audio / path for path in index(manifest, code).values()}
    return sum(file.stat().st_size for file in files if file.exists())


def _clips(voice: Voice, phrases: list[Phrase], folder: Path, *, own: bool) -> list[str]:
    """The problems of one language; a missing clip is a problem only when the language has a voice of its `own`."""
    lines = []
    for phrase in phrases:
        clip = voice.clips.get(phrase.clip)
        if clip is None:
            lines += [f"{phrase.clip}: no voice yet: ./build.sh voices"] if own else []
        elif clip.says != phrase.hash:
            again = "record it again, or: voices forget" if voice.is_recorded(phrase.clip) else "./build.sh voices"
            lines.append(f"{phrase.clip}: the voice says older words: {again}")
    known = {phrase.clip for phrase in phrases}
    lines += [f"{name}: a voice for a phrase that is no more: ./build.sh voices" for name in voice.clips if name not in known]
    for name, clip in voice.clips.items():
        origin = voice.origins.get(clip.origin)
        if origin is None or origin.kind not in (DRAFT, RECORDED) or not origin.licence:
            lines.append(f"{name}: nobody knows where it comes from")
    files = {clip.file: name for name, clip in voice.clips.items()}
    for file, name in files.items():
        lines += [f"{name}: {fault}" for fault in _file(folder / file)]
    return lines


def _file(file: Path) -> list[str]:
    if not file.exists():
        return [f"{file.name} is missing: ./build.sh voices"]
    data = file.read_bytes()
    if file_name(data) != file.name:
        return [f"{file.name} is not what its name says"]
    try:
        return judge.faults_of_clip(data)
    except sound.UnreadableSound as error:
        return [f"{file.name} is no MP3: {error}"]


def _orphans(manifest: Manifest, audio: Path) -> list[str]:
    named = {f"{code}/{clip.file}" for code, voice in manifest.items() for clip in voice.clips.values()}
    here = {file.relative_to(audio).as_posix() for file in audio.glob("*/*")}
    return [f"{file}: no phrase has this file: ./build.sh voices" for file in sorted(here - named)]


def _lists(manifest: Manifest, audio: Path) -> list[str]:
    lines = []
    for code in manifest:
        file = audio / f"{code}.json"
        if not file.exists() or file.read_text("utf-8") != listed(manifest, code):
            lines.append(f"{code}.json is not the list of this manifest: ./build.sh voices")
    strange = {file.stem for file in audio.glob("*.json")} - {"manifest", *manifest}
    return lines + [f"{code}.json: a list without a voice" for code in sorted(strange)]


def summary(manifest: Manifest, wanted: dict[str, list[Phrase]], audio: Path) -> str:
    """One line for each language: its phrases, those in its own voice, those a person recorded, and its size in kB."""
    lines = [f"{'':6} {'phrases':>8} {'own voice':>10} {'recorded':>9} {'kB':>6}   of {MOST_BYTES // 1000}"]
    for code in wanted:
        voice = manifest.get(code, Voice())
        recorded = sum(voice.is_recorded(name) for name in voice.clips)
        heard = "" if not language(code).voice else f"   what is not its own is heard in {DUTCH}"
        kilobytes = size(manifest, code, audio) / 1000
        lines.append(f"{code:6} {len(index(manifest, code)):8} {len(voice.clips):10} {recorded:9} {kilobytes:6.0f}{heard}")
    return "\n".join(lines)
