"""The writer of a server: units that write go one after another, and what they wrote reaches the disk for many at once.

Of several servers one unit at a time writes: each transaction takes one lock of the database first. It is committed without
waiting for the disk, which lets the lock go at once; whoever was promised durability waits for the disk after that, together with
all others that wait, while the next units write. docs/decisions/0012 says why."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from psycopg import Error

from store.database import StoreUnavailable, Work
from store.postgresql.durability import MARK, MARK_IF_BEHIND, Durability, unsure
from store.postgresql.errors import AGAIN, Lost, StatementForgotten, is_lost, unavailable
from store.postgresql.session import Result, Session, Statement
from store.postgresql.shape import Shape
from store.postgresql.transaction import PostgresTransaction
from store.postgresql.units import Unit, tell

# How often a unit is run before it is refused.
ATTEMPTS = 8
# More than these wait so long that they had better come again.
MOST_WAITING = 1000
# How many of those that share one transaction: meanwhile nobody else writes.
MOST_TOGETHER = 32
# How soon it is seen that nobody waits for the disk any more, in seconds.
LOOKS_AT_THE_END = 0.02
# Which lock of the database stands for "I write".
WRITING = 0x48495245

# Milliseconds after its deadline until the server ends a unit of which nothing more is heard. A machine that was put to sleep
# would else keep the lock, and everybody from writing, until somebody wakes it.
STANDS_STILL = 30_000

_BEGIN = Statement("BEGIN", keep=False)
_TRY = (
    "SELECT set_config('synchronous_commit', 'off', true), set_config('statement_timeout', $1, true),"
    f" pg_try_advisory_xact_lock({WRITING}), set_config('idle_in_transaction_session_timeout', $2, true)"
)
_COMMIT = Statement("COMMIT", keep=False)
_WAIT = f"SELECT pg_advisory_xact_lock({WRITING})"


# Whether all is done for a unit that was promised durability, and what went wrong.
Ended = tuple[bool, BaseException | None]


class Writer:
    """One thread with a connection of its own, fed through a queue."""

    def __init__(self, url: str, shape: Shape, patience: float) -> None:
        self._url = url
        self._shape = shape
        self._patience = patience
        self._session: Session | None = None
        self._durability = Durability(url, patience, self._take_doubtful)
        self._waiting: deque[Unit] = deque()
        self._came = threading.Condition()
        # Held by whoever uses the connection.
        self._turn = threading.Lock()
        # The unit whose transaction began with the commit of the one before, and whether it has the lock.
        self._begun: tuple[Unit, bool] | None = None
        # Committed, and nobody can say yet whether they are kept.
        self._doubtful: list[Unit] = []
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="hall-writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many units are being written, or wait for it."""
        return len(self._waiting) + self._turn.locked()

    def submit(
        self, work: Work[Any], durable: bool, seconds: float, here: bool, shares: bool = False
    ) -> asyncio.Future[Any]:
        """Queue a unit; what will hold its answer once it is committed.

        here: run it on this thread if nobody else writes. Then the loop does nothing else meanwhile.
        shares: commit it together with others that wait beside it, and need not be on the disk either."""
        if len(self._waiting) >= MOST_WAITING:
            raise StoreUnavailable("crowded")
        unit = Unit(work, durable, time.monotonic() + seconds, asyncio.get_running_loop(), shares)
        if not (here and self._run_here(unit)):
            with self._came:
                self._waiting.append(unit)
                self._came.notify()
        return unit.done

    def close(self) -> None:
        """End the threads once all that waits is written."""
        with self._came:
            self._closing = True
            self._came.notify()
        self._thread.join()
        self._durability.close()
        if self._session is not None:
            self._session.close()

    def _run(self) -> None:
        while self._something_to_do():
            if self._doubtful and self._begun is None:
                with self._turn:
                    self._prove()
            elif self._waiting:
                units = self._next()
                with self._turn:
                    ended = self._write(units[0]) if len(units) == 1 else self._write_together(units)
                # Once it is somebody else's turn, since whoever is answered may come with the next unit at once.
                if ended is not None:
                    self._answer(units, *ended)

    def _answer(self, units: list[Unit], over: bool, error: BaseException | None) -> None:
        if over:
            tell(units, error)
        else:
            self._durability.answer_once_kept(units[0])

    def _next(self) -> list[Unit]:
        """The next unit, with those behind it if all of them share."""
        units = [self._waiting.popleft()]
        while units[0].shares and self._waiting and self._waiting[0].shares and len(units) < MOST_TOGETHER:
            units.append(self._waiting.popleft())
        return units

    def _something_to_do(self) -> bool:
        """Wait until there is something; False at the end, when nobody waits for the disk either: they may come to be in doubt."""
        with self._came:
            while not (self._waiting or self._doubtful):
                if self._closing and not self._durability.busy:
                    return False
                self._came.wait(LOOKS_AT_THE_END if self._closing else None)
            return True

    def _take_doubtful(self, units: list[Unit]) -> None:
        """From the thread that waits for the disk, which has lost its connection, or had none."""
        with self._came:
            self._doubtful += units
            self._came.notify()

    def _prove(self) -> None:
        """The connection that committed units still lives, so its server does, and what it committed can reach the disk."""
        units, self._doubtful = self._doubtful, []
        ours = [unit for unit in units if unit.committed_by is self._session]
        error: BaseException | None = None
        try:
            if self._session is not None and ours:
                self._session.ask_together(MARK)
        except Error as lost:
            error = unsure(lost)
        for unit in units:
            tell([unit], error if unit in ours else unsure(None))

    def _write(self, unit: Unit) -> Ended:
        """Run a unit until something has come of it, anew as long as it and others stand in each other's way."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                session = self._begin(unit)
                transaction = PostgresTransaction(session, self._shape, unit.deadline)
                unit.answer = unit.work(transaction)
                _check_whole(session)
                return self._commit(session, unit, transaction)
            except Exception as error:
                if not self._comes_again(error, unit, attempt):
                    return True, unavailable(error, self._shape.unique)
        return True, StoreUnavailable("busy")

    def _write_together(self, units: list[Unit]) -> Ended | None:
        """Run units in one transaction; None when it is lost: nobody was answered, and each of them waits for one of its own."""
        try:
            session = self._begin(units[0])
            transaction = PostgresTransaction(session, self._shape, max(unit.deadline for unit in units))
            transaction.ends = {}
            for unit in units:
                unit.answer = unit.work(transaction)
            _check_whole(session)
            return self._commit(session, units[0], transaction)
        except Exception as error:
            self._undo(error)
        for unit in units:
            unit.shares = False
        self._waiting.extendleft(reversed(units))
        return None

    def _begin(self, unit: Unit) -> Session:
        """A connection in a transaction that holds the lock."""
        begun, self._begun = self._begun, None
        if self._session is None or not self._session.usable:
            if unit.is_over:
                # Whoever waits behind it need not wait for one more connection that does not come about.
                raise StoreUnavailable("gone")
            self._session, begun = self._anew(), None
        session = self._session
        has_lock = begun[1] if begun is not None and begun[0] is unit else _begin(session, unit)
        if not has_lock:
            session.command(_WAIT)
        return session

    def _anew(self) -> Session:
        """Another connection in the place of one that was lost."""
        lost, self._session = self._session, None
        if lost is not None:
            lost.close()
        return Session.open(self._url, self._patience)

    def _comes_again(self, error: Exception, unit: Unit, attempt: int) -> bool:
        """Undo what a unit did; whether it is run anew. A lost connection is tried once more: the server may be there again."""
        self._undo(error)
        if unit.is_over:
            return False
        return (isinstance(error, AGAIN) and attempt < ATTEMPTS) or (is_lost(error) and attempt == 1)

    def _undo(self, error: Exception) -> None:
        if self._session is not None:
            self._session.roll_back()
            if isinstance(error, StatementForgotten):
                self._session.forget_statements()

    def _commit(self, session: Session, unit: Unit, transaction: PostgresTransaction) -> Ended:
        """Commit a unit with what it left for later, and in one go begin the next one, or wait for the disk when nobody else
        does. What was refused of the unit itself is raised: then it has not happened."""
        # Whoever is in doubt waits for a connection that is in no transaction.
        following = self._waiting[0] if self._waiting and not self._doubtful else None
        alone = following is None and not self._durability.busy
        left, wrote = transaction.hand_over()
        then = _beginning(following) if following is not None else _mark(unit, wrote) if alone else ()
        over, results = _committed(session, left, then, wrote, self._shape)
        # Only the beginning may fail without the unit, and only on a connection that can still say what is kept.
        if over is not None and (alone or len(results) <= len(left) or not session.usable):
            return True, over
        if over is None and following is not None:
            self._begun = following, _has_lock(results)
        unit.committed_by = session
        return alone or not unit.durable, None

    def _run_here(self, unit: Unit) -> bool:
        """False when it has to take its turn: behind others, behind another server, or for a new connection."""
        if self._waiting or not self._turn.acquire(blocking=False):
            return False
        try:
            session = self._session
            if session is None or not session.usable or self._waiting or self._durability.busy:
                return False
            # The connection is in the transaction of a unit that has been taken from the queue and waits for this turn.
            if self._begun is not None:
                return False
            return self._write_here(session, unit)
        finally:
            self._turn.release()

    def _write_here(self, session: Session, unit: Unit) -> bool:
        try:
            if not _begin(session, unit):
                session.roll_back()
                return False
            transaction = PostgresTransaction(session, self._shape, unit.deadline)
            unit.answer = unit.work(transaction)
            _check_whole(session)
            left, wrote = transaction.hand_over()
            over, _ = _committed(session, left, _mark(unit, wrote), wrote, self._shape)
        except Exception as error:
            session.roll_back()
            if isinstance(error, AGAIN) or is_lost(error):
                return False
            unit.resolve(unavailable(error, self._shape.unique))
            return True
        unit.resolve(over)
        return True


def _mark(unit: Unit, wrote: bool) -> Sequence[Statement]:
    return () if not unit.durable else MARK if wrote else MARK_IF_BEHIND


def _beginning(unit: Unit) -> Sequence[Statement]:
    left = unit.milliseconds
    return _BEGIN, Statement(_TRY, [str(left), str(left + STANDS_STILL)])


def _begin(session: Session, unit: Unit) -> bool:
    """Begin a unit's transaction; whether it has the lock, which another server may hold."""
    return _has_lock(session.ask_together(_beginning(unit)))


