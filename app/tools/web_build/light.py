"""What the light page is made of beside its scripts: the words of each language, the tables behind codes; and its files.

Words and tables come from the app's own catalogues and from `app.ui.screens.words`, so that both say the same.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from app.protocol.activities import ACTIVITIES, OTHER, picture
from app.tools.web_build.source import PAGE
from app.ui.dates import DAYS, MONTHS
from app.ui.screens import words
from app.ui.texts import DUTCH, READY, Language, Texts

VENDOR = PAGE / "vendor" / "lean_qr"
# What may come out of reading, signing and keeping here; "" is for everything else.
CODES = (
    *("not-ours", "bad-code", "bad-key", "bad-signature", "newer-app", "other-meeting", "same-person", "other-week"),
    *("storage-full", "storage-blocked", "no-keys", "offline"),
)
SAID = (
    *(("buddy", "We were together"), ("buddy", "The other phone scans this"), ("buddy", "Scan the code on the other phone")),
    *(("buddy", "Our moments"), ("buddy", "Show the code again"), ("saved", "Saved"), ("saved", "Good")),
    *(("scan", "Close"), ("settings", "Language"), ("moments", "Today"), ("moments", "Yesterday")),
    *(("moments", "On this phone"), ("moments", "Also kept far away")),
    *(("moments", "{weekday} {day} {month}"), ("voice", "Listen"), ("voice", "Listen, in Dutch"), ("voice", "Stop")),
    ("voice", "No sound yet. It comes with internet."),
)
PLAIN = ("newcomer", "buddy", "together", "calendar", "saved", "saved-white", "met-white")
BOTH = (  # dark on light, and light on dark
    *("close", "language", "speaker", "speaker_stop", "speaker_none", "scan"),
    *("two_phones", "moment_kept", "moment_sent"),
)
AROUND = (
    "index.html",
    "manifest.json",
    *(f"shell/{one}" for one in ("early.js", "start.js", "style.css", "durable.js", "keys.js", "wish.js")),
)
LATER = ("shell/clips.js", "shell/voice.js")


def refusals() -> dict[str, tuple[str, str]]:
    """Picture and sentence of each code, as a buddy is told; "" for a code that is not here."""
    return {code: words.BUDDY_REFUSAL.get(code, words.refusal(code)) for code in CODES} | {"": words.refusal("")}


def write_light(out: Path) -> None:
    """Fill shell/light/ with what is made; the scripts are there already."""
    light = out / "shell" / "light"
    activities = {code: (picture(code), words.ACTIVITY[picture(code)]) for code in ACTIVITIES}
    languages = {one.code: (one.name, one.tag) for one in READY}
    tables = {"ACTIVITIES": activities, "OTHER": OTHER, "REFUSALS": refusals(), "LANGUAGES": languages}
    lines = [f"export const {name} = {_json(table)};\n" for name, table in tables.items()]
    (light / "tables.js").write_text("".join(lines), "utf-8")
    (light / "texts").mkdir()
    for one in READY:
        (light / "texts" / f"{one.code}.json").write_text(_json(_texts(one)) + "\n", "utf-8")
    shutil.copyfile(VENDOR / "index.mjs", light / "lean_qr.js")
    shutil.copyfile(VENDOR / "LICENSE", light / "LICENSE-lean-qr")


def needed(out: Path) -> list[str]:
    """Every file that the light page may need without network, in all languages; sounds and fonts are not among them."""
    scripts = sorted(file for file in (out / "shell" / "light").rglob("*") if file.suffix in {".js", ".css", ".json"})
    own = [file.relative_to(out).as_posix() for file in scripts]
    return [*AROUND, *own, *(f"icons/{name}.svg" for name in pictures()), *LATER]


def pictures() -> list[str]:
    """Every picture that it can show."""
    plain = [*PLAIN, *(f"activity-{name}" for name, _ in ACTIVITIES.values())]
    both = [*BOTH, *dict.fromkeys(icon for icon, _ in refusals().values())]
    return [*plain, *both, *(f"{name}-white" for name in both)]


def _texts(one: Language) -> dict[str, object]:
    asked = [*SAID, *(("activity", name) for name in words.ACTIVITY.values())]
    asked += [("refusal", sentence) for _, sentence in refusals().values()]
    say = Texts(one.code)
    own = {f"{context}/{msgid}": say(context, msgid) for context, msgid in asked}
    dutch = {} if one.code == DUTCH else {f"{context}/{msgid}": say.dutch(context, msgid) for context, msgid in asked}
    tells = {"tag": one.tag, "rtl": one.rtl, "voice": one.voice, "own": own, "dutch": dutch}
    return {**tells, "days": DAYS[one.code], "months": MONTHS[one.code]}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
