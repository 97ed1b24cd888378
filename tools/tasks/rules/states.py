"""The states of a task: which step leads where, who may take it, and when a deadline moves it by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from tools.errors import NotAllowed, Step, WrongState
from tools.rules.sentences import OR, joined, worded
from tools.rules.task_states import FINAL, State

Side = Literal["client", "worker"]

# Work still to be delivered: what a deadline is about.
UNDELIVERED = frozenset({State.UNCONFIRMED, State.IN_PROGRESS, State.DISPUTE_INITIATED, State.CHANGE_APPROVAL})

NO_RULE, SOFT, HARD = 0, 1, 2
DEADLINE_NAMES = {NO_RULE: "none", SOFT: "soft", HARD: "hard"}
COMING_UP = timedelta(hours=72)

# Steps nobody calls: the ledger settles a payment, a hard deadline passes.
PAYMENT_PROCESSING = "payment_processing"
DEADLINE = "deadline"


class NextTools(NamedTuple):
    client: tuple[str, ...]
    worker: tuple[str, ...]


NEXT_TOOLS: dict[State, NextTools] = {
    State.UNCONFIRMED: NextTools(
        ("reject_task", "request_task_changes", "pay_new_task"),
        ("start_task", "decline_task"),
    ),
    State.IN_PROGRESS: NextTools(
        ("reject_task", "request_task_changes"),
        ("mark_task_completed", "decline_task", "start_task_dispute"),
    ),
    State.CLIENT_REVIEW: NextTools(("accept_task", "resume_task", "reject_task"), ()),
    State.PENDING_PAYMENT: NextTools(("pay_task", "reject_task"), ()),
    State.COMPLETED: NextTools(("create_task_payout",), ("create_task_payout",)),
    State.DECLINED_BY_CONTRACTOR: NextTools((), ()),
    State.REJECTED_BY_CLIENT: NextTools((), ()),
    State.AWAITING_REJECTION_CONFIRMATION: NextTools((), ("confirm_task_rejection", "start_task_dispute")),
    State.PAYMENT_QUEUED: NextTools((), ()),
    State.DISPUTE_INITIATED: NextTools(("reply_to_task_dispute",), ("cancel_task_dispute",)),
    State.CLIENT_APPROVAL: NextTools(("extend_task_deadline", "reject_task"), ()),
    State.CHANGE_APPROVAL: NextTools(("cancel_task_changes",), ("accept_task_changes", "decline_task_changes")),
}
# A dispute is the freelancer's own voice: nobody raises or drops it for them.
FREELANCERS_OWN = frozenset({"start_task_dispute", "cancel_task_dispute"})

_S = State
TRANSITIONS: dict[str, frozenset[tuple[State | None, State]]] = {
    "create_task": frozenset({(None, _S.UNCONFIRMED)}),
    "start_task": frozenset({(_S.UNCONFIRMED, _S.IN_PROGRESS)}),
    "decline_task": frozenset(
        {(_S.UNCONFIRMED, _S.DECLINED_BY_CONTRACTOR), (_S.IN_PROGRESS, _S.DECLINED_BY_CONTRACTOR)}
    ),
    "reject_task": frozenset(
        {
            (_S.UNCONFIRMED, _S.REJECTED_BY_CLIENT),
            (_S.IN_PROGRESS, _S.REJECTED_BY_CLIENT),
            (_S.CLIENT_APPROVAL, _S.REJECTED_BY_CLIENT),
            (_S.CLIENT_REVIEW, _S.AWAITING_REJECTION_CONFIRMATION),
            (_S.PENDING_PAYMENT, _S.AWAITING_REJECTION_CONFIRMATION),
        }
    ),
    "pay_new_task": frozenset({(_S.UNCONFIRMED, _S.PAYMENT_QUEUED)}),
    "pay_task": frozenset({(_S.PENDING_PAYMENT, _S.PAYMENT_QUEUED)}),
    "request_task_changes": frozenset({(_S.UNCONFIRMED, _S.UNCONFIRMED), (_S.IN_PROGRESS, _S.CHANGE_APPROVAL)}),
    "mark_task_completed": frozenset({(_S.IN_PROGRESS, _S.CLIENT_REVIEW)}),
    "start_task_dispute": frozenset(
        {(_S.IN_PROGRESS, _S.DISPUTE_INITIATED), (_S.AWAITING_REJECTION_CONFIRMATION, _S.DISPUTE_INITIATED)}
    ),
    "accept_task": frozenset({(_S.CLIENT_REVIEW, _S.PENDING_PAYMENT)}),
    "resume_task": frozenset({(_S.CLIENT_REVIEW, _S.IN_PROGRESS)}),
    "confirm_task_rejection": frozenset({(_S.AWAITING_REJECTION_CONFIRMATION, _S.REJECTED_BY_CLIENT)}),
    "reply_to_task_dispute": frozenset(
        {
            (_S.DISPUTE_INITIATED, _S.CHANGE_APPROVAL),
            (_S.DISPUTE_INITIATED, _S.PENDING_PAYMENT),
            (_S.DISPUTE_INITIATED, _S.IN_PROGRESS),
            (_S.DISPUTE_INITIATED, _S.AWAITING_REJECTION_CONFIRMATION),
        }
    ),
    "cancel_task_dispute": frozenset(
        {(_S.DISPUTE_INITIATED, _S.IN_PROGRESS), (_S.DISPUTE_INITIATED, _S.AWAITING_REJECTION_CONFIRMATION)}
    ),
    "accept_task_changes": frozenset({(_S.CHANGE_APPROVAL, _S.IN_PROGRESS), (_S.CHANGE_APPROVAL, _S.CLIENT_APPROVAL)}),
    "decline_task_changes": frozenset({(_S.CHANGE_APPROVAL, _S.IN_PROGRESS), (_S.CHANGE_APPROVAL, _S.CLIENT_APPROVAL)}),
    "cancel_task_changes": frozenset({(_S.CHANGE_APPROVAL, _S.IN_PROGRESS), (_S.CHANGE_APPROVAL, _S.CLIENT_APPROVAL)}),
    "extend_task_deadline": frozenset({(_S.CLIENT_APPROVAL, _S.UNCONFIRMED), (_S.CLIENT_APPROVAL, _S.IN_PROGRESS)}),
    PAYMENT_PROCESSING: frozenset(
        {
            (_S.PAYMENT_QUEUED, _S.COMPLETED),
            (_S.PAYMENT_QUEUED, _S.PENDING_PAYMENT),
            (_S.PAYMENT_QUEUED, _S.UNCONFIRMED),
        }
    ),
    DEADLINE: frozenset({(_S.UNCONFIRMED, _S.CLIENT_APPROVAL), (_S.IN_PROGRESS, _S.CLIENT_APPROVAL)}),
}

# Why a step is impossible in a state, where the state's name alone would leave a reader guessing.
_REASONS: dict[tuple[str, State], str] = {
    ("reject_task", _S.COMPLETED): worded("it is already paid"),
    ("reject_task", _S.DECLINED_BY_CONTRACTOR): worded("the freelancer has already turned it down"),
    ("reject_task", _S.REJECTED_BY_CLIENT): worded("it is already rejected"),
    ("reject_task", _S.AWAITING_REJECTION_CONFIRMATION): (
        worded(
            "it is already rejected; waiting for the freelancer: confirm_task_rejection (ends it) or "
            "start_task_dispute (contests it)"
        )
    ),
    ("reject_task", _S.PAYMENT_QUEUED): worded("its payment is being processed"),
    ("reject_task", _S.DISPUTE_INITIATED): worded("answer the dispute first: reply_to_task_dispute"),
    ("reject_task", _S.CHANGE_APPROVAL): worded("a change proposal is open: cancel_task_changes first"),
    ("pay_task", _S.UNCONFIRMED): worded(
        "the work is not delivered yet; pay_new_task pays a new task without delivery"
    ),
    ("pay_task", _S.IN_PROGRESS): worded("the work is not delivered yet"),
    ("pay_task", _S.CLIENT_REVIEW): worded("accept the delivered work first: accept_task"),
    ("pay_task", _S.PAYMENT_QUEUED): worded("its payment is being processed: wait, and do not pay again"),
    ("pay_task", _S.COMPLETED): worded("it is already paid; nothing was debited again"),
    ("pay_new_task", _S.CLIENT_REVIEW): worded("the work is delivered: accept_task, then pay_task"),
    ("pay_new_task", _S.PENDING_PAYMENT): worded("the work is accepted: pay_task"),
    ("pay_new_task", _S.PAYMENT_QUEUED): worded("its payment is being processed: wait, and do not pay again"),
    ("pay_new_task", _S.COMPLETED): worded("it is already paid; nothing was debited again"),
    ("extend_task_deadline", _S.UNCONFIRMED): worded(
        "its deadline has not passed: request_task_changes sets another one"
    ),
    ("extend_task_deadline", _S.IN_PROGRESS): worded(
        "its deadline has not passed: request_task_changes sets another one"
    ),
    ("request_task_changes", _S.CLIENT_APPROVAL): worded("its deadline has passed: extend_task_deadline"),
    ("request_task_changes", _S.CHANGE_APPROVAL): worded("a proposal is open already: cancel_task_changes first"),
}


def states_for(tool: str) -> tuple[State, ...]:
    """The states in which the tool can be used at all."""
    return tuple(state for state, tools in NEXT_TOOLS.items() if tool in tools.client + tools.worker)


def next_tools(state: State, side: Side, acts_for_freelancers: bool = False) -> tuple[str, ...]:
    """What that side may call now to move the task on; a company with the right also takes the freelancer's steps."""
    tools = NEXT_TOOLS[state]
    if side == "worker":
        return tools.worker
    if not acts_for_freelancers:
        return tools.client
    return tuple(dict.fromkeys(tools.client + tuple(t for t in tools.worker if t not in FREELANCERS_OWN)))


