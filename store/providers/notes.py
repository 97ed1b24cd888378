"""Notes a company keeps on a member of a tier: a name and a value each. The member does not see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key
from store.rows import Order

Sort = Literal["name", "created_at", "updated_at"]


def listed(tier_id: int, person_id: int) -> tuple[str, dict[str, Any]]:
    """A SELECT of the notes on a member that ends with its WHERE clause, and its parameters."""
    sql = "SELECT a.* FROM talent_pool_attributes a WHERE a.tier_id = :tier_id AND a.person_id = :person_id"
    return sql, {"tier_id": tier_id, "person_id": person_id}


def order(sort: Sort, direction: str) -> Order:
    if sort == "name":
        return [("a.name_key", direction, "nullable"), ("a.id", direction)]
    return [(f"a.{sort}", direction), ("a.id", direction)]


def of_member(tx: Transaction, tier_id: int, person_id: int) -> list[Row]:
    """All notes on a member, by name."""
    sql, params = listed(tier_id, person_id)
    return tx.all(f"{sql} ORDER BY a.name_key, a.id", **params)


def find(tx: Transaction, tier_id: int, person_id: int, uuid: str) -> Row | None:
    sql, params = listed(tier_id, person_id)
    return tx.one(f"{sql} AND a.uuid = :uuid", **params, uuid=uuid.lower())


def taken(tx: Transaction, tier_id: int, person_id: int, names: Collection[str]) -> list[str]:
    """Those of these names that a member already has a note of, as they stand there."""
    keys = {address_key(name) for name in names}
    return [row["name"] for row in of_member(tx, tier_id, person_id) if row["name_key"] in keys]


def insert(tx: Transaction, tier_id: int, person_id: int, uuid: str, note: Mapping[str, str], stamp: str) -> None:
    tx.insert(
        "talent_pool_attributes", uuid=uuid, tier_id=tier_id, person_id=person_id, name=note["name"],
        name_key=address_key(note["name"]), value=note["value"], created_at=stamp, updated_at=stamp,
    )  # fmt: skip


def set_value(tx: Transaction, id: int, value: str, stamp: str) -> None:
    tx.change("talent_pool_attributes", id, value=value, updated_at=stamp)


def delete(tx: Transaction, id: int) -> None:
    tx.run("DELETE FROM talent_pool_attributes WHERE id = :id", id=id)
