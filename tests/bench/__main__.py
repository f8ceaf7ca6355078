"""`./build.sh bench`: every number the documents promise, measured here and now, as a table."""

from __future__ import annotations

import sys

from tests.bench import decode, light, protocol, saving, scan, update_size, use, web_start, wire
from tests.bench.row import HEAD, Row

PARTS = {
    "protocol": protocol.rows,
    "scan": scan.rows,
    "decode": decode.rows,
    "light": light.rows,
    "start": web_start.rows,
    "update": update_size.rows,
    "saving": saving.rows,
    "wire": wire.rows,
    "use": use.rows,
}


def main() -> int:
    """Prints the table; 1 when a goal is missed. Names pick parts, such as `scan start`: see PARTS."""
    rows: list[Row] = []
    for name in sys.argv[1:] or PARTS:
        rows += PARTS[name]()
    print(f"\n{HEAD}")
    for row in rows:
        print(row.text())
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
