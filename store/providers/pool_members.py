"""Who is in the tiers of groups and territories: a person is in one tier at most of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import found_in
from store.providers.pools import Kind
from store.rows import Order, among
from store.types import Owner

Sort = Literal["provider_id", "name", "tier", "rating", "added_at"]

_KEYS: dict[Sort, tuple[tuple[str, ...], ...]] = {
    "provider_id": (("x.person_id",),),
    "name": (("x.name_folded",), ("x.person_id",)),
    "tier": (("x.tier_order",), ("x.name_folded",), ("x.person_id",)),
    "rating": (("x.rating_mean", "nullable"), ("x.person_id",)),
    "added_at": (("x.added_at",), ("x.person_id",)),
}


def listed(group: Row, tier_id: int | None = None, search: str | None = None) -> tuple[str, dict[str, Any]]:
    """A SELECT of a group's members that ends with its WHERE clause, and its parameters.

    Rows: person_id, first_name, last_name, active, rating_sum, rating_count, latitude_e6, longitude_e6, tier_id, tier,
    tier_order, added_at, elsewhere (1: in another group or territory of the project)."""
    params: dict[str, Any] = {
        "group_id": group["id"],
        "project_id": group["project_id"],
        "company_id": group["company_id"],
    }
    more = ""
    if tier_id is not None:
        more, params["tier_id"] = " AND m.tier_id = :tier_id", tier_id
    if search is not None:
        more += " AND p.short_name_folded LIKE :search ESCAPE '!'"
        params["search"] = found_in(search)
    sql = f"""SELECT * FROM (
        SELECT m.person_id, p.name AS first_name, p.last_name, p.short_name_folded AS name_folded, p.rating_sum,
               p.rating_count, p.rating_mean, coalesce(f.active, 0) AS active, f.latitude_e6, f.longitude_e6, m.tier_id,
               t.name AS tier, t.tier_order, m.added_at,
               EXISTS (SELECT 1 FROM talent_pool_members o JOIN talent_pool_groups g ON g.id = o.group_id
                       WHERE o.person_id = m.person_id AND o.group_id <> m.group_id AND g.project_id = :project_id
                         AND g.company_id = :company_id) AS elsewhere
        FROM talent_pool_members m JOIN talent_pool_tiers t ON t.id = m.tier_id JOIN persons p ON p.id = m.person_id
        LEFT JOIN provider_profiles f ON f.person_id = m.person_id
        WHERE m.group_id = :group_id{more}) AS x WHERE 1 = 1"""
    return sql, params


def order(sort: Sort, direction: str) -> Order:
    """The order of the list; people without a rating come last in either direction."""
    return [(column, direction, *more) for column, *more in _KEYS[sort]]


def tier_of(tx: Transaction, group_id: int, person_id: int) -> Row | None:
    """The membership of a person in a group: tier_id, added_at."""
    return tx.one(
        "SELECT * FROM talent_pool_members WHERE group_id = :group_id AND person_id = :person_id",
        group_id=group_id,
        person_id=person_id,
    )


def tiers_of_people(tx: Transaction, group_id: int, people: Collection[int]) -> dict[int, int]:
    """person id -> the tier of the group they are in, of those who are in it."""
    condition, params = among(people)
    rows = tx.all(
        f"SELECT person_id, tier_id FROM talent_pool_members WHERE group_id = :group_id AND person_id {condition}",
        group_id=group_id,
        **params,
    )
    return {row["person_id"]: row["tier_id"] for row in rows}


def of_project(
    tx: Transaction, company_id: int, project_id: int, person_id: int, kind: Kind | None = None
) -> list[Row]:
    """Where in a project a person is: group_id, uuid, name, kind, tier_id, tier, tier_order."""
    return tx.all(
        """SELECT m.group_id, g.uuid, g.name, g.kind, m.tier_id, t.name AS tier, t.tier_order FROM talent_pool_members m
           JOIN talent_pool_groups g ON g.id = m.group_id JOIN talent_pool_tiers t ON t.id = m.tier_id
           WHERE m.person_id = :person_id AND g.project_id = :project_id AND g.company_id = :company_id
             AND g.kind = coalesce(:kind, g.kind) ORDER BY g.kind, g.name_key, g.id""",
        person_id=person_id,
        project_id=project_id,
        company_id=company_id,
        kind=kind,
    )


def place(tx: Transaction, group_id: int, tier_id: int, person_id: int, by: Owner, stamp: str) -> None:
    """Put a person into a tier of a group; whoever is in another tier of it is moved, with the notes kept on them."""
    old = tier_of(tx, group_id, person_id)
    if old is None:
        tx.run(
            """INSERT INTO talent_pool_members (group_id, person_id, tier_id, added_by_type, added_by_id, added_at)
               VALUES (:group_id, :person_id, :tier_id, :kind, :by, :stamp)""",
            group_id=group_id, person_id=person_id, tier_id=tier_id, kind=by.kind, by=by.id, stamp=stamp,
        )  # fmt: skip
        return
    tx.run(
        "UPDATE talent_pool_members SET tier_id = :tier_id WHERE group_id = :group_id AND person_id = :person_id",
        tier_id=tier_id,
        group_id=group_id,
        person_id=person_id,
    )
    tx.run(
        "UPDATE talent_pool_attributes SET tier_id = :tier_id WHERE tier_id = :old AND person_id = :person_id",
        tier_id=tier_id,
        old=old["tier_id"],
        person_id=person_id,
    )


def remove(tx: Transaction, group_id: int, person_id: int) -> None:
    """Take a person out of a group, with the notes kept on them in it."""
    tx.run(
        """DELETE FROM talent_pool_attributes WHERE person_id = :person_id
             AND tier_id IN (SELECT id FROM talent_pool_tiers WHERE group_id = :group_id)""",
        person_id=person_id,
        group_id=group_id,
    )
    tx.run(
        "DELETE FROM talent_pool_members WHERE group_id = :group_id AND person_id = :person_id",
        group_id=group_id,
        person_id=person_id,
    )


def notes_of(tx: Transaction, group_id: int, people: Collection[int]) -> dict[int, list[Row]]:
    """The notes kept on members of a group: uuid, name, value; by person."""
    condition, params = among(people)
    found: dict[int, list[Row]] = {}
    for row in tx.all(
        f"""SELECT a.person_id, a.uuid, a.name, a.value FROM talent_pool_attributes a
            JOIN talent_pool_tiers t ON t.id = a.tier_id
            WHERE t.group_id = :group_id AND a.person_id {condition} ORDER BY a.name_key, a.id""",
        group_id=group_id,
        **params,
    ):
        found.setdefault(row["person_id"], []).append(row)
    return found
