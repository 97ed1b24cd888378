"""Client companies: on whose behalf a company runs its work orders, and the members who look after each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key, folded, folded_lines, found_in
from store.rows import Order, among

Sort = Literal["id", "name", "created_date"]

_CLIENTS = "SELECT k.* FROM client_companies k"
_KEYS = {"name": ("k.name_key", "k.id"), "created_date": ("k.created_at", "k.id"), "id": ("k.id",)}


@dataclass(frozen=True, slots=True)
class ClientFilter:
    """What the list of a company's clients is narrowed to; what is None narrows nothing.

    manager_id: whom they are looked after by. since: with a work order made from this stored moment on."""

    company_id: int
    status: str | None = None
    search: str | None = None
    industry: str | None = None
    manager_id: int | None = None
    since: str | None = None


def listed(wanted: ClientFilter) -> tuple[str, dict[str, Any]]:
    """A SELECT of ids and sort keys that ends with its WHERE clause, and its parameters; load() has the rows."""
    conditions, params = ["k.company_id = :company_id"], dict[str, Any](company_id=wanted.company_id)
    if wanted.status is not None:
        conditions.append("k.status = :status")
        params["status"] = wanted.status
    if wanted.search is not None:
        conditions.append("k.found_by LIKE :search ESCAPE '!'")
        params["search"] = found_in(wanted.search)
    if wanted.industry is not None:
        conditions.append("k.industry_folded = :industry")
        params["industry"] = folded(wanted.industry)
    if wanted.manager_id is not None:
        conditions.append(
            """EXISTS (SELECT 1 FROM client_company_managers m
               WHERE m.client_id = k.id AND m.person_id = :manager_id)"""
        )
        params["manager_id"] = wanted.manager_id
    if wanted.since is not None:
        conditions.append(
            """EXISTS (SELECT 1 FROM work_orders w
               WHERE w.client_id = k.id AND w.created_at >= :since AND w.status <> 8)"""
        )
        params["since"] = wanted.since
    return f"SELECT k.id, k.name_key, k.created_at FROM client_companies k WHERE {' AND '.join(conditions)}", params


def order(sort: Sort, direction: str) -> Order:
    return [(column, direction) for column in _KEYS[sort]]


def load(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    """Clients by ids that were found as the caller's own, in their order."""
    condition, params = among(ids)
    rows = {row["id"]: row for row in tx.all(f"{_CLIENTS} WHERE k.id {condition}", **params)}
    return [rows[id] for id in ids]


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A client of this company, inactive ones too."""
    return tx.one(f"{_CLIENTS} WHERE k.id = :id AND k.company_id = :company_id", id=id, company_id=company_id)


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A client of this company by its name in any case."""
    sql = "SELECT id, name FROM client_companies WHERE company_id = :company_id AND name_key = :name"
    return tx.one(sql, company_id=company_id, name=address_key(name))


def managers(tx: Transaction, ids: Collection[int]) -> dict[int, list[Row]]:
    """Who looks after each client: id, first_name, last_name, in the order of their numbers."""
    condition, params = among(ids)
    found: dict[int, list[Row]] = {id: [] for id in ids}
    for row in tx.all(
        f"""SELECT m.client_id, p.id, p.name AS first_name, p.last_name
            FROM client_company_managers m JOIN persons p ON p.id = m.person_id
            WHERE m.client_id {condition} ORDER BY m.client_id, p.id""",
        **params,
    ):
        found[row["client_id"]].append(row)
    return found


def insert(tx: Transaction, stamp: str, **values: Any) -> int:
    """Store a client; its id. values: the columns; what it is found by follows."""
    return tx.insert("client_companies", **values, **_found_by(values), created_at=stamp, updated_at=stamp)


def change(tx: Transaction, client: Row, stamp: str, **values: Any) -> None:
    """Write columns of a loaded client."""
    after = {name: values.get(name, client[name]) for name in ("name", "display_name", "industry")}
    tx.change("client_companies", client["id"], **values, **_found_by(after), updated_at=stamp)


def set_managers(tx: Transaction, id: int, person_ids: Collection[int]) -> None:
    """Who looks after a client from now on."""
    tx.run("DELETE FROM client_company_managers WHERE client_id = :id", id=id)
    for person_id in dict.fromkeys(person_ids):
        tx.run(
            "INSERT INTO client_company_managers (client_id, person_id) VALUES (:id, :person_id)",
            id=id,
            person_id=person_id,
        )


def _found_by(values: dict[str, Any]) -> dict[str, str | None]:
    industry = values.get("industry")
    return {
        "name_key": address_key(values["name"]),
        "found_by": folded_lines(values["name"], values.get("display_name")),
        "industry_folded": folded(industry) if industry else None,
    }