def require_state(
    tool: str, task_id: int, state: State, allowed: tuple[str, ...], steps: tuple[str | Step, ...] = ()
) -> None:
    """WrongState (naming the state, the reason and the tools that move on) unless the tool fits the state."""
    needed = states_for(tool)
    if state in needed:
        return
    reason = _REASONS.get((tool, state))
    text = worded(
        "task {task_id} is {state}{more}. {tool} needs {any_of}. ",
        task_id=task_id,
        state=state.told,
        more=joined((": ", reason), "") if reason else "",
        tool=tool,
        any_of=_any_of(needed),
    )
    ways = worded("Possible now: {allowed}.", allowed=", ".join(allowed)) if allowed else _waiting_for(state)
    raise WrongState(
        joined((text, ways), ""),
        state=state.title,
        next=steps or allowed or ("get_task",),
        details={"state_id": int(state), "allowed_tools": list(allowed)},
    )


def require_right_to_act(tool: str, acts_for_freelancers: bool) -> None:
    """NotAllowed unless the company may take the freelancer's steps in their name."""
    if tool in FREELANCERS_OWN:
        raise NotAllowed(
            worded("{tool} is the freelancer's own step: only they can call it", tool=tool), next=("get_task",)
        )
    if not acts_for_freelancers:
        raise NotAllowed(
            worded(
                "{tool} is the freelancer's step, and the company lacks the right act_for_freelancers. The "
                "freelancer can call it, or the operator grants the right with set_company_terms.",
                tool=tool,
            ),
            code="right_missing",
            details={"right": "act_for_freelancers"},
            next=("get_task",),
        )


