"""Looking at day plans, and what time does to them."""

from __future__ import annotations

import json
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders.day_plans import plans
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation, scheduled
from tools.paging import Page
from tools.params import Id, WholeDay
from tools.rules.sentences import worded
from tools.work_orders.day_plans.access import allowed_on, changed_orders, plan_of_company
from tools.work_orders.day_plans.params import PlanId
from tools.work_orders.day_plans.shapes import ListedPlan, PlanShape, Status, content, listed_shape, plan_shape
from tools.work_orders.references import company_id

TOOLSET = "day_plans"
MOST_A_RUN = 200


class StaleShape(TypedDict):
    work_order_id: int
    what: str


class Shown(TypedDict):
    """A plan, what has changed in its orders since it was made, and whether it can be carried out as it is."""

    plan: PlanShape
    stale: list[StaleShape]
    applicable: bool
    allowed: list[str]


class Listed(TypedDict):
    items: list[ListedPlan]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "show the routes once more",
        "why was that ticket left out of tomorrow",
        "my stops for today in order",
        "open the day plan",
        "what does the proposed tour cost us",
        "is the plan of Friday still good",
        "where do I have to be and when tomorrow",
        "the route of one technician in a plan",
        "which orders could not be placed and why",
        "has anything changed since we planned the day",
        "how long does everybody drive in that plan",
        "read a plan with all arrival times",
    ),
)
def get_day_plan(
    call: Call,
    plan_id: PlanId,
    user_id: Annotated[Id, Field(description="Only this person's route.")] | None = None,
) -> Shown:
    """Show a stored day plan: routes with times, what found no place and why, its cost, and what has changed since.

    stale names orders that changed after the plan was made; apply_day_plan refuses those, or leaves them out. The people
    themselves see their own route of a plan that was carried out; get_work_order shows each order, list_day_plans all plans."""
    row = plans.find_named(call.tx, plan_id, call.stamp)
    if row is not None and row["company_id"] != call.caller.company_id and _is_in(call, row):
        call.as_worker()
        mine = plan_shape(row, only=call.caller.id, own=True)
        return {"plan": mine, "stale": [], "applicable": False, "allowed": []}
    row = plan_of_company(call, plan_id)
    if user_id is not None and user_id not in json.loads(row["settings"])["user_ids"]:
        raise NotFound("person in that plan", user_id, next=("get_day_plan",))
    stale = changed_orders(call, row)
    return {
        "plan": plan_shape(row, only=user_id),
        "stale": [{"work_order_id": id, "what": what} for id, what in stale],
        "applicable": row["standing"] == "proposed" and not stale,
        "allowed": allowed_on(row),
    }


def _is_in(call: Call, row: Row) -> bool:
    """Whether the caller goes one of the routes of a plan that was carried out."""
    if call.caller.kind != "person" or row["status"] != "applied":
        return False
    return any(route["user_id"] == call.caller.id for route in content(row)["routes"])


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which plans did we make this week",
        "the plan in force for Friday",
        "earlier proposals for that day",
        "list our day plans",
        "did anybody plan Tuesday already",
        "all routes we proposed lately",
        "history of daily tours",
        "plans that were carried out in March",
        "find the dispatch board of last Monday",
        "which days have been planned",
        "proposals that are still open",
    ),
)
def list_day_plans(
    call: Call,
    page: Page,
    date_from: Annotated[WholeDay, Field(description="First day, YYYY-MM-DD.")] | None = None,
    date_to: Annotated[WholeDay, Field(description="Last day, YYYY-MM-DD.")] | None = None,
    status: Annotated[list[Status], Field(min_length=1, max_length=4, description="Default proposed and applied.")]
    | None = None,
) -> Listed:
    """List the company's day plans by date and state with their totals, the latest day first, then the newest.

    get_day_plan shows one in full; plan_day makes another."""
    if date_from is not None and date_to is not None and date_from > date_to:
        fault = worded("{date_from} is after {date_to}", date_from=date_from.isoformat(), date_to=date_to.isoformat())
        raise Invalid({"date_from": worded("{fault} (date_to)", fault=fault), "date_to": worded("is before date_from")})
    sql, params = plans.listed(
        company_id(call),
        call.stamp,
        date_from.isoformat() if date_from else None,
        date_to.isoformat() if date_to else None,
        status or ("proposed", "applied"),
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=plans.LATEST_FIRST)
    return {"items": [listed_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


@scheduled(every=600)
def expire_day_plans(call: Call) -> int:
    """End proposals that nobody carried out in time."""
    return plans.expire(call.tx, call.stamp, MOST_A_RUN)
