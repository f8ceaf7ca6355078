"""What a server is told from outside: environment variables, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """`data` holds the database and keys, `web` the built web app, `origin` is how phones reach this server."""

    data: Path
    web: Path
    origin: str


def environment() -> dict[str, str]:
    """The process's own environment."""
    return dict(os.environ)


def from_environment(env: Mapping[str, str]) -> Config:
    """VEERTIG_DATA, VEERTIG_WEB, VEERTIG_ORIGIN; the defaults suit a checkout."""
    return Config(
        Path(env.get("VEERTIG_DATA", "build/data")),
        Path(env.get("VEERTIG_WEB", "build/web")),
        env.get("VEERTIG_ORIGIN", "http://localhost:8000").rstrip("/"),
    )
