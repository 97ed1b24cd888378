"""Lists of contracts as SQL: those somebody belongs to, in their own order, and those that were archived."""

from __future__ import annotations

from typing import Any, Literal

from store.folding import address_key_or_none, found_in
from store.rows import Order
from store.types import Owner

Sort = Literal["position", "label", "start", "end", "created_at", "updated_at"]

NEWEST_DELETED: Order = (("x.deleted_at", "desc"), ("x.id", "desc"))
# own_read is null for who is only asked to work on it. placed: 0 without an own place in the list, so that they come first.
_LISTED = """
    SELECT * FROM (
        SELECT c.*, u.role_id AS own_role_id, u.read AS own_read, u.write AS own_write, u.position AS own_position,
               CASE WHEN u.position IS NULL THEN 0 ELSE 1 END AS placed, coalesce(u.position, 0) AS spot,
               (SELECT count(*) FROM contract_participants p
                WHERE p.contract_id = c.id AND p.deleted_at IS NULL AND p.status_id IN (100, 200, 777)) AS places
        FROM contracts c
        LEFT JOIN contract_users u
          ON u.contract_id = c.id AND u.user_type = :kind AND u.user_id = :id AND u.left_at IS NULL
        WHERE c.id IN ({mine})
    ) AS x WHERE {which}"""
_MEMBER = """SELECT contract_id FROM contract_users WHERE user_type = :kind AND user_id = :id AND left_at IS NULL"""
_MINE = f"""{_MEMBER}
    UNION SELECT contract_id FROM contract_participants
    WHERE user_type = :kind AND user_id = :id AND invited_key IS NULL AND status_id IN (100, 200)
    UNION SELECT contract_id FROM contract_participants
    WHERE invited_key = :key AND :kind = 'person' AND status_id = 100"""


def listed(me: Owner, email: str | None, **only: Any) -> tuple[str, dict[str, Any]]:
    """The SELECT of somebody's live contracts, and of those they are asked to work on; its parameters.

    only: status_id, role_id, parent_id (0 = those that belong to none), query; None = all."""
    sql = _LISTED.format(mine=_MINE, which="x.deleted_at IS NULL")
    params: dict[str, Any] = {"kind": me.kind, "id": me.id, "key": address_key_or_none(email)}
    for name, column in (("status_id", "status_id"), ("role_id", "own_role_id"), ("parent_id", "parent_id")):
        value = only.get(name)
        if value is None:
            continue
        if name == "parent_id" and value == 0:
            sql += " AND x.parent_id IS NULL"
            continue
        sql += f" AND x.{column} = :{name}"
        params[name] = value
    return _with_words(sql, params, only.get("query"))


def archived(me: Owner, query: str | None) -> tuple[str, dict[str, Any]]:
    """The SELECT of the archived contracts somebody was a member of, to be paged NEWEST_DELETED, and its parameters."""
    sql = _LISTED.format(mine=_MEMBER, which="x.deleted_at IS NOT NULL")
    return _with_words(sql, {"kind": me.kind, "id": me.id}, query)


def _with_words(sql: str, params: dict[str, Any], query: str | None) -> tuple[str, dict[str, Any]]:
    """Only those with all the words: in label and description for who may read that, else in the label."""
    for index, word in enumerate((query or "").split()):
        text = "CASE WHEN coalesce(x.own_read, 1) >= 1 THEN x.text_folded ELSE x.label_folded END"
        sql += f" AND {text} LIKE :word_{index} ESCAPE '!'"
        params[f"word_{index}"] = found_in(word)
    return sql, params


def order(sort: Sort, descending: bool) -> Order:
    """The order of a list; without a position the newest come first."""
    if sort == "position":
        up, down = ("desc", "asc") if descending else ("asc", "desc")
        return (("x.placed", up), ("x.spot", up), ("x.created_at", down), ("x.id", down))
    direction = "desc" if descending else "asc"
    column = {"label": "x.label_folded", "start": "x.start_at", "end": "x.end_at"}.get(sort, f"x.{sort}")
    first = (column, direction, "nullable") if sort in ("start", "end") else (column, direction)
    return (first, ("x.id", direction))
