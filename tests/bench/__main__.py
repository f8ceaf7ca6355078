"""`./build.sh bench`: every number the documents promise, measured here and now, as a table."""

from __future__ import annotations

import sys

from app.tools.usage import is_help
from tests.bench import decode, handover, light, phases, proof, protocol, saving, scan, setup, update_size, use, web_start, wire
from tests.bench.row import HEAD, Row

PARTS = {
    "protocol": protocol.rows,
    "proof": proof.rows,
    "scan": scan.rows,
    "decode": decode.rows,
    "light": light.rows,
    "start": web_start.rows,
    "phases": phases.rows,
    "update": update_size.rows,
    "saving": saving.rows,
    "handover": handover.rows,
    "wire": wire.rows,
    "use": use.rows,
    "setup": setup.rows,
}
ASKED_FOR = {"setup"}  # runs all tests, so only by its name


def main() -> int:
    """Prints the table; 1 when a goal is missed. Names pick parts, such as `scan start`: see PARTS."""
    if is_help(sys.argv[1:], f"{__doc__}\nParts: {' '.join(PARTS)}"):
        return 0
    rows: list[Row] = []
    for name in sys.argv[1:] or [name for name in PARTS if name not in ASKED_FOR]:
        rows += PARTS[name]()
    print(f"\n{HEAD}")
    for row in rows:
        print(row.text())
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
