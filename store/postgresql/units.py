"""Work that waits for its turn at a PostgreSQL server."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from store.database import Work
from store.postgresql.session import Session


@dataclass(slots=True, eq=False)
class Unit:
    """A unit of work, until when it has to be done, and who waits for its answer."""

    work: Work[Any]
    durable: bool
    deadline: float
    loop: asyncio.AbstractEventLoop
    # Whether it may share a transaction with others; once it has been lost with them, it has one of its own.
    shares: bool = False
    done: asyncio.Future[Any] = field(init=False)
    answer: Any = None
    # The connection that committed it.
    committed_by: Session | None = None

    def __post_init__(self) -> None:
        self.done = self.loop.create_future()

    @property
    def milliseconds(self) -> int:
        """Until its deadline."""
        return max(1, int((self.deadline - time.monotonic()) * 1000))

    @property
    def is_over(self) -> bool:
        """Whether its deadline has passed."""
        return time.monotonic() > self.deadline

    def resolve(self, error: BaseException | None) -> None:
        """Say what came of it, on the loop's thread. Whoever went away gave up the answer, not the unit."""
        if self.done.done():
            return
        if error is None:
            self.done.set_result(self.answer)
        else:
            self.done.set_exception(error)


def tell(units: Sequence[Unit], error: BaseException | None = None) -> None:
    """Say what came of units that wait in one loop, from whatever thread."""
    # A loop that is closed has nobody who waits.
    with contextlib.suppress(RuntimeError):
        units[0].loop.call_soon_threadsafe(_resolve, units, error)


def _resolve(units: Sequence[Unit], error: BaseException | None) -> None:
    for unit in units:
        unit.resolve(error)
