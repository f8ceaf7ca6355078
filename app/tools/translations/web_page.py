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


def current() -> Texts:
    """The texts in the file now, by language and key."""
    texts: Texts = json.loads(FILE.read_text("utf-8"))
    return texts


def page_msgids() -> list[str]:
    """The English texts of the page, each once."""
    return list(dict.fromkeys(current()["en"].values()))


def for_catalogues() -> dict[str, dict[tuple[str, str], str]]:
    """The texts in the file, which a person may have written there by hand, by language and by context and msgid."""
    texts = current()
    return {
        code: {(PAGE, texts["en"][key]): text for key, text in words.items() if key in texts["en"]}
        for code, words in texts.items()
    }


def from_catalogues(catalogues: Mapping[str, Mapping[tuple[str, str], str]]) -> Texts:
    """The texts that the file should have, from the catalogues. An untranslated text is left out: the page shows Dutch."""
    english = current()["en"]
    return {
        code: {key: own[PAGE, msgid] for key, msgid in english.items() if own.get((PAGE, msgid))}
        for code, own in catalogues.items()
    }


def write(texts: Texts) -> None:
    """Write texts.json."""
    FILE.write_text(json.dumps(texts, ensure_ascii=False, indent=2) + "\n", "utf-8")
