"""The command `clock-confirm`: the operator says that this machine's clock is right."""

from __future__ import annotations

import argparse
from typing import Any

from sync_server.commands import lines
from sync_server.config import Config
from sync_server.region.acts import act
from sync_server.region.registry import Registry


def add(commands: Any) -> None:
    """Add this module's commands to the parser."""
    text = "this machine's clock is right, though the server was off for more than sixty days: sign receipts again"
    commands.add_parser("clock-confirm", help=text).set_defaults(run=confirm)


def confirm(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Make the present time known, so that receipts are signed again."""
    now = registry.now()
    with act(registry, "clock-confirm"):
        registry.set("clock", str(now).encode())
    print(f"The present time is taken to be {lines.moment(now)}.")
