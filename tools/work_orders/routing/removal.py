"""Taking a provider off a work order for good: by the company, or by the provider dropping out."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field

from store.database import Row
from store.types import PLATFORM
from store.work_orders import assignments as work_order_assignments
from store.work_orders import catalog
from store.work_orders import parts as work_order_parts
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import joined, say, word, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import check_acting_user, is_assignee, reload, standing, visible_order, window_of
from tools.work_orders.drafting.leaving import bundle_ids, called, numbered, offered_together, orders_together
from tools.work_orders.money import held_together
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.routing.params import Message, ReturnTo, VoidTimeLogs
from tools.work_orders.routing.transitions import check_endings, end_assignment, take_out_of_running
from tools.work_orders.rules.assignment import PROVIDER_CANCELED, Departure, drops_out_late
from tools.work_orders.rules.states import step
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"


class Removed(WorkOrderShape):
    """The order without its provider. problem_id: opened because the provider dropped out late."""

    removed_provider: int
    hold: NotRequired[MoneyShape | None]
    problem_id: NotRequired[int | None]
    bundle_work_order_ids: NotRequired[list[int] | None]


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "I cannot make it, take me off",
        "this contractor must not do our job",
        "technician dropped out with a broken van",
        "drop out of an assignment I accepted",
        "kick the provider off the visit for good",
        "I am sick and have to give the job back",
        "never send this person to that order again",
        "withdraw from a ticket I was assigned to",
        "exclude the technician from this job for good",
        "I must give back the visit I accepted",
        "take him off and don't let him apply again",
        "the assigned provider resigns",
    ),
)
def remove_work_order_provider(
    call: Call,
    work_order_id: WorkOrderId,
    reason: Annotated[Message, Field(description="Told to the other side.")],
    reason_id: Annotated[
        Id, Field(description="A reason of the company, by number; needed when you drop out yourself.")
    ]
    | None = None,
    note: Annotated[Message, Field(description="Kept with the removal.")] | None = None,
    return_to: ReturnTo | None = None,
    void_time_logs: VoidTimeLogs | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Removed:
    """Take the assigned provider off a work order and out of the running for it; a provider uses it to drop out.

    Only while assigned and without an open time log. As unassign_work_order, and the person is kept out of later
    dispatch and requests of this order until an admin routes it to them with force. A provider only removes themself;
    inside 24 hours before the start that opens a problem for the company. Work that was reported done and sent back is
    given up by that, without pay; the company itself cannot end it so for 7 days. A bundled order removes them from the whole
    bundle."""
    rows, leaves = _orders_to_leave(call, work_order_id, acting_user_id)
    departure = Departure("remove_work_order_provider", plain(reason), return_to, void_time_logs is True)
    check_endings(call, rows, departure, reason_needed=True, leaves=leaves)
    _check_reason(call, rows[0], reason_id, leaves)
    if leaves and return_to is not None:
        raise Invalid({"return_to": worded("is for the company: where the order goes is not yours to say")})
    provider_id = rows[0]["assignee_id"]
    who = worded("yourself") if leaves else worded("person {provider_id}", provider_id=provider_id)
    call.confirm(
        worded("Take {who} off {numbered} for good", who=who, numbered=numbered(rows)),
        record=f"work_order:{work_order_id}",
        details=(called(rows),),
    )
    problems = [_remove(call, row, departure, reason_id, note, leaves, acting_user_id) for row in rows]
    if leaves:
        text = say("{who} dropped out of {orders}.", who=quoted(call.caller.name), orders=named(rows))
        tell_company(call, rows, "work_order_provider_left", text, said=departure.reason)
    else:
        text = say("You were removed from {orders}: do not come.", orders=named(rows))
        tell(call, rows, [provider_id], "work_order_unassigned", text, said=departure.reason)
    row = reload(call, rows[0])
    return {
        **shape(call, row, "provider" if leaves else "company"),
        "removed_provider": provider_id,
        "hold": None if leaves else money_shape(held_together(call, rows)),
        "problem_id": problems[0],
        "bundle_work_order_ids": bundle_ids(rows),
    }


def _orders_to_leave(call: Call, id: int, acting_user_id: int | None) -> tuple[list[Row], bool]:
    """The orders somebody is taken off, and whether the caller takes themself off."""
    row, side = visible_order(call, id, acting_user_id)
    if side == "company":
        return orders_together(call, id, acting_user_id), False
    if acting_user_id is not None:
        check_acting_user(call, acting_user_id)
    step("remove_work_order_provider", standing(row, call))
    if not is_assignee(call, row):
        raise NotAllowed(
            worded("Work order {id} is not assigned to you, so you cannot drop out of it.", id=id),
            next=("cancel_work_order_request", "decline_work_order_route"),
        )
    return offered_together(call, id), True


def _check_reason(call: Call, row: Row, reason_id: int | None, leaves: bool) -> None:
    if reason_id is None and not leaves:
        return
    known = {each["id"]: each["name"] for each in catalog.cancel_reasons(call.tx, row["company_id"])}
    if reason_id not in known:
        listed = joined([worded("{id} {name}", id=id, name=word(name)) for id, name in known.items()], ", ")
        fault = (
            worded("is needed to drop out")
            if reason_id is None
            else worded("{reason_id} is not one of the company's reasons", reason_id=reason_id)
        )
        raise Invalid(
            {"reason_id": worded("{fault}; choose one of: {listed}", fault=fault, listed=listed)},
            next=("list_cancel_reasons",),
        )


def _remove(
    call: Call,
    row: Row,
    departure: Departure,
    reason_id: int | None,
    note: str | None,
    leaves: bool,
    acting_user_id: int | None,
) -> int | None:
    """Take the provider off one order and out of it; the problem opened by that, if any."""
    provider_id, reason = row["assignee_id"], departure.reason or ""
    late = leaves and drops_out_late(window_of(row), call.now)
    end_assignment(call, row, departure, "provider_removed", acting_user_id=acting_user_id)
    text = plain(note) if note else None
    take_out_of_running(call, row, provider_id, reason, reason_id, text)
    role, to = ("provider", None) if leaves else ("buyer", provider_id)
    work_order_parts.say(call.tx, row["id"], role, call.caller.owner, reason, call.stamp, to)
    if not late:
        return None
    return work_order_assignments.open_problem(call.tx, row["id"], PROVIDER_CANCELED, reason, PLATFORM, call.stamp)
