"""Taps of the counsellor's page that carry data."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.taps import Choice


@dataclass(frozen=True, slots=True)
class ChooseFile(Choice):
    """Look at the open file with this number."""

    number: int

    @property
    def key(self) -> str:
        """`file-<number>`."""
        return f"file-{self.number}"


@dataclass(frozen=True, slots=True)
class ChooseAnswer(Choice):
    """List only the files with this answer; a second tap lists all of them again."""

    answer: str

    @property
    def key(self) -> str:
        """`only-<answer>`."""
        return f"only-{self.answer}"
