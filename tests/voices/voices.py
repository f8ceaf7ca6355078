"""A voice to try things with: tones that rise and fall as syllables do, in a room that is never quite silent."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from app.tools.voices.sound import RATE, Sound


def said(seconds: float = 1.0, strength: float = 0.2, before: float = 0.4, after: float = 0.4, rate: int = RATE) -> Sound:
    """Somebody says something for `seconds`, as strong as `strength` at most, with so much room around it."""
    time = np.arange(int(seconds * rate)) / rate
    syllables = 0.55 + 0.45 * np.cos(2 * np.pi * 4 * time + np.pi)
    voice = syllables * sum(np.sin(2 * np.pi * 140 * n * time) / n for n in range(1, 9))
    voice /= np.abs(voice).max()
    room = np.random.default_rng(7).normal(0, 0.0008, int((before + seconds + after) * rate))
    room[int(before * rate) : int(before * rate) + len(voice)] += strength * voice
    return np.clip(room, -1, 1).astype(np.float32)


def write_wav(file: Path, sound: Sound, rate: int = RATE, channels: int = 1) -> None:
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.repeat((sound * 32767).astype("<i2"), channels).tobytes())
