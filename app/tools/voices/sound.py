"""Sound as numbers: one channel, 16,000 samples a second, from -1 to 1. Reads files, trims, makes even, measures, writes MP3.

The same input gives the same bytes: there is no date and no chance in it, and the lock file fixes the encoder.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TypeAlias

import lameenc
import miniaudio
import numpy as np

Sound: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float32]]"

RATE = 16_000
KBITS = 16
FRAME = RATE // 100  # samples in 10 ms
QUIET = 10 ** (-50 / 20)  # -50 dB: anything weaker is silence
LOUD = 10 ** (-20 / 20)  # -20 dB: the loudness of every clip
PEAK = 10 ** (-2 / 20)  # -2 dB: no sample of a clip is stronger
READABLE = {".wav", ".mp3", ".flac", ".ogg"}  # everything else goes through ffmpeg


class UnreadableSound(Exception):
    """This file is no sound that we can read; the message says why."""


@dataclass(frozen=True, slots=True)
class Format:
    """The format that an MP3 declares: samples a second, and channels."""

    rate: int
    channels: int


def read(file: Path) -> Sound:
    """A recording, with ffmpeg of any kind, as one channel at our rate. Raises UnreadableSound."""
    data = file.read_bytes() if file.suffix.lower() in READABLE else _converted(file)
    return decode(data)


def decode(data: bytes) -> Sound:
    """The bytes of a READABLE file as one channel at our rate. Raises UnreadableSound."""
    try:
        decoded = miniaudio.decode(data, miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE)
    except miniaudio.DecodeError as error:
        raise UnreadableSound(str(error)) from None
    return np.frombuffer(decoded.samples, dtype=np.float32).copy()


def _converted(file: Path) -> bytes:
    if which("ffmpeg") is None:
        raise UnreadableSound(f"{file.suffix} needs ffmpeg, which is not installed")
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-ac", "1", "-ar", str(RATE), "-f", "wav", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise UnreadableSound(done.stderr.decode(errors="replace").strip().splitlines()[-1])
    return done.stdout


def format_of(data: bytes) -> Format:
    """The format of an MP3. Raises UnreadableSound."""
    try:
        info = miniaudio.mp3_get_info(data)
    except miniaudio.DecodeError as error:
        raise UnreadableSound(str(error)) from None
    return Format(info.sample_rate, info.nchannels)


def encode(sound: Sound) -> bytes:
    """The sound as MP3 of a constant 16 kbit/s: small, understandable, and every phone and browser plays it."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(KBITS)
    encoder.set_quality(2)
    samples = np.round(np.clip(sound, -1, 1) * 32767).astype("<i2")
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


def frames(sound: Sound) -> Sound:
    """The strength (root of the mean square) of every frame of 10 ms."""
    whole = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    strength: Sound = np.sqrt(np.mean(np.square(whole, dtype=np.float64), axis=1)).astype(np.float32)
    return strength


def voiced(sound: Sound) -> tuple[int, int]:
    """The first frame of the voice and the frame after its last; (0, 0) without a voice. Hiss and hum are no voice."""
    strength = frames(sound)
    if not len(strength):
        return 0, 0
    limit = max(QUIET, float(strength.max()) / 50, 2 * float(np.quantile(strength, 0.02)))
    heard = np.flatnonzero(strength > min(limit, float(strength.max()) / 4))
    return (int(heard[0]), int(heard[-1]) + 1) if float(strength.max()) > QUIET else (0, 0)


def loudness(sound: Sound) -> float:
    """The strength of the voice, without its pauses."""
    strength = frames(sound)
    loud = strength[strength > strength.max(initial=0) / 18]
    return float(np.sqrt(np.mean(np.square(loud, dtype=np.float64)))) if len(loud) else 0.0


def prepared(sound: Sound) -> Sound:
    """The sound without silence around the voice, with faded ends, and as loud as every other clip."""
    begin, end = voiced(sound)
    cut = sound[max(0, begin - 2) * FRAME : (end + 5) * FRAME].astype(np.float32)
    fade = np.linspace(0, 1, min(FRAME, len(cut)), dtype=np.float32)
    cut[: len(fade)] *= fade
    cut[len(cut) - len(fade) :] *= fade[::-1]
    strength, peak = loudness(cut), float(np.abs(cut).max(initial=0))
    if strength == 0:
        return cut
    return np.multiply(cut, np.float32(min(LOUD / strength, PEAK / peak)), dtype=np.float32)
