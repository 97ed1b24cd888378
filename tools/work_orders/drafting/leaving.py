"""How an order leaves the draft: what is checked, held, and published together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row
from store.types import Money
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.work_orders.access import not_found, order_of_company, standing
from tools.work_orders.drafting.writing import missing_of
from tools.work_orders.money import fee, held, needed_hold, place_hold
from tools.work_orders.rules.drafts import refuse_unready
from tools.work_orders.rules.states import ASSIGNED, DRAFT, OPEN, step

BACK_IN_DRAFT: dict[str, Any] = {"status": int(DRAFT), "published_at": None, "routed_at": None, "fee_percent": None}


# Orders acted on together: what is done, paid or called off has left its bundle's fate.
ACTED_ON_TOGETHER = (DRAFT, *OPEN, ASSIGNED)


def orders_together(call: Call, id: int, acting_user_id: int | None = None) -> list[Row]:
    """The order of the caller's company, first, and the others of its bundle."""
    row = order_of_company(call, id, acting_user_id)
    return [row, *_companions(call, row)]


def offered_together(call: Call, id: int) -> list[Row]:
    """The order the calling provider may see, first, and the others of its bundle. The call is free."""
    row = work_orders.find_for_provider(call.tx, call.caller.id, id) if call.caller.kind == "person" else None
    if row is None:
        raise not_found(id)
    call.as_worker()
    return [row, *_companions(call, row)]


def _companions(call: Call, row: Row) -> list[Row]:
    if row["bundle_id"] is None:
        return []
    ids = [id for id in work_order_bundles.members(call.tx, row["bundle_id"]) if id != row["id"]]
    found = [work_orders.find(call.tx, id) for id in ids]
    return [each for each in found if each is not None and each["status"] in ACTED_ON_TOGETHER]


def numbered(rows: Sequence[Row]) -> str:
    """The orders in our words alone: one by number, several as their bundle."""
    if len(rows) == 1:
        return worded("work order {id}", id=rows[0]["id"])
    return worded(
        "bundle {code} of {count} work orders", code=work_order_bundles.code(rows[0]["bundle_id"]), count=len(rows)
    )


def called(rows: Sequence[Row]) -> str:
    """What a question says last of the orders."""
    return worded("Work order {id} is called {title}", id=rows[0]["id"], title=quoted(rows[0]["title"]))


def bundle_ids(rows: Sequence[Row]) -> list[int] | None:
    """The orders of a bundle; None for one alone."""
    return [row["id"] for row in rows] if len(rows) > 1 else None


def check_offerable(call: Call, rows: Sequence[Row], tool: str) -> None:
    """Every order may be offered by this tool now, and is complete if it is a draft still."""
    for row in rows:
        step(tool, standing(row, call))
        if row["status"] == DRAFT:
            refuse_unready(row["id"], missing_of(call, row))


def to_hold(call: Call, rows: Sequence[Row]) -> Money:
    """What leaving draft would newly hold of the company's purse."""
    amounts = [needed_hold(call, row).amount - held(call, row).amount for row in rows if row["status"] == DRAFT]
    return Money(sum(amounts), rows[0]["currency"])


def and_hold(amount: Money) -> str:
    """The part of a question that tells that something is held with it; the amount follows."""
    return worded(" and hold") if amount else ""


def leave_draft(call: Call, row: Row) -> dict[str, Any]:
    """Hold a draft's maximum cost; the columns that change with it. Nothing for an order that left draft before."""
    if row["status"] != DRAFT:
        return {}
    place_hold(call, row)
    return {"fee_percent": f"{fee(call, row).percent:f}"}
