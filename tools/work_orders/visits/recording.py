"""What every change of a time log brings about: milestones, steps of the checklist, warnings, and who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from store.database import Row
from store.types import iso, utc_text
from store.work_orders import parts as work_order_parts
from store.work_orders.visits import arrivals, time_logs
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Words, say, together
from tools.work_orders import steps
from tools.work_orders.access import Side, reload, write
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.rules.checklist import CHECK_IN, CHECK_OUT
from tools.work_orders.visits.rules.time_logs import LONG, Log, milestones
from tools.work_orders.visits.stamps import as_log


def settle(
    call: Call, row: Row, act: str, acting_user_id: int | None, detail: Mapping[str, Any], *, undone: bool = False
) -> Row:
    """Bring milestones and checklist of an order in line with its time logs; the order as it is then.

    undone: a check-in or check-out was taken back, and with it the step it had completed."""
    logs = [as_log(each) for each in time_logs.logs(call.tx, row["id"])]
    first, last = milestones(logs)
    done = {CHECK_IN: bool(logs), CHECK_OUT: any(log.end is not None for log in logs)}
    steps.complete(call, row, [type_id for type_id, is_done in done.items() if is_done])
    if undone:
        steps.reopen(call, row, [type_id for type_id, is_done in done.items() if not is_done])
    if logs:
        arrivals.arrive(call.tx, row["id"])
    write(
        call, row, act, acting_user_id=acting_user_id, detail=detail,
        checked_in_at=utc_text(first) if first else None, checked_out_at=utc_text(last) if last else None,
    )  # fmt: skip
    return reload(call, row)


def hours_of(logs: Sequence[Row]) -> str:
    """The hours of all logs together, with 4 places."""
    return f"{sum((Decimal(each['hours'] or 0) for each in logs), Decimal(0)):.4f}"


def warn_of_prep(call: Call, row: Row) -> None:
    """Steps that were to be done before the visit and are not."""
    tasks = work_order_parts.tasks(call.tx, row["id"])
    left = [str(each["id"]) for each in tasks if each["task_group"] == "prep" and each["status"] == "incomplete"]
    if left:
        call.warn(f"Steps of the checklist that belong before the visit are still open: {', '.join(left[:20])}.")


def warn_of_length(call: Call, log: Log, zone: str) -> None:
    """A visit of more than a day is mostly a check-out that was forgotten."""
    if log.end is not None and log.end - log.start > LONG:
        call.warn(
            f"The visit from {iso(log.start, zone)} to {iso(log.end, zone)} is longer than 24 hours; is that meant?"
        )


def tell_of_visit(call: Call, row: Row, side: Side, mine: Words, theirs: Words, said: str | None = None) -> None:
    """The other side hears of a visit. mine: what the company reads of its provider; theirs: what the provider reads."""
    if side == "company":
        tell(call, [row], [row["assignee_id"]], "work_order_changed", theirs, said=said)
    else:
        tell_company(call, [row], "work_order_visit", mine, said=said)


def arrived(call: Call, row: Row, log: Row) -> Words:
    """That somebody checked in, for the company."""
    zone = row["time_zone"]
    text = say("{who} checked in on {orders} at {at}.", who=quoted(call.caller.name), orders=named([row]),
               at=iso(log["in_at"], zone))  # fmt: skip
    return together(text, _away(log, "in"))


def left(call: Call, row: Row, log: Row) -> Words:
    """That somebody checked out, for the company."""
    text = say("{who} checked out of {orders} at {at}, after {hours} h.", who=quoted(call.caller.name),
               orders=named([row]), at=iso(log["out_at"], row["time_zone"]), hours=log["hours"])  # fmt: skip
    return together(text, _away(log, "out"))


def _away(log: Row, side: str) -> Words | None:
    if log[f"{side}_location_ok"] != 0:
        return None
    return say("The place they gave is {kilometres} km away from the site.", kilometres=log[f"{side}_distance_km"])
