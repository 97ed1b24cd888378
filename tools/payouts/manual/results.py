"""How a payout that was transferred outside ended, as the operator records it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.payouts import files, payouts
from store.types import Money, iso
from tools.call import Call
from tools.companies.operator import require_operator
from tools.errors import Invalid, NotFound, WrongState
from tools.operation import operation
from tools.params import Amount, Id, OneLine
from tools.payouts.manual.files import end_to_end_id
from tools.payouts.rules.methods import KIND_OF_TYPE, NOUNS
from tools.payouts.rules.payouts import COMPLETED, DECLINED, IN_PROGRESS, PARTIAL, TITLES
from tools.payouts.settlement import complete, complete_in_part, decline
from tools.questions import quoted
from tools.rules.sentences import told_by, word, worded
from tools.shapes import CurrencyShape, Theirs, currency_shape

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True

Reason = Annotated[
    OneLine,
    Field(min_length=1, max_length=500, description="Why it did not arrive whole; the freelancer reads it."),
]


class RecordedPayout(TypedDict):
    """status: 2 completed, 3 declined, 5 partially completed. returned_base_amount: back on the freelancer's balance, in
    base_currency. end_to_end_id: what bank statements call the payment. file_number: the payment file it was in."""

    id: int
    status: int
    state: str
    person_id: int
    task_id: NotRequired[int | None]
    target_amount: str
    paid_target_amount: str
    target_currency: CurrencyShape
    returned_base_amount: str
    base_currency: CurrencyShape
    decline_reason: NotRequired[Theirs | None]
    settled_at: str
    end_to_end_id: str
    file_number: NotRequired[int | None]


class PayoutResult(TypedDict):
    payout: RecordedPayout


@operation(
    access="money",
    actors=("admin",),
    price="free",
    find=(
        "the bank bounced a transfer",
        "mark a withdrawal as arrived",
        "only part of the sum went through",
        "the contractor's bank rejected our transfer",
        "record that a manual transfer was executed",
        "the withdrawal shows on our bank statement",
        "close a payout that we sent by hand",
        "give the money back after a failed transfer",
        "settle an outgoing payment that is in progress",
        "the receiver's account was closed and the money came back to us",
        "note how a wire to a freelancer ended",
    ),
)
def record_payout_result(
    call: Call,
    payout_id: Annotated[Id, Field(description="The payout; on bank statements it is the number in HH-number-...")],
    status: Annotated[Literal[2, 3, 5], Field(description="2 completed, 3 declined, 5 partially completed.")],
    paid_target_amount: Annotated[Amount, Field(description="With 5: what arrived, in the currency paid out.")]
    | None = None,
    reason: Reason | None = None,
) -> PayoutResult:
    """Record how a payout in progress ended when the transfer is made outside; for the operator only, and for good.

    2: all of it arrived. 3: nothing did, and the whole base amount returns to the freelancer's balance; needs a reason.
    5: only paid_target_amount arrived and the rest returns. Look at the bank statement first: this cannot be taken back."""
    require_operator(call, worded("Recording how a payout ended"))
    payout = payouts.find(call.tx, payout_id)
    if payout is None:
        raise NotFound("payout", payout_id)
    paid = _paid(payout, status, paid_target_amount)
    _check_reason(status, reason)
    _check_in_progress(payout)
    _ask(call, payout, status, paid, reason)
    if status == COMPLETED:
        ended = complete(call, payout)
    elif status == DECLINED:
        ended = decline(call, payout, reason or "")
    else:
        ended = complete_in_part(call, payout, paid.amount, reason)
    return {"payout": _shape(call, ended)}


def _paid(payout: Row, status: int, given: Decimal | None) -> Money:
    """What arrived. Invalid unless that fits how the payout ended."""
    whole = _whole(payout)
    if status != PARTIAL:
        if given is not None:
            raise Invalid({"paid_target_amount": worded("goes with status 5 alone; 2 is all of it, 3 nothing")})
        return whole if status == COMPLETED else Money(0, whole.currency)
    if given is None:
        raise Invalid({"paid_target_amount": worded("is required with status 5")})
    try:
        paid = Money.of(given, whole.currency)
    except ValueError as error:
        raise Invalid({"paid_target_amount": told_by(error)}) from None
    if not 0 < paid.amount < whole.amount:
        raise Invalid(
            {"paid_target_amount": worded("must be above 0 and below {whole}; 2 is all of it, 3 nothing", whole=whole)}
        )
    return paid


def _check_reason(status: int, reason: str | None) -> None:
    if status == DECLINED and reason is None:
        raise Invalid({"reason": worded("is required with status 3")})
    if status == COMPLETED and reason is not None:
        raise Invalid({"reason": worded("goes with status 3 or 5; nothing failed with 2")})


def _check_in_progress(payout: Row) -> None:
    if payout["status"] == IN_PROGRESS:
        return
    title = TITLES[payout["status"]]
    rest = worded("It has ended.") if payout["settled_at"] else worded("It has not been handed over yet.")
    raise WrongState(
        worded(
            "Payout {id} is {title} ({status}), not in_progress (1). {rest}",
            id=payout["id"],
            title=word(title),
            status=payout["status"],
            rest=rest,
        ),
        state=title,
        details={"payout_id": payout["id"], "payout_status": payout["status"]},
    )


def _ask(call: Call, payout: Row, status: int, paid: Money, reason: str | None) -> None:
    """Have the person agree, who cannot take it back."""
    whole, base = _whole(payout), Money(payout["base_amount"], payout["base_currency"])
    person = worded("person {person_id}", person_id=payout["person_id"])
    where = worded(
        "To the {nouns} {number} of {person}",
        nouns=word(NOUNS[KIND_OF_TYPE[payout["endpoint_type"]]]),
        number=payout["number"],
        person=person,
    )
    why = (worded("Reason {reason}", reason=quoted(reason, 200)),) if reason else ()
    record, id = f"payout:{payout['id']}", payout["id"]
    if status == COMPLETED:
        call.confirm(
            worded("Record that all of payout {id} arrived:", id=id), record=record, amount=whole, details=(where,)
        )
    elif status == DECLINED:
        act = worded("Record that nothing of payout {id} over {whole} arrived, and return", id=id, whole=whole)
        call.confirm(
            act, record=record, amount=base, payee=worded("the balance of {person}", person=person), details=why
        )
    else:
        act = worded(
            "Record that of payout {id} over {whole} only a part arrived, the rest returns to the balance:",
            id=id,
            whole=whole,
        )
        call.confirm(act, record=record, amount=paid, details=(where, *why))


def _whole(payout: Row) -> Money:
    """What is to arrive: the fee is taken out of it."""
    return Money(payout["target_amount"] - payout["fee"], payout["target_currency"])


def _shape(call: Call, payout: Row) -> RecordedPayout:
    line = files.line_of(call.tx, payout["id"])
    target, base = payout["target_currency"], payout["base_currency"]
    return {
        "id": payout["id"],
        "status": payout["status"],
        "state": TITLES[payout["status"]],
        "person_id": payout["person_id"],
        "task_id": payout["task_id"],
        "target_amount": Money(payout["target_amount"], target).text,
        "paid_target_amount": Money(payout["paid_target_amount"], target).text,
        "target_currency": currency_shape(target),
        "returned_base_amount": Money(payout["returned_base_amount"], base).text,
        "base_currency": currency_shape(base),
        "decline_reason": payout["decline_reason"],
        "settled_at": iso(payout["settled_at"]),
        "end_to_end_id": end_to_end_id(payout),
        "file_number": line["file_id"] if line else None,
    }
