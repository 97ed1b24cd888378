"""Preferred groups: a company's flat lists of providers, without tiers or project."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key, found_in, like_text
from store.rows import Order, among
from store.types import Owner

MOST_MEMBERS = 10_000
Sort = Literal["id", "name", "members"]
MemberSort = Literal["name", "rating", "added_at", "jobs_completed"]

_GROUPS = """SELECT g.*, (SELECT count(*) FROM preferred_group_members m WHERE m.group_id = g.id) AS members
             FROM preferred_groups g"""


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A group of the company, with how many members it has."""
    return tx.one(f"{_GROUPS} WHERE g.id = :id AND g.company_id = :company_id", id=id, company_id=company_id)


def named(tx: Transaction, company_id: int, name: str) -> Row | None:
    """The group of the company that has a name, whatever its capitals."""
    return tx.one(
        f"{_GROUPS} WHERE g.company_id = :company_id AND g.name_key = :key",
        company_id=company_id,
        key=address_key(name),
    )


def insert(tx: Transaction, company_id: int, name: str, description: str | None, stamp: str) -> int:
    return tx.insert(
        "preferred_groups", company_id=company_id, name=name, name_key=address_key(name), description=description,
        created_at=stamp, updated_at=stamp,
    )  # fmt: skip


def listed(company_id: int, search: str | None) -> tuple[str, dict[str, Any]]:
    """A SELECT of the company's groups that ends with its WHERE clause, and its parameters. search: part of the name."""
    sql, params = (
        f"SELECT * FROM ({_GROUPS} WHERE g.company_id = :company_id) AS g WHERE 1 = 1",
        {"company_id": company_id},
    )
    if search is None:
        return sql, params
    part = f"%{like_text(address_key(search.strip()))}%"
    return f"{sql} AND g.name_key LIKE :part ESCAPE '!'", {**params, "part": part}


def order(sort: Sort, direction: str) -> Order:
    if sort == "id":
        return [("g.id", direction)]
    return [("g.name_key", direction, "nullable") if sort == "name" else ("g.members", direction), ("g.id", direction)]


def add(tx: Transaction, group_id: int, person_id: int, by: Owner, stamp: str) -> bool:
    """Put a person into a group; whether they were not in it."""
    added = tx.run(
        """INSERT INTO preferred_group_members (group_id, person_id, added_by_type, added_by_id, added_at)
           VALUES (:group_id, :person_id, :kind, :by, :stamp) ON CONFLICT (group_id, person_id) DO NOTHING""",
        group_id=group_id, person_id=person_id, kind=by.kind, by=by.id, stamp=stamp,
    )  # fmt: skip
    return added > 0


def remove(tx: Transaction, group_id: int, people: Collection[int]) -> None:
    condition, params = among(people)
    tx.run(
        f"DELETE FROM preferred_group_members WHERE group_id = :group_id AND person_id {condition}",
        group_id=group_id,
        **params,
    )


def members_among(tx: Transaction, group_id: int, people: Collection[int]) -> dict[int, Row]:
    """Those of these people who are in a group, by id: person_id, added_at."""
    condition, params = among(people)
    rows = tx.all(
        f"SELECT * FROM preferred_group_members WHERE group_id = :group_id AND person_id {condition}",
        group_id=group_id,
        **params,
    )
    return {row["person_id"]: row for row in rows}


def member_ids(tx: Transaction, group_id: int, after: int) -> list[int]:
    """The ids of the members above a number, ascending."""
    rows = tx.all(
        f"""SELECT person_id FROM preferred_group_members WHERE group_id = :group_id AND person_id > :after
            ORDER BY person_id LIMIT {MOST_MEMBERS}""",
        group_id=group_id,
        after=after,
    )
    return [row["person_id"] for row in rows]


def members(group: Row, search: str | None, min_rating: int | None) -> tuple[str, dict[str, Any]]:
    """A SELECT of a group's members that ends with its WHERE clause, and its parameters. min_rating: in hundredths.

    Rows: person_id, first_name, last_name, rating_sum, rating_count, active, added_at, jobs_completed (for the company)."""
    params: dict[str, Any] = {"group_id": group["id"], "company_id": group["company_id"]}
    more = ""
    if search is not None:
        more, params["search"] = " AND p.short_name_folded LIKE :search ESCAPE '!'", found_in(search)
    if min_rating is not None:
        more += " AND p.rating_mean >= :min_rating"
        params["min_rating"] = min_rating
    sql = f"""SELECT * FROM (
        SELECT m.person_id, p.name AS first_name, p.last_name, p.short_name_folded AS name_folded, p.rating_sum,
               p.rating_count, p.rating_mean, coalesce(f.active, 0) AS active, m.added_at,
               (SELECT count(*) FROM work_orders w WHERE w.company_id = :company_id AND w.assignee_id = m.person_id
                AND w.status IN (5, 6)) AS jobs_completed
        FROM preferred_group_members m JOIN persons p ON p.id = m.person_id
        LEFT JOIN provider_profiles f ON f.person_id = m.person_id
        WHERE m.group_id = :group_id{more}) AS x WHERE 1 = 1"""
    return sql, params


_MEMBER_KEYS: dict[MemberSort, tuple[str, ...]] = {
    "name": ("x.name_folded",), "rating": ("x.rating_mean", "nullable"), "added_at": ("x.added_at",),
    "jobs_completed": ("x.jobs_completed",),
}  # fmt: skip


def member_order(sort: MemberSort, direction: str) -> Order:
    column, *more = _MEMBER_KEYS[sort]
    return [(column, direction, *more), ("x.person_id", direction)]
