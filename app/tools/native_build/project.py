"""The pyproject.toml of a package: from that of the project, phone.toml, and the server that the package belongs to."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

PHONE = Path(__file__).with_name("phone.toml")
# The Python inside the package. Flet's wheels of `cryptography` are for this version; by itself Flet takes the newest it knows.
PYTHON = "==3.14.*"
SAMPLE = "https://uren.example.be"

_ORIGIN = re.compile(r"https://([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)", re.ASCII)


class BadOrigin(ValueError):
    """The origin is not the address of a server to which links can lead."""


def host(origin: str) -> str:
    """The name of the server. Raises BadOrigin unless `origin` is https://NAME: a link into an app cannot have another port."""
    match = _ORIGIN.fullmatch(origin)
    if match is None:
        raise BadOrigin(f"{origin!r} is not https://NAME")
    return match[1]


def release(repository: Path) -> str:
    """The version of the project, such as "1.0.0"."""
    return str(tomllib.loads((repository / "pyproject.toml").read_text())["project"]["version"])


def pyproject(repository: Path, origin: str) -> str:
    """The text of the package's pyproject.toml. Raises BadOrigin."""
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    # TOML writes a string and a list of strings as JSON does.
    return f"""[project]
name = {json.dumps(project["name"])}
version = {json.dumps(project["version"])}
description = {json.dumps(project["description"])}
requires-python = {json.dumps(PYTHON)}
dependencies = {json.dumps(project["dependencies"])}

[tool.flet.android.deep_linking]
scheme = "https"
host = {json.dumps(host(origin))}

{PHONE.read_text()}"""
