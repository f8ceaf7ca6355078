"""`./build.sh bench [NAME ...]`: every measurement, one after the other, as a table of ratios and limits."""

from __future__ import annotations

import sys

from tests.bench import scan, update_size, use, web_start
from tests.bench.row import HEAD, Row

PARTS = {"scan": scan.rows, "start": web_start.rows, "update": update_size.rows, "use": use.rows}


def main() -> int:
    """Prints the table; 1 when a goal is missed. Names pick parts: scan, start, update, use."""
    rows: list[Row] = []
    for name in sys.argv[1:] or PARTS:
        rows += PARTS[name]()
    print(f"\n{HEAD}")
    for row in rows:
        print(row.text())
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
