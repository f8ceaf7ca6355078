"""A volunteer's recordings: a check for missing, quiet, clipped or cut ones; then they become the voice of the app.

The folder holds script.json, written by `script`, and files whose names begin with a number of it: `007.m4a`, `7 library.wav`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from app.tools.voices import judge, script, sound
from app.tools.voices.drafts import store
from app.tools.voices.manifest import Clip, Origin, Voice
from app.tools.voices.phrases import Phrase
from app.tools.voices.script import Line, Script
from app.tools.voices.sound import Sound

KINDS = sound.READABLE | {".m4a", ".aac", ".3gp", ".amr", ".opus", ".webm", ".mp4", ".caf", ".aif", ".aiff"}


@dataclass(slots=True)
class RecordingReport:
    """What a folder holds: good recordings by number, numbers to record `again` with reasons, missing lines, other files."""

    script: Script
    good: dict[int, Sound] = field(default_factory=dict)
    again: dict[int, list[str]] = field(default_factory=dict)
    missing: list[Line] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every line has a good recording, and no file is strange."""
        return not (self.again or self.missing or self.strange)

    def text(self) -> str:
        """The report for a terminal."""
        lines = [f"{len(self.good)} of {len(self.script.lines)} are good"]
        says = {line.number: line.say for line in self.script.lines}
        lines += [f"{number:03d} again: {'; '.join(why)}   ({says[number]})" for number, why in sorted(self.again.items())]
        lines += [f"{line.number:03d} missing   ({line.say})" for line in self.missing]
        lines += [f"{name}: begins with no number of this script" for name in self.strange]
        return "\n".join(lines)


def listen(folder: Path) -> RecordingReport:
    """Check every recording in the folder. Raises OSError when it has no script.json."""
    report = RecordingReport(script.load(folder))
    numbers = {line.number for line in report.script.lines}
    files: dict[int, list[Path]] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in KINDS:
            number = re.match(r"\d+", file.stem)
            if number and int(number[0]) in numbers:
                files.setdefault(int(number[0]), []).append(file)
            else:
                report.strange.append(file.name)
    for line in report.script.lines:
        _listen_to(files.get(line.number, []), line, report)
    return report


def _listen_to(files: list[Path], line: Line, report: RecordingReport) -> None:
    """Note in the report how good the recording of `line` is; `files` are those with its number."""
    if not files:
        report.missing.append(line)
    elif len(files) > 1:
        report.again[line.number] = [f"{len(files)} recordings, keep one: {', '.join(file.name for file in files)}"]
    else:
        try:
            voice = sound.read(files[0])
        except sound.UnreadableSound as error:
            report.again[line.number] = [f"{files[0].name} cannot be read: {error}"]
            return
        faults = judge.faults_of_recording(voice)
        if faults:
            report.again[line.number] = faults
        else:
            report.good[line.number] = voice


def adopt(
    report: RecordingReport, voice: Voice, now: dict[str, Phrase], folder: Path, origin: Origin
) -> tuple[list[str], list[str]]:
    """Make the good recordings clips of `voice`; `now` has the phrases of today by clip.

    Returns the names of the clips taken in, and of those whose words have changed since the script.
    """
    taken, changed = [], []
    for line in report.script.lines:
        if line.number not in report.good:
            continue
        if line.clip not in now or now[line.clip].hash != line.hash:
            changed.append(line.clip)
            continue
        file = store(sound.encode(sound.prepared(report.good[line.number])), folder)
        voice.put(line.clip, Clip(line.hash, file, f"{origin.by}, {origin.on}"), origin)
        taken.append(line.clip)
    return taken, changed
