"""The pyproject.toml of a package: what the project itself says, what phone.toml adds, and the server it belongs to."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

PHONE = Path(__file__).with_name("phone.toml")
# The Python inside the package. Flet would take the newest it knows; its own wheels of `cryptography` are made for this one.
PYTHON = "==3.14.*"
SAMPLE = "https://uren.example.be"

_ORIGIN = re.compile(r"https://([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)", re.ASCII)


class BadOrigin(ValueError):
    """Not an address that phones can be sent to."""


def host(origin: str) -> str:
    """The name of the server. Raises BadOrigin unless `origin` is https://NAME: links into an app know no other port."""
    match = _ORIGIN.fullmatch(origin)
    if match is None:
        raise BadOrigin(f"{origin!r} is not https://NAME")
    return match[1]


def release(repository: Path) -> str:
    """The number of this release."""
    return str(tomllib.loads((repository / "pyproject.toml").read_text())["project"]["version"])


def pyproject(repository: Path, origin: str) -> str:
    """The text of the package's pyproject.toml. Raises BadOrigin."""
    said = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    # A JSON string and a list of them are written the same in TOML.
    return f"""[project]
name = {json.dumps(said["name"])}
version = {json.dumps(said["version"])}
description = {json.dumps(said["description"])}
requires-python = {json.dumps(PYTHON)}
dependencies = {json.dumps(said["dependencies"])}

[tool.flet.android.deep_linking]
scheme = "https"
host = {json.dumps(host(origin))}

{PHONE.read_text()}"""
