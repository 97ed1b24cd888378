"""Taking applicants: each becomes a task or a work order with the agreed price set aside, all together or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import freezes
from store.database import Row
from store.open_calls import acceptance, applications, calls, people
from store.types import Money, Owner
from tools.call import Call
from tools.errors import Conflict, WrongState
from tools.open_calls import money
from tools.open_calls.access import called, check_funds, own_call
from tools.open_calls.clock import keep_due
from tools.open_calls.eligibility import unmet_by
from tools.open_calls.made_work import agreed_price, check_start, cost_of, make_work, not_eligible
from tools.open_calls.notices import person_name, tell_accepted
from tools.open_calls.params import CallRef
from tools.open_calls.rules.states import check_step
from tools.open_calls.shapes import HeldCallShape, held_shape
from tools.open_calls.transitions import end, note_decided
from tools.operation import operation
from tools.params import Id, LocalMoment, PositiveAmount
from tools.questions import quoted
from tools.rules.sentences import joined, word, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True


class TakenShape(TypedDict):
    """cost: what the company pays for it, with commission or fee; it is held."""

    application_id: int
    person_id: int
    agreed_price: MoneyShape
    cost: MoneyShape
    task_id: NotRequired[int | None]
    work_order_id: NotRequired[int | None]


class Accepted(TypedDict):
    """refused: how many others were refused, as every seat is taken now. balance: what is available afterwards."""

    accepted: list[TakenShape]
    open_call: HeldCallShape
    refused: int
    balance: MoneyShape


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="creation",
    takes_long=True,
    find=(
        "take these two applicants",
        "hire the cheapest candidate for the bounty",
        "yes, she gets the job at her price",
        "accept applications for our open call",
        "choose three of those who applied",
        "give the seats of the call to these people",
        "award the tender to the best offer",
        "turn an application into a task with escrow",
        "the shortlisted ones are all in",
        "make work orders of the accepted applicants",
        "say yes to whoever applied first for the bounty",
    ),
)
def accept_applications(
    call: Call,
    open_call_id: CallRef,
    application_ids: Annotated[list[Id], Field(min_length=1, max_length=50, description="From list_applications.")],
    max_total: Annotated[PositiveAmount, Field(description="Refused when they cost more together.")] | None = None,
    message: Annotated[str, Field(min_length=1, max_length=2000, description="To those accepted.")] | None = None,
    start_at: Annotated[
        LocalMoment, Field(description="Work orders of mode between or hours: the agreed arrival inside the window.")
    ]
    | None = None,
) -> Accepted:
    """Take applicants for an open call: each gets a task or an assigned work order with the agreed price held.

    A work order where a place is given; the start instructions are opened to them. The price is what they asked for, else that
    of the call. All or nothing, in one transaction: the seat's money is released and the cost at the agreed price is held in its
    place. Requirements, blocks and the schedule are checked again, and applications made on earlier terms do not count. With
    the last seat everybody else is refused. Published or closed calls only. The people join the company's team."""
    row = _with_seats(call, open_call_id, len(set(application_ids)))
    call.charge_for(len(set(application_ids)))
    found = _to_accept(call, row, list(dict.fromkeys(application_ids)))
    check_start(row, start_at, call.now)
    _check_people(call, row, found)
    costs = [cost_of(call, row, each) for each in found]
    total = Money(sum(cost.amount for cost in costs), row["currency"])
    _check_total(row, total, max_total)
    freed = Money(row["hold_per_seat"] * len(found), row["currency"])
    check_funds(call, row, total, freed, worded("Nobody was accepted."))
    _ask(call, row, found, costs)
    if not calls.take_seats(call.tx, row["id"], len(found), call.stamp):
        raise _no_seats(calls.load(call.tx, row["id"]), len(found))
    words = plain(message) if message else None
    taken = _take(call, row, found, costs, start_at, words)
    refused = _after(call, calls.load(call.tx, row["id"]))
    after = calls.load(call.tx, row["id"])
    purse = money.purse(call, after)
    return {
        "accepted": taken,
        "open_call": held_shape(after),
        "refused": refused,
        "balance": money_shape(Money(purse.available, purse.currency)),
    }


def _with_seats(call: Call, ref: str, wanted: int) -> Row:
    """A call to take people for. Whoever comes when the last seat has gone hears that, not only the state."""
    row = own_call(call, ref)
    if row["status"] == "filled":
        raise _no_seats(row, wanted)
    check_step(call.tool, called(row), row["status"])
    return row


def _to_accept(call: Call, row: Row, ids: Sequence[int]) -> list[Row]:
    """The applications in the given order, each waiting and made on the terms of now; Conflict names those that are not."""
    known = applications.of_call(call.tx, row["id"], ids)
    there = {id: each for id, each in known.items() if each["sent_at"] is not None}
    if unknown := [id for id in ids if id not in there]:
        raise Conflict(
            worded(
                "Not applications that were sent for {called}: {named}. Nothing changed.",
                called=called(row),
                named=_named(unknown),
            ),
            details={"application_ids": unknown},
            next=("list_applications",),
        )
    if decided := [id for id in ids if there[id]["status"] not in applications.TO_DECIDE]:
        states = joined([worded("{id}: {status}", id=id, status=word(there[id]["status"])) for id in decided], ", ")
        raise Conflict(
            worded("Applications that were decided already: {states}. Nothing changed.", states=states),
            code="decided",
            details={"application_ids": decided},
            next=("list_applications",),
        )
    if earlier := [id for id in ids if there[id]["seen_version"] < row["terms_version"]]:
        raise Conflict(
            worded(
                "The terms of {called} changed after these were sent and they have to be sent again first: "
                "application {named}. Nothing changed.",
                called=called(row),
                named=_named(earlier),
            ),
            code="terms_not_seen",
            details={"application_ids": earlier},
            next=("list_applications",),
        )
    if len(ids) > money.free_seats(row):
        raise _no_seats(row, len(ids))
    return [there[id] for id in ids]


