"""What we use of aiosqlite that it does not promise."""

from __future__ import annotations

import inspect
from queue import SimpleQueue

import aiosqlite


async def test_aiosqlite_still_runs_pairs_of_future_and_function_from_its_queue() -> None:
    """on_thread puts (None, function) into this queue; when the library changes, this fails first."""
    connection = await aiosqlite.connect(":memory:")
    try:
        assert isinstance(connection._tx, SimpleQueue)
        assert "future, function = tx.get()" in inspect.getsource(aiosqlite.core._connection_worker_thread)
        assert connection._conn is not None
    finally:
        await connection.close()
