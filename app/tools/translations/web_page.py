"""The few texts of the page around the app, shown before Python runs: app/web_shell/texts.json.

The English in it is the source; every other language is written from the catalogues, where the context is "page".
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.platform.paths import BUNDLE

PAGE = "page"
FILE = BUNDLE / "app" / "web_shell" / "texts.json"
Texts = dict[str, dict[str, str]]


def kept() -> Texts:
    """What the file says now, by language and key."""
    found: Texts = json.loads(FILE.read_text("utf-8"))
    return found


def page_msgids() -> list[str]:
    return list(dict.fromkeys(kept()["en"].values()))


def brought() -> dict[str, dict[tuple[str, str], str]]:
    """What somebody wrote into the file by hand, as texts for the catalogues."""
    texts = kept()
    return {
        code: {(PAGE, texts["en"][key]): text for key, text in words.items() if key in texts["en"]}
        for code, words in texts.items()
    }


def made(catalogues: Mapping[str, Mapping[tuple[str, str], str]]) -> Texts:
    """What the file should say. A language leaves out what it has not translated: the page then says it in Dutch."""
    english = kept()["en"]
    return {
        code: {key: own[PAGE, msgid] for key, msgid in english.items() if own.get((PAGE, msgid))}
        for code, own in catalogues.items()
    }


def write(texts: Texts) -> None:
    FILE.write_text(json.dumps(texts, ensure_ascii=False, indent=2) + "\n", "utf-8")
