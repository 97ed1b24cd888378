"""Tiered pools of a project's providers: groups and service territories with their tiers. Who is in them: pool_members.

The words of a kind are group and territory; a territory is a group that adds its geography elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key, like_text
from store.rows import Order, among

Kind = Literal["group", "territory"]
Sort = Literal["name", "project_id", "created_at"]

_GROUPS = """SELECT g.*, (SELECT count(*) FROM talent_pool_members m WHERE m.group_id = g.id) AS providers
             FROM talent_pool_groups g"""


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """What the list of a company's groups is narrowed to; what is None narrows nothing. name: a part of it."""

    company_id: int
    kind: Kind
    uuids: Sequence[str] | None = None
    name: str | None = None
    project_id: int | None = None
    active: bool | None = None


def project_exists(tx: Transaction, company_id: int, id: int) -> bool:
    """Whether the company has such a project, archived or not."""
    sql = "SELECT 1 FROM projects WHERE id = :id AND company_id = :company_id"
    return tx.value(sql, id=id, company_id=company_id) is not None


def find(tx: Transaction, company_id: int, uuid: str, kind: Kind | None = None) -> Row | None:
    """A group of the company, with how many providers are in it; kind: only one of that kind."""
    return tx.one(
        f"""{_GROUPS} WHERE g.uuid = :uuid AND g.company_id = :company_id AND g.kind = coalesce(:kind, g.kind)""",
        uuid=uuid.lower(),
        company_id=company_id,
        kind=kind,
    )


def named(tx: Transaction, project_id: int, kind: Kind, name: str) -> Row | None:
    """The group of a project that has a name, whatever its capitals."""
    return tx.one(
        f"{_GROUPS} WHERE g.project_id = :project_id AND g.kind = :kind AND g.name_key = :key",
        project_id=project_id,
        kind=kind,
        key=address_key(name),
    )


def listed(wanted: GroupFilter) -> tuple[str, dict[str, Any]]:
    """A SELECT of groups that ends with its WHERE clause, and its parameters."""
    conditions = ["g.company_id = :company_id", "g.kind = :kind"]
    params: dict[str, Any] = {"company_id": wanted.company_id, "kind": wanted.kind}
    if wanted.uuids is not None:
        names = {f"uuid_{place}": uuid.lower() for place, uuid in enumerate(wanted.uuids)}
        conditions.append(f"g.uuid IN ({', '.join(f':{name}' for name in names) or 'NULL'})")
        params |= names
    if wanted.name is not None:
        conditions.append("g.name_key LIKE :part ESCAPE '!'")
        params["part"] = f"%{like_text(address_key(wanted.name.strip()))}%"
    if wanted.project_id is not None:
        conditions.append("g.project_id = :project_id")
        params["project_id"] = wanted.project_id
    if wanted.active is not None:
        conditions.append("g.active = :active")
        params["active"] = int(wanted.active)
    return f"{_GROUPS} WHERE {' AND '.join(conditions)}", params


def order(sort: Sort, direction: str) -> Order:
    """The order of the list."""
    column = {"name": "g.name_key", "project_id": "g.project_id", "created_at": "g.created_at"}[sort]
    nullable = ("nullable",) if sort == "name" else ()
    return [(column, direction, *nullable), ("g.id", direction)]


def of_project(tx: Transaction, company_id: int, project_id: int) -> list[Row]:
    """The groups and territories of a project."""
    return tx.all(
        f"{_GROUPS} WHERE g.project_id = :project_id AND g.company_id = :company_id ORDER BY g.id",
        project_id=project_id,
        company_id=company_id,
    )


def insert(tx: Transaction, stamp: str, **columns: Any) -> int:
    """Keep a new group; its id. columns: uuid, company_id, project_id, kind, name, display_name, attributes (JSON list of
    {attribute_id, name, value}), active. The name has to be free."""
    key = address_key(columns["name"])
    return tx.insert("talent_pool_groups", **columns, name_key=key, created_at=stamp, updated_at=stamp)


