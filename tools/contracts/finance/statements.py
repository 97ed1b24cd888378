"""What one person earned, got and has coming on a contract."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from store.contracts import contracts
from store.contracts.statements import TRANSACTIONS
from store.database import Row
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.access import Stand, place_in
from tools.contracts.balances import SEES_MONEY, ParticipantBalance, balance_of
from tools.contracts.finance.params import ContractId, ParticipantId
from tools.contracts.finance.places import money_stand
from tools.contracts.finance.shapes import NAMES
from tools.errors import Invalid, NotAllowed, NotFound, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, WholeDay
from tools.rules.sentences import worded
from tools.scheduling.params import EventStatus
from tools.scheduling.rules.events import CHARGE, DEPOSIT, PAYMENTS, TYPES
from tools.shapes import Theirs

TOOLSET = "contract_finance"
_TYPE_IDS = {"charge": CHARGE, "deposit": DEPOSIT}


def _by_name(value: object) -> object:
    return _TYPE_IDS.get(value, value) if isinstance(value, str) else value


OnlyType = Annotated[
    Literal[3, 4], BeforeValidator(_by_name), Field(description="Only charges (3) or deposits (4); the words do too.")
]


class ListedTransaction(TypedDict):
    """running_balance: settled deposits less approved charges, up to and with this one, by date and then id."""

    id: int
    type_id: int
    type: str
    date: str
    label: Theirs
    time: NotRequired[int | None]
    rate: NotRequired[str | None]
    amount: str
    currency: str
    status_id: int
    status: str
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    method: NotRequired[str | None]
    bill_id: NotRequired[int | None]
    running_balance: str


class Statement(TypedDict):
    transactions: list[ListedTransaction]
    balance: ParticipantBalance
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "how much do we owe him",
        "my earnings on this job",
        "account statement of a worker",
        "what was paid to her on the contract so far",
        "which of my hours are not approved yet",
        "charges and deposits of one person",
        "what is left of the advance",
        "hours billed by a colleague last month",
        "running balance of a participant",
        "did they pay my time in March",
        "what has this person earned on the contract",
        "all charges and deposits of one participant",
        "account of a worker on the engagement",
        "balance between us on this contract",
    ),
)
def list_participant_transactions(
    call: Call,
    page: Page,
    contract_id: ContractId,
    user_id: Annotated[Id, Field(description="The person.")],
    participant_id: Annotated[ParticipantId, Field(description="Which place, when the person has several.")]
    | None = None,
    type_id: OnlyType | None = None,
    status_id: Annotated[EventStatus, Field(description="Only 100 pending, 200 approved, 400 refused or 777 settled.")]
    | None = None,
    date_from: Annotated[WholeDay, Field(description="From this day on.")] | None = None,
    date_to: Annotated[WholeDay, Field(description="Up to this day.")] | None = None,
    sort_by: Annotated[Literal["date", "amount", "created_at"], Field(description="Default date.")] = "date",
    descending: bool = True,
) -> Statement:
    """Show all charges and deposits of one person on a contract with the running balance: earned, paid, prepaid, owed.

    Your own always; others' with read level 4. balance sums everything of that place, whatever is filtered. One
    transaction in full: get_event."""
    if date_from is not None and date_to is not None and date_to < date_from:
        raise Invalid(
            {
                "date_to": worded(
                    "{date_to} is before date_from, {date_from}",
                    date_to=date_to.isoformat(),
                    date_from=date_from.isoformat(),
                )
            }
        )
    stand = money_stand(call, contract_id)
    place = _place(call, stand, user_id, participant_id)
    params: dict[str, Any] = {
        "contract": stand.id,
        "participant": place["id"],
        "type": type_id,
        "status": status_id,
        "first": _text(date_from),
        "last": _text(date_to),
    }
    way = "desc" if descending else "asc"
    rows, next_cursor, total = page.rows(call.tx, TRANSACTIONS, params, order=[(f"t.{sort_by}", way), ("t.id", way)])
    return {
        "transactions": [_shape(row) for row in rows],
        "balance": balance_of(call, stand.contract, place),
        "total": total,
        "next_cursor": next_cursor,
    }


def _place(call: Call, stand: Stand, user_id: int, participant_id: int | None) -> Row:
    """The place whose money is asked for. NotFound for somebody who is not on the contract; NotAllowed for others' money."""
    own = call.caller.id == user_id and any(place["user_id"] == user_id for place in stand.places)
    if not own and stand.read < SEES_MONEY:
        raise NotAllowed(
            worded(
                "To see the money of others in {name} needs read level {sees_money}; yours is {read}. Your "
                "own: send your own user_id.",
                name=stand.name,
                sees_money=SEES_MONEY,
                read=stand.read,
            ),
            next=(Step("list_participant_transactions", {"user_id": call.caller.id}), "list_contract_users"),
        )
    if participant_id is not None:
        place = place_in(call, stand, participant_id)
        if place["user_id"] != user_id or (own and stand.read < SEES_MONEY and not stand.owns(place["id"])):
            raise NotFound(
                worded("participant {participant_id} of person", participant_id=participant_id),
                user_id,
                next=("list_contract_users",),
            )
        return place
    found = stand.places if own else contracts.places_of(call.tx, stand.id, Owner("person", user_id))
    if not found:
        raise NotFound(
            worded("place of person {user_id} on contract", user_id=user_id), stand.id, next=("list_contract_users",)
        )
    if len(found) > 1:
        named = ", ".join(f"{place['id']} ({place['role']})" for place in found)
        raise Invalid({"participant_id": worded("the person has several places, say which of {named}", named=named)})
    return found[0]


def _shape(row: Row) -> ListedTransaction:
    currency = row["currency"]
    return {
        "id": row["id"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "date": row["date"],
        "label": row["label"],
        "time": row["minutes"],
        "rate": Money(row["rate"], currency).text if row["rate"] is not None else None,
        "amount": Money(row["amount"], currency).text,
        "currency": currency,
        "status_id": row["status_id"],
        "status": NAMES[row["status_id"]],
        "payment_status_id": row["payment_status_id"],
        "payment_status": PAYMENTS.get(row["payment_status_id"] or 0),
        "method": row["method"],
        "bill_id": row["bill_id"],
        "running_balance": Money(row["running"], currency).text,
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
