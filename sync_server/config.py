"""What a server is told from outside: environment variables, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.protocol import qr_text
from app.protocol.errors import ProtocolError
from sync_server.errors import Refused
from sync_server.http import wellknown

LOCAL = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Config:
    """`data` holds the database and keys, `web` the built web app, `origin` is how phones reach this server.

    `android` and `apple` say who signed the native apps that may open its links. `local`: no origin was set, so that only this
    machine finds the server.
    """

    data: Path
    web: Path
    origin: str
    android: tuple[str, ...] = ()
    apple: str = ""
    local: bool = False


def environment() -> dict[str, str]:
    """The process's own environment."""
    return dict(os.environ)


def from_environment(env: Mapping[str, str]) -> Config:
    """The settings in README.md; the defaults suit a checkout. Raises BadSetting."""
    origin = env.get("VEERTIG_ORIGIN", "").strip().rstrip("/").lower()
    return Config(
        Path(env.get("VEERTIG_DATA", "build/data")),
        Path(env.get("VEERTIG_WEB", "build/web")),
        origin or LOCAL,
        wellknown.fingerprints(env.get("VEERTIG_ANDROID_FINGERPRINT", "")),
        wellknown.team(env.get("VEERTIG_APPLE_TEAM", "")),
        local=not origin,
    )


def link_origin(config: Config) -> str:
    """The origin, for links that go to other devices. Raises Refused("bad-origin") when none is set or no phone opens them."""
    if config.local:
        raise Refused("bad-origin", about="not set")
    try:
        qr_text.from_text(qr_text.to_text(config.origin, qr_text.ENROLMENT, b"\x00"))
        if not urlsplit(config.origin).hostname or urlsplit(config.origin).port == 0:
            raise ValueError
    except (ProtocolError, ValueError):
        raise Refused("bad-origin", about=config.origin) from None
    return config.origin
