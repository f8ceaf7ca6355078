"""The settings of a server: environment variables, read once at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.protocol import qr_text
from app.protocol.errors import ProtocolError
from sync_server.errors import BadSetting, ServerRefusal
from sync_server.http import wellknown

LOCAL = "http://localhost:8000"

NEW_A_DAY, MOST_NEW, MOST_PROXIES = 1000, 1_000_000, 9
LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Config:
    """`data` is the folder of the database and keys, `web` that of the built web app, `origin` the address that phones use.

    `android` (certificate fingerprints) and `apple` (team id) name who signed the native apps that may open this server's
    links. `proxies`: how many of our own proxies stand before this server and name their client. `new`: how many unknown phones
    are accepted in a day. `log`: the level of the log. `local`: no origin was set, so only this machine reaches the server.
    """

    data: Path
    web: Path
    origin: str
    android: tuple[str, ...] = ()
    apple: str = ""
    proxies: int = 0
    new: int = NEW_A_DAY
    log: str = "info"
    local: bool = False


def environment() -> dict[str, str]:
    """The environment variables of this process."""
    return dict(os.environ)


def from_environment(env: Mapping[str, str]) -> Config:
    """The settings of README.md; the defaults suit a checkout of the repository. Raises BadSetting."""
    origin = env.get("VEERTIG_ORIGIN", "").strip().rstrip("/").lower()
    return Config(
        Path(env.get("VEERTIG_DATA", "build/data")),
        Path(env.get("VEERTIG_WEB", "build/web")),
        origin or LOCAL,
        wellknown.fingerprints(env.get("VEERTIG_ANDROID_FINGERPRINT", "")),
        wellknown.team(env.get("VEERTIG_APPLE_TEAM", "")),
        _number(env, "VEERTIG_PROXIES", 0, 0, MOST_PROXIES),
        _number(env, "VEERTIG_NEW_PHONES", NEW_A_DAY, 1, MOST_NEW),
        _level(env.get("VEERTIG_LOG", "info")),
        local=not origin,
    )


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise BadSetting(name, f"a number from {least} to {most}")
    return int(text)


def _level(text: str) -> str:
    if text not in LEVELS:
        raise BadSetting("VEERTIG_LOG", f"one of {', '.join(LEVELS)}")
    return text


def link_origin(config: Config) -> str:
    """The origin, for links that other devices open.

    Raises ServerRefusal("bad-origin") when none is set, or when phones would not open its links.
    """
    if config.local:
        raise ServerRefusal("bad-origin", about="not set")
    try:
        qr_text.from_text(qr_text.to_text(config.origin, qr_text.ENROLMENT, b"\x00"))
        if not urlsplit(config.origin).hostname or urlsplit(config.origin).port == 0:
            raise ValueError
    except (ProtocolError, ValueError):
        raise ServerRefusal("bad-origin", about=config.origin) from None
    return config.origin
