"""The states of an open call: what leads where, what is open in each, and what happens by itself when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tools.errors import WrongState
from tools.rules.sentences import word, worded

Status = Literal["draft", "published", "closed", "suspended", "filled", "expired", "cancelled"]

FINAL: tuple[Status, ...] = ("filled", "expired", "cancelled")
# In which money is held for the free seats.
HOLDING: tuple[Status, ...] = ("published", "closed", "suspended")
OPEN: tuple[Status, ...] = ("published", "closed")

# How long the company may decide after the time to apply is over by itself, and by default after it was closed by hand.
DECIDE_WITHIN = timedelta(hours=72)
USUAL_DECIDE = timedelta(days=7)
LONGEST_DECIDE = timedelta(days=30)
# How long an application stays when the terms it was made on have changed.
SEND_AGAIN_WITHIN = timedelta(hours=72)
USUAL_APPLY = timedelta(days=14)
LONGEST_APPLY = timedelta(days=180)

# In which states each step is open.
STEPS: Mapping[str, tuple[Status, ...]] = {
    "update_open_call": ("draft", "published", "closed"),
    "publish_open_call": ("draft", "published", "closed"),
    "close_open_call": ("published",),
    "cancel_open_call": ("draft", "published", "closed", "suspended"),
    "decide_applications": ("published", "closed"),
    "accept_applications": ("published", "closed"),
}

# What goes on from each state, for the company.
NEXT: Mapping[str, tuple[str, ...]] = {
    "draft": ("publish_open_call", "update_open_call", "cancel_open_call"),
    "published": (
        "list_applications",
        "accept_applications",
        "close_open_call",
        "update_open_call",
        "cancel_open_call",
    ),
    "closed": ("list_applications", "accept_applications", "publish_open_call", "cancel_open_call"),
    "suspended": ("cancel_open_call",),
    "filled": ("list_applications", "create_open_call"),
    "expired": ("create_open_call",),
    "cancelled": ("create_open_call",),
}
# What ends the work that came of a filled call.
ENDS_WORK = ("reject_task", "cancel_work_order")


@dataclass(frozen=True, slots=True)
class Clock:
    """The moments of a call: until when people apply, are decided on, and when somebody has to be accepted at the latest."""

    status: Status
    apply_until: datetime | None = None
    decide_until: datetime | None = None
    sla_due: datetime | None = None
    somebody_accepted: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What happens to a call by itself, and when. decide_until: of a call that closes."""

    at: datetime
    to: Status
    reason: str
    decide_until: datetime | None = None


def check_step(tool: str, name: str, status: Status) -> None:
    """WrongState unless the step is open in the state."""
    if status in STEPS[tool]:
        return
    next = NEXT[status]
    if status == "filled":
        next = (*ENDS_WORK, "create_open_call") if tool == "cancel_open_call" else next
    raise WrongState(
        worded("{name} is {status}: {why}", name=name, status=word(status), why=_WHY[status]), state=status, next=next
    )


_WHY: Mapping[str, str] = {
    "draft": worded("nobody has applied before it is published."),
    "published": worded("people still apply."),
    "closed": worded("it takes no further applications; decide on those there are, or publish it again."),
    "suspended": worded("it was stopped until whoever runs the hall has looked at it. It can be called off."),
    "filled": worded("every seat is taken. Accepted work is ended by itself, each task or work order on its own."),
    "expired": worded("its time ran out and the money is back. A copy makes a new one."),
    "cancelled": worded("it was called off and the money is back. A copy makes a new one."),
}


def due(clock: Clock, waiting: bool) -> Due | None:
    """What happens next by itself. waiting: whether applications wait for a decision."""
    found = []
    if clock.status in OPEN and clock.sla_due is not None and not clock.somebody_accepted:
        found.append(Due(clock.sla_due, "expired", "sla_missed"))
    if clock.status == "published" and clock.apply_until is not None:
        until = clock.apply_until
        if waiting:
            found.append(Due(until, "closed", "apply_until", decide_until=until + DECIDE_WITHIN))
        else:
            found.append(Due(until, "expired", "no_applications"))
    if clock.status == "closed" and clock.decide_until is not None:
        found.append(Due(clock.decide_until, "expired", "undecided"))
    return min(found, key=lambda one: one.at, default=None)


def status_at(clock: Clock, waiting: bool, now: datetime) -> Status:
    """The state after everything that happened by itself until a moment."""
    next = due(clock, waiting)
    if next is None or next.at > now:
        return clock.status
    return status_at(replace(clock, status=next.to, decide_until=next.decide_until), waiting, now)


def time_stopped(steps: Iterable[tuple[str | None, str, datetime]]) -> timedelta:
    """How long a call was suspended in all. steps: from which state to which, and when, in their order."""
    whole, since = timedelta(), None
    for before, to, at in steps:
        if to == "suspended" and before != "suspended":
            since = at
        elif before == "suspended" and to != "suspended" and since is not None:
            whole, since = whole + (at - since), None
    return whole


def due_at(clock: Clock) -> datetime | None:
    """When something happens next by itself, whatever it will be."""
    next = due(clock, waiting=False)
    return None if next is None else next.at
