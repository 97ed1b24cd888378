"""Which acts a caller may do on a work order right now: what an answer names as `actions`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tools.work_orders.rules.states import (
    APPROVED,
    ASSIGNED,
    CANCELED,
    DRAFT,
    OPEN,
    PUBLISHED,
    ROUTED,
    WORK_DONE,
    Standing,
    Status,
)

Side = Literal["company", "assignee", "provider"]
Condition = Callable[[Standing], bool]


@dataclass(frozen=True, slots=True)
class Own:
    """What a provider has running on the order."""

    route: bool = False
    request: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A tool, who may use it, in which states, and under what condition beside."""

    tool: str
    sides: tuple[Side, ...]
    statuses: tuple[Status, ...]
    condition: Condition = lambda standing: True


def _checked_out(standing: Standing) -> bool:
    return not standing.open_logs


def _not_arrived(standing: Standing) -> bool:
    return not standing.open_logs and not standing.closed_logs


def _has_logs(standing: Standing) -> bool:
    return standing.open_logs + standing.closed_logs > 0


def _may_end(standing: Standing) -> bool:
    return not standing.open_logs and not standing.awaits_answer


def _never_on_site(standing: Standing) -> bool:
    return (
        not standing.awaits_answer and not standing.open_logs and not standing.closed_logs and not standing.fee_charged
    )


BEFORE = (DRAFT, PUBLISHED, ROUTED)
LIVE = (*BEFORE, ASSIGNED, WORK_DONE, APPROVED)
COMPANY: tuple[Side, ...] = ("company",)
WORKING: tuple[Side, ...] = ("company", "assignee")

ACTIONS: tuple[Action, ...] = (
    Action("update_work_order", COMPANY, LIVE),
    Action("publish_work_order", COMPANY, (DRAFT, ROUTED)),
    Action("unpublish_work_order", COMPANY, (PUBLISHED,)),
    Action("route_work_order", COMPANY, BEFORE),
    Action("route_work_order_to_providers", COMPANY, BEFORE),
    Action("dispatch_work_order", COMPANY, BEFORE),
    Action("assign_work_order", COMPANY, BEFORE),
    Action("unroute_work_order", COMPANY, OPEN, lambda standing: standing.is_routed),
    Action("accept_work_order_request", COMPANY, OPEN, lambda standing: standing.pending_requests > 0),
    Action("decline_work_order_request", COMPANY, OPEN, lambda standing: standing.pending_requests > 0),
    Action("create_work_order_qualification", COMPANY, BEFORE),
    Action("update_work_order_schedule", COMPANY, BEFORE),
    Action("update_work_order_schedule", COMPANY, (ASSIGNED,), _checked_out),
    Action("set_work_order_eta", WORKING, (ASSIGNED,), _not_arrived),
    Action("mark_work_order_on_my_way", ("assignee",), (ASSIGNED,), _checked_out),
    Action("record_work_order_delay", ("assignee",), (ASSIGNED,), _checked_out),
    Action("acknowledge_provider_delay", COMPANY, (ASSIGNED,), lambda standing: standing.delayed),
    Action("create_work_order_time_log", WORKING, (ASSIGNED,)),
    Action("update_work_order_time_log", COMPANY, (ASSIGNED, WORK_DONE), _has_logs),
    Action("update_work_order_time_log", ("assignee",), (ASSIGNED,), _has_logs),
    Action("update_all_work_order_time_logs", COMPANY, (ASSIGNED, WORK_DONE), _has_logs),
    Action("update_all_work_order_time_logs", ("assignee",), (ASSIGNED,), _has_logs),
    Action("delete_work_order_time_log", COMPANY, (ASSIGNED, WORK_DONE), _has_logs),
    Action("delete_work_order_time_log", ("assignee",), (ASSIGNED,), _has_logs),
    Action("create_work_order_task", COMPANY, (*BEFORE, ASSIGNED)),
    Action("update_work_order_task", COMPANY, (*BEFORE, ASSIGNED, WORK_DONE)),
    Action("update_work_order_task", ("assignee",), (ASSIGNED,)),
    Action("update_work_order_custom_field", COMPANY, LIVE),
    Action("update_work_order_custom_field", ("assignee",), (ASSIGNED,)),
    Action("mark_work_order_complete", WORKING, (ASSIGNED,), _checked_out),
    Action("unassign_work_order", COMPANY, (ASSIGNED,), _may_end),
    Action("remove_work_order_provider", COMPANY, (ASSIGNED,), _may_end),
    Action("remove_work_order_provider", ("assignee",), (ASSIGNED,), _checked_out),
    Action("update_work_order_job_status", WORKING, (ASSIGNED, WORK_DONE)),
    Action("mark_work_order_incomplete", COMPANY, (WORK_DONE,)),
    Action("approve_work_order", COMPANY, (WORK_DONE,)),
    Action("create_work_order_site_revisit", WORKING, (ASSIGNED, WORK_DONE, APPROVED)),
    Action("create_work_order_problem", COMPANY, (*OPEN, ASSIGNED, WORK_DONE, APPROVED)),
    Action("create_work_order_problem", ("assignee",), (ASSIGNED, WORK_DONE, APPROVED)),
    Action("pay_work_order", COMPANY, (APPROVED,)),
    Action("update_work_order_incident", COMPANY, (*LIVE, CANCELED)),
    Action("cancel_work_order", COMPANY, (*BEFORE, ASSIGNED), _may_end),
    Action("revert_work_order_to_draft", COMPANY, (PUBLISHED, ROUTED, ASSIGNED, CANCELED), _never_on_site),
    Action("create_work_order_template", COMPANY, (*LIVE, CANCELED)),
)


def actions(standing: Standing, side: Side, own: Own = Own()) -> list[str]:
    """The names of the tools that side may use now, in the order of a job's states."""
    named = [
        action.tool
        for action in ACTIONS
        if side in action.sides and standing.status in action.statuses and action.condition(standing)
    ]
    return named if side == "company" else [*_of_provider(standing, own), *named]


def _of_provider(standing: Standing, own: Own) -> list[str]:
    if standing.status not in OPEN:
        return []
    offered = ["accept_work_order_route", "decline_work_order_route"] if own.route else []
    asked = ["cancel_work_order_request"] if own.request else []
    may_ask = ["request_work_order"] if standing.status is PUBLISHED else []
    return [*offered, *asked, *may_ask]