def _has_lock(begun: Sequence[Result]) -> bool:
    return bool(begun[-1].rows[0][2])


def _committed(
    session: Session, left: Sequence[Statement], then: Sequence[Statement], wrote: bool, shape: Shape
) -> tuple[BaseException | None, list[Result]]:
    """Carry out what a unit left for later, commit it, and go on. What is said of the unit when the commit or what comes after
    it failed; and what was carried out. What was refused of the unit itself is raised: then it has not happened."""
    try:
        results, refusal = session.go_through([*left, _COMMIT, *then])
    except Lost as lost:
        return _uncommitted(lost, wrote, shape), []
    if refusal is None:
        return None, results
    if len(results) < len(left):
        raise refusal
    session.roll_back()
    return _uncommitted(refusal, wrote, shape), results


def _check_whole(session: Session) -> None:
    """An error that was caught within a unit, but not taken back, would make its commit a rollback."""
    if not session.within:
        raise RuntimeError("an error within the unit was not taken back")


def _uncommitted(error: Error, wrote: bool, shape: Shape) -> BaseException:
    """What is said of a unit whose commit was not confirmed. With the connection lost it may have happened."""
    if wrote and not (error.sqlstate or "").startswith(("23", "40")):
        return unsure(error)
    return unavailable(error, shape.unique)
