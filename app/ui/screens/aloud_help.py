"""The clips that the pages of help say aloud, for newcomers and for buddies."""

from __future__ import annotations

from app.ui import help_model
from app.ui.screens import diagnosis, help_pages
from app.ui.speech import Said, phrase


def spoken(page: str, choices: tuple[str, ...], *, odd: bool = False) -> tuple[Said, ...]:
    """All clips of a page of help. `choices`: the ways of using the app that the first page shows.

    `odd`: the first page also has the card of unforeseen faults.
    """
    if page == help_model.DIAGNOSIS:
        return diagnosis.spoken()
    if page == help_model.STATEMENT:
        return _statement()
    if page == help_model.FOR_ALL:
        return phrase(*help_pages.FOR_ALL), phrase(*help_pages.TELL[1], help_model.STATEMENT)
    return _how(page) if page in help_pages.HOWS else _contents(choices, odd=odd)


def _contents(choices: tuple[str, ...], *, odd: bool) -> tuple[Said, ...]:
    hows = [phrase(*help_pages.HOWS[page].word, page) for page in choices]
    fault = [phrase("help", diagnosis.NAME, help_model.DIAGNOSIS)] if odd else []
    return phrase("help", "Help"), *hows, phrase(*help_pages.FOR_ALL, help_model.FOR_ALL), *fault


def _how(page: str) -> tuple[Said, ...]:
    how = help_pages.HOWS[page]
    steps = [phrase(*text, f"step-{number}") for number, (_, text) in enumerate(how.steps, 1)]
    return phrase(*how.word), *steps, phrase(*how.action[1], how.action[0])


def _statement() -> tuple[Said, ...]:
    lines = [phrase(*text, f"line-{number}") for number, (_, text, _) in enumerate(help_pages.STATEMENT)]
    return phrase(*help_pages.FOR_ALL), *lines