def rejected(state: State) -> State:
    """Where the client's rejection leads from a state that can be rejected: unfinished work ends at once."""
    delivered = state in (State.CLIENT_REVIEW, State.PENDING_PAYMENT)
    return State.AWAITING_REJECTION_CONFIRMATION if delivered else State.REJECTED_BY_CLIENT


def has_lapsed(state: State, deadline_type: int, deadline: datetime, now: datetime) -> bool:
    """A hard deadline has passed while the work was still to be done: the task belongs to the client again."""
    waiting = state in (State.UNCONFIRMED, State.IN_PROGRESS)
    return waiting and deadline_type == HARD and deadline <= now


def is_overdue(state: State, deadline: datetime, finished: datetime | None, now: datetime) -> bool:
    """Delivered after its deadline, or not delivered although the deadline has passed."""
    if state in (State.DECLINED_BY_CONTRACTOR, State.REJECTED_BY_CLIENT):
        return False
    return deadline < finished if finished else deadline <= now


def is_coming_up(state: State, deadline: datetime, finished: datetime | None, now: datetime) -> bool:
    """The deadline of work still to be delivered is less than three days away."""
    return state in UNDELIVERED and not finished and now < deadline < now + COMING_UP


def _any_of(states: Iterable[State]) -> str:
    return joined([state.told for state in states], OR)


def _waiting_for(state: State) -> str:
    if state in FINAL:
        return worded("Nothing moves it any more.")
    if state is State.PAYMENT_QUEUED:
        return worded("It moves on by itself.")
    return worded("It waits for the other side.")
