"""The table of faults names tests that exist, and enough of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
TABLE = REPOSITORY / "tests" / "browser" / "README.md"


def lines() -> list[list[str]]:
    """The table's lines: step, fault, what the person sees, test."""
    found = re.findall(r"^\| (.+) \|$", TABLE.read_text(), re.MULTILINE)
    return [[cell.strip(" *`") for cell in line.split(" | ")] for line in found if not line.startswith(("step", "-"))]


def test_every_line_names_a_test_that_exists_and_what_the_person_sees() -> None:
    for step, fault, *rest in lines():
        seen, test = [*rest, "", ""][:2]
        assert seen, (step, fault)
        file, _, name = test.partition("::")
        tree = ast.parse((REPOSITORY / file).read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, test


def test_no_test_is_named_twice_and_at_least_twenty_five_go_through_the_browser() -> None:
    named = [line[3] for line in lines() if len(line) > 3 and line[3]]
    assert len(named) == len(set(named))
    assert sum(name.startswith(("tests/browser/", "tests/web/")) for name in named) >= 25


def test_every_story_of_faults_stands_in_the_table() -> None:
    named = {line[3].partition("::")[2] for line in lines() if len(line) > 3}
    for file in ("bad_lines", "full_phone", "lost_files", "odd_phones", "stopped_anywhere"):
        tree = ast.parse((REPOSITORY / "tests" / "browser" / f"test_{file}.py").read_text())
        stories = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
        assert stories - named <= {
            "test_a_ballast_is_set_aside_in_good_times",
            "test_a_browser_that_promised_to_keep_the_hours_is_not_asked_again",
        }
