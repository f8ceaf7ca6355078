"""Why a device is believed no longer: its part ended, or somebody else has its key since a day."""

from __future__ import annotations

import argparse
import datetime

from sync_server.region.days import end_of


def options(command: argparse.ArgumentParser) -> None:
    """The two reasons."""
    why = command.add_mutually_exclusive_group()
    why.add_argument(
        "--ended", action="store_true", help="what it said before stays as it was (this is meant if nothing is said)"
    )
    told = "its key is in other hands since this day, as 2027-06-30: only what was received before stays"
    why.add_argument("--stolen-from", metavar="DATE", type=beginning_of, help=told)


def beginning_of(text: str) -> int:
    """The first second of a day in Brussels. Raises ValueError."""
    return end_of(datetime.date.fromisoformat(text) - datetime.timedelta(days=1))
