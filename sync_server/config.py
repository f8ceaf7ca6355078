"""What a server is told from outside: environment variables, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sync_server.http import wellknown


@dataclass(frozen=True, slots=True)
class Config:
    """`data` holds the database and keys, `web` the built web app, `origin` is how phones reach this server.

    `android` and `apple` say who signed the native apps that may open its links.
    """

    data: Path
    web: Path
    origin: str
    android: tuple[str, ...] = ()
    apple: str = ""


def environment() -> dict[str, str]:
    """The process's own environment."""
    return dict(os.environ)


def from_environment(env: Mapping[str, str]) -> Config:
    """The settings in README.md; the defaults suit a checkout. Raises BadSetting."""
    return Config(
        Path(env.get("VEERTIG_DATA", "build/data")),
        Path(env.get("VEERTIG_WEB", "build/web")),
        env.get("VEERTIG_ORIGIN", "http://localhost:8000").rstrip("/"),
        wellknown.fingerprints(env.get("VEERTIG_ANDROID_FINGERPRINT", "")),
        wellknown.team(env.get("VEERTIG_APPLE_TEAM", "")),
    )
