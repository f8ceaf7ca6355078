"""The only thread that writes to the database.

Rules:
1. Jobs that wait are done together in one transaction; each caller gets its answer only after the COMMIT.
2. A job that fails, fails for its caller only: the other jobs of the transaction are kept. Only when the file itself refuses,
   all of them fail.
3. The job of a caller who went away is skipped, and never harms the thread.
4. At most 512 jobs may wait; every further caller gets `busy` at once.
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

MOST_TOGETHER, MOST_WAITING = 64, 512  # jobs in one transaction, and in the queue
WRITE_SECONDS = 12  # how long a caller waits for its job
Work = Callable[[sqlite3.Connection], Any]
Job = tuple[Work, "Future[Any]"]
Result = TypeVar("Result")
log = logging.getLogger("veertig")


class Writer:
    """Runs jobs one after another on its own thread and connection, which it closes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, args=(connection,), name="writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[sqlite3.Connection], Result]) -> Future[Result]:
        """Do `work` inside a transaction, together with other waiting jobs; the future holds its result once it is durable.

        Raises ServerRefusal("busy") when too many jobs wait, or the thread has ended.
        """
        if self._stopping or self._jobs.qsize() >= MOST_WAITING or not self._thread.is_alive():
            raise ServerRefusal("busy")
        done: Future[Result] = Future()
        self._jobs.put((work, done))
        return done

    def is_alive(self) -> bool:
        """Is the thread still running?"""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Accept no more jobs, do those that wait, then end the thread."""
        self._stopping = True
        self._jobs.put(None)

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self, connection: sqlite3.Connection) -> None:
        try:
            while self._write_some(connection):
                pass
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # afterwards the database is in one file
        except sqlite3.Error as error:
            log.error("%s as the writer stopped", type(error).__name__)
        finally:
            connection.close()
            self._refuse_rest()

    def _write_some(self, connection: sqlite3.Connection) -> bool:
        """Do the jobs that wait; False when no more will come."""
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
            outcomes: list[_Returned | BaseException] = [_run_job(connection, work) for work, _ in jobs]
            connection.execute("COMMIT")
        except BaseException as error:  # the callers must get it, and the writer goes on
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            outcomes = [error] * len(jobs)
            if not isinstance(error, Exception):
                _deliver(jobs, outcomes)
                raise
        _deliver(jobs, outcomes)

    def _refuse_rest(self) -> None:
        while not self._jobs.empty():
            job = self._jobs.get()
            if job is not None and job[1].set_running_or_notify_cancel():
                job[1].set_exception(ServerRefusal("busy"))


class _Returned:
    """What a job inside the transaction returned; `result` counts once the transaction is durable."""

    def __init__(self, result: Any) -> None:
        self.result = result


def _deliver(jobs: list[Job], outcomes: list[_Returned | BaseException]) -> None:
    for (_, done), outcome in zip(jobs, outcomes, strict=True):
        if isinstance(outcome, _Returned):
            done.set_result(outcome.result)
        else:
            done.set_exception(outcome)


def _run_job(connection: sqlite3.Connection, work: Work) -> _Returned | Exception:
    """Do one job; when it fails, only this job is undone. Raises when the whole transaction is lost."""
    connection.execute("SAVEPOINT job")
    try:
        returned = _Returned(work(connection))
    except Exception as error:
        if not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")
        return error
    connection.execute("RELEASE job")
    return returned
