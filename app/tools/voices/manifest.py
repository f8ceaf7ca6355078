"""assets/audio/manifest.json: which file says which phrase in which language, and where each file came from.

A file is named by its content and lies in the folder of its language, so a clip that changes has another name, and a file that
a phone keeps is never out of date. Beside the manifest lies `<language>.json` for the app: only the file of each clip.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.tools.voices.phrases import Phrase
from app.ui.texts import DUTCH, LANGUAGES

DRAFT, RECORDED = "draft", "recorded"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a clip comes from: `kind` is DRAFT or RECORDED, `by` a program or a person, `on` the day (recordings only)."""

    kind: str
    by: str
    licence: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound: `says` is the hash of its words (`Phrase.hash`), `origin` names one of the language's origins."""

    says: str
    file: str
    origin: str


@dataclass(slots=True)
class Voice:
    """All clips of one language by their names, and their origins by name."""

    clips: dict[str, Clip] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    def put(self, name: str, clip: Clip, origin: Origin) -> None:
        """Add a clip with its origin, or replace the clip of this name."""
        self.clips[name] = clip
        self.origins[clip.origin] = origin

    def says(self, phrase: Phrase) -> bool:
        """Whether the phrase has a clip with exactly its words."""
        return phrase.clip in self.clips and self.clips[phrase.clip].says == phrase.hash

    def is_recorded(self, name: str) -> bool:
        """Whether a person recorded the clip of this name; False without a clip."""
        return name in self.clips and self.origins[self.clips[name].origin].kind == RECORDED


Manifest = dict[str, Voice]


def file_name(sound: bytes) -> str:
    """The name of a clip's file: the first 16 hex digits of the SHA-256 of its bytes, and .mp3."""
    return f"{hashlib.sha256(sound).hexdigest()[:16]}.mp3"


def load(audio: Path) -> Manifest:
    """The manifest in this folder; empty when there is none."""
    file = audio / "manifest.json"
    if not file.exists():
        return {}
    return {
        code: Voice(
            {name: Clip(**clip) for name, clip in voice["clips"].items()},
            {name: Origin(**origin) for name, origin in voice["origins"].items()},
        )
        for code, voice in json.loads(file.read_text("utf-8")).items()
    }


def save(manifest: Manifest, audio: Path) -> None:
    """Write the manifest, one line for each clip, without origins that no clip names; and the list of every language."""
    blocks = []
    for code in (language.code for language in LANGUAGES if language.code in manifest):
        voice = manifest[code]
        used = {clip.origin for clip in voice.clips.values()}
        origins = _lines({name: origin for name, origin in voice.origins.items() if name in used})
        blocks.append(f' "{code}": {{\n  "origins": {origins},\n  "clips": {_lines(voice.clips)}\n }}')
    audio.mkdir(parents=True, exist_ok=True)
    (audio / "manifest.json").write_text("{\n" + ",\n".join(blocks) + "\n}\n", "utf-8")
    for code in manifest:
        (audio / f"{code}.json").write_text(listed(manifest, code), "utf-8")


def _lines(rows: Mapping[str, Clip | Origin]) -> str:
    lines = []
    for name, row in sorted(rows.items()):
        fields = {field: value for field, value in asdict(row).items() if value}
        lines.append(f"   {json.dumps(name, ensure_ascii=False)}: {json.dumps(fields, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"


def index(manifest: Manifest, code: str) -> dict[str, str]:
    """The file of each clip that a phone needs for one language: name of the clip -> "ar/0123456789abcdef.mp3".

    A phrase without a clip in this language is heard in Dutch.
    """
    files: dict[str, str] = {}
    for source in dict.fromkeys((DUTCH, code)):
        files |= {name: f"{source}/{clip.file}" for name, clip in manifest.get(source, Voice()).clips.items()}
    return {name: file for name, file in sorted(files.items()) if _is_for(name, code)}


def listed(manifest: Manifest, code: str) -> str:
    """The content of `<language>.json`."""
    return json.dumps(index(manifest, code), ensure_ascii=False, indent=0) + "\n"


def _is_for(name: str, code: str) -> bool:
    return not name.startswith("name/") or name == f"name/{code}"
