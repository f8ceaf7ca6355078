"""`docs/status.md`: what is specified or translated and not in use stands there, and what stands there is not in use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).parent.parent
MARK = "used by nothing yet"
PROTOCOL = "app.protocol"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a `name`, the names of the `files` it stands in, and `sections` of the protocol."""

    name: str
    files: set[str]
    sections: set[int]


def table() -> list[Line]:
    page = (REPOSITORY / "docs" / "status.md").read_text()
    rows = [row.split(" | ") for row in re.findall(r"^\| (`.+) \|$", page, re.MULTILINE)]
    return [
        Line(row[0].strip("`"), set(re.findall(r"(\w+\.py)`", row[1])), {int(one) for one in re.findall(r"\d+", row[4])})
        for row in rows
    ]


@cache
def unused_modules() -> set[str]:
    """Modules of the protocol that no product code reaches, also not by way of another module of the protocol."""
    graph = grimp.build_graph("app", "sync_server", cache_dir=None)
    protocol = {module for module in graph.modules if module.startswith(f"{PROTOCOL}.")}
    product = graph.modules - protocol - {PROTOCOL}
    return protocol - {module for one in product for module in graph.find_upstream_modules(one)}


def test_every_module_of_the_protocol_is_in_use_or_stands_in_the_status() -> None:
    named = {line.name for line in table() if f"{line.name}.py" in line.files}
    assert {module.rpartition(".")[2] for module in unused_modules()} == named


def test_what_the_status_names_is_still_there() -> None:
    for line in table():
        files = [file for part in ("app", "sync_server") for name in line.files for file in (REPOSITORY / part).rglob(name)]
        assert any(re.search(rf"\b{line.name}\b", file.read_text()) for file in files), line.name


def test_the_specification_marks_the_sections_that_the_status_names_and_no_others() -> None:
    page = (REPOSITORY / "app/protocol/README.md").read_text()
    _, *parts = re.split(r"^## (\d+)\. ", page, flags=re.MULTILINE)
    marked = {int(number) for number, text in zip(parts[::2], parts[1::2], strict=True) if MARK in text.replace("\n", " ")}
    assert marked == {section for line in table() for section in line.sections}
