"""Few inputs that reach as much as many: from one line of app.protocol to the next is one step, and every step is kept once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

PROTOCOL = str(Path(__file__).parents[2] / "app" / "protocol")
Step = tuple[str, int, int]


def steps(check: Callable[[bytes], None], data: bytes) -> set[Step]:
    """Every step that `check` takes through the protocol for this input."""
    found: set[Step] = set()
    last: dict[int, int] = {}

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(PROTOCOL):
            return None
        if event in ("line", "return", "exception"):
            here = -frame.f_lineno if event == "exception" else frame.f_lineno
            found.add((frame.f_code.co_filename, last.get(id(frame), 0), here))
            last[id(frame)] = here
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check(data)
    finally:
        sys.settrace(before)
    return found


def fewest(check: Callable[[bytes], None], inputs: Iterable[bytes]) -> list[bytes]:
    """Shortest first, those that take a step none before took."""
    taken: set[Step] = set()
    kept = []
    for data in sorted(set(inputs), key=lambda one: (len(one), one)):
        new = steps(check, data) - taken
        if new:
            taken |= new
            kept.append(data)
    return kept
