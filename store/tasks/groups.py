"""Groups under which a company collects its tasks."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row, Transaction
from store.people.identity import folded

_COLUMNS = """g.id, g.company_id, g.color, g.title, g.created_at,
              (SELECT count(*) FROM task_group_tasks l WHERE l.group_id = g.id) AS task_count"""

GROUPS = f"SELECT {_COLUMNS} FROM task_groups g WHERE g.company_id = :company_id"
ORDER = [("g.id", "asc")]


def find(tx: Transaction, company_id: int, group_id: int) -> Row | None:
    """A group of the company."""
    return tx.one(f"{GROUPS} AND g.id = :id", company_id=company_id, id=group_id)


def find_by_title(tx: Transaction, company_id: int, title: str) -> int | None:
    """The company's group of that title, compared without case and blanks."""
    found: int | None = tx.value(
        "SELECT id FROM task_groups WHERE company_id = :company_id AND title_folded = :title",
        company_id=company_id,
        title=folded(title),
    )
    return found


def known(tx: Transaction, company_id: int, group_ids: Sequence[int]) -> set[int]:
    """Which of these groups are the company's."""
    return {group_id for group_id in group_ids if find(tx, company_id, group_id)}


def add(tx: Transaction, company_id: int, title: str, color: str, stamp: str) -> int:
    return tx.insert(
        "task_groups",
        company_id=company_id,
        color=color,
        title=title,
        title_folded=folded(title),
        created_at=stamp,
    )


def rename(tx: Transaction, group_id: int, title: str) -> None:
    tx.change("task_groups", group_id, title=title, title_folded=folded(title))


def put_in(tx: Transaction, task_id: int, group_ids: Sequence[int]) -> None:
    """Put a task into groups."""
    tx.many(
        "INSERT INTO task_group_tasks (group_id, task_id) VALUES (:group_id, :task_id)",
        [{"group_id": group_id, "task_id": task_id} for group_id in group_ids],
    )


def remove(tx: Transaction, group_id: int) -> int:
    """Delete a group; how many tasks were in it. The tasks stay."""
    unlinked = tx.run("DELETE FROM task_group_tasks WHERE group_id = :id", id=group_id)
    tx.run("DELETE FROM task_groups WHERE id = :id", id=group_id)
    return unlinked
