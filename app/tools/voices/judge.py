"""Checks whether a sound is good enough to play. Drafts, adopted recordings and raw recordings have the same measure."""

from __future__ import annotations

import numpy as np

from app.tools.voices import sound
from app.tools.voices.sound import FRAME, RATE, Sound

SHORTEST, LONGEST = 0.15, 10.0  # seconds of voice
FULL = 0.99  # of the full strength, 1
CLIPPED = 3  # samples at full strength, one after the other
EDGE = 2  # frames: a voice that begins or ends nearer to the edge was cut
FAINT = 10 ** (-38 / 20)  # -38 dB: a weaker recording is too quiet
EVEN = (10 ** (-26 / 20), 10 ** (-16 / 20))  # -26 to -16 dB: the loudness of a clip
PAUSE = 0.35  # seconds of silence around the voice


def faults(voice: Sound) -> list[str]:
    """The faults of any sound: silent, too short, too long, clipped."""
    begin, end = sound.voiced(voice)
    seconds = (end - begin) * FRAME / RATE
    reasons = []
    if seconds == 0:
        return ["silent"]
    if seconds < SHORTEST:
        reasons.append(f"too short: {seconds:.2f} s of voice")
    if seconds > LONGEST:
        reasons.append(f"too long: {seconds:.1f} s of voice")
    if is_clipped(voice):
        reasons.append("clipped: too loud, or too close to the phone")
    return reasons


def faults_of_recording(voice: Sound) -> list[str]:
    """The faults for which a volunteer records a phrase again: those of any sound, too quiet, cut at the beginning or end."""
    reasons = faults(voice)
    if reasons == ["silent"]:
        return reasons
    begin, end = sound.voiced(voice)
    if sound.loudness(voice) < FAINT:
        reasons.append("too quiet: closer to the phone")
    if begin < EDGE:
        reasons.append("cut at the beginning: wait a moment before speaking")
    if end > len(voice) // FRAME - EDGE:
        reasons.append("cut at the end: wait a moment before stopping")
    return reasons


def faults_of_clip(data: bytes) -> list[str]:
    """The faults of a clip, the bytes of an MP3: those of any sound, another format, silence around it, loudness."""
    form = sound.format_of(data)
    if (form.rate, form.channels) != (RATE, 1):
        return [f"not {RATE} Hz and one channel, but {form.rate} Hz and {form.channels}"]
    voice = sound.decode(data)
    reasons = faults(voice)
    if reasons == ["silent"]:
        return reasons
    begin, end = sound.voiced(voice)
    around = max(begin, len(voice) // FRAME - end) * FRAME / RATE
    if around > PAUSE:
        reasons.append(f"{around:.2f} s of silence around the voice")
    strength = sound.loudness(voice)
    if not EVEN[0] <= strength <= EVEN[1]:
        reasons.append(f"not as loud as the others: {20 * np.log10(strength):.0f} dB")
    return reasons


def is_clipped(voice: Sound) -> bool:
    """Whether several samples in a row have full strength: then the top of the wave was cut off."""
    full = np.abs(voice) >= FULL
    run = np.ones(CLIPPED, dtype=np.int32)
    return bool(np.any(np.convolve(full.astype(np.int32), run) == CLIPPED))
