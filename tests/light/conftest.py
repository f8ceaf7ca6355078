"""A newcomer's code to look at; server and Playwright are those of the other browser stories."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.protocol import meeting, qr_text
from app.protocol.meeting import Proposal
from tests.browser.conftest import playwright, server
from tests.browser.drive import Server
from tests.people import key

Shown = Callable[..., str]
__all__ = ["playwright", "server", "shown"]


def proposal(who: str = "amina", back: int = 7200, minutes: int = 120, activity: int = 6, buddy: bytes | None = None) -> bytes:
    """What a newcomer's phone signs: `back` seconds ago."""
    newcomer = key(f"phone of {who}")
    asked = Proposal(back.to_bytes(8, "big", signed=True), int(time.time()) - back, minutes, activity, newcomer.public, buddy)
    return newcomer.seal(meeting.proposal_draft(asked))


@pytest.fixture
def shown(server: Server) -> Shown:
    """The link in a newcomer's code."""
    return lambda **what: qr_text.to_text(server.origin, qr_text.MEETING, proposal(**what))
