"""`clock-confirm`: somebody looked at a watch, and this machine's clock is right."""

from __future__ import annotations

import argparse
from typing import Any

from sync_server.commands import lines
from sync_server.config import Config
from sync_server.region.acts import act
from sync_server.region.registry import Registry


def add(commands: Any) -> None:
    told = "this machine's clock is right, though the server was off for more than sixty days: sign receipts again"
    commands.add_parser("clock-confirm", help=told).set_defaults(run=confirm)


def confirm(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    now = registry.now()
    with act(registry, "clock-confirm"):
        registry.set("clock", str(now).encode())
    print(f"The present time is taken to be {lines.moment(now)}.")
