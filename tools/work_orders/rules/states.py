"""The life of a work order: its states, what it says about itself at a moment, and which act leads where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from store.types import iso
from tools.errors import Step, WrongState
from tools.rules.sentences import OR, begun, joined, word, worded


class Status(IntEnum):
    """The stored number of each state."""

    DRAFT = 1
    PUBLISHED = 2
    ASSIGNED = 3
    WORK_DONE = 4
    APPROVED = 5
    PAID = 6
    CANCELED = 7
    DELETED = 8
    ROUTED = 9

    @property
    def word(self) -> str:
        return self.name.lower()


DRAFT, PUBLISHED, ASSIGNED = Status.DRAFT, Status.PUBLISHED, Status.ASSIGNED
WORK_DONE, APPROVED, PAID = Status.WORK_DONE, Status.APPROVED, Status.PAID
CANCELED, DELETED, ROUTED = Status.CANCELED, Status.DELETED, Status.ROUTED

HOLDING = (PUBLISHED, ROUTED, ASSIGNED, WORK_DONE)
OPEN = (PUBLISHED, ROUTED)
FINAL = (PAID, CANCELED, DELETED)

AT_RISK_BEFORE = timedelta(hours=24)
AT_RISK_AFTER = timedelta(minutes=15)
NO_SHOW_AFTER = timedelta(minutes=60)
# So long the provider of work that was reported done and sent back may answer before the company can end it unpaid.
ANSWER_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides the sub-status: a snapshot of an order and of what hangs on it, at `now`.

    latest_arrival is None without a schedule. condition is the ETA's: on_schedule, on_my_way or delayed.
    fee_charged: a cancellation fee was taken. job_reported: somebody said how far the work came. answer_until: reported
    work was sent back, and so long the provider may answer."""

    id: int
    status: Status
    now: datetime
    latest_arrival: datetime | None = None
    confirmed: bool = False
    condition: str = "on_schedule"
    delay_seconds: int = 0
    delay_acknowledged: bool = False
    open_logs: int = 0
    closed_logs: int = 0
    open_routes: int = 0
    pending_requests: int = 0
    counter_offers: int = 0
    fee_charged: bool = False
    job_reported: bool = False
    answer_until: datetime | None = None

    @property
    def is_routed(self) -> bool:
        return self.open_routes > 0

    @property
    def silent(self) -> bool:
        """Neither travelling nor late by message, never on site, and nothing said about the work."""
        on_site = self.open_logs or self.closed_logs or self.job_reported
        return self.condition == "on_schedule" and not self.delay_seconds and not on_site

    @property
    def no_call_no_show(self) -> bool:
        return self.status is ASSIGNED and self.silent and self._past_arrival(NO_SHOW_AFTER)

    @property
    def at_risk(self) -> bool:
        if self.status is not ASSIGNED or self.latest_arrival is None:
            return False
        unconfirmed_late = not self.confirmed and self.latest_arrival - self.now <= AT_RISK_BEFORE
        return unconfirmed_late or (self.silent and self._past_arrival(AT_RISK_AFTER))

    @property
    def delayed(self) -> bool:
        return self.condition == "delayed" and not self.delay_acknowledged

    @property
    def awaits_answer(self) -> bool:
        """Whether work that was reported done and sent back waits for its provider."""
        return self.status is ASSIGNED and self.answer_until is not None and self.now < self.answer_until

    def refusal_of_deleted(self, tool: str) -> WrongState:
        """What whoever would change a deleted order hears, whatever they would change. Reads do not find it."""
        return wrong_state(tool, self, needs=worded("an order that is not deleted"), next=("list_work_orders",))

    def _past_arrival(self, margin: timedelta) -> bool:
        return self.latest_arrival is not None and self.now >= self.latest_arrival + margin


def sub_status(standing: Standing) -> str:
    """The finer state, '' when there is none to tell. The first that applies wins."""
    if standing.status is ASSIGNED:
        return _sub_status_assigned(standing)
    if standing.status in OPEN:
        return _sub_status_open(standing)
    return ""


def _sub_status_assigned(standing: Standing) -> str:
    if standing.open_logs:
        return "checked_in"
    if standing.closed_logs:
        return "checked_out"
    if standing.delayed:
        return worded("delayed")
    if standing.condition == "on_my_way":
        return "on_my_way"
    if standing.at_risk:
        return "at_risk"
    return worded("confirmed") if standing.confirmed else worded("unconfirmed")


