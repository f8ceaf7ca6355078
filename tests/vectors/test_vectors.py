"""The vectors are promises: the generator still writes them, the code still judges them so, and each rule needs its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.vectors.generate import ALL, FOLDER, files
from tests.vectors.rules import RULES, SCANS, Rule, without
from tests.vectors.verdicts import load, names, problem

SPECIFICATION = (FOLDER.parents[1] / "app/protocol/README.md").read_text()
FOUND = names()


def test_the_generator_writes_every_vector_byte_for_byte() -> None:
    written = files()
    assert sorted(written) == FOUND
    assert [name for name in FOUND if (FOLDER / name).read_text() != written[name]] == []
    assert {Path(name).parent.name for name in FOUND} == set(ALL)


@pytest.mark.parametrize("folder", ALL)
def test_every_vector_gets_its_verdict(folder: str) -> None:
    wrong = {name: said for name in FOUND if name.startswith(f"{folder}/") and (said := problem(name, load(name)))}
    assert wrong == {}


def test_every_rule_of_the_specification_has_vectors_and_every_vector_a_rule() -> None:
    stated = re.findall(r"\*\*([A-Z]\d+)\*\*", SPECIFICATION)
    assert len(stated) == len(set(stated))
    assert {load(name)["rule"] for name in FOUND} <= set(stated)
    assert {rule.id for rule in RULES} == set(stated)


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}: {rule.leaving_out}")
def test_without_the_rule_a_vector_of_it_fails(rule: Rule) -> None:
    mine = [name for name in FOUND if load(name)["rule"] == rule.id]
    assert without(rule, mine), f"no vector of {rule.id} needs it"


def test_a_change_that_changes_nothing_is_noticed_by_no_vector() -> None:
    """Else the test above would pass for any rule of scans, also without a vector that needs it."""
    same = "class Came:"
    names = [name for name in FOUND if load(name)["rule"].startswith("S")]
    assert len(names) > 50
    assert without(Rule("S1", "nothing", SCANS, same, same), names) == []
