"""Offers of a work order to providers: what an offer is at a moment, what may become of it, and how long it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from store.types import iso
from tools.errors import Invalid, Step, WrongState
from tools.rules.sentences import joined, worded, words
from tools.work_orders.rules.service_window import ServiceWindow, Span
from tools.work_orders.rules.states import (
    APPROVED,
    ASSIGNED,
    DRAFT,
    OPEN,
    PAID,
    PUBLISHED,
    ROUTED,
    WORK_DONE,
    Standing,
    Status,
    display,
    wrong_state,
)

RouteStatus = Literal["open", "accepted", "declined", "expired", "removed", "closed"]
RouteAct = Literal["accept", "decline", "remove", "expire", "close"]
DeclineReason = Literal["schedule", "distance", "pay", "skills", "scope", "other"]

# An offer ends once; an offer made again is a new one.
ROUTE_STEPS: Mapping[RouteAct, Mapping[str, RouteStatus]] = {
    "accept": {"open": "accepted"},
    "decline": {"open": "declined"},
    "remove": {"open": "removed"},
    "expire": {"open": "expired"},
    "close": {"open": "closed"},
}

DECLINE_REASONS: Mapping[DeclineReason, tuple[int, str]] = {
    "schedule": (1, "The time does not suit"),
    "distance": (2, "Too far away"),
    "pay": (3, "Pays too little"),
    "skills": (4, "Not my skills"),
    "scope": (5, "Scope unclear or too large"),
    "other": (6, "Other"),
}

TAKEN = (ASSIGNED, WORK_DONE, APPROVED, PAID)

_HOW_IT_ENDED = {
    "accepted": worded("you accepted this offer before"),
    "declined": worded("you declined this offer"),
    "expired": worded("this offer has expired"),
    "removed": worded("the company took this offer back"),
    "closed": worded("this offer was closed"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """An offer as stored. planned: when the visit is, as a day plan has it."""

    id: int
    user_id: int
    status: RouteStatus
    expires_at: datetime | None = None
    forced: bool = False
    planned: Span | None = None

    def at(self, now: datetime) -> RouteStatus:
        """The status that counts: past its time an open offer is expired, moved already or not."""
        if self.status == "open" and self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return self.status

    def arrival(self, window: ServiceWindow | None, now: datetime) -> Span | None:
        """The visit that was planned, while it lies ahead and in the window that the order has by now."""
        visit = self.planned
        if visit is None or window is None or visit.start <= now:
            return None
        return visit if any(open.start <= visit.start <= open.end for open in window.arrivals()) else None


def after(act: RouteAct, status: RouteStatus) -> RouteStatus | None:
    """What an offer in this status becomes by an act; None when the act does nothing to it."""
    return ROUTE_STEPS[act].get(status)


def check_answer(tool: str, standing: Standing, mine: Route | None, assignee_is_me: bool = False) -> Route:
    """The caller's open offer to accept or decline. WrongState tells why there is none."""
    if mine is not None and mine.at(standing.now) == "open" and standing.status in OPEN:
        return mine
    if standing.status not in OPEN:
        raise _too_late(tool, standing, assignee_is_me)
    ended = worded("you have no offer of it") if mine is None else _HOW_IT_ENDED[mine.at(standing.now)]
    listed = standing.status is PUBLISHED
    raise WrongState(
        worded(
            "Work order {id} is {display}, but {ended}; {tool} needs an open offer.{more}",
            id=standing.id,
            display=display(standing),
            ended=ended,
            tool=tool,
            more=worded(" It is published: ask for it with request_work_order.") if listed else "",
        ),
        state="no_open_offer" if mine is None else mine.at(standing.now),
        next=("request_work_order",) if listed else ("list_work_orders",),
    )


def _too_late(tool: str, standing: Standing, assignee_is_me: bool) -> WrongState:
    if standing.status not in TAKEN:
        return wrong_state(tool, standing, needs=worded("an open offer"), next=("list_work_orders",))
    whose = (
        worded("it is already yours") if assignee_is_me else worded("somebody else has it; trying again does not help")
    )
    return WrongState(
        worded("Work order {id} is {display}: {whose}.", id=standing.id, display=display(standing), whose=whose),
        state="already_assigned",
        next=("get_work_order",) if assignee_is_me else ("list_work_orders",),
        details={"status": standing.status.word},
    )


def check_expiry(expires_at: datetime | None, window: ServiceWindow | None, now: datetime) -> None:
    """An offer ends in the future and not after the service window; Invalid says which bound it broke."""
    if expires_at is None:
        return
    if expires_at <= now:
        raise Invalid({"expires_at": worded("must be in the future; now is {now}", now=iso(now))})
    if window is not None and expires_at > window.last_end:
        raise Invalid(
            {
                "expires_at": worded(
                    "must not be after the end of the service window, {last_end}", last_end=iso(window.last_end)
                )
            }
        )


def after_last_offer_removed(status: Status) -> Status:
    """The company takes back its last open offer: a listed order stays listed, one only routed is a draft again."""
    return DRAFT if status is ROUTED else status


def check_selection(given: Sequence[object]) -> None:
    """At least one way to choose providers is given."""
    if not any(given):
        raise Invalid(
            {
                "user_ids": worded(
                    "nobody is chosen: give user_ids, talent_pool_id, talent_pool_group_id or preferred_group_id"
                )
            }
        )


def not_eligible(text: str, per_person: Mapping[int, Sequence[str]], next: Sequence[str | Step] = ()) -> Invalid:
    """The refusal for people who may not have this order; details carry the reason codes of each."""
    named = joined(
        [
            worded("person {id}: {why}", id=user_id, why=words(found))
            for user_id, found in list(per_person.items())[:20]
        ],
        "; ",
    )
    return Invalid(
        {"user_id": joined((text, joined(("(", named, ")"), "")), " ") if named else text},
        code="not_eligible",
        next=next,
        details={"reasons": {str(user_id): list(found) for user_id, found in per_person.items()}},
    )