def _sub_status_open(standing: Standing) -> str:
    if standing.counter_offers:
        return "counter_offered"
    if standing.pending_requests:
        return worded("requested")
    return worded("unfilled") if standing.status is ROUTED and not standing.open_routes else ""


def display(standing: Standing) -> str:
    """'Assigned: Delayed', or the state alone."""
    finer = sub_status(standing)
    status = _words(standing.status.word)
    return worded("{status}: {finer}", status=status, finer=_words(finer)) if finer else status


def code(standing: Standing) -> str:
    """One word for where it stands: the sub-status, else the state."""
    return sub_status(standing) or standing.status.word


def _words(name: str) -> str:
    return joined([begun(word(name.replace("_", " ")))], "")


# The step nobody calls: the day of payment has come. pay_work_order does not wait for it.
PAYMENT = "payment"


def _stays(*statuses: Status) -> Mapping[Status, Status]:
    """Of an act that is possible in these states and changes none."""
    return {status: status for status in statuses}


# Which act takes an order from where to where. Conditions beyond the state stand with the act itself.
_OFFER = {DRAFT: ROUTED, PUBLISHED: PUBLISHED, ROUTED: ROUTED}
_ASSIGN = {DRAFT: ASSIGNED, PUBLISHED: ASSIGNED, ROUTED: ASSIGNED}
_ON_SITE = {ASSIGNED: ASSIGNED, WORK_DONE: WORK_DONE}
_LIVE = {status: status for status in (DRAFT, *OPEN, ASSIGNED, WORK_DONE, APPROVED)}
STEPS: Mapping[str, Mapping[Status, Status]] = {
    "publish_work_order": {DRAFT: PUBLISHED, ROUTED: PUBLISHED, PUBLISHED: PUBLISHED},
    "unpublish_work_order": {PUBLISHED: DRAFT},
    "route_work_order": _OFFER,
    "route_work_order_to_providers": _OFFER,
    "dispatch_work_order": _OFFER,
    "start_smart_dispatch": _OFFER,
    # Of the last open offer; while others stay open the state stays.
    "unroute_work_order": {PUBLISHED: PUBLISHED, ROUTED: DRAFT},
    "decline_work_order_route": {PUBLISHED: PUBLISHED, ROUTED: ROUTED},
    "accept_work_order_route": {PUBLISHED: ASSIGNED, ROUTED: ASSIGNED},
    "request_work_order": {PUBLISHED: PUBLISHED},
    "accept_work_order_request": {PUBLISHED: ASSIGNED, ROUTED: ASSIGNED},
    "assign_work_order": _ASSIGN,
    "acknowledge_provider_delay": {ASSIGNED: ASSIGNED},
    "set_work_order_eta": {ASSIGNED: ASSIGNED},
    "mark_work_order_on_my_way": {ASSIGNED: ASSIGNED},
    "record_work_order_delay": {ASSIGNED: ASSIGNED},
    "create_work_order_time_log": {ASSIGNED: ASSIGNED},
    "update_work_order_time_log": _ON_SITE,
    "update_all_work_order_time_logs": _ON_SITE,
    "delete_work_order_time_log": _ON_SITE,
    "create_work_order_site_revisit": {**_ON_SITE, APPROVED: APPROVED},
    "update_work_order_site_revisit": _LIVE,
    "delete_work_order_site_revisit": _LIVE,
    "create_work_order_problem": {status: status for status in (*OPEN, ASSIGNED, WORK_DONE, APPROVED)},
    "update_work_order_problem": _LIVE,
    "delete_work_order_problem": _LIVE,
    "unassign_work_order": {ASSIGNED: DRAFT},
    "remove_work_order_provider": {ASSIGNED: DRAFT},
    "mark_work_order_complete": {ASSIGNED: WORK_DONE},
    "mark_work_order_incomplete": {WORK_DONE: ASSIGNED},
    "update_work_order_job_status": {ASSIGNED: ASSIGNED, WORK_DONE: WORK_DONE},
    "approve_work_order": {WORK_DONE: APPROVED},
    PAYMENT: {APPROVED: PAID},
    "pay_work_order": {APPROVED: PAID},
    "update_work_order_pay": _stays(DRAFT, PUBLISHED, ROUTED, ASSIGNED),
    "create_work_order_bonus": _stays(DRAFT, PUBLISHED, ROUTED, ASSIGNED, WORK_DONE),
    "create_work_order_penalty": _stays(DRAFT, PUBLISHED, ROUTED, ASSIGNED, WORK_DONE),
    "create_work_order_discount": _stays(ASSIGNED, WORK_DONE),
    "request_work_order_increase": _stays(ASSIGNED, WORK_DONE),
    "update_work_order_increase": _stays(ASSIGNED, WORK_DONE),
    "create_work_order_expense": _stays(ASSIGNED, WORK_DONE),
    "update_work_order_expense": _stays(ASSIGNED, WORK_DONE),
    "cancel_work_order": {DRAFT: DELETED, PUBLISHED: CANCELED, ROUTED: CANCELED, ASSIGNED: CANCELED},
    "revert_work_order_to_draft": {PUBLISHED: DRAFT, ROUTED: DRAFT, ASSIGNED: DRAFT, CANCELED: DRAFT},
}

