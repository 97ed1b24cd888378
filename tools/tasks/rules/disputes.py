"""What a client may answer to a freelancer's dispute, and where each answer leads."""

from __future__ import annotations

from typing import Literal

from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.rules.task_states import State

Decision = Literal["propose_terms", "accept_work", "return_to_work", "uphold"]

ANSWERS: dict[State, dict[Decision, State]] = {
    State.IN_PROGRESS: {"propose_terms": State.CHANGE_APPROVAL, "uphold": State.IN_PROGRESS},
    State.AWAITING_REJECTION_CONFIRMATION: {
        "accept_work": State.PENDING_PAYMENT,
        "return_to_work": State.IN_PROGRESS,
        "uphold": State.AWAITING_REJECTION_CONFIRMATION,
    },
}


def answered(opened_in: State, decision: Decision) -> State:
    """The state a decision leads to; Invalid, listing the possible ones, when it does not fit the dispute."""
    answers = ANSWERS[opened_in]
    if decision not in answers:
        about = worded("the terms of work in progress") if opened_in is State.IN_PROGRESS else worded("a rejection")
        raise Invalid(
            {
                "decision": worded(
                    "this dispute is about {about}; possible: {answers}", about=about, answers=", ".join(answers)
                )
            },
            next=("get_task", "reply_to_task_dispute"),
        )
    return answers[decision]


def check_terms_given(decision: Decision, price: object, deadline: object) -> None:
    """Invalid when the decision lacks the terms it needs, or comes with terms it has no use for."""
    faults: dict[str, str] = {}
    if decision == "propose_terms" and price is None and deadline is None:
        faults["price"] = faults["deadline"] = worded("propose_terms needs a price or a deadline")
    if decision != "propose_terms" and price is not None:
        faults["price"] = worded("goes only with propose_terms")
    if decision not in ("propose_terms", "return_to_work") and deadline is not None:
        faults["deadline"] = worded("goes only with propose_terms and return_to_work")
    if faults:
        raise Invalid(faults, next=("get_task", "reply_to_task_dispute"))
