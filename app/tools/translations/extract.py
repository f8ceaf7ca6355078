"""The texts that the code asks for, read from its source: `texts("home", "Scan")`, `texts.dutch(...)`, `texts.n(...)`.

Rules:
1. Context and msgid are constants, or lead to constants in the same file (`constants`).
2. Tables that other files look into are named in `TABLES` of `words` and `finding_words` in `app.ui.screens`.
3. Every other call raises UnreadableText with its place in the code, so that no text is forgotten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.platform.paths import BUNDLE
from app.tools.translations.constants import Constants
from app.tools.translations.web_page import PAGE, page_msgids
from app.ui.screens import finding_words
from app.ui.screens.words import TABLES

PLAIN, PLURAL = ("texts", "_texts", "self"), "n"  # "self" inside of `app.ui.texts.Texts`
WORKSHOP = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class CatalogueText:
    """One text: the screen it is on, its English, and the English of its plural ("" without a plural)."""

    context: str
    msgid: str
    plural: str = ""


class UnreadableText(Exception):
    """The code asks for a text in a way that cannot be read from its source; the message names the file and the line."""


def asked(folder: Path = BUNDLE / "app") -> list[CatalogueText]:
    """Every text that the code below `folder` asks for, once, in the order of the files. Raises UnreadableText."""
    texts: dict[tuple[str, str], CatalogueText] = {}
    tables = [*TABLES.items(), *finding_words.TABLES.items()]
    from_tables = [CatalogueText(context, msgid) for context, msgids in tables for msgid in msgids]
    in_code = _in_code(folder)
    on_the_page = [CatalogueText(PAGE, msgid) for msgid in page_msgids()]
    for text in [*in_code, *from_tables, *on_the_page]:
        texts.setdefault((text.context, text.msgid), text)
    return list(texts.values())


def _in_code(folder: Path) -> list[CatalogueText]:
    return [text for file in sorted(folder.rglob("*.py")) if file.parent != WORKSHOP for text in Source(file).asked()]


class Source:
    """One Python file, parsed."""

    def __init__(self, file: Path) -> None:
        self._file, self._tree = file, ast.parse(file.read_text("utf-8"))
        self._constants = Constants(self._tree)

    def asked(self) -> Iterator[CatalogueText]:
        """Every text that this file asks for, in the order of the syntax tree. Raises UnreadableText."""
        for node in ast.walk(self._tree):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = ast.unparse(node.func)
            if name.removesuffix(".dutch").split(".")[-1] in PLAIN:
                yield from self._plain(node)
            elif name.endswith(f".{PLURAL}") and name[: -len(PLURAL) - 1].split(".")[-1] in PLAIN:
                for context in self._readable(node, node.args[0]):
                    yield CatalogueText(context, self._single(node, node.args[1]), self._single(node, node.args[2]))

    def _plain(self, call: ast.Call) -> Iterator[CatalogueText]:
        contexts, msgids = self._readable(call, call.args[0]), self._constants.texts(call.args[1])
        if msgids is None:
            if not set(contexts) <= set(TABLES):
                self._stop(call)
            return
        for context in contexts:
            for msgid in msgids:
                yield CatalogueText(context, msgid)

    def _readable(self, call: ast.Call, argument: ast.expr) -> list[str]:
        """Every text that an argument of `call` can be. Raises UnreadableText when that cannot be read."""
        return self._constants.texts(argument) or self._stop(call)

    def _single(self, call: ast.Call, argument: ast.expr) -> str:
        """The one text that an argument of `call` can be. Raises UnreadableText when there are several, or none."""
        texts = self._readable(call, argument)
        return texts[0] if len(texts) == 1 else self._stop(call)[0]

    def _stop(self, call: ast.Call) -> list[str]:
        raise UnreadableText(f"{self._file}:{call.lineno}: {ast.unparse(call)} (say it in so many words, or name its table)")
