"""`--help` for a command that takes words as they come: its module's own text."""

from __future__ import annotations

from collections.abc import Sequence


def is_help(words: Sequence[str], text: str | None) -> bool:
    """Print `text` and say True when the words ask for help."""
    if set(words) & {"-h", "--help"}:
        print(text)
        return True
    return False