def _named(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))


def _no_seats(row: Row, wanted: int) -> WrongState:
    free = money.free_seats(row)
    return WrongState(
        worded(
            "{called} has {free} free seats, {wanted} were to be taken. Nothing changed.",
            called=called(row),
            free=free,
            wanted=wanted,
        ),
        code="seats_full",
        state=row["status"],
        details={"seats_left": free},
        next=("get_open_call", "list_applications"),
    )


def _check_people(call: Call, row: Row, found: Sequence[Row]) -> None:
    """Everybody is still there, not blocked, and meets what is asked for."""
    frozen = freezes.frozen_payees(call.tx, Owner("company", row["company_id"]), [each["person_id"] for each in found])
    against = {each["person_id"]: _against(call, row, each, frozen) for each in found}
    if failing := {id: why for id, why in against.items() if why}:
        raise not_eligible(failing)


def _against(call: Call, row: Row, application: Row, frozen: Collection[int]) -> list[str]:
    if application["person_deleted_at"] is not None:
        return ["has left"]
    person = application["person_id"]
    found = ["blocked"] if people.is_blocked(call.tx, row["company_id"], person) else []
    found += ["payments to them are frozen"] if person in frozen else []
    return found + [f"{one.requirement}: {one.wanted} ({one.have})" for one in unmet_by(call, row, person)]


def _check_total(row: Row, total: Money, most: Decimal | None) -> None:
    if most is not None and total > Money.of(most, total.currency):
        raise Conflict(
            worded(
                "Together they cost {total}, more than the {of} allowed. Nobody was accepted.",
                total=total,
                of=Money.of(most, total.currency),
            ),
            code="over_max_total",
            details={"total": total.text, "currency": total.currency},
            next=("accept_applications", "list_applications"),
        )


def _ask(call: Call, row: Row, found: Sequence[Row], costs: Sequence[Money]) -> None:
    only, total = found[0], Money(sum(cost.amount for cost in costs), row["currency"])
    newly = money.newly_each(costs, Money(row["hold_per_seat"], row["currency"]))
    who = (
        worded("person {person_id} {person_name}", person_id=only["person_id"], person_name=quoted(person_name(only)))
        if len(found) == 1
        else worded("{count} people", count=len(found))
    )
    record = f"open_call:{row['id']}:{'-'.join(str(each['id']) for each in found)}"
    names = ", ".join(quoted(person_name(each), 30) for each in found[:5])
    call.confirm(
        worded("Take {count} of those who applied for open call {id} and set aside", count=len(found), id=row["id"]),
        record=record,
        amount=total,
        payee=who,
        details=(
            worded("It is called {title}", title=quoted(row["title"])),
            *([worded("Among them {names}", names=names)] if len(found) > 1 else []),
        ),
        spends=money.spends_on(row, [(each["person_id"], part) for each, part in zip(found, newly, strict=True)]),
    )


def _take(
    call: Call, row: Row, found: Sequence[Row], costs: Sequence[Money], start_at: datetime | None, message: str | None
) -> list[TakenShape]:
    """Make the work of each out of the money of its seat; what is left of the hold is held on for the free seats."""
    money.release(call, row)
    taken: list[TakenShape] = []
    for each, cost in zip(found, costs, strict=True):
        price = agreed_price(row, each)
        record = make_work(call, row, each, start_at, message)
        if not acceptance.accept(call.tx, each["id"], price.amount, record, call.caller.owner, call.stamp):
            raise Conflict(
                worded("Application {id} was decided a moment ago.", id=each["id"]), next=("list_applications",)
            )
        note_decided(call, row, each, "accepted")
        tell_accepted(call, row, each, price, record, message)
        taken.append(_taken(each, price, cost, record))
    return taken


def _taken(application: Row, price: Money, cost: Money, record: tuple[str, int]) -> TakenShape:
    return {
        "application_id": application["id"],
        "person_id": application["person_id"],
        "agreed_price": money_shape(price),
        "cost": money_shape(cost),
        "task_id": record[1] if record[0] == "task" else None,
        "work_order_id": record[1] if record[0] == "work_order" else None,
    }


def _after(call: Call, row: Row) -> int:
    """Hold the money of the seats that are still free, or fill the call; how many were refused by that."""
    free = money.free_seats(row)
    hold_id = money.place(call, row, Money(row["hold_per_seat"], row["currency"]), free)
    if free:
        calls.change(call.tx, row["id"], hold_id=hold_id, version=row["version"] + 1)
        after = calls.load(call.tx, row["id"])
        keep_due(call, after)
        call.change(
            "open_call.changed", ("open_call", row["id"]), company_id=row["company_id"], data={"state": row["status"]}
        )
        call.changed("open-calls", row["public_id"])
        return 0
    return end(call, row, "filled", None, call.stamp, held=False).refused