# How far a state is along the way, and which acts lead on or back from it.
_STAGE = {DRAFT: 0, PUBLISHED: 1, ROUTED: 1, ASSIGNED: 2, WORK_DONE: 3, APPROVED: 4, PAID: 5, CANCELED: 6, DELETED: 6}
_ON: Mapping[Status, tuple[str, ...]] = {
    DRAFT: ("publish_work_order", "route_work_order", "assign_work_order"),
    PUBLISHED: ("accept_work_order_request", "assign_work_order"),
    ROUTED: ("publish_work_order", "accept_work_order_route", "assign_work_order"),
    ASSIGNED: ("mark_work_order_complete",),
    WORK_DONE: ("approve_work_order",),
}
_BACK: Mapping[Status, tuple[str, ...]] = {
    PUBLISHED: ("unpublish_work_order",),
    ROUTED: ("unroute_work_order", "revert_work_order_to_draft"),
    ASSIGNED: ("unassign_work_order",),
    WORK_DONE: ("mark_work_order_incomplete", "approve_work_order"),
    CANCELED: ("revert_work_order_to_draft",),
}
_NOWHERE = ("get_work_order",)


def step(tool: str, standing: Standing) -> Status:
    """Where the act leads from here; WrongState when it is not possible in this state."""
    after = STEPS[tool].get(standing.status)
    if after is None:
        raise wrong_state(tool, standing, needs=_either(STEPS[tool]))
    return after


def wrong_state(tool: str, standing: Standing, *, needs: str, next: Sequence[str | Step] = ()) -> WrongState:
    """The refusal: where the order stands, what the act needs, and which acts lead there."""
    return WrongState(
        worded(
            "Work order {id} is {display}; {tool} needs {needs}.",
            id=standing.id,
            display=display(standing),
            tool=tool,
            needs=needs,
        ),
        state=code(standing),
        next=next or ways(tool, standing.status),
        details={"status": standing.status.word, "sub_status": sub_status(standing)},
    )


def refuse_open_log(tool: str, standing: Standing) -> None:
    """WrongState while the provider is checked in."""
    if standing.open_logs:
        raise wrong_state(tool, standing, needs=worded("no open time log: check out first"), next=_NOWHERE)


def refuse_unanswered(tool: str, standing: Standing) -> None:
    """WrongState while work that was reported done and sent back waits for its provider: nobody ends it unpaid alone."""
    if not standing.awaits_answer or standing.answer_until is None:
        return
    needs = worded(
        "the provider's answer: the work was reported done and sent back. Until {until} the "
        "provider may report it again (mark_work_order_complete) or give it up (remove_work_order_provider); without an "
        "answer the company may end it after that. To pay for it now: mark_work_order_complete, then approve_work_order",
        until=iso(standing.answer_until),
    )
    raise wrong_state(tool, standing, needs=needs, next=("mark_work_order_complete", "get_work_order"))


def refuse_worked_on(tool: str, standing: Standing) -> None:
    """WrongState once somebody has been on site, or a cancellation fee was taken: going back to draft is over."""
    if standing.open_logs or standing.closed_logs:
        next = ("mark_work_order_complete", "unassign_work_order")
        raise wrong_state(tool, standing, needs=worded("an order without time logs"), next=next)
    if standing.fee_charged:
        needs = worded("a canceled order without a cancellation fee: the fee of this one was charged")
        raise wrong_state(tool, standing, needs=needs, next=("create_work_order",))


def ways(tool: str, status: Status) -> tuple[str, ...]:
    """The acts that lead from this state towards one in which the tool works."""
    needed = [_STAGE[goal] for goal in STEPS.get(tool, {})]
    towards = _ON if needed and min(needed) > _STAGE[status] else _BACK
    return towards.get(status, _NOWHERE)


def _either(statuses: Iterable[Status]) -> str:
    told = [word(status.word.replace("_", " ")) for status in statuses]
    return told[0] if len(told) == 1 else joined((joined(told[:-1], ", "), told[-1]), OR)
