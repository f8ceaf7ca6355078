"""The decisions: one file each, numbered without a gap, and `DECISIONS.md` is the table of all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
FOLDER = REPOSITORY / "docs" / "decisions"
HEADINGS = ["Decision", "Why", "Tried and measured", "Cost", "What changed later"]
STATUS = re.compile(r"accepted|(?:partly )?superseded by \d+(?:, \d+)*")
LINK = re.compile(r"\[(\d+)\]\((\d{3})-[a-z0-9-]+\.md\)")


@dataclass(frozen=True, slots=True)
class Decision:
    """One file. `status` is its text without the links; `headings` are in the order of the file."""

    number: int
    title: str
    status: str
    file: str
    headings: list[str]


def read(file: Path) -> Decision:
    text = file.read_text()
    head = re.match(r"# (\d+)\. (.+)\n\nStatus: (.+)\n\n", text)
    assert head, file.name
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    return Decision(int(head[1]), head[2], LINK.sub(r"\1", head[3]), file.name, headings)


DECISIONS = [read(file) for file in sorted(FOLDER.glob("*.md"))]


def test_decisions_are_numbered_without_a_gap_and_files_are_named_by_their_number() -> None:
    assert [decision.number for decision in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert [decision.file for decision in DECISIONS if not decision.file.startswith(f"{decision.number:03}-")] == []


def test_the_table_has_one_line_for_each_file_with_its_title_and_status() -> None:
    lines = [f"| {one.number} | [{one.title}](docs/decisions/{one.file}) | {one.status} |" for one in DECISIONS]
    table = (REPOSITORY / "DECISIONS.md").read_text().splitlines()
    assert [line for line in table if re.match(r"\| \d", line)] == lines


def test_each_decision_says_what_was_decided_and_why() -> None:
    for decision in DECISIONS:
        assert decision.headings[:2] == HEADINGS[:2], decision.file
        assert decision.headings == [heading for heading in HEADINGS if heading in decision.headings], decision.file


def test_a_decision_is_superseded_only_by_later_ones_and_says_what_changed() -> None:
    for decision in DECISIONS:
        assert STATUS.fullmatch(decision.status), decision.file
        later = [int(number) for number in re.findall(r"\d+", decision.status)]
        assert all(decision.number < number <= len(DECISIONS) for number in later), decision.file
        assert decision.status.startswith("partly") == ("What changed later" in decision.headings), decision.file


def test_a_link_to_a_decision_shows_the_number_of_the_file_it_leads_to() -> None:
    for file in FOLDER.glob("*.md"):
        assert [link for link in LINK.findall(file.read_text()) if int(link[0]) != int(link[1])] == [], file.name
