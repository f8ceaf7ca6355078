"""Makes the client for the shell's server: httpx with a short time-out, no settings from the environment, no redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from app.sync.client import Client

if TYPE_CHECKING:
    from app.platform import Platform

PATIENCE = httpx.Timeout(20.0)  # seconds


def connect(platform: Platform) -> Client:
    """A client for the server that this app came from."""
    http = httpx.AsyncClient(base_url=platform.origin, transport=platform.transport(), timeout=PATIENCE, trust_env=False)
    return Client(http)
