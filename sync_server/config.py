"""What a server is told from outside: environment variables, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sync_server.errors import BadSetting
from sync_server.http import wellknown

NEW_A_DAY, MOST_NEW, MOST_PROXIES = 1000, 1_000_000, 9
LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Config:
    """`data` holds the database and keys, `web` the built web app, `origin` is how phones reach this server.

    `android` and `apple` say who signed the native apps that may open its links. `proxies` of our own stand before this
    server and each name who asked them; `new` phones that nobody knows yet are taken in in a day; `log` is how much is said.
    """

    data: Path
    web: Path
    origin: str
    android: tuple[str, ...] = ()
    apple: str = ""
    proxies: int = 0
    new: int = NEW_A_DAY
    log: str = "info"


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
        _number(env, "VEERTIG_PROXIES", 0, 0, MOST_PROXIES),
        _number(env, "VEERTIG_NEW_PHONES", NEW_A_DAY, 1, MOST_NEW),
        _level(env.get("VEERTIG_LOG", "info")),
    )


def _number(env: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = env.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise BadSetting(name, f"a number from {least} to {most}")
    return int(text)


def _level(text: str) -> str:
    if text not in LEVELS:
        raise BadSetting("VEERTIG_LOG", f"one of {', '.join(LEVELS)}")
    return text
