"""espeak-ng speaks the drafts: robotic, but available on the day a phrase is written. It is never part of the app."""

from __future__ import annotations

import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from shutil import which

from app.tools.voices.manifest import DRAFT, Origin
from app.tools.voices.sound import Sound, decode

# Our language -> its voice in espeak-ng, which has none for Pashto, Somali and (before 1.52) Tigrinya. Dari uses that of Iran.
VOICES = {
    "nl": "nl", "en": "en-gb", "fr": "fr-be", "ar": "ar", "fa_AF": "fa", "tr": "tr", "ku": "ku", "uk": "uk", "ru": "ru",
    "ti": "ti", "es": "es",
}  # fmt: skip
# The pace of espeak-ng is 175. Dutch is slower, for learners; Arabic is faster, because its words are long.
WORDS_A_MINUTE = {"nl": 145, "ar": 200, "fa_AF": 175}
OTHERS = 165  # words a minute, in every other language
LICENCE = "CC0-1.0"


def is_here() -> bool:
    """Whether espeak-ng is installed."""
    return which("espeak-ng") is not None


@cache
def _version() -> str:
    done = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True)
    match = re.search(r"\d+\.\d+(\.\d+)?", done.stdout)
    return match[0] if match else "unknown"


@cache
def _known() -> frozenset[str]:
    """The voices of the espeak-ng on this machine."""
    done = subprocess.run(["espeak-ng", "--voices"], capture_output=True, text=True, check=True)
    return frozenset(line.split()[1] for line in done.stdout.splitlines()[1:])


def voice_of(code: str) -> str:
    """The name of the voice for a language of ours; "" when there is none."""
    return VOICES[code] if VOICES.get(code) in _known() else ""


def origin(code: str) -> Origin:
    """The origin of the drafts in this language."""
    return Origin(DRAFT, f"espeak-ng {_version()}, voice {voice_of(code)}", LICENCE)


def speak(text: str, code: str) -> Sound:
    """The text as sound, spoken by the language's voice. Raises CalledProcessError when espeak-ng fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        pace = str(WORDS_A_MINUTE.get(code, OTHERS))
        command = ["espeak-ng", "-v", voice_of(code), "-s", pace, "-b", "1", "-w", str(file), "--stdin"]
        subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        return decode(file.read_bytes())
