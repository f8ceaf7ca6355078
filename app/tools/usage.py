"""`--help` for a command that has no argument parser: the command prints the docstring of its module."""

from __future__ import annotations

from collections.abc import Sequence


def is_help(words: Sequence[str], text: str | None) -> bool:
    """Whether the words ask for help; if so, print `text`."""
    if set(words) & {"-h", "--help"}:
        print(text)
        return True
    return False
