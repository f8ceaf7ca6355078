"""Is this a sound that can be played to somebody? The same measure for drafts, adopted recordings and raw ones from a phone."""

from __future__ import annotations

import numpy as np

from app.tools.voices import sound
from app.tools.voices.sound import FRAME, RATE, Sound

SHORTEST, LONGEST = 0.15, 10.0  # seconds of voice
FULL = 0.99
CLIPPED = 3  # samples at full strength, one after the other
EDGE = 2  # frames: a voice that is there so soon was cut
FAINT = 10 ** (-38 / 20)
EVEN = (10 ** (-26 / 20), 10 ** (-16 / 20))
PAUSE = 0.35  # seconds of silence around the voice


def faults(voice: Sound) -> list[str]:
    """What is wrong with any sound: silent, too short, too long, clipped."""
    begin, end = sound.voiced(voice)
    seconds = (end - begin) * FRAME / RATE
    found = []
    if seconds == 0:
        return ["silent"]
    if seconds < SHORTEST:
        found.append(f"too short: {seconds:.2f} s of voice")
    if seconds > LONGEST:
        found.append(f"too long: {seconds:.1f} s of voice")
    if is_clipped(voice):
        found.append("clipped: too loud, or too close to the phone")
    return found


def faults_of_recording(voice: Sound) -> list[str]:
    """What a volunteer should say again: too quiet, or cut at the beginning or the end."""
    found = faults(voice)
    if found == ["silent"]:
        return found
    begin, end = sound.voiced(voice)
    if sound.loudness(voice) < FAINT:
        found.append("too quiet: closer to the phone")
    if begin < EDGE:
        found.append("cut at the beginning: wait a moment before speaking")
    if end > len(voice) // FRAME - EDGE:
        found.append("cut at the end: wait a moment before stopping")
    return found


def faults_of_clip(data: bytes) -> list[str]:
    """What is wrong with a clip of ours."""
    form = sound.format_of(data)
    if (form.rate, form.channels) != (RATE, 1):
        return [f"not {RATE} Hz and one channel, but {form.rate} Hz and {form.channels}"]
    voice = sound.decode(data)
    found = faults(voice)
    if found == ["silent"]:
        return found
    begin, end = sound.voiced(voice)
    around = max(begin, len(voice) // FRAME - end) * FRAME / RATE
    if around > PAUSE:
        found.append(f"{around:.2f} s of silence around the voice")
    strength = sound.loudness(voice)
    if not EVEN[0] <= strength <= EVEN[1]:
        found.append(f"not as loud as the others: {20 * np.log10(strength):.0f} dB")
    return found


def is_clipped(voice: Sound) -> bool:
    """Several samples in a row at full strength are a wave with its top cut off."""
    full = np.abs(voice) >= FULL
    run = np.ones(CLIPPED, dtype=np.int32)
    return bool(np.any(np.convolve(full.astype(np.int32), run) == CLIPPED))
