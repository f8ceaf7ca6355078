"""The table of capabilities names tests that exist, says what the person sees, and leaves no story of capabilities out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
TABLE = REPOSITORY / "tests" / "browser" / "capabilities.md"
HEAD = ["capability", "how it is tried", "time limit", "second way", "what the person sees without it", "test"]


def lines() -> list[list[str]]:
    """The table's lines, in the columns of HEAD."""
    rows = re.findall(r"^\| (.+) \|$", TABLE.read_text("utf-8"), re.MULTILINE)
    cells = [[cell.strip(" `") for cell in row.split(" | ")] for row in rows]
    assert cells[0] == HEAD
    return cells[1:]


def stories(file: str) -> set[str]:
    """The names of the tests in this file: functions of Python, or the sentences of node's tests."""
    if file.endswith(".mjs"):
        return set(re.findall(r'^test\("([^"]+)"', (REPOSITORY / file).read_text("utf-8"), re.MULTILINE))
    tree = ast.parse((REPOSITORY / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_capability_says_all_and_names_a_test_that_exists() -> None:
    assert len(lines()) >= 25
    for line in lines():
        assert len(line) == len(HEAD), line
        assert all(line), line
        file, _, name = line[-1].partition("::")
        assert name in stories(file), line


def test_the_stories_of_what_is_missing_stand_in_the_table() -> None:
    named = {line[-1].partition("::")[2] for line in lines()}
    alone = {
        "test_a_window_of_another_app_that_keeps_data_is_left_alone",
        "test_a_newcomers_scan_in_a_window_of_another_app_that_keeps_data_gets_the_light_page",
    }
    assert stories("tests/web/test_capabilities.py") - named == alone
