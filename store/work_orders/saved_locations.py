"""Sites a company keeps for reuse, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction

LOCATIONS = """SELECT l.*, g.name AS group_name, k.name AS client_name,
                      (SELECT count(*) FROM work_orders w
                       WHERE w.saved_location_id = l.id AND w.status <> 8) AS work_orders
               FROM saved_locations l
               LEFT JOIN location_groups g ON g.id = l.group_id
               LEFT JOIN client_companies k ON k.id = l.client_id"""


# How near a site is to a point of the unit sphere, as a whole number to sort by: 0 is there.
NEARNESS = "CAST((1 - (l.site_x * :near_x + l.site_y * :near_y + l.site_z * :near_z)) * 1000000000000000 AS INTEGER)"


def listed(conditions: Sequence[str], near: bool) -> str:
    """A SELECT of sites `l` that ends with its WHERE clause; with near they have a nearness."""
    columns = f"l.*, {NEARNESS} AS nearness," if near else "l.*,"
    inner = LOCATIONS.replace("l.*,", columns, 1)
    return f"SELECT * FROM ({inner} WHERE {' AND '.join(conditions)}) AS l WHERE 1 = 1"


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A site of this company."""
    return tx.one(f"{LOCATIONS} WHERE l.id = :id AND l.company_id = :company_id", id=id, company_id=company_id)


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A site of this company by its name in any case."""
    sql = "SELECT id, name FROM saved_locations WHERE company_id = :company_id AND name_key = :name"
    return tx.one(sql, company_id=company_id, name=name.casefold())


def insert(tx: Transaction, stamp: str, **values: Any) -> int:
    """Store a site; its id. values: the columns; name_key follows from the name."""
    key = values["name"].casefold()
    return tx.insert("saved_locations", **values, name_key=key, created_at=stamp, updated_at=stamp)


def group(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = "SELECT * FROM location_groups WHERE id = :id AND company_id = :company_id"
    return tx.one(sql, id=id, company_id=company_id)


def group_named(tx: Transaction, company_id: int, name: str, stamp: str) -> int:
    """The id of a group by its name, made when there is none."""
    sql = "SELECT id FROM location_groups WHERE company_id = :company_id AND lower(name) = lower(:name)"
    found: int | None = tx.value(sql, company_id=company_id, name=name)
    if found is not None:
        return found
    return tx.insert("location_groups", company_id=company_id, name=name, created_at=stamp)
