"""How many work orders there are of each project, client or saved location, by state: read from an index alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from store.database import Transaction
from store.rows import among

Link = Literal["project_id", "client_id", "saved_location_id"]
Counts = dict[int, dict[int, int]]


def by_status(tx: Transaction, link: Link, ids: Collection[int]) -> Counts:
    """{id: {status: orders}} of records that were loaded as the caller's own; deleted orders are left out."""
    condition, params = among(ids)
    counts: Counts = {id: {} for id in ids}
    for row in tx.all(
        f"""SELECT {link} AS id, status, count(*) AS orders FROM work_orders
            WHERE {link} {condition} AND status <> 8 GROUP BY {link}, status""",
        **params,
    ):
        counts[row["id"]][row["status"]] = row["orders"]
    return counts


def projects_of(tx: Transaction, client_ids: Collection[int]) -> dict[int, int]:
    """How many projects each client has, archived ones too."""
    condition, params = among(client_ids)
    rows = tx.all(
        f"SELECT client_id, count(*) AS projects FROM projects WHERE client_id {condition} GROUP BY client_id", **params
    )
    found = {row["client_id"]: row["projects"] for row in rows}
    return {id: found.get(id, 0) for id in client_ids}
