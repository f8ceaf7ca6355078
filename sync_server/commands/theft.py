"""Options for revoking a key: its use ended, or it was stolen on a day."""

from __future__ import annotations

import argparse
import datetime

from sync_server.region.days import end_of


def options(command: argparse.ArgumentParser) -> None:
    """Add --ended and --stolen-from, of which a command may say one."""
    why = command.add_mutually_exclusive_group()
    why.add_argument(
        "--ended", action="store_true", help="what it said before stays as it was (this is meant if nothing is said)"
    )
    text = "its key is in other hands since this day, as 2027-06-30: only what was received before stays"
    why.add_argument("--stolen-from", metavar="DATE", type=beginning_of, help=text)


def beginning_of(text: str) -> int:
    """When a day written as 2027-06-30 begins in Brussels (Unix seconds). Raises ValueError."""
    return end_of(datetime.date.fromisoformat(text) - datetime.timedelta(days=1))
