"""Examining the server's health when somebody asks and once a minute, and logging what changed."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from typing import Any

from sync_server.errors import ServerRefusal
from sync_server.health import HealthReport, joined
from sync_server.lanes import Lane, within
from sync_server.records.clock import ReceiptClock
from sync_server.records.connections import trouble
from sync_server.records.store import SqliteStore

# Seconds: how long a report is given again, how long a write may take, and between two reports that nobody asked for.
FRESH, WRITE_TIME, EVERY = 2.0, 0.7, 60.0
log = logging.getLogger("veertig")


class Watch:
    """Gives reports on the server's health, and logs changes."""

    def __init__(self, store: SqliteStore, examine: Callable[[], HealthReport], clock: ReceiptClock, lane: Lane) -> None:
        """`examine` runs on `lane` and reports everything except the writer."""
        self._store, self._examine, self._clock, self._lane = store, examine, clock, lane
        self._latest: tuple[float, HealthReport] | None = None  # when it was made, in seconds of the loop's clock
        self._logged = HealthReport(())
        self._lock = asyncio.Lock()

    async def report(self) -> HealthReport:
        """The report of now, or of at most two seconds ago: many questions cause no more examinations than that."""
        async with self._lock:
            now = asyncio.get_running_loop().time()
            if self._latest is None or now - self._latest[0] > FRESH:
                self._latest = (now, joined([*await asyncio.gather(self._write(), self._read())]))
            return self._latest[1]

    async def keep_reporting(self) -> None:
        """Make a report every minute and log it when it differs from the last, until cancelled."""
        while True:
            report = await self.report()
            if report != self._logged:
                log.log(logging.INFO if report.is_ok else logging.ERROR, "health: %s", _line(report))
                self._logged = report
            await asyncio.sleep(EVERY)

    async def _write(self) -> HealthReport:
        """Try a durable write, as a push needs it. It also saves the time at which this server was seen running."""
        if not self._store.writer.is_alive():
            return HealthReport(("writer-dead",))
        return await _report_errors(lambda: within(WRITE_TIME, self._store.write(self._clock.save)))

    async def _read(self) -> HealthReport:
        reports: list[HealthReport] = []

        async def read() -> None:
            reports.append(await self._lane.run(self._examine))

        return joined([await _report_errors(read), *reports])


async def _report_errors(work: Callable[[], Any]) -> HealthReport:
    """Do `work`: an empty report, or one with the code of the error that it raised."""
    try:
        await work()
    except ServerRefusal as error:
        return HealthReport((error.code,))
    except sqlite3.Error as error:
        return HealthReport((trouble(error) or "server-odd",))
    except Exception as error:
        log.error("%s at a look at our health", type(error).__name__)
        return HealthReport(("server-odd",))
    return HealthReport(())


def _line(report: HealthReport) -> str:
    warnings = (item.code if item.days is None else f"{item.code} {item.days} d" for item in report.warnings)
    words = [*report.codes, *warnings]
    return ", ".join(words) or "ok"
