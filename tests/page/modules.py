"""The page's scripts as modules: which there are, what each cannot start without, and their grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from app.tools.web_build.scripts import without_comments
from app.tools.web_build.source import PAGE

OURS = sorted(file for file in PAGE.rglob("*.js") if "vendor" not in file.parts)
MADE = {
    "parts.js",
    "texts.js",
    "light/tables.js",
    "light/lean_qr.js",
    "noble_ed25519.js",
    "service_worker/made.js",
}  # by the build


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


def tree(source: bytes) -> Node:
    return Parser(Language(tree_sitter_javascript.language())).parse(source).root_node


def imports(name: str) -> set[str]:
    """The modules that this one cannot start without, itself among them, by their places in the page."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        if one not in MADE:
            source = without_comments((PAGE / one).read_bytes()).decode()
            for path in re.findall(r'^(?:import|export) (?:[^;]*? from )?"(\.[^"]+)";', source, re.M):
                place = ((PAGE / one).parent / path).resolve()
                if place.is_relative_to(PAGE):  # Pyodide lies elsewhere
                    waiting.append(place.relative_to(PAGE).as_posix())
    return found
