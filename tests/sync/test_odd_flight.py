"""A flight that ends in a way that nobody foresaw: it is tried again, said and noted, like any that did not go through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from app.store.errors import StoreError
from app.sync.client import Client
from app.sync.runner import Runner


class Odd(Exception):
    """Of no family."""


class Round:
    """A round that fails so often, and then goes through."""

    def __init__(self, *errors: Exception, to_send: Callable[[], bool] = lambda: True) -> None:
        self.errors, self.flights, self.has_to_send = list(errors), 0, to_send

    def is_due(self) -> bool:
        return True

    async def run(self, client: Client) -> None:
        self.flights += 1
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sync.runner.pause", lambda failures: 0.01)


def flown(round: Round, changed: Any = None) -> tuple[list[str], list[tuple[str, str]]]:
    """What the runner said of its flights, and what it noted, from one wake-up until it has nothing more to try."""
    codes: list[str] = []
    noted: list[tuple[str, str]] = []

    async def said(code: str) -> None:
        codes.append(code)
        if changed:
            changed(code)

    async def note(doing: str, error: Exception) -> None:
        noted.append((doing, type(error).__name__))

    async def story() -> None:
        client: Any = None
        runner = Runner(round, lambda: client, said, note)
        await runner.wake()
        while runner._timer is not None:  # it will try again by itself
            before = runner._flight
            while runner._flight is before:
                await asyncio.sleep(0)
            assert runner._flight is not None
            await runner._flight

    asyncio.run(story())
    return codes, noted


def test_the_next_try_comes_by_itself_and_goes_through() -> None:
    round = Round(Odd("Amina"))
    assert flown(round) == (["odd", ""], [("Sync", "Odd")])
    assert round.flights == 2


def test_an_error_of_ours_is_said_by_its_code_and_not_noted() -> None:
    assert flown(Round(StoreError("storage-full"))) == (["storage-full", ""], [])


def test_nothing_to_send_is_not_tried_again() -> None:
    round = Round(Odd(), to_send=lambda: False)
    assert flown(round) == (["odd"], [("Sync", "Odd")])


def test_who_cannot_say_whether_there_is_something_to_send_is_tried_again() -> None:
    def broken() -> bool:
        raise Odd

    assert flown(Round(Odd(), to_send=broken)) == (["odd", ""], [("Sync", "Odd")])


def test_a_screen_that_cannot_be_told_stops_no_flight() -> None:
    def broken(code: str) -> None:
        if code:
            raise Odd

    round = Round(StoreError("storage-full"))
    assert flown(round, broken) == (["storage-full", ""], [("Sync", "Odd")])
