"""The words of the command line, given to a town's region under the town's own clock."""

from __future__ import annotations

import io
import shlex
from contextlib import redirect_stdout

from sync_server.__main__ import manage, parser
from sync_server.config import Config
from tests.server.test_server import Town


def told(town: Town, words: str, origin: str = "https://uren.example.be") -> str:
    """What one command prints. Raises Refused."""
    asked, printed = parser().parse_args(shlex.split(words)), io.StringIO()
    with redirect_stdout(printed):
        manage(asked, Config(town.registry.data, town.folder / "web", origin), town.registry)
    return printed.getvalue()