def change(tx: Transaction, id: int, stamp: str, **columns: Any) -> None:
    """Set columns of a group; without any, only when it was changed."""
    keys = {"name_key": address_key(columns["name"])} if "name" in columns else {}
    tx.change("talent_pool_groups", id, **columns, **keys, updated_at=stamp)


def delete(tx: Transaction, id: int) -> dict[str, int]:
    """Delete a group with all that is in it; how many tiers and members that were."""
    tiers = [row["id"] for row in tiers_of(tx, [id])[id]]
    members = remove_tiers(tx, tiers)
    tx.run("DELETE FROM talent_pool_groups WHERE id = :id", id=id)
    return {"tiers": len(tiers), "members": members}


def tiers_of(tx: Transaction, group_ids: Collection[int]) -> dict[int, list[Row]]:
    """id, group_id, name, tier_order and providers (how many) of the tiers of groups, the first one first; by group."""
    condition, params = among(group_ids)
    found: dict[int, list[Row]] = {id: [] for id in group_ids}
    for row in tx.all(
        f"""SELECT t.id, t.group_id, t.name, t.tier_order,
                   (SELECT count(*) FROM talent_pool_members m WHERE m.tier_id = t.id) AS providers
            FROM talent_pool_tiers t WHERE t.group_id {condition} ORDER BY t.tier_order, t.id""",
        **params,
    ):
        if row["group_id"] in found:
            found[row["group_id"]].append(row)
    return found


def tier(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A tier of any group of the company: id, group_id, name, tier_order, uuid, project_id and kind of its group."""
    return tx.one(
        """SELECT t.id, t.group_id, t.name, t.tier_order, g.uuid, g.project_id, g.kind FROM talent_pool_tiers t
           JOIN talent_pool_groups g ON g.id = t.group_id WHERE t.id = :id AND g.company_id = :company_id""",
        id=id,
        company_id=company_id,
    )


def set_tiers(tx: Transaction, group_id: int, tiers: Sequence[tuple[int | None, str]]) -> None:
    """A group's tiers are these from now on, (id or None for a new one, name), the first to be asked first. Those left out
    are removed first, by remove_tiers."""
    # Names may change places, so none is kept while they are written.
    tx.run("UPDATE talent_pool_tiers SET name_key = NULL WHERE group_id = :group_id", group_id=group_id)
    for place, (id, name) in enumerate(tiers, start=1):
        columns = {"name": name, "name_key": address_key(name), "tier_order": place}
        if id is None:
            tx.insert("talent_pool_tiers", group_id=group_id, **columns)
        else:
            tx.change("talent_pool_tiers", id, **columns)


def remove_tiers(tx: Transaction, ids: Collection[int]) -> int:
    """Delete tiers with their memberships and the notes on their members; how many memberships that were."""
    condition, params = among(ids)
    tx.run(f"DELETE FROM talent_pool_attributes WHERE tier_id {condition}", **params)
    members = tx.run(f"DELETE FROM talent_pool_members WHERE tier_id {condition}", **params)
    tx.run(f"DELETE FROM talent_pool_tiers WHERE id {condition}", **params)
    return members


def searched(tx: Transaction, project_id: int) -> bool:
    """Whether a running automatic search asks the people of the plain groups of a project."""
    sql = "SELECT 1 FROM dispatch_runs WHERE project_id = :id AND status = 'running' AND territory_uuid IS NULL LIMIT 1"
    return tx.value(sql, id=project_id) is not None


def dispatched_offers(tx: Transaction, uuid: str) -> int:
    """How many offers of automatic dispatch from a group are open."""
    found: int = tx.value(
        """SELECT count(*) FROM work_order_routes
           WHERE talent_pool_group_id = :uuid AND status = 'open' AND source = 'smart_dispatch'""",
        uuid=uuid,
    )
    return found
