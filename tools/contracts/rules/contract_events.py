"""Events of contracts: what may be set of one in which state, and who may."""

from __future__ import annotations

from collections.abc import Iterable

from tools.rules.sentences import joined, word, worded
from tools.scheduling.rules.events import (
    CANCELLED,
    COMPLETED,
    CONFIRMED,
    DECLINED,
    DELIVERED,
    PAID,
    PAYMENT_PENDING,
    PENDING,
    STATES,
    attendees_settle,
    state_name,
)

# To which state somebody may bring an event directly; 200 and 555 come about by answers, work and time.
MOVES = {
    PENDING: (DECLINED, CANCELLED),
    CONFIRMED: (CANCELLED, COMPLETED),
    DELIVERED: (PENDING, COMPLETED),
    DECLINED: (PENDING,),
    COMPLETED: (PENDING,),
    CANCELLED: (),
}
TEXT = frozenset({"label", "description", "files"})
MONEY = frozenset({"amount", "credit", "benefitable"})
# Which fields may be changed in which state without reopening.
_IN_STATE = {
    DELIVERED: TEXT | MONEY | {"private", "timezone"},
    DECLINED: TEXT,
    COMPLETED: TEXT,
    CANCELLED: frozenset[str](),
}


def moves_from(status_id: int, *, task: bool) -> tuple[int, ...]:
    """The states that can be set directly. task: it has no time that somebody agrees to, so it is closed as it stands."""
    more = (COMPLETED,) if task and status_id == PENDING else ()
    return (*MOVES[status_id], *more)


def move_fault(status_id: int, wanted: int, *, task: bool, ahead: bool, paid: bool) -> str | None:
    """Why an event cannot be brought to a state; None when it can. ahead: it begins later. paid: or its payment is on the way."""
    allowed = moves_from(status_id, task=task)
    if wanted not in allowed:
        named = joined([state_name(state) for state in allowed], ", ")
        return (
            worded(
                "it is {state_name}; from there it can be set to {named}", state_name=state_name(status_id), named=named
            )
            if allowed
            else _final(status_id)
        )
    if wanted == COMPLETED and status_id == CONFIRMED and ahead:
        return worded(
            "it has not begun; until then a {states} one can be set to {state_name}",
            states=word(STATES[CONFIRMED]),
            state_name=state_name(CANCELLED),
        )
    if wanted == PENDING and status_id in (DECLINED, COMPLETED) and paid:
        return worded(
            "it is {state_name} and paid; only what is unpaid is opened again", state_name=state_name(status_id)
        )
    return None


def _final(status_id: int) -> str:
    return worded(
        "it is {state_name}, which is final; create_contract_event plans a new one", state_name=state_name(status_id)
    )


def locked_fields(status_id: int, fields: Iterable[str]) -> set[str]:
    """Which of these fields are fixed in the state an event is in, or will be in by the same change."""
    if status_id in (PENDING, CONFIRMED):
        return set()
    return set(fields) - _IN_STATE[status_id]


def locked_by_payment(payment_status_id: int | None, fields: Iterable[str]) -> set[str]:
    """Which of these fields are fixed because it was paid, or its payment is on the way."""
    return set(fields) & {"amount", "benefitable"} if payment_status_id in (PAYMENT_PENDING, PAID) else set()


def state_when_made(people: Iterable[tuple[str, str]], *, owes: bool, credit: bool) -> int:
    """The state of a new event: confirmed when nobody else has to say yes and nothing must be paid first.

    people: role and answer of each on its list."""
    settled = attendees_settle(people)
    return PENDING if settled == CONFIRMED and owes and not credit else settled


def state_with_people(status_id: int, people: Iterable[tuple[str, str]]) -> int:
    """Where a confirmed event stands once its list or its time is another one: it waits for those who have not answered."""
    waits = any(role != "optional" and status in ("needs_action", "tentative") for role, status in people)
    return PENDING if status_id == CONFIRMED and waits else status_id
