"""The feed of changes as it is read: what comes after a position, in the order of the commits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from store.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes; None: all. record: as (type, id)."""

    types: Collection[str] | None = None
    record: tuple[str, int] | None = None


def newest_change(tx: Transaction) -> int:
    """The position of the newest change; of the last that was let go of when none is kept."""
    id: int = tx.value(
        "SELECT coalesce((SELECT max(id) FROM changes), (SELECT up_to FROM changes_let_go WHERE id = 1))"
    )
    return id


def let_go_up_to(tx: Transaction) -> int:
    """The newest change that is not kept any more."""
    id: int = tx.value("SELECT up_to FROM changes_let_go WHERE id = 1")
    return id


def changes_after(tx: Transaction, id: int, wanted: Wanted, most: int) -> list[Row]:
    """Changes after a position, oldest first."""
    conditions, params = ["id > :after"], dict[str, Any](after=id)
    if wanted.types is not None:
        types = {f"type_{at}": type for at, type in enumerate(sorted(wanted.types))}
        conditions.append(f"type IN ({', '.join(f':{name}' for name in types)})")
        params |= types
    if wanted.record is not None:
        conditions.append("record_type = :record_type AND record_id = :record_id")
        params |= {"record_type": wanted.record[0], "record_id": wanted.record[1]}
    return tx.all(
        f"SELECT * FROM changes WHERE {' AND '.join(conditions)} ORDER BY id LIMIT :most", **params, most=most
    )
