"""Day plans as stored. Outside, a plan is called dpl_..."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from store.database import Row, Transaction
from store.types import Owner

LATEST_FIRST = (("date", "desc"), ("id", "desc"))
# standing: the state of a plan by now. A proposal ends at its time, whether anybody has noted it or not.
_PLANS = """SELECT p.*, CASE WHEN p.status = 'proposed' AND p.expires_at <= :stamp THEN 'expired' ELSE p.status END AS standing
            FROM day_plans p"""


def insert(
    tx: Transaction, by: Owner, stamp: str, *, settings: Mapping[str, Any], content: Mapping[str, Any], **columns: Any
) -> int:
    """A new proposal; its id."""
    return tx.insert(
        "day_plans",
        **columns,
        settings=json.dumps(settings, ensure_ascii=False),
        content=json.dumps(content, ensure_ascii=False),
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=stamp,
    )


def find(tx: Transaction, id: int, stamp: str) -> Row | None:
    """A plan whoever asks; standing is its state by now."""
    return tx.one(f"{_PLANS} WHERE p.id = :id", id=id, stamp=stamp)


def find_named(tx: Transaction, name: str, stamp: str) -> Row | None:
    """A plan by its number or its public id, whoever asks."""
    if name.isdecimal() and len(name) < 16:
        return find(tx, int(name), stamp)
    return tx.one(f"{_PLANS} WHERE p.public_id = :name", name=name.lower(), stamp=stamp)


def listed(
    company_id: int, stamp: str, date_from: str | None, date_to: str | None, standings: Collection[str]
) -> tuple[str, dict[str, Any]]:
    """The SELECT of a company's plans in these states, to be paged LATEST_FIRST, and its parameters."""
    names = {f"standing_{place}": standing for place, standing in enumerate(sorted(standings))}
    sql = f"""SELECT * FROM ({_PLANS} WHERE p.company_id = :company_id AND p.date >= :date_from AND p.date <= :date_to) AS p
              WHERE p.standing IN ({", ".join(f":{name}" for name in names)})"""
    between = {"date_from": date_from or "0000", "date_to": date_to or "9999"}
    return sql, {"company_id": company_id, "stamp": stamp, **between, **names}


def apply(tx: Transaction, id: int, by: Owner, stamp: str, content: Mapping[str, Any]) -> None:
    """A plan is carried out; content as it then stands."""
    tx.change(
        "day_plans",
        id,
        status="applied",
        applied_at=stamp,
        applied_by_type=by.kind,
        applied_by_id=by.id,
        content=json.dumps(content, ensure_ascii=False),
    )


def replace_base(tx: Transaction, base_id: int, but_id: int) -> None:
    """A plan was mended and the mended one carried out: it and other proposals for it are past."""
    tx.run(
        """UPDATE day_plans SET status = 'replaced'
           WHERE status IN ('proposed', 'applied') AND id <> :but AND (id = :base OR base_plan_id = :base)""",
        base=base_id,
        but=but_id,
    )


def newest_of_base(tx: Transaction, base_id: int, stamp: str) -> Row | None:
    """The newest plan that mends another and is not past."""
    return tx.one(
        f"""{_PLANS} WHERE p.base_plan_id = :base AND (p.status = 'applied' OR (p.status = 'proposed' AND p.expires_at > :stamp))
            ORDER BY CASE p.status WHEN 'applied' THEN 0 ELSE 1 END, p.id DESC LIMIT 1""",
        base=base_id,
        stamp=stamp,
    )


def expire(tx: Transaction, stamp: str, limit: int) -> int:
    """Proposals whose time is over end; how many."""
    return tx.run(
        """UPDATE day_plans SET status = 'expired' WHERE id IN (
               SELECT id FROM day_plans WHERE status = 'proposed' AND expires_at <= :stamp ORDER BY expires_at LIMIT :limit)""",
        stamp=stamp,
        limit=limit,
    )
