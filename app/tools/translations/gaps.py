"""How complete each language is: which texts are missing and which break a rule, as a table and as a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.platform.paths import LOCALES
from app.tools.translations.catalogues import Key, texts
from app.tools.translations.extract import CatalogueText
from app.tools.translations.rules import faults
from app.ui.texts import LANGUAGES

ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]*)\|", re.MULTILINE)
STATES = ("not begun", "drafted", "reviewed")


@dataclass(frozen=True, slots=True)
class Standing:
    """One language: how many texts the code asks for, and for each text with faults, what these are."""

    code: str
    name: str
    asked: int
    amiss: Mapping[Key, Sequence[str]]
    state: str

    @property
    def missing(self) -> int:
        """How many texts have no translation."""
        return sum("missing" in faults for faults in self.amiss.values())

    @property
    def complete(self) -> bool:
        """Whether no text has a fault."""
        return not self.amiss


def standings(asked: Sequence[CatalogueText]) -> list[Standing]:
    """The standing of every language, in the order of `LANGUAGES`."""
    states = written_states()
    return [
        _standing(language.code, language.name, asked, states.get(language.code, "not in README.md")) for language in LANGUAGES
    ]


def _standing(code: str, name: str, asked: Sequence[CatalogueText], state: str) -> Standing:
    own = texts(code)
    wanted = [(text.context, text.msgid) for text in asked]
    amiss: dict[Key, Sequence[str]] = {key: ["missing"] for key in wanted if key not in own}
    for key, message in own.items():
        reasons = faults(code, message)
        if key[0] != "speech" and key not in wanted:
            reasons = ["no longer asked for"]
        if reasons:
            amiss[key] = reasons
    return Standing(code, name, len(wanted), amiss, state)


def written_states() -> dict[str, str]:
    """The state of each language, such as "drafted", from the table in locales/README.md."""
    return {code: state.strip() for code, _, state, _ in ROW.findall((LOCALES / "README.md").read_text("utf-8"))}


def table(standings: Sequence[Standing]) -> str:
    """The standings for a terminal; beneath them one line for each text with faults."""
    lines = [f"{'':6} {'texts':>5} {'there':>5} {'gaps':>5} {'against a rule':>15}   state"]
    for language in standings:
        missing = language.missing
        against = len(language.amiss) - missing
        lines.append(
            f"{language.code:6} {language.asked:5} {language.asked - missing:5} {missing:5} {against:15}   {language.state}"
        )
    for language in standings:
        for (context, msgid), amiss in language.amiss.items():
            lines.append(f"{language.code}: {context}: {msgid!r}: {'; '.join(amiss)}")
    return "\n".join(lines)
