"""Languages a page at a time: seven in two columns, five beneath each other with large letters. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.ui.events import MORE
from app.ui.speech import Said, name
from app.ui.texts import READY, Language


class HasLetters(Protocol):
    """A role's model: the app's own switch for large letters, and how much larger the device wants them."""

    @property
    def big(self) -> bool: ...
    @property
    def letters(self) -> float: ...


def most(large: bool) -> int:
    """How many languages a page has, beside the way to the next."""
    return 5 if large else 7


def is_large(model: HasLetters) -> bool:
    """Are letters larger than usual, by the app's own switch or by the device?"""
    return model.big or model.letters > 1.0


def turned(languages: Sequence[Language], most: int, page: int) -> tuple[Sequence[Language], Sequence[Language]]:
    """The languages on page number `page` (which goes round), and those on the page after it; none when all fit."""
    pages = [languages[start : start + most] for start in range(0, len(languages), most)]
    return pages[page % len(pages)], pages[(page + 1) % len(pages)] if len(pages) > 1 else ()


def page_of(language: str, large: bool) -> int:
    """The number of the page on which this language is."""
    return next((at for at, one in enumerate(READY) if one.code == language), 0) // most(large)


def names(large: bool, page: int) -> tuple[Said, ...]:
    """The languages of this page, each by its own name in its own voice."""
    return tuple(name(one.code, f"language-{one.code}") for one in turned(READY, most(large), page)[0])


def following(large: bool, page: int) -> list[Said]:
    """What the way to the next page says when it is asked: the languages there."""
    return [name(one.code, MORE) for one in turned(READY, most(large), page)[1]]
