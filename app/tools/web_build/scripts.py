"""Removes the comments from our scripts, which hold the types and the reasons. Every line keeps its number.

So the types cost a phone almost nothing, and the line of an error in a browser is the line in the source. A JavaScript grammar
marks the comments, so `//` inside a text, a template or a pattern stays. Scripts of others (web_shell/vendor) are not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

IMPORT = re.compile(r"^import \{[^}]*\} from \"[^\"]*\";$", re.M)
EXPORTED = re.compile(r"^export (?=class |function |const )", re.M)
LANGUAGE = Language(tree_sitter_javascript.language())


def without_comments(source: bytes) -> bytes:
    """The script `source` (UTF-8) without comments. Raises ValueError when it is no script."""
    root = Parser(LANGUAGE).parse(source).root_node
    if root.has_error:
        raise ValueError("not a script")
    parts, at = [], 0
    for comment in _comments(root):
        before, after = source[at : comment.start_byte], source[comment.end_byte : comment.end_byte + 1]
        lines = source[comment.start_byte : comment.end_byte].count(b"\n")
        at = comment.end_byte
        if after in (b"\n", b""):
            parts += [before.rstrip(b" \t"), b"\n" * lines]
        else:
            parts += [before, b"\n" * lines or b" "]  # so that the words before and after it stay apart
    return b"".join([*parts, source[at:]])


def joined(source: bytes) -> str:
    """The source of a module without comments, imports and exports, so that several fit into one script."""
    text = without_comments(source).decode()
    return EXPORTED.sub("", IMPORT.sub("", text))


def copy_file(source: str, target: str) -> None:
    """Copy one file of the page, a script without its comments. Raises SystemExit for a .js file that is no script."""
    data = Path(source).read_bytes()
    try:
        Path(target).write_bytes(without_comments(data) if source.endswith(".js") else data)
    except ValueError as error:
        raise SystemExit(f"{source}: {error}") from error


def _comments(node: Node) -> Iterator[Node]:
    if node.type == "comment":
        yield node
    for child in node.children:
        yield from _comments(child)
