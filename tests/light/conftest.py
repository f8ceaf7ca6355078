"""One server without meetings for each story, and Playwright."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from app.protocol import meeting, qr_text
from app.protocol.meeting import Proposal
from tests.browser.drive import Server
from tests.people import key

Shown = Callable[..., str]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path / "server")
    one.command("region-create")
    one.start()
    yield one
    one.stop()


def proposal(who: str = "amina", back: int = 7200, minutes: int = 120, activity: int = 6, buddy: bytes | None = None) -> bytes:
    """What a newcomer's phone signs: `back` seconds ago."""
    newcomer = key(f"phone of {who}")
    asked = Proposal(back.to_bytes(8, "big", signed=True), int(time.time()) - back, minutes, activity, newcomer.public, buddy)
    return newcomer.seal(meeting.proposal_draft(asked))


@pytest.fixture
def shown(server: Server) -> Shown:
    """The link in a newcomer's code."""
    return lambda **what: qr_text.to_text(server.origin, qr_text.MEETING, proposal(**what))
