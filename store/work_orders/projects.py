"""Projects, under which a company groups its work orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key, folded_lines, found_in
from store.rows import Order, among

Sort = Literal["id", "name", "client", "manager", "created_date"]

_PROJECTS = """SELECT p.*, k.name AS client_name, m.name AS manager_first_name, m.last_name AS manager_last_name,
                      x.name AS default_template_name,
                      (SELECT count(*) FROM talent_pool_groups g
                       WHERE g.project_id = p.id AND g.kind = 'group' AND g.active = 1) AS talent_pool_groups,
                      d.uuid AS settings_uuid, coalesce(d.enabled, 0) AS settings_enabled
               FROM projects p
               LEFT JOIN project_dispatch_settings d ON d.project_id = p.id
               LEFT JOIN client_companies k ON k.id = p.client_id
               LEFT JOIN persons m ON m.id = p.manager_id
               LEFT JOIN work_order_templates x ON x.id = p.default_template_id"""
# By the sorts that go by another table: what they sort by, and where it stands.
_ELSEWHERE = {
    "client": "k.name_key AS client_key FROM projects p LEFT JOIN client_companies k ON k.id = p.client_id",
    "manager": "m.short_name_folded AS manager_key FROM projects p LEFT JOIN persons m ON m.id = p.manager_id",
}
_KEYS: dict[str, tuple[str, ...]] = {
    "name": ("p.name_key",), "created_date": ("p.created_at",), "client": ("p.client_key", "nullable"),
    "manager": ("p.manager_key", "nullable"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What the list of a company's projects is narrowed to; what is None or empty narrows nothing.

    created: from this stored moment up to the other one."""

    company_id: int
    status: str | None = None
    search: str | None = None
    client_ids: Sequence[int] = ()
    manager_ids: Sequence[int] = ()
    created: tuple[str, str] | None = None


def listed(wanted: ProjectFilter, sort: Sort) -> tuple[str, dict[str, Any]]:
    """A SELECT of ids and keys of a sort that ends with its WHERE clause, and its parameters; load() has the rows."""
    conditions, params = ["p.company_id = :company_id"], dict[str, Any](company_id=wanted.company_id)
    if wanted.status is not None:
        conditions.append("p.status = :status")
        params["status"] = wanted.status
    if wanted.search is not None:
        conditions.append("p.found_by LIKE :search ESCAPE '!'")
        params["search"] = found_in(wanted.search)
    for column, ids in (("client_id", wanted.client_ids), ("manager_id", wanted.manager_ids)):
        if ids:
            conditions.append(f"p.{column} IN ({', '.join(str(int(id)) for id in ids)})")
    if wanted.created is not None:
        conditions.append("p.created_at >= :created_from AND p.created_at < :created_until")
        params["created_from"], params["created_until"] = wanted.created
    where = " AND ".join(conditions)
    if sort in _ELSEWHERE:
        return f"SELECT * FROM (SELECT p.id, {_ELSEWHERE[sort]} WHERE {where}) AS p WHERE 1 = 1", params
    return f"SELECT p.id, p.name_key, p.created_at FROM projects p WHERE {where}", params


def order(sort: Sort, direction: str) -> Order:
    """The order of the list; projects without a client or manager come last when it goes by them."""
    if sort == "id":
        return [("p.id", direction)]
    column, *more = _KEYS[sort]
    return [(column, direction, *more), ("p.id", direction)]


def load(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    """Projects by ids that were found as the caller's own, in their order."""
    condition, params = among(ids)
    rows = {row["id"]: row for row in tx.all(f"{_PROJECTS} WHERE p.id {condition}", **params)}
    return [rows[id] for id in ids]


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A project of this company, archived ones too."""
    return tx.one(f"{_PROJECTS} WHERE p.id = :id AND p.company_id = :company_id", id=id, company_id=company_id)


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A project of this company by its name in any case."""
    sql = "SELECT id, name FROM projects WHERE company_id = :company_id AND name_key = :name"
    return tx.one(sql, company_id=company_id, name=address_key(name))


def insert(tx: Transaction, stamp: str, **values: Any) -> int:
    """Store a project; its id. values: the columns; what it is found by follows."""
    return tx.insert("projects", **values, **_found_by(values), created_at=stamp, updated_at=stamp)


def change(tx: Transaction, project: Row, stamp: str, **values: Any) -> None:
    """Write columns of a loaded project."""
    after = {name: values.get(name, project[name]) for name in ("name", "description")}
    tx.change("projects", project["id"], **values, **_found_by(after), updated_at=stamp)


def other_clients_order(tx: Transaction, id: int, client_id: int) -> int | None:
    """A work order of the project that is for another client than this one; None when there is none."""
    found: int | None = tx.value(
        """SELECT id FROM work_orders WHERE project_id = :id AND status <> 8 AND client_id <> :client_id
           ORDER BY id LIMIT 1""",
        id=id,
        client_id=client_id,
    )
    return found


def _found_by(values: dict[str, Any]) -> dict[str, str]:
    return {
        "name_key": address_key(values["name"]),
        "found_by": folded_lines(values["name"], values.get("description")),
    }
