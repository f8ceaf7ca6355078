"""The made parts of the light page: the words of each language and the tables of codes; and the list of all its files.

Words and tables come from the app's own catalogues and from `app.ui.screens.words`, so that the light page and the app agree.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from app.protocol.activities import ACTIVITIES, OTHER, picture
from app.tools.web_build.source import PAGE
from app.ui.dates import DAYS, MONTHS
from app.ui.screens import words
from app.ui.screens.refusals import BUDDY_REFUSAL, refusal
from app.ui.texts import DUTCH, READY, Language, Texts

VENDOR = PAGE / "vendor" / "lean_qr"
# The refusals that reading, signing and keeping can have here; "" stands for every other code.
CODES = (
    *("not-ours", "bad-code", "bad-key", "bad-signature", "newer-app", "other-meeting", "same-person", "other-week"),
    *("storage-full", "storage-blocked", "no-keys", "start-again", "offline"),
)
# Context and msgid of each text that the light page shows.
SHOWN = (
    *(("buddy", "We were together"), ("buddy", "The other phone scans this"), ("buddy", "Scan the code on the other phone")),
    *(("buddy", "Our moments"), ("buddy", "Show the code again"), ("saved", "Saved"), ("saved", "Good")),
    *(("common", "Once more"), ("scan", "Close"), ("settings", "Language"), ("moments", "Today"), ("moments", "Yesterday")),
    *(("moments", "On this phone"), ("moments", "Also kept far away")),
    *(("saved", "You came"), ("saved", "You left"), ("saved", "Already saved"), ("saved", "Scan again when you leave")),
    *(("home", "My moments"),),
    *(("moments", "{weekday} {day} {month}"), ("voice", "Listen"), ("voice", "Listen, in Dutch"), ("voice", "Stop")),
    ("voice", "No sound yet. It comes with internet."),
)
# Pictures with one version.
PLAIN = ("newcomer", "buddy", "together", "calendar", "saved", "saved-white", "met-white")
BOTH = (  # pictures with two versions: dark on light, and light on dark
    *("close", "language", "speaker", "speaker_stop", "speaker_none", "scan"),
    *("two_phones", "moment_kept", "moment_sent", "enter", "leave"),
)
# Files outside of shell/light/ that the light pages need, and those that it needs only to speak.
AROUND = (
    "index.html",
    "manifest.json",
    *(
        f"shell/{name}"
        for name in (
            *("watch.js", "early.js", "start.js", "style.css", "awake.js", "carried.js", "durable.js", "ed25519.js", "keys.js"),
            *("limit.js", "link_finder.js", "opened_by.js", "picture.js", "role.js", "storage_faults.js", "texts.js"),
            "wish.js",
        )
    ),
)
LATER = ("shell/clips.js", "shell/voice.js")


def scan_refusals() -> dict[str, tuple[str, str]]:
    """The picture and the sentence of each refusal for a newcomer, by its code; "" for every other code."""
    return {code: refusal(code) for code in CODES} | {"": refusal("")}


def refusals() -> dict[str, tuple[str, str]]:
    """The picture and the sentence of each refusal for a buddy, by its code; "" for every other code."""
    return {code: BUDDY_REFUSAL.get(code, refusal(code)) for code in CODES} | {"": refusal("")}


def every_refusal() -> list[tuple[str, str]]:
    """The picture and the sentence of each refusal, for buddy and newcomer."""
    return [*refusals().values(), *scan_refusals().values()]


def write_light(out: Path) -> None:
    """Write the tables, the texts and the QR library into shell/light/, beside the scripts that are there already."""
    light = out / "shell" / "light"
    activities = {code: (picture(code), words.ACTIVITY[picture(code)]) for code in ACTIVITIES}
    languages = {language.code: (language.name, language.tag) for language in READY}
    tables = {"ACTIVITIES": activities, "OTHER": OTHER, "REFUSALS": refusals(), "SCAN_REFUSALS": scan_refusals()}
    tables["LANGUAGES"] = languages
    lines = [f"export const {name} = {_json(table)};\n" for name, table in tables.items()]
    (light / "tables.js").write_text("".join(lines), "utf-8")
    (light / "texts").mkdir()
    for language in READY:
        (light / "texts" / f"{language.code}.json").write_text(_json(_texts(language)) + "\n", "utf-8")
    shutil.copyfile(VENDOR / "index.mjs", light / "lean_qr.js")
    shutil.copyfile(VENDOR / "LICENSE", light / "LICENSE-lean-qr")


def needed(out: Path) -> list[str]:
    """The path of every file that the light page may need without network, in all languages, without sounds and fonts."""
    scripts = sorted(file for file in (out / "shell" / "light").rglob("*") if file.suffix in {".js", ".css", ".json"})
    own = [file.relative_to(out).as_posix() for file in scripts]
    return [*AROUND, *own, *(f"icons/{name}.svg" for name in pictures()), *LATER]


def pictures() -> list[str]:
    """The name of every picture that the light page can show."""
    plain = [*PLAIN, *(f"activity-{name}" for name, _ in ACTIVITIES.values())]
    both = [*BOTH, *dict.fromkeys(icon for icon, _ in every_refusal())]
    return [*plain, *both, *(f"{name}-white" for name in both)]


def _texts(language: Language) -> dict[str, object]:
    """The texts of one language, as its JSON file has them; `dutch` has the Dutch words beneath them."""
    asked = [*SHOWN, *(("activity", name) for name in words.ACTIVITY.values())]
    asked += [("refusal", sentence) for _, sentence in every_refusal()]
    say = Texts(language.code)
    own = {f"{context}/{msgid}": say(context, msgid) for context, msgid in asked}
    dutch = {} if language.code == DUTCH else {f"{context}/{msgid}": say.dutch(context, msgid) for context, msgid in asked}
    about = {"tag": language.tag, "rtl": language.rtl, "voice": language.voice, "own": own, "dutch": dutch}
    return {**about, "days": DAYS[language.code], "months": MONTHS[language.code]}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
