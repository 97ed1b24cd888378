"""The readers of a server: as many threads as it has connections for reading, each with its own."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from store.database import StoreUnavailable, Transaction, Work
from store.postgresql.errors import AGAIN, StatementForgotten, is_lost, unavailable
from store.postgresql.session import Session, Statement
from store.postgresql.shape import Shape
from store.postgresql.transaction import PostgresTransaction
from store.postgresql.units import Unit

# More than these wait so long that they had better come again.
MOST_WAITING = 1000
ATTEMPTS = 3
# How many short ones share a thread and a snapshot.
MOST_TOGETHER = 8
# What a unit answers, or what it fails with.
Ended = tuple[Any, Exception | None]

_BEGIN = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", keep=False)


class Readers:
    """Units that read, side by side, each in a snapshot of its own that cannot write."""

    def __init__(self, url: str, shape: Shape, patience: float, connections: int) -> None:
        self._url = url
        self._shape = shape
        self._patience = patience
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="hall-reader")
        self._mine = threading.local()
        self._sessions: list[Session] = []
        # Short ones that have come in this turn of the loop.
        self._coming: list[Unit] = []
        self._running = 0
        self._connections = connections

    async def run(self, work: Work[Any], seconds: float, short: bool = False) -> Any:
        """The answer of a unit. StoreUnavailable when too many wait already. short: it shares thread and snapshot with others
        that come in the same turn of the loop."""
        if self._running >= self._connections + MOST_WAITING:
            raise StoreUnavailable("crowded")
        self._running += 1
        loop, deadline = asyncio.get_running_loop(), time.monotonic() + seconds
        try:
            if short:
                return await self._come(Unit(work, False, deadline, loop)).done
            return await loop.run_in_executor(self._threads, self._read, work, deadline)
        finally:
            self._running -= 1

    def close(self) -> None:
        """End the threads after what they are at."""
        self._threads.shutdown(wait=True)
        for session in self._sessions:
            session.close()

    def _come(self, unit: Unit) -> Unit:
        self._coming.append(unit)
        if len(self._coming) == 1:
            unit.loop.call_soon(self._send)
        return unit

    def _send(self) -> None:
        """Hand those that came in this turn to threads."""
        units, self._coming = self._coming, []
        for first in range(0, len(units), MOST_TOGETHER):
            self._threads.submit(self._read_together, units[first : first + MOST_TOGETHER])

    def _read_together(self, units: list[Unit]) -> None:
        """Read in one snapshot up to the first that fails on the server, and the rest each in one of its own."""
        answers: list[Ended] = []
        with contextlib.suppress(Exception):
            self._share(units, answers)
        for unit in units[len(answers) :]:
            try:
                answers.append((self._read(unit.work, unit.deadline), None))
            except Exception as error:
                answers.append((None, error))
        # A loop that is closed has nobody who waits.
        with contextlib.suppress(RuntimeError):
            units[0].loop.call_soon_threadsafe(_resolve, units, answers)

    def _share(self, units: list[Unit], answers: list[Ended]) -> None:
        def work(tx: Transaction) -> None:
            assert isinstance(tx, PostgresTransaction)
            for unit in units:
                try:
                    answer: Ended = (unit.work(tx), None)
                except Exception as error:
                    answer = (None, error)
                tx.catch_up()
                if not session.within:
                    raise Unshared
                answers.append(answer)

        deadline = max(unit.deadline for unit in units)
        session = self._session(deadline)
        self._once(session, work, deadline)

    def _read(self, work: Work[Any], deadline: float) -> Any:
        """Run a unit, on a new connection when its old one turns out to be lost."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(self._session(deadline), work, deadline)
            except Exception as error:
                again = (isinstance(error, AGAIN) or is_lost(error)) and time.monotonic() < deadline
                if not again or attempt == ATTEMPTS:
                    raise unavailable(error, self._shape.unique) from error
        raise AssertionError

    def _session(self, deadline: float) -> Session:
        """This thread's connection, made anew when it was lost; no more for a unit whose time is over, since others wait."""
        session: Session | None = getattr(self._mine, "session", None)
        if session is None or not session.usable:
            if session is not None:
                self._sessions.remove(session)
                session.close()
                self._mine.session = None
            if time.monotonic() > deadline:
                raise StoreUnavailable("gone")
            session = self._mine.session = Session.open(self._url, self._patience)
            self._sessions.append(session)
        return session

    def _once(self, session: Session, work: Work[Any], deadline: float) -> Any:
        left = max(1, int((deadline - time.monotonic()) * 1000))
        try:
            session.limit(left)
            transaction = PostgresTransaction(session, self._shape, deadline, begins=_BEGIN)
            answer = work(transaction)
            transaction.catch_up()
            # It has only read, so nothing hangs on how it ends.
            session.send("COMMIT")
        except BaseException as error:
            session.roll_back()
            if isinstance(error, StatementForgotten):
                session.forget_statements()
            raise
        return answer


class Unshared(Exception):
    """The snapshot of many is gone."""


def _resolve(units: list[Unit], answers: list[Ended]) -> None:
    for unit, (answer, error) in zip(units, answers, strict=True):
        unit.answer = answer
        unit.resolve(error)
