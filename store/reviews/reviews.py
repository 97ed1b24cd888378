"""Reviews as rows: written, revealed, answered, and listed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from store.database import Row, Transaction
from store.reviews.engagements import MINE, SIDE, me
from store.rows import among
from store.types import Owner

_REVIEW = """SELECT r.*, g.work_id, g.title, g.client_type, g.client_id, g.worker_type, g.worker_id, g.amount, g.currency,
                    g.ended_at, g.due_at, g.status AS engagement_status
             FROM reviews r JOIN engagements g ON g.id = r.engagement_id"""


def number(engagement_id: int, side: str) -> int:
    """The number a side's review of some work has, written or not."""
    return engagement_id * 2 - (1 if side == "client" else 0)


def find(tx: Transaction, id: int) -> Row | None:
    """A review with the work it is of."""
    return tx.one(f"{_REVIEW} WHERE r.id = :id", id=id)


def load_all(tx: Transaction, ids: Collection[int]) -> dict[int, Row]:
    one_of, params = among(ids)
    return {row["id"]: row for row in tx.all(f"{_REVIEW} WHERE r.id {one_of}", **params)}


def write(tx: Transaction, engagement: Row, side: str, by: Owner, now: str, **columns: Any) -> int:
    """Write what a side says, in place of what it said before; the review's number."""
    id = number(engagement["id"], side)
    said = {"written_by_type": by.kind, "written_by_id": by.id, "written_at": now, **columns}
    if tx.value("SELECT 1 FROM reviews WHERE id = :id", id=id):
        tx.change("reviews", id, **said)
        return id
    about = "worker" if side == "client" else "client"
    tx.insert(
        "reviews",
        id=id,
        engagement_id=engagement["id"],
        side=side,
        kind=engagement["kind"],
        author_type=engagement[f"{side}_type"],
        author_id=engagement[f"{side}_id"],
        about_type=engagement[f"{about}_type"],
        about_id=engagement[f"{about}_id"],
        status="hidden",
        **said,
    )
    return id


def hidden_of(tx: Transaction, engagement_id: int) -> list[Row]:
    """The hidden reviews of some work."""
    return tx.all("SELECT * FROM reviews WHERE engagement_id = :id AND status = 'hidden' ORDER BY id", id=engagement_id)


def change(tx: Transaction, id: int, **columns: Any) -> None:
    tx.change("reviews", id, **columns)


def listed(
    about: Owner | None,
    caller: Owner,
    company_id: int | None,
    *,
    written: bool,
    kind: str | None,
    max_overall: int | None,
    with_text: bool | None,
) -> tuple[str, dict[str, Any]]:
    """The SELECT of reviews about somebody, or, written, of those the caller's side wrote, and its parameters.

    Rows as of find, with own: the caller's side of the work, null on neither. Removed ones only to the two sides."""
    params: dict[str, Any] = me(caller, company_id)
    conditions = []
    if written:
        conditions.append("r.own = r.side")
    else:
        conditions.append("(r.status = 'revealed' OR (r.status = 'removed' AND r.own IS NOT NULL))")
    if about is not None:
        conditions.append("r.about_type = :about_type AND r.about_id = :about_id")
        params |= {"about_type": about.kind, "about_id": about.id}
    if kind is not None:
        conditions.append("r.kind = :kind")
        params["kind"] = kind
    if max_overall is not None:
        conditions.append("r.overall <= :max_overall")
        params["max_overall"] = max_overall
    if with_text is not None:
        conditions.append("r.text <> ''" if with_text else "r.text = ''")
    within = f"WHERE {MINE}" if written else ""
    return (
        f"""SELECT r.* FROM (
                SELECT r.*, g.work_id, g.title, g.client_type, g.client_id, g.worker_type, g.worker_id, g.amount,
                       g.currency, g.ended_at, g.due_at, CASE WHEN {MINE} THEN {SIDE} END AS own
                FROM reviews r JOIN engagements g ON g.id = r.engagement_id {within}) AS r
            WHERE {" AND ".join(conditions)}""",
        params,
    )


def counted_about(tx: Transaction, about: Owner, per_author: int) -> list[Row]:
    """The reviews about somebody that count: of each author side the newest few."""
    return tx.all(
        """SELECT * FROM (
               SELECT r.*, row_number() OVER (PARTITION BY author_type, author_id ORDER BY revealed_at DESC, id DESC) AS place
               FROM reviews r WHERE about_type = :type AND about_id = :id AND status = 'revealed') AS placed
           WHERE place <= :most ORDER BY id""",
        type=about.kind,
        id=about.id,
        most=per_author,
    )


def exists(tx: Transaction, who: Owner) -> bool:
    """Whether somebody is there to be reviewed."""
    return tx.value(_THERE[who.kind], id=who.id) is not None


_THERE = {
    "person": "SELECT 1 FROM persons WHERE id = :id AND deleted_at IS NULL",
    "company": "SELECT 1 FROM companies WHERE id = :id AND deleted_at IS NULL",
    "agent": "SELECT 1 FROM agents WHERE id = :id",
}
