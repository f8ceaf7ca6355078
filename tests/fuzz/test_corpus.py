"""Inputs that once were interesting, or once broke something, tried again each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_that_was_found_breaks_a_reader(name: str) -> None:
    inputs = [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))]
    for data in [b"", *TARGETS[name].seeds(), *inputs]:
        TARGETS[name].check(data)


def test_the_corpus_is_small_and_of_these_targets() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= set(TARGETS)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 200_000
