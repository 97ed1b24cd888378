"""How often whom each server of a hall was called by of late, as far as it is worth telling the others."""

from __future__ import annotations

from collections.abc import Mapping

from store.database import Transaction


def tell_counts(tx: Transaction, server: str, counts: Mapping[str, int], now: str, outdated: str) -> None:
    """What this server counted, in place of what it said before. What any server said before `outdated` is dropped."""
    tx.run("DELETE FROM call_counts WHERE server = :server OR at < :outdated", server=server, outdated=outdated)
    tx.many(
        "INSERT INTO call_counts (server, who, hits, at) VALUES (:server, :who, :hits, :at)",
        [{"server": server, "who": who, "hits": hits, "at": now} for who, hits in counts.items()],
    )


def counted_elsewhere(tx: Transaction, server: str, since: str) -> dict[str, int]:
    """By who calls: what all other servers counted, and have said since a moment."""
    rows = tx.all(
        "SELECT who, sum(hits) AS hits FROM call_counts WHERE server <> :server AND at >= :since GROUP BY who",
        server=server,
        since=since,
    )
    return {row["who"]: row["hits"] for row in rows}
