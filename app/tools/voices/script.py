"""The script for a volunteer: a page with picture, phrase and number, and script.json, which keeps the phrase of each number.

The page needs no other file, so it can be printed, mailed or opened on a phone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

from app.platform.paths import ASSETS
from app.tools.voices.phrases import Phrase
from app.ui.screens import refusals, words
from app.ui.texts import language

# Clip -> the picture beside it; ANY for the others.
PICTURES = {
    "home/Scan": "scan", "home/My moments": "calendar", "home/Settings": "settings", "settings/Language": "language",
    "settings/Big letters": "letters", "settings/Dutch words": "dutch_words", "settings/Voice": "speaker",
    "common/Back": "back", "common/Home": "home", "common/Once more": "display", "saved/Saved": "saved",
    "scan/Photo": "photo", "scan/Light": "light", "scan/Close": "close",
    **{f"activity/{word}": f"activity-{name}" for name, word in words.ACTIVITY.items()},
    **{f"refusal/{sentence}": icon for icon, sentence in refusals.REFUSAL.values()},
    **{f"saved/{sentence}": icon for icon, sentence in words.REMARK.values()},
}  # fmt: skip
ANY = "speaker"

# What the volunteer has to do, in Dutch and English.
STEPS = (
    ("Ga naar een stille kamer met een tapijt of gordijnen. Zet de telefoon in vliegtuigstand.",
     "Go to a quiet room with a carpet or curtains. Put the phone in flight mode."),
    ("Open de recorder van je telefoon (iPhone: Dictafoon, Android: Recorder). Hou de telefoon een hand ver van je mond.",
     "Open the phone's recorder (iPhone: Voice Memos, Android: Recorder). Hold the phone one hand away from your mouth."),
    ("Eén opname per zin: start, wacht één tel, zeg de woorden rustig, zoals tegen een buur, wacht één tel, stop.",
     "One recording for each phrase: start, wait one second, say the words calmly, as to a neighbour, wait one second, stop."),
    ("Geef de opname als naam het nummer: 007. De naam mag verder gaan: 007 bibliotheek.",
     "Name the recording by its number: 007. The name may go on: 007 library."),
    ("Zeg precies deze woorden. Klinkt een zin niet goed in jouw taal? Neem hem niet op en schrijf het op.",
     "Say exactly these words. Does a phrase not sound right in your language? Do not record it, and write it down."),
    ("Stuur alle opnames samen door, met de naam die je bij de stem wilt lezen. Iedereen mag je stem dan horen en gebruiken, "
     "met die naam erbij (licentie CC BY 4.0).",
     "Send all recordings together, with the name you want to read beside the voice. Everybody may then hear and use your "
     "voice with that name (licence CC BY 4.0)."),
)  # fmt: skip
STYLE = (
    "body{font:18px/1.4 Veertig,sans-serif;max-width:50em;margin:1em auto;padding:0 1em;color:#20302F;background:#FBF7F0}"
    "ol small,td small{color:#5D6B69;display:block}table{border-collapse:collapse;width:100%}"
    "tr{border-top:1px solid #8C8474;break-inside:avoid}td{padding:.5em}td:first-child{font-weight:700}"
    "svg{width:48px;height:48px;display:block}.say{font-size:24px;font-weight:700}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One phrase of a script; `hash` is that of its words when the script was written."""

    number: int
    clip: str
    hash: str
    say: str


@dataclass(frozen=True, slots=True)
class Script:
    """The lines of one language that a volunteer records."""

    language: str
    lines: tuple[Line, ...]


def write(folder: Path, code: str, wanted: list[Phrase], dutch: list[Phrase]) -> Path:
    """Write the page and script.json for the phrases `wanted`, with the words of `dutch` beneath. Returns the page."""
    lines = tuple(Line(number, phrase.clip, phrase.hash, phrase.shown) for number, phrase in enumerate(wanted, 1))
    folder.mkdir(parents=True, exist_ok=True)
    content = {"language": code, "lines": [[line.number, line.clip, line.hash, line.say] for line in lines]}
    (folder / "script.json").write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", "utf-8")
    page = folder / "script.html"
    page.write_text(html(Script(code, lines), {phrase.clip: phrase.shown for phrase in dutch}), "utf-8")
    return page


def load(folder: Path) -> Script:
    """The script in this folder. Raises OSError when there is none."""
    content = json.loads((folder / "script.json").read_text("utf-8"))
    return Script(content["language"], tuple(Line(*line) for line in content["lines"]))


def html(script: Script, dutch: dict[str, str]) -> str:
    """The page of a script; `dutch` has the Dutch words of each clip."""
    own_language = language(script.language)
    steps = "".join(f'<li>{escape(own)}<small lang="en">{escape(english)}</small></li>' for own, english in STEPS)
    rows = "".join(_row(line, dutch.get(line.clip, ""), rtl=own_language.rtl, tag=own_language.tag) for line in script.lines)
    return (
        f'<!DOCTYPE html><html lang="nl-BE"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Veertig: {own_language.name}</title><style>{STYLE}</style></head>"
        f"<body><h1>Een stem voor Veertig: {own_language.name}</h1>"
        f"<ol>{steps}</ol><table>{rows}</table></body></html>\n"
    )


def _row(line: Line, dutch: str, *, rtl: bool, tag: str) -> str:
    direction = "rtl" if rtl else "ltr"
    beneath = f"<small>{escape(dutch)}</small>" if dutch and dutch != line.say else ""
    picture = (ASSETS / "icons" / f"{PICTURES.get(line.clip, ANY)}.svg").read_text("utf-8")
    phrase = f'<div class="say" lang="{tag}" dir="{direction}">{escape(line.say)}</div>'
    return f"<tr><td>{line.number:03d}</td><td>{picture}</td><td>{phrase}{beneath}</td></tr>\n"
