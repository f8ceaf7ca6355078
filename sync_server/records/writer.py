"""The one thread that writes.

Rules:
1. Work that waits is done in one transaction; each caller hears only after its COMMIT.
2. What fails, fails for its caller alone: the others beside it are kept. Only where the file itself refuses do all hear of it.
3. A caller who went away is passed over, and never harms the thread.
4. Only so much may wait; beyond that a caller hears `busy` at once.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sync_server.errors import ServerRefusal

MOST_TOGETHER, MOST_WAITING = 64, 512
Work = Callable[[sqlite3.Connection], Any]
Job = tuple[Work, "Future[Any]"]
Result = TypeVar("Result")
log = logging.getLogger("veertig")


class Writer:
    """Owns its connection and closes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, args=(connection,), name="writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[sqlite3.Connection], Result]) -> Future[Result]:
        """Do `work` inside a transaction, with whatever waits beside it; the future holds its result once it is durable.

        Raises ServerRefusal("busy") when too many wait, or the thread is gone.
        """
        if self._stopping or self._jobs.qsize() >= MOST_WAITING or not self._thread.is_alive():
            raise ServerRefusal("busy")
        done: Future[Result] = Future()
        self._jobs.put((work, done))
        return done

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        """Take nothing more, write what waits."""
        self._stopping = True
        self._jobs.put(None)

    def join(self) -> None:
        self._thread.join()

    def _run(self, connection: sqlite3.Connection) -> None:
        try:
            while self._write_some(connection):
                pass
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file alone holds everything
        except sqlite3.Error as error:
            log.error("%s as the writer stopped", type(error).__name__)
        finally:
            connection.close()
            self._refuse_rest()

    def _write_some(self, connection: sqlite3.Connection) -> bool:
        """Write what waits; False when there is nothing more to come."""
        taken = [self._jobs.get()]
        if self._stopping:
            connection.execute("PRAGMA busy_timeout = 500")
        while len(taken) < MOST_TOGETHER and not self._jobs.empty():
            taken.append(self._jobs.get())
        jobs = [job for job in taken if job is not None and job[1].set_running_or_notify_cancel()]
        if jobs:
            self._write_together(connection, jobs)
        return None not in taken

    def _write_together(self, connection: sqlite3.Connection, jobs: list[Job]) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
            outcomes: list[_Kept | BaseException] = [_alone(connection, work) for work, _ in jobs]
            connection.execute("COMMIT")
        except BaseException as error:  # whoever waits must hear of it, and the writer goes on
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            outcomes = [error] * len(jobs)
            if not isinstance(error, Exception):
                _tell(jobs, outcomes)
                raise
        _tell(jobs, outcomes)

    def _refuse_rest(self) -> None:
        while not self._jobs.empty():
            job = self._jobs.get()
            if job is not None and job[1].set_running_or_notify_cancel():
                job[1].set_exception(ServerRefusal("busy"))


class _Kept:
    """What work inside the transaction returned; `result` counts once the transaction is durable."""

    def __init__(self, result: Any) -> None:
        self.result = result


def _tell(jobs: list[Job], outcomes: list[_Kept | BaseException]) -> None:
    for (_, done), outcome in zip(jobs, outcomes, strict=True):
        if isinstance(outcome, _Kept):
            done.set_result(outcome.result)
        else:
            done.set_exception(outcome)


def _alone(connection: sqlite3.Connection, work: Work) -> _Kept | Exception:
    """One caller's work, undone by itself when it fails. Raises when the whole transaction is lost."""
    connection.execute("SAVEPOINT job")
    try:
        kept = _Kept(work(connection))
    except Exception as error:
        if not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")
        return error
    connection.execute("RELEASE job")
    return kept
