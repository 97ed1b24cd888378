"""Loading a day plan as the one who calls."""

from __future__ import annotations

from typing import cast

from store.database import Row
from store.work_orders.day_plans import days, plans
from tools.call import Call
from tools.errors import NotFound, Step, WrongState
from tools.rules.sentences import word, worded
from tools.work_orders.day_plans.shapes import content
from tools.work_orders.references import company_id

CHANGED = {1: "state", 2: "terms", 9: "terms", 3: "assigned", 4: "state", 5: "state", 6: "state", 7: "cancelled"}


def plan_of_company(call: Call, name: str) -> Row:
    """A plan of the caller's company; the same NotFound for an unknown one and for somebody else's."""
    row = plans.find_named(call.tx, name, call.stamp)
    if row is None or row["company_id"] != call.caller.company_id:
        raise NotFound("day plan", name, next=("list_day_plans",))
    return row


def detached(row: Row) -> Row:
    """A row by its names only, which can be handed to another process."""
    return cast(Row, dict(row))


def allowed_on(row: Row) -> list[str]:
    """The tools that go on with a plan."""
    return {"proposed": ["apply_day_plan", "replan_day"], "applied": ["replan_day"]}.get(row["standing"], [])


def changed_orders(call: Call, row: Row) -> list[tuple[int, str]]:
    """Orders of a plan that have changed since it was made, and what of them."""
    stamps = {each["work_order_id"]: each["correlation_id"] for each in content(row)["stamps"]}
    now = days.orders(call.tx, company_id(call), stamps) if stamps else {}
    found = []
    for id, stamp in stamps.items():
        if id not in now:
            found.append((id, "cancelled"))
        elif now[id]["correlation_id"] != stamp:
            found.append((id, _what(now[id], _had(row, id))))
    return found


def _had(row: Row, id: int) -> bool:
    """Whether the order was somebody's already when the plan was made."""
    return any(
        stop["work_order_id"] == id and stop["fixed"] for route in content(row)["routes"] for stop in route["stops"]
    )


def _what(now: Row, had: bool) -> str:
    return "terms" if had and now["status"] == 3 else CHANGED.get(now["status"], "state")


def wrong_plan_state(call: Call, row: Row, tool: str) -> WrongState:
    """The refusal of a plan that is no proposal (any more), with what leads on."""
    newest = plans.newest_of_base(call.tx, row["id"], call.stamp)
    status, more, leads = row["standing"], "", []
    if newest is not None:
        more = worded(" Its newest successor is {public_id}.", public_id=newest["public_id"])
        leads = [
            Step("replan_day", {"plan_id": newest["public_id"]}),
            Step("get_day_plan", {"plan_id": newest["public_id"]}),
        ]
    elif status == "applied":
        leads = [Step("replan_day", {"plan_id": row["public_id"]})]
    return WrongState(
        worded(
            "Day plan {public_id} is {status}, so {tool} does not go on with it.{more}",
            public_id=row["public_id"],
            status=word(status),
            tool=tool,
            more=more,
        ),
        state=status,
        next=(*leads, "plan_day", "list_day_plans"),
        details={"plan_id": row["public_id"], "newest": newest["public_id"] if newest is not None else None},
    )
