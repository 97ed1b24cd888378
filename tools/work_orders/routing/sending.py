"""Routes, written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from store.database import Row
from store.types import utc_text
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.work_orders.access import actor, write
from tools.work_orders.drafting.leaving import leave_draft
from tools.work_orders.routing.notices import NETWORK_PEOPLE, tell_by_mail
from tools.work_orders.rules.states import DRAFT, ROUTED


def route_columns(call: Call, row: Row) -> dict[str, Any]:
    """What an order becomes when it is offered to somebody."""
    status = ROUTED if row["status"] == DRAFT else row["status"]
    return {**leave_draft(call, row), "status": int(status), "routed_at": call.stamp}


def add_routes(
    call: Call,
    rows: Sequence[Row],
    people: Sequence[int],
    source: str,
    *,
    tiers: Mapping[int, tuple[str | None, int | None]] | None = None,
    message: str | None = None,
    expires_at: datetime | None = None,
    forced: bool = False,
    acting_user_id: int | None = None,
) -> dict[int, int]:
    """Offer orders to people who have no open offer of them; {person: route id of the first order}."""
    ids: dict[int, int] = {}
    for row in rows:
        work_order_routes.expire_due(call.tx, call.stamp, NETWORK_PEOPLE, row["id"])
        standing_offers = {each["person_id"]: each["id"] for each in work_order_routes.open_of(call.tx, row["id"])}
        fresh = [person_id for person_id in people if person_id not in standing_offers]
        if not fresh:
            ids = ids or {person_id: standing_offers[person_id] for person_id in people}
            continue
        write(call, row, "routed", acting_user_id=acting_user_id, detail={"to": fresh}, **route_columns(call, row))
        for person_id in fresh:
            group, tier = (tiers or {}).get(person_id, (None, None))
            standing_offers[person_id] = work_order_routes.insert(
                call.tx,
                row["id"],
                person_id,
                source,
                actor(call),
                call.stamp,
                talent_pool_group_id=group,
                tier_id=tier,
                message=message,
                expires_at=utc_text(expires_at) if expires_at else None,
                forced=int(forced),
                acting_person_id=acting_user_id,
            )
        ids = ids or {person_id: standing_offers[person_id] for person_id in people}
        tell_by_mail(call, fresh, row, f"{row['company_name']} offers you work order {row['id']} '{row['title']}'.")
    return ids
