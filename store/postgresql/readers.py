"""The readers of a server: as many threads as it has connections for reading, each with its own."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from store.database import StoreUnavailable, Work
from store.postgresql.errors import AGAIN, StatementForgotten, is_lost, unavailable
from store.postgresql.session import Session, Statement
from store.postgresql.shape import Shape
from store.postgresql.transaction import PostgresTransaction

# More than these wait so long that they had better come again.
MOST_WAITING = 1000
ATTEMPTS = 3

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
        self._running = 0
        self._connections = connections

    async def run(self, work: Work[Any], seconds: float) -> Any:
        """The answer of a unit. StoreUnavailable when too many wait already."""
        if self._running >= self._connections + MOST_WAITING:
            raise StoreUnavailable("crowded")
        self._running += 1
        deadline = time.monotonic() + seconds
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, work, deadline)
        finally:
            self._running -= 1

    def close(self) -> None:
        """End the threads after what they are at."""
        self._threads.shutdown(wait=True)
        for session in self._sessions:
            session.close()

    def _read(self, work: Work[Any], deadline: float) -> Any:
        """Run a unit, on a new connection when its old one turns out to be lost."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(self._session(), work, deadline)
            except Exception as error:
                again = (isinstance(error, AGAIN) or is_lost(error)) and time.monotonic() < deadline
                if not again or attempt == ATTEMPTS:
                    raise unavailable(error, self._shape.unique) from error
        raise AssertionError

    def _session(self) -> Session:
        """This thread's connection, made anew when it was lost."""
        session: Session | None = getattr(self._mine, "session", None)
        if session is None or not session.usable:
            if session is not None:
                self._sessions.remove(session)
                session.close()
                self._mine.session = None
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
            session.end_reading()
        except BaseException as error:
            session.roll_back()
            if isinstance(error, StatementForgotten):
                session.forget_statements()
            raise
        return answer
