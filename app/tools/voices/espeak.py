"""espeak-ng makes drafts: robotic, but there on the day a phrase is written. A program beside us, never part of the app."""

from __future__ import annotations

import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from shutil import which

from app.tools.voices.manifest import DRAFT, Origin
from app.tools.voices.sound import Sound, decode

# Our language -> its voice there. None has Pashto, Somali, or (before 1.52) Tigrinya; Dari borrows the Persian of Iran.
VOICES = {
    "nl": "nl", "en": "en-gb", "fr": "fr-be", "ar": "ar", "fa_AF": "fa", "tr": "tr", "ku": "ku", "uk": "uk", "ru": "ru",
    "ti": "ti", "es": "es",
}  # fmt: skip
# Its own pace is 175. Dutch is for learners; Arabic words are long.
WORDS_A_MINUTE = {"nl": 145, "ar": 200, "fa_AF": 175}
OTHERS = 165
LICENCE = "CC0-1.0"


def is_here() -> bool:
    return which("espeak-ng") is not None


@cache
def _version() -> str:
    done = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\d+\.\d+(\.\d+)?", done.stdout)
    return found[0] if found else "unknown"


@cache
def _known() -> frozenset[str]:
    """The voices of the espeak-ng on this machine."""
    done = subprocess.run(["espeak-ng", "--voices"], capture_output=True, text=True, check=True)
    return frozenset(line.split()[1] for line in done.stdout.splitlines()[1:])


def voice_of(code: str) -> str:
    """The voice for a language of ours, "" when there is none."""
    return VOICES[code] if VOICES.get(code) in _known() else ""


def origin(code: str) -> Origin:
    return Origin(DRAFT, f"espeak-ng {_version()}, voice {voice_of(code)}", LICENCE)


def speak(text: str, code: str) -> Sound:
    """The text, said by the language's voice."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        pace = str(WORDS_A_MINUTE.get(code, OTHERS))
        command = ["espeak-ng", "-v", voice_of(code), "-s", pace, "-b", "1", "-w", str(file), "--stdin"]
        subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        return decode(file.read_bytes())
