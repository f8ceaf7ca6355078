"""How far each language is: what is missing and what is against a rule, as a table and as a list."""

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
    """One language: how many texts are asked, and what is amiss with which."""

    code: str
    name: str
    asked: int
    amiss: Mapping[Key, Sequence[str]]
    state: str

    @property
    def missing(self) -> int:
        return sum("missing" in faults for faults in self.amiss.values())

    @property
    def complete(self) -> bool:
        return not self.amiss


def standings(asked: Sequence[CatalogueText]) -> list[Standing]:
    """How far every language is, in their order."""
    states = written_states()
    return [_standing(one.code, one.name, asked, states.get(one.code, "not in README.md")) for one in LANGUAGES]


def _standing(code: str, name: str, asked: Sequence[CatalogueText], state: str) -> Standing:
    own = texts(code)
    wanted = [(one.context, one.msgid) for one in asked]
    amiss: dict[Key, Sequence[str]] = {place: ["missing"] for place in wanted if place not in own}
    for place, message in own.items():
        found = faults(code, message)
        if place[0] != "speech" and place not in wanted:
            found = ["no longer asked for"]
        if found:
            amiss[place] = found
    return Standing(code, name, len(wanted), amiss, state)


def written_states() -> dict[str, str]:
    """The state of each language as locales/README.md tells it."""
    return {code: state.strip() for code, _, state, _ in ROW.findall((LOCALES / "README.md").read_text("utf-8"))}


def table(found: Sequence[Standing]) -> str:
    """The standings for a terminal; what is amiss beneath, one line each."""
    lines = [f"{'':6} {'texts':>5} {'there':>5} {'gaps':>5} {'against a rule':>15}   state"]
    for one in found:
        against = len(one.amiss) - one.missing
        lines.append(f"{one.code:6} {one.asked:5} {one.asked - one.missing:5} {one.missing:5} {against:15}   {one.state}")
    for one in found:
        for (context, msgid), amiss in one.amiss.items():
            lines.append(f"{one.code}: {context}: {msgid!r}: {'; '.join(amiss)}")
    return "\n".join(lines)
