"""Refusals of people who may not have an order by hand; of somebody who is not free, with what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.database import Row
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.rules.sentences import joined, worded
from tools.work_orders.matching.busy import obstacle
from tools.work_orders.rules.candidates import SCHEDULE_CONFLICT
from tools.work_orders.rules.routing import not_eligible
from tools.work_orders.rules.service_window import ServiceWindow

# How an admin of the company goes on in spite of taken time, and what else leads on.
_ASSIGN = worded("assign_work_order with ignore_conflicts true")
_SWITCHES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "assign_work_order": (_ASSIGN, ("assign_work_order", "update_work_order", "dispatch_work_order")),
    "accept_work_order_request": (_ASSIGN, ("assign_work_order", "list_work_order_pending_requests")),
    "route_work_order": (worded("route_work_order with force true"), ("route_work_order", "update_work_order")),
    "update_work_order": (
        worded("update_work_order with ignore_conflicts true"),
        ("update_work_order", "get_work_order"),
    ),
    "acknowledge_provider_delay": (
        worded("acknowledge_provider_delay with ignore_conflicts true"),
        ("acknowledge_provider_delay", "get_work_order"),
    ),
}
_OTHERWISE: Mapping[str, str] = {
    "assign_work_order": worded("choose another provider, or another time with update_work_order"),
    "accept_work_order_request": worded("take another request, or agree on another time"),
    "route_work_order": worded("choose another provider, or another time with update_work_order"),
    "update_work_order": worded("choose another time, or free the provider with unassign_work_order"),
    "acknowledge_provider_delay": worded("agree on another arrival, or leave new_eta out"),
}
MOST_NAMED = 3


def check_may_ignore(call: Call, ignore_conflicts: bool | None) -> None:
    """Taken time is set aside by admins alone."""
    if ignore_conflicts and not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin of the company may ignore conflicts; leave ignore_conflicts out."))


def check_free(call: Call, row: Row, person_id: int, window: ServiceWindow, tool: str) -> None:
    """The person has room for the visit of this order in that window, besides everything else."""
    if obstacle(call, person_id, window, row["id"]) is not None:
        raise unfit(call, row, person_id, [SCHEDULE_CONFLICT], window, tool)


def unfit(
    call: Call,
    row: Row,
    person_id: int,
    against: Sequence[str],
    window: ServiceWindow | None,
    tool: str,
    remedies: Sequence[str] = (),
) -> Invalid:
    """The refusal of one person; of somebody who is not free it says what is in the way, when, and the ways on.

    remedies: what leads on from the other reasons."""
    text = worded("cannot have work order {id}", id=row["id"])
    met = obstacle(call, person_id, window, row["id"]) if SCHEDULE_CONFLICT in against and window else None
    if met is None:
        return not_eligible(text, {person_id: against}, next=remedies)
    switch, next = _SWITCHES[tool]
    ways = worded(
        "{otherwise}; an admin of the company may go on with {switch}", otherwise=_OTHERWISE[tool], switch=switch
    )
    refusal = not_eligible(
        worded("{text}: {met}. Ways on: {ways}", text=text, met=met.text, ways=ways),
        {person_id: against},
        next=(*next, *(name for name in remedies if name not in next)),
    )
    refusal.details["conflict"] = met.shape
    return refusal


def stretches(call: Call, row: Row, against: Mapping[int, Sequence[str]], window: ServiceWindow | None) -> str:
    """What keeps the first people who are not free, as a clause to add to a refusal of many; '' when all are free."""
    if window is None:
        return ""
    busy = [person_id for person_id, found in against.items() if SCHEDULE_CONFLICT in found][:MOST_NAMED]
    met = [(person_id, obstacle(call, person_id, window, row["id"])) for person_id in busy]
    named = [
        worded("; of person {id}, {what}", id=person_id, what=each.text) for person_id, each in met if each is not None
    ]
    return joined(named, "") if named else ""
