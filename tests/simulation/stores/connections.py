"""The database of a simulated hall: one connection, on which every unit runs at once in a transaction of its own."""

from __future__ import annotations

import sqlite3
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from store.database import Database, StoreUnavailable, Transaction, translated
from store.upgrade import upgrade
from tests.simulation.notes import Note, watch

Answer = TypeVar("Answer")


class Pause:
    """Hands control to whoever runs the coroutine, as waiting for the database does."""

    def __await__(self) -> Generator[None, None, None]:
        yield


class Forgetting:
    """A transaction that forgets what was noted of an attempt that was taken back."""

    noted: list[Note]

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        noted = len(self.noted)
        fault: Exception | None = super().attempt(work)  # type: ignore[misc]
        if fault is not None:
            del self.noted[noted:]
        return fault


class OneConnection(ABC):
    """A database whose units run at once, on one connection, each in a transaction of its own."""

    # What recipes and laws look into: execute(sql, params) and rows, in the words of both stores.
    raw: Any
    transaction: Transaction
    # As in the database it stands for.
    reads_on_writer: bool

    def __init__(self, notes: list[Note]) -> None:
        self.notes = notes
        # What the next commit of a write fails with: the unit has run, and is lost.
        self.fault: str | None = None
        # The statement of the next unit that fails.
        self.breaks_at: int | None = None
        # How many writes from now one waits before it begins; whether one waits after it is committed.
        self.waits_before = 0
        self.waits_after = False

    async def write(
        self,
        work: Callable[[Transaction], Answer],
        *,
        durable: bool = True,
        seconds: float = 10.0,
        here: bool = False,
        short: bool = False,
    ) -> Answer:
        if self.waits_before:
            self.waits_before -= 1
            if not self.waits_before:
                await Pause()
        noted = len(self.notes)
        transaction = self.transaction if self.breaks_at is None else self._breaking(self.breaks_at)
        self.breaks_at = None
        self._begin()
        try:
            answer = work(transaction)
            # What was left for the commit is noted as what it is part of.
            self._catch_up(transaction)
            if self.fault is not None:
                fault, self.fault = self.fault, None
                raise StoreUnavailable(fault)
            self._commit()
        except BaseException as error:
            del self.notes[noted:]
            self._roll_back()
            raise self._translated(error) from error
        if self.waits_after:
            self.waits_after = False
            await Pause()
        return answer

    async def read(
        self, work: Callable[[Transaction], Answer], *, seconds: float = 10.0, short: bool = False
    ) -> Answer:
        with self._reading():
            return work(self.transaction)

    @abstractmethod
    def watch(self) -> None:
        """Have every change that a law is about noted, from now on."""

    @abstractmethod
    def save(self) -> Any:
        """What a database as this one is can be made of, once this one is closed."""

    @abstractmethod
    def begun_again(self) -> OneConnection:
        """The same database as another server finds it, once this one was killed."""

    @abstractmethod
    async def close(self) -> None: ...

    @abstractmethod
    def _begin(self) -> None: ...

    def _catch_up(self, transaction: Transaction) -> None:
        """Carry out what a transaction left for its commit: nothing, where all is done at once."""
        return

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _roll_back(self) -> None: ...

    @abstractmethod
    def _reading(self) -> Any:
        """Within it nothing may be written."""

    @abstractmethod
    def _breaking(self, after: int) -> Transaction:
        """A transaction that fails in the middle: the statement with this number is refused by the disk."""

    @abstractmethod
    def _translated(self, error: BaseException) -> BaseException: ...


class Store(Protocol):
    """Where databases of simulated halls come from."""

    def open(self, notes: list[Note], saved: Any = None) -> OneConnection:
        """An empty hall's, or one as it was saved."""


class Memory:
    """Databases of SQLite that lie in this process."""

    def open(self, notes: list[Note], saved: bytes | None = None) -> OneConnection:
        return InMemory(_in_memory(saved), notes)


class InMemory(OneConnection):
    """A database of SQLite in this process."""

    reads_on_writer = Database.reads_on_writer

    def __init__(self, raw: sqlite3.Connection, notes: list[Note]) -> None:
        super().__init__(notes)
        self.raw: sqlite3.Connection = raw
        self.transaction = _Watched(raw, notes)

    def watch(self) -> None:
        watch(self.raw, self.notes)

    def save(self) -> bytes:
        return self.raw.serialize()

    def begun_again(self) -> OneConnection:
        # What was committed is all that the connection has; whatever was under way is lost with the server.
        self._roll_back()
        return InMemory(self.raw, self.notes)

    async def close(self) -> None:
        self.raw.close()

    def _begin(self) -> None:
        self.raw.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        self.raw.execute("COMMIT")

    def _roll_back(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        # PRAGMA query_only would have every statement compiled anew; this finds out just as well.
        written = self.raw.total_changes
        yield
        if self.raw.total_changes != written:
            raise RuntimeError("a read wrote")

    def _breaking(self, after: int) -> Transaction:
        broken: Any = _Broken(self.raw, after)
        return _Watched(broken, self.notes)

    def _translated(self, error: BaseException) -> BaseException:
        return translated(error)


class _Watched(Forgetting, Transaction):
    def __init__(self, raw: Any, notes: list[Note]) -> None:
        super().__init__(raw)
        self.noted = notes


class _Broken:
    """A connection that fails in the middle."""

    def __init__(self, raw: sqlite3.Connection, after: int) -> None:
        self._raw = raw
        self._left = after

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._count()
        return self._raw.execute(sql, *values)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        self._count()
        return self._raw.executemany(sql, rows)

    @property
    def total_changes(self) -> int:
        return self._raw.total_changes

    @property
    def in_transaction(self) -> bool:
        return self._raw.in_transaction

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


def _in_memory(saved: bytes | None) -> sqlite3.Connection:
    """An open hall: an empty one, or one as it was saved."""
    raw = sqlite3.connect(":memory:", isolation_level=None, cached_statements=4096)
    raw.row_factory = sqlite3.Row
    if saved is not None:
        # Copied page by page: a database that is deserialized itself is read and written as a file is.
        with closing(sqlite3.connect(":memory:")) as kept:
            kept.deserialize(saved)
            kept.backup(raw)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "hall.db"
            upgrade(path)
            with closing(sqlite3.connect(path)) as file:
                file.execute("PRAGMA journal_mode = DELETE")
                file.backup(raw)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA temp_store = MEMORY")
    return raw
