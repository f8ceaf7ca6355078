"""`./build.sh voices`: drafts, the check, the script for volunteers, their recordings.

voices [LANGUAGE ...] [--anew]   draft the clips that are missing or say older words (needs espeak-ng)
voices check                     list the clips that are missing, old, too big or cannot be heard
voices script LANGUAGE           write a page to record from, in build/voices/: all phrases that nobody has recorded yet
voices recordings FOLDER         check a volunteer's files and list the phrases to record again
voices adopt FOLDER --by NAME    take the good recordings into the app
voices forget LANGUAGE CLIP      remove a recording whose words have changed
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path

from app.platform.paths import ASSETS, BUNDLE, LOCALES
from app.tools.translations.catalogues import read
from app.tools.voices import check, drafts, espeak, manifest, recordings, script
from app.tools.voices.phrases import Phrase, phrases
from app.ui.texts import DUTCH, LANGUAGES, language

AUDIO = ASSETS / "audio"
OUT = BUNDLE / "build" / "voices"


def wanted() -> dict[str, list[Phrase]]:
    """The phrases of every language that has a catalogue, by its code."""
    codes = [language.code for language in LANGUAGES if (LOCALES / f"{language.code}.po").exists()]
    return {code: phrases(read(code), code) for code in codes}


def make(codes: list[str], *, anew: bool) -> int:
    """Draft the clips of these languages, or of all. `anew` drafts current ones again. Returns 0, or 3 without espeak-ng."""
    if not espeak.is_here():
        print("Drafts need espeak-ng (a package of that name in Debian and others); it is not installed.", file=sys.stderr)
        return 3
    all_phrases, voices = wanted(), manifest.load(AUDIO)
    for code in codes or all_phrases:
        if code not in all_phrases:
            print(f"{code}: no catalogue yet (locales/{code}.po)")
            continue
        voice = voices.setdefault(code, manifest.Voice())
        if not espeak.voice_of(code):
            advice = (
                f"heard in {language(code).voice}" if language(code).voice else "set voice=DUTCH beside it in app/ui/texts.py"
            )
            print(f"{code}: espeak-ng has no voice; {advice}")
            drafts.tidy(voice, all_phrases[code], AUDIO / code)
            continue
        speak = partial(espeak.speak, code=code)
        result = drafts.draft(voice, all_phrases[code], AUDIO / code, speak, espeak.origin(code), anew=anew)
        print(f"{code}: {len(result.made)} made, {len(result.removed)} gone, {len(voice.clips)} in all")
        for name in result.old_recordings:
            print(f"  recorded, but its words have changed since: {name}")
    manifest.save(voices, AUDIO)
    return 0


def look() -> int:
    """Print the table of the voices and every problem. Returns 1 when there is a problem, else 0."""
    all_phrases, voices = wanted(), manifest.load(AUDIO)
    print(check.summary(voices, all_phrases, AUDIO))
    lines = check.problems(voices, all_phrases, AUDIO)
    print("\n".join(lines) or "every phrase has its voice")
    return int(bool(lines))


def write_script(code: str) -> int:
    """Write the page to record one language from. Returns 0, or 1 for a language without a catalogue."""
    if not (LOCALES / f"{code}.po").exists():
        print(f"{code}: translate first: locales/{code}.po", file=sys.stderr)
        return 1
    folder = OUT / f"{code}-{date.today().isoformat()}"
    voice = manifest.load(AUDIO).get(code, manifest.Voice())
    open_phrases = [
        phrase for phrase in phrases(read(code), code) if not (voice.is_recorded(phrase.clip) and voice.says(phrase))
    ]
    page = script.write(folder, code, open_phrases, phrases(read(DUTCH), DUTCH))
    place = folder.relative_to(BUNDLE)
    print(f"{page.relative_to(BUNDLE)}\nPut the recordings beside it, then: ./build.sh voices recordings {place}")
    return 0


def hear(folder: Path) -> int:
    """Print a report about the recordings in a folder. Returns 1 when something is missing or has a fault, else 0."""
    report = recordings.listen(folder)
    print(report.text())
    return int(not report.is_whole)


def adopt(folder: Path, by: str, licence: str) -> int:
    """Take the good recordings of the volunteer `by` into the app. Returns 1 when not all could be taken, else 0."""
    report, voices = recordings.listen(folder), manifest.load(AUDIO)
    code = report.script.language
    now = {phrase.clip: phrase for phrase in phrases(read(code), code)}
    origin = manifest.Origin(manifest.RECORDED, by, licence, date.today().isoformat())
    taken, changed = recordings.adopt(report, voices.setdefault(code, manifest.Voice()), now, AUDIO / code, origin)
    drafts.tidy(voices[code], list(now.values()), AUDIO / code)
    manifest.save(voices, AUDIO)
    print(report.text())
    print(f"{len(taken)} taken in")
    for name in changed:
        print(f"  not taken, its words have changed since the script: {name}")
    return int(not report.is_whole or bool(changed))


def forget(code: str, name: str) -> int:
    """Remove a clip of a language from the manifest, and its file. Returns 0, or 1 when there is no such clip."""
    voices = manifest.load(AUDIO)
    if name not in voices.get(code, manifest.Voice()).clips:
        print(f"{code}: no clip {name}", file=sys.stderr)
        return 1
    file = AUDIO / code / voices[code].clips.pop(name).file
    if file.name not in {clip.file for clip in voices[code].clips.values()}:
        file.unlink(missing_ok=True)
    manifest.save(voices, AUDIO)
    return 0


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name. Returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="./build.sh voices", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    if not arguments or arguments[0] not in ("check", "script", "recordings", "adopt", "forget"):
        parser.add_argument("language", nargs="*")
        parser.add_argument("--anew", action="store_true", help="also drafts that are current")
        options = parser.parse_args(arguments)
        return make(options.language, anew=options.anew)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check")
    commands.add_parser("script").add_argument("language", choices=[language.code for language in LANGUAGES])
    commands.add_parser("recordings").add_argument("folder", type=Path)
    taking = commands.add_parser("adopt")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--by", required=True, help="the name the volunteer wants beside the voice")
    taking.add_argument("--licence", default="CC-BY-4.0", help="what the volunteer agreed to")
    letting = commands.add_parser("forget")
    letting.add_argument("language")
    letting.add_argument("clip")
    options = parser.parse_args(arguments)
    match options.command:
        case "check":
            return look()
        case "script":
            return write_script(options.language)
        case "recordings":
            return hear(options.folder)
        case "adopt":
            return adopt(options.folder, options.by, options.licence)
        case _:
            return forget(options.language, options.clip)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
