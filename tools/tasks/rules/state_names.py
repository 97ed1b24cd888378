"""The states of a task in words, for whoever reads about them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tools.rules.task_states import State


class About(NamedTuple):
    state: State
    title: str
    description: str
    initiated_by: Literal["client", "worker", "system"]


STATES = (
    About(State.UNCONFIRMED, "Unconfirmed", "The task has been created; the freelancer has not started it.", "client"),
    About(State.IN_PROGRESS, "In progress", "The freelancer has started the task.", "worker"),
    About(
        State.CLIENT_REVIEW,
        "Client review",
        "The freelancer has delivered the work and waits for the client to accept it.",
        "worker",
    ),
    About(
        State.PENDING_PAYMENT, "Pending payment", "The client has accepted the work and is now to pay for it.", "client"
    ),
    About(State.COMPLETED, "Completed", "The task has been paid. Final.", "client"),
    About(
        State.DECLINED_BY_CONTRACTOR, "Declined by contractor", "The freelancer has turned it down. Final.", "worker"
    ),
    About(State.REJECTED_BY_CLIENT, "Rejected by client", "The client has withdrawn or rejected it. Final.", "client"),
    About(
        State.AWAITING_REJECTION_CONFIRMATION,
        "Waiting for contractor to confirm rejection",
        "The client has rejected delivered work; the freelancer agrees or contests it.",
        "client",
    ),
    About(
        State.PAYMENT_QUEUED,
        "Payment queued",
        "The client has started the payment and it is being processed; the task completes by itself.",
        "client",
    ),
    About(
        State.DISPUTE_INITIATED,
        "Dispute initiated",
        "The freelancer contests the terms or the rejection and waits for the client's answer.",
        "worker",
    ),
    About(
        State.CLIENT_APPROVAL,
        "Client approval",
        "A hard deadline has passed; the client extends it or cancels the task.",
        "system",
    ),
    About(
        State.CHANGE_APPROVAL,
        "Change approval",
        "The client has proposed other terms and waits for the freelancer's answer.",
        "client",
    ),
)
