"""Sites a company keeps for reuse, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key, folded, found_in
from store.rows import Order
from store.work_orders.places import place_folded

_LOCATIONS = """SELECT l.*, g.name AS group_name, k.name AS client_name
               FROM saved_locations l
               LEFT JOIN location_groups g ON g.id = l.group_id
               LEFT JOIN client_companies k ON k.id = l.client_id"""


# How near a site is to a point of the unit sphere, as a whole number to sort by: 0 is there.
_NEARNESS = "CAST((1 - (l.site_x * :near_x + l.site_y * :near_y + l.site_z * :near_z)) * 1000000000000000 AS BIGINT)"
_SEARCHED = ("name", "display_name", "address1", "city", "zip")
# By the part of a site they narrow: what a site `l` has to meet.
_CONDITIONS = {
    "search": "l.found_by LIKE :search ESCAPE '!'",
    "client_id": "l.client_id = :client_id",
    "group_id": "l.group_id = :group_id",
    "city": "l.city_folded = :city",
    "state": "l.state_folded = :state",
    "zip": "upper(l.zip) = :zip",
    "zip_begins": "substr(upper(l.zip), 1, length(:zip_begins)) = :zip_begins",
    "country": "l.country = :country",
}
_KEYS = {"name": ("l.name_key",), "city": ("l.city", "nullable"), "created_date": ("l.created_at",),
         "distance": ("l.nearness",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteFilter:
    """What the list of a company's sites is narrowed to; what is None narrows nothing."""

    company_id: int
    active: bool
    search: str | None = None
    client_id: int | None = None
    group_id: int | None = None
    city: str | None = None
    state: str | None = None
    # In capitals.
    zip: str | None = None
    zip_begins: str | None = None
    country: str | None = None
    # A point of the unit sphere, and the cosine of the widest angle to it.
    near: tuple[tuple[float, float, float], float] | None = None


def listed(wanted: SiteFilter) -> tuple[str, dict[str, Any]]:
    """A SELECT of sites that ends with its WHERE clause, and its parameters; with near they have a nearness."""
    given = {name: getattr(wanted, name) for name in _CONDITIONS if getattr(wanted, name) is not None}
    conditions = ["l.company_id = :company_id", "l.active = :active", *(_CONDITIONS[name] for name in given)]
    params = {"company_id": wanted.company_id, "active": int(wanted.active), **given}
    if wanted.search is not None:
        params["search"] = found_in(wanted.search)
    params |= {name: folded(params[name]) for name in ("city", "state") if name in params}
    sites = _LOCATIONS
    if wanted.near is not None:
        (x, y, z), cosine = wanted.near
        sites = sites.replace("l.*,", f"l.*, {_NEARNESS} AS nearness,", 1)
        conditions.append("l.site_x * :near_x + l.site_y * :near_y + l.site_z * :near_z >= :near_cos")
        params |= {"near_x": x, "near_y": y, "near_z": z, "near_cos": cosine}
    return f"SELECT * FROM ({sites} WHERE {' AND '.join(conditions)}) AS l WHERE 1 = 1", params


def order(sort: str, direction: str) -> Order:
    """The order of the list: by name, city, created_date, distance (with near) or id."""
    if sort not in _KEYS:
        return [("l.id", direction)]
    column, *more = _KEYS[sort]
    return [(column, direction, *more), ("l.id", direction)]


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A site of this company."""
    return tx.one(f"{_LOCATIONS} WHERE l.id = :id AND l.company_id = :company_id", id=id, company_id=company_id)


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A site of this company by its name in any case."""
    sql = "SELECT id, name FROM saved_locations WHERE company_id = :company_id AND name_key = :name"
    return tx.one(sql, company_id=company_id, name=name.casefold())


def insert(tx: Transaction, stamp: str, **values: Any) -> int:
    """Store a site; its id. values: the columns; what it is found by follows."""
    return tx.insert("saved_locations", **values, **_follow(values), created_at=stamp, updated_at=stamp)


def change(tx: Transaction, site: Row, stamp: str, **values: Any) -> None:
    """Write columns of a loaded site; what it is found by follows."""
    after = {name: values.get(name, site[name]) for name in (*_SEARCHED, "state")}
    tx.change("saved_locations", site["id"], **values, **_follow(after), updated_at=stamp)


def _follow(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name_key": values["name"].casefold(),
        "found_by": folded(" ".join(values.get(name) or "" for name in _SEARCHED)),
        **place_folded(values),
    }


def group(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = "SELECT * FROM location_groups WHERE id = :id AND company_id = :company_id"
    return tx.one(sql, id=id, company_id=company_id)


def group_named(tx: Transaction, company_id: int, name: str, stamp: str) -> int:
    """The id of a group by its name, made when there is none."""
    sql = "SELECT id FROM location_groups WHERE company_id = :company_id AND name_key = :key"
    found: int | None = tx.value(sql, company_id=company_id, key=address_key(name))
    if found is not None:
        return found
    return tx.insert("location_groups", company_id=company_id, name=name, name_key=address_key(name), created_at=stamp)
