"""What a work order still needs before it may leave draft, and which of its fields may change in which state."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.types import Money
from tools.errors import Invalid, Refusal, WrongState
from tools.rules.sentences import joined, worded
from tools.work_orders.rules.states import (
    APPROVED,
    ASSIGNED,
    CANCELED,
    DRAFT,
    OPEN,
    PAID,
    WORK_DONE,
    Standing,
    Status,
    code,
    display,
)


class NotReady(Refusal):
    """Something has to be filled in or finished first; `missing` in the details lists it."""

    status = 422
    code = "not_ready"


@dataclass(frozen=True, slots=True)
class Draft:
    """What readiness looks at. start None: nothing scheduled; pay_max None: no pay terms."""

    title: str
    has_type: bool
    has_location: bool
    start: datetime | None
    pay_max: Money | None
    minimum_payment: Money
    empty_fields: Sequence[str] = ()


def missing(draft: Draft, now: datetime) -> list[str]:
    """What publishing or routing would still ask for, each with the field to fill in; empty when ready."""
    gaps = []
    if not draft.title:
        gaps.append("title")
    if not draft.has_type:
        gaps.append(worded("types_of_work: one primary type of work"))
    if not draft.has_location:
        gaps.append(worded("location: an address, a saved location or mode remote"))
    if draft.start is None:
        gaps.append(worded("schedule: mode and start"))
    elif draft.start <= now:
        gaps.append(worded("schedule.start: must be in the future"))
    gaps.extend(_pay_gaps(draft))
    gaps.extend(worded("custom_fields: {name} is required", name=name) for name in draft.empty_fields)
    return gaps


def _pay_gaps(draft: Draft) -> list[str]:
    if draft.pay_max is None:
        return [worded("pay: type and base")]
    if not draft.pay_max:
        return [worded("pay: must be able to come to more than 0")]
    if draft.pay_max < draft.minimum_payment:
        return [
            worded(
                "pay: must be able to come to {minimum_payment} at least, now {pay_max}",
                minimum_payment=draft.minimum_payment,
                pay_max=draft.pay_max,
            )
        ]
    return []


def refuse_unready(order_id: int, gaps: Sequence[str]) -> None:
    """NotReady that lists every gap."""
    if gaps:
        raise NotReady(
            worded(
                "Work order {order_id} is not complete enough: {gaps}. Fill this in with update_work_order.",
                order_id=order_id,
                gaps=joined(gaps, "; "),
            ),
            next=("update_work_order", "get_work_order"),
            details={"missing": list(gaps)},
        )


# What stays open in each state. Before the assignment everything is; pay out of draft goes its own way.
_WHILE_ASSIGNED = frozenset({
    "title", "description", "confidential", "standard_instructions", "closing_notes", "incident_id", "contacts",
    "tasks", "custom_fields", "tags", "project_id", "client_id", "manager_id", "schedule", "location",
})  # fmt: skip
_STILL_OPEN = {
    ASSIGNED: _WHILE_ASSIGNED,
    WORK_DONE: frozenset({"custom_fields", "tags", "closing_notes", "incident_id"}),
    APPROVED: frozenset({"custom_fields", "tags", "incident_id"}),
    PAID: frozenset({"tags"}),
    CANCELED: frozenset({"tags"}),
}
_UNLOCKED_BY = {
    ASSIGNED: "unassign_work_order",
    WORK_DONE: "mark_work_order_incomplete",
    CANCELED: "revert_work_order_to_draft",
}
_BACK_TO_DRAFT = {CANCELED: "revert_work_order_to_draft"}
# What of an order its assignee may see, and what whoever may see the order at all.
SEEN_ONCE_ASSIGNED = _WHILE_ASSIGNED - {"custom_fields", "tags", "project_id", "client_id"}
SEEN_BY_ALL = frozenset({
    "title", "description", "standard_instructions", "types_of_work", "service_type_id", "location", "schedule", "pay",
    "manager_id", "tasks", "qualifications", "require_ontime", "require_gps", "allow_counter_offers", "estimated_hours",
})  # fmt: skip
MATERIAL = frozenset({"schedule", "pay", "location", "qualifications"})


def check_editable(standing: Standing, fields: Collection[str]) -> None:
    """WrongState when one of the fields is locked in this state, naming what would unlock it."""
    if "pay" in fields and standing.status is not DRAFT:
        raise _locked_pay(standing)
    still_open = _STILL_OPEN.get(standing.status)
    for field in sorted(fields):
        if still_open is not None and field not in still_open:
            raise _locked(standing, field, *_unlocking(_UNLOCKED_BY, standing))
    if standing.status is ASSIGNED:
        _check_site_fields(standing, fields)


# Why a field is locked; a tool follows where one unlocks it.
_CHANGED_WITH = worded("open in draft only; from then on it is changed with")
_BACK_WITH = worded("open in draft only; back with")
_CHECKED_IN = worded("the provider is checked in and checks out first")
_ON_SITE = worded("somebody has been on site; unlocked by")
_UNLOCKED = worded("unlocked by")
_FOR_GOOD = worded("nothing changes it any more")


def _locked_pay(standing: Standing) -> WrongState:
    """Out of draft the pay goes its own way, together with the hold."""
    if standing.status in (*OPEN, ASSIGNED):
        return _locked(standing, worded("pay"), "update_work_order_pay", _CHANGED_WITH)
    back = _BACK_TO_DRAFT.get(standing.status, "get_work_order")
    return _locked(standing, worded("pay"), back, _BACK_WITH)


def _check_site_fields(standing: Standing, fields: Collection[str]) -> None:
    if "schedule" in fields and standing.open_logs:
        raise _locked(standing, worded("schedule"), "get_work_order", _CHECKED_IN)
    if "location" in fields and (standing.open_logs or standing.closed_logs):
        raise _locked(standing, worded("location"), "unassign_work_order", _ON_SITE)


def _unlocking(by: Mapping[Status, str], standing: Standing) -> tuple[str, str]:
    if standing.status in by:
        return by[standing.status], _UNLOCKED
    return "get_work_order", _FOR_GOOD


def _locked(standing: Standing, field: str, tool: str, why: str) -> WrongState:
    hint = why if tool == "get_work_order" else joined((why, tool), " ")
    return WrongState(
        worded(
            "{field} of work order {id} is locked while it is {display}: {hint}.",
            field=field,
            id=standing.id,
            display=display(standing),
            hint=hint,
        ),
        state=code(standing),
        next=(tool,),
        details={"field": field},
    )


def is_material(status: Status, fields: Collection[str]) -> bool:
    """Whether providers with an open offer or request have to hear of the change."""
    return status in OPEN and not MATERIAL.isdisjoint(fields)


def check_primary(types: Sequence[tuple[int, bool]]) -> None:
    """Invalid unless exactly one of the types of work is the primary one and none stands twice."""
    ids = [id for id, _ in types]
    if len(set(ids)) != len(ids):
        raise Invalid({"types_of_work": worded("names one type of work twice")})
    if sum(primary for _, primary in types) != 1:
        raise Invalid({"types_of_work": worded("needs exactly one with is_primary true")})
