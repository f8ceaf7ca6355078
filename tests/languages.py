"""The languages as the tests find them: compiled, and judged by every rule, once for all that ask."""

from __future__ import annotations

from functools import cache

from app.tools.translations import compile, gaps
from app.tools.translations.extract import asked


@cache
def compiled() -> None:
    """The .mo files that the app reads are there, and are those of the catalogues."""
    compile.compile_all()


@cache
def standings() -> dict[str, gaps.Standing]:
    """How far each language is, by its code."""
    return {one.code: one for one in gaps.standings(asked())}
