"""What is committed reaches the disk of a PostgreSQL server, for all who wait for it at once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from psycopg import Error

from store.database import StoreUnavailable
from store.postgresql.session import Session, Statement
from store.postgresql.units import Unit, tell

# A commit of a mark in the server's log. What was committed before stands before it there, so it is on the disk (and on the
# standbys that the server waits for) when this returns, whoever committed it. A default that loses data is not taken over.
_AWAITED = Statement(
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'"
)
_WRITTEN = "SELECT pg_logical_emit_message(true, 'hiringhall', '')"
MARK = (_AWAITED, Statement(_WRITTEN))
# For a unit that wrote nothing, but may have read what somebody else has just committed.
MARK_IF_BEHIND = (
    _AWAITED,
    Statement(f"{_WRITTEN} WHERE pg_current_wal_flush_lsn() < pg_current_wal_insert_lsn()"),
)


class Durability:
    """One thread with a connection of its own; each round of it serves all that were committed before."""

    def __init__(self, url: str, patience: float, in_doubt: Callable[[list[Unit]], None]) -> None:
        """in_doubt: takes over units of which cannot be said here whether they are kept."""
        self._url = url
        self._in_doubt = in_doubt
        self._patience = patience
        self._session: Session | None = None
        self._waiting: list[Unit] = []
        self._came = threading.Condition()
        self._closing = False
        self.busy = False
        self._thread = threading.Thread(target=self._run, name="hall-durability", daemon=True)
        self._thread.start()

    def answer_once_kept(self, unit: Unit) -> None:
        """A unit that is committed is answered when it cannot be lost any more."""
        with self._came:
            self.busy = True
            self._waiting.append(unit)
            self._came.notify()

    def close(self) -> None:
        """End the thread once all are answered."""
        with self._came:
            self._closing = True
            self._came.notify()
        self._thread.join()
        if self._session is not None:
            self._session.close()

    def _run(self) -> None:
        while units := self._next():
            # The server may have come back without them, which a connection made after their commit does not show.
            is_known = False
            with contextlib.suppress(Error):
                if self._same_connection():
                    self._reach_the_disk()
                    is_known = True
            if is_known:
                tell(units)
            else:
                self._in_doubt(units)

    def _next(self) -> list[Unit]:
        with self._came:
            while not self._waiting and not self._closing:
                self.busy = False
                self._came.wait()
            units, self._waiting = self._waiting, []
            return units

    def _same_connection(self) -> bool:
        """Whether there was a connection already when the last units were committed; else it is made now."""
        if self._session is not None:
            if self._session.usable:
                return True
            self._session.close()
            self._session = None
        self._session = Session.open(self._url, self._patience)
        return False

    def _reach_the_disk(self) -> None:
        assert self._session is not None
        self._session.ask_together(MARK)


def unsure(error: BaseException | None) -> StoreUnavailable:
    """What is said of a unit that may be kept or lost."""
    told = StoreUnavailable("unsure")
    told.__cause__ = error
    return told
