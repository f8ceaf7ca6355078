"""Shows the person who waits what a build does: a bar for each step on a terminal, elsewhere a line for each step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

Advance = Callable[[], None]


class Steps:
    """The steps of a build, which may run at the same time in threads. Use it as a context; `quiet` prints nothing."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(quiet=quiet, highlight=False)
        columns = (TextColumn("  {task.description:34}"), BarColumn(30), TaskProgressColumn(), TimeElapsedColumn())
        self._bars = Progress(*columns, console=self._console, disable=not self._console.is_terminal)

    def __enter__(self) -> Steps:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    @contextmanager
    def step(self, what: str, total: int | None = None) -> Iterator[Advance]:
        """One step, shown as `what`. Call the function that it yields after each of the `total` pieces.

        Without a total the bar only moves.
        """
        began = time.monotonic()
        bar = self._bars.add_task(what, total=total)
        yield lambda: self._bars.advance(bar)
        self._bars.update(bar, total=1, completed=1)
        if not self._console.is_terminal:
            self._console.print(f"  {what:34} {time.monotonic() - began:5.1f} s")


SILENT = Steps(quiet=True)
