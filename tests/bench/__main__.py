"""`./build.sh bench`: every measurement, one after the other, as a table of ratios and limits."""

from __future__ import annotations

import sys

from tests.bench import protocol, saving, scan, web_start, wire
from tests.bench.probe import probe

FIRST_VISIT = 15e6


def main() -> int:
    """Prints the table; 1 when a goal is missed."""
    costs = protocol.measure(75)
    print(protocol.text(costs), flush=True)
    scans = scan.measure(20)
    print(scans.text(), flush=True)
    with probe() as (tab, line, server):
        saves = saving.in_browser(tab)
    with probe() as (tab, line, server):
        programmes = [wire.natively(), wire.in_browser(tab, line, server)]
    print(saving.natively().text(), saves.text(), *(one.text() for one in programmes), sep="\n", flush=True)
    starts = web_start.measure(7)
    print(starts.text())
    rows = [
        *costs.rows(),
        ("scan, in view to saved, p95 (s)", scans.p95 / 1000, 1.0),
        ("saving, 1,000 kept, browser, p95 (s)", saves.p95 / 1000, 0.15),
        ("80 records up, worst of two (kB)", max(one.up for one in programmes) / 1000, wire.GOAL / 1000),
        ("warm offline start / plain hello", starts.ratio, 0.9),
        ("first visit (MB)", starts.app_bytes / 1e6, FIRST_VISIT / 1e6),
    ]
    print(f"\n{'what':36} {'measured':>9} {'goal':>7}")
    for name, value, goal in rows:
        print(f"{name:36} {value:9.2f} {goal:7.2f}  {'ok' if value <= goal else 'MISSED'}")
    return int(any(value > goal for _, value, goal in rows))


if __name__ == "__main__":
    sys.exit(main())
