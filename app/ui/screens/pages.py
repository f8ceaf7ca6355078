"""The pages of languages: seven on a page in two columns, or five in one column with large letters. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.ui.events import MORE
from app.ui.speech import Said, name
from app.ui.texts import READY, Language


class HasLetters(Protocol):
    """The part of a role's model that says how large letters are."""

    @property
    def big(self) -> bool:
        """Is the app's own switch for large letters on?"""
        ...

    @property
    def letters(self) -> float:
        """The scale of letters that the device asks for, 1.0 as usual."""
        ...


def most(large: bool) -> int:
    """How many languages a page has, besides the card that leads to the next page."""
    return 5 if large else 7


def is_large(model: HasLetters) -> bool:
    """Are letters larger than usual, by the app's own switch or by the device?"""
    return model.big or model.letters > 1.0


def turned(languages: Sequence[Language], most: int, page: int) -> tuple[Sequence[Language], Sequence[Language]]:
    """The languages on page number `page`, and those on the page after it. The first page follows the last.

    When all fit on one page of `most`, there is no page after it.
    """
    pages = [languages[start : start + most] for start in range(0, len(languages), most)]
    return pages[page % len(pages)], pages[(page + 1) % len(pages)] if len(pages) > 1 else ()


def page_of(language: str, large: bool) -> int:
    """The number of the page on which this language is."""
    return next((index for index, ready in enumerate(READY) if ready.code == language), 0) // most(large)


def names(large: bool, page: int) -> tuple[Said, ...]:
    """The clips of the languages on this page, each with its own name in its own voice."""
    return tuple(name(language.code, f"language-{language.code}") for language in turned(READY, most(large), page)[0])


def following(large: bool, page: int) -> list[Said]:
    """The clips of the card that leads to the next page: the names of the languages there."""
    return [name(language.code, MORE) for language in turned(READY, most(large), page)[1]]
