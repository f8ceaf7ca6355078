"""`python -m tests.vectors.generate`: every vector, written from fixed keys. README.md says what the fields mean.

Ed25519 is deterministic, so the same bytes come out each time; a vector that changes means the format changed.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path

from app.tools.usage import is_help
from tests.vectors import thefts
from tests.vectors.agreements import agreements
from tests.vectors.cards import cards
from tests.vectors.counting import counting, persons
from tests.vectors.deciding import clocks, judgements, logs, receipts, trusts
from tests.vectors.handovers import handovers
from tests.vectors.links import links
from tests.vectors.making import Vectors
from tests.vectors.meetings import ages, meetings, pairs
from tests.vectors.openings import openings
from tests.vectors.proofs import proofs
from tests.vectors.records import records
from tests.vectors.region import lists, messages
from tests.vectors.scans import scans
from tests.vectors.tokens import posters, sessions, tokens
from tests.vectors.values import keys, signatures, values

FOLDER = Path(__file__).parent


def both(*makers: Callable[[], Vectors]) -> Callable[[], Vectors]:
    """The vectors of one folder, from several places."""
    return lambda: itertools.chain.from_iterable(make() for make in makers)


ALL = {
    "value": values,
    "key": keys,
    "signature": signatures,
    "session": sessions,
    "poster": posters,
    "token": tokens,
    "record": records,
    "message": messages,
    "list": both(lists, thefts.listed),
    "meeting": meetings,
    "pair": pairs,
    "age": ages,
    "link": links,
    "trust": trusts,
    "judge": both(judgements, thefts.judged),
    "receipt": receipts,
    "time": clocks,
    "log": logs,
    "hours": counting,
    "person": both(persons, thefts.counted),
    "proof": proofs,
    "opened": both(openings, thefts.opened),
    "scan": scans,
    "agreement": agreements,
    "handover": handovers,
    "card": cards,
}


def files() -> dict[str, str]:
    """The text of every vector by its path below this folder."""
    return {
        f"{folder}/{name}.json": json.dumps(vector, indent=1, ensure_ascii=False) + "\n"
        for folder, make in ALL.items()
        for name, vector in make()
    }


def main() -> int:
    """Write every vector, and remove what is no longer among them."""
    if is_help(sys.argv[1:], __doc__):
        return 0
    written = files()
    for stale in FOLDER.glob("*/*.json"):
        if stale.relative_to(FOLDER).as_posix() not in written:
            stale.unlink()
    for place, text in written.items():
        path = FOLDER / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
