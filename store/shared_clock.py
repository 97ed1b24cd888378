"""The clock that all servers of a hall share: that of the database's server."""

from __future__ import annotations

from store.database import Transaction


def database_time(tx: Transaction) -> float:
    """What a PostgreSQL server's clock shows, in seconds since 1970."""
    seconds: float = tx.value("SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)")
    return seconds
