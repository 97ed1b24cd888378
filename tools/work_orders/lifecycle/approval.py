"""Accepting finished work: the final pay, taken from the hold, payable, and paid when it is due."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import providers
from store.types import Money, Owner, iso, utc_text, utc_time
from store.work_orders import orders as work_orders
from store.work_orders import pay as work_order_pay
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.paid_work import note_paid_work
from tools.params import Amount, Number
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.ratings import hundredths
from tools.rules.sentences import joined, say, worded
from tools.text import plain
from tools.work_orders.access import actor, order_of_company, reload, standing, write
from tools.work_orders.drafting.leaving import called
from tools.work_orders.lifecycle.payment import pay_order
from tools.work_orders.money import (
    fee,
    frozen,
    held,
    lines,
    pay_out,
    place_hold,
    range_columns,
    spends_on,
    take_from_hold,
    terms,
)
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.pay_shapes import pay_shape
from tools.work_orders.rules.drafts import NotReady
from tools.work_orders.rules.pay import Lines, Pay, Reported, compute
from tools.work_orders.rules.states import APPROVED, step
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_orders"

A_RUN = 200


class RatingIn(TypedDict):
    score: Annotated[Number, Field(description="1 to 5, as text, such as 4.5.")]
    comment: NotRequired[Annotated[str, Field(min_length=1, max_length=2000)]]


Decide = Annotated[
    Literal["refuse", "accept", "decline"],
    Field(description="What to do with increases and expenses that still wait. Default refuse: stop with an error."),
]
ExpectedTotal = Annotated[Amount, Field(description="Refuses when company_total is another amount.")]


class TakenHold(TypedDict):
    captured: str
    released: str


class ApprovedWorkOrder(WorkOrderShape):
    hold: TakenHold
    payment_due_at: str


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="money_move",
    find=(
        "sign off the visit and release the money",
        "the job looks good, settle it",
        "confirm the result of ticket 1001",
        "accept the finished work",
        "the technician did well, pay for the job",
        "approve the hours and expenses of the visit",
        "release the escrow for the site job",
        "rate the contractor and close the ticket",
        "final check passed",
        "everything was done as agreed, pay the provider",
        "okay the completed site job",
        "accept the technician's completed visit and close it",
    ),
)
def approve_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    decide_pending: Decide = "refuse",
    rating: Annotated[RatingIn, Field(description="Rates the provider, once.")] | None = None,
    expected_total: ExpectedTotal | None = None,
    acting_user_id: ActingUserId | None = None,
) -> ApprovedWorkOrder:
    """Accept finished work and release the payment: fixes the final pay and takes it from the hold.

    Only from work done; nothing of the pay changes after this. The company total (pay, expenses, service fee) leaves
    the hold, the rest returns to the balance, and the provider's part is paid at payment_due_at. Undecided increases
    and expenses stop it unless decide_pending says accept or decline. expected_total guards against a surprise; dry_run
    shows the total. Next: nothing, or mark_work_order_incomplete instead when work is missing."""
    row = order_of_company(call, work_order_id, acting_user_id)
    step("approve_work_order", standing(row, call))
    score = _score(rating)
    _refuse_undecided(call, row, decide_pending)
    final = lines(call, row, with_pending=decide_pending == "accept")
    pay = _final_pay(call, row, final)
    _check_expected(row, pay, expected_total)
    provider = full_name(row["assignee_first_name"], None, row["assignee_last_name"])
    call.confirm(
        worded("Approve work order {id} and pay from the company's balance", id=row["id"]),
        record=f"work_order:{row['id']}",
        amount=pay.company_total,
        payee=worded("person {assignee_id} {provider}", assignee_id=row["assignee_id"], provider=quoted(provider)),
        details=(
            worded("{provider_total} of it are the provider's, the rest are fees", provider_total=pay.provider_total),
            called([row]),
        ),
        spends=spends_on(row, pay.company_total - held(call, row), row["assignee_id"]),
    )
    _decide(call, row, decide_pending)
    place_hold(call, row)
    released = take_from_hold(call, row, row["assignee_id"], pay.provider_total, pay.service_fee)
    work_order_pay.verify_time_logs(call.tx, row["id"], call.stamp)
    work_order_pay.count_completed(call.tx, row["assignee_id"])
    waited = call.now - utc_time(row["work_done_at"])
    work_order_pay.count_approval(call.tx, row["company_id"], int(waited.total_seconds()))
    if rating is not None and score is not None:
        _rate(call, row, score, rating.get("comment"))
    due = utc_text(call.now + timedelta(days=row["payment_terms_days"]))
    write(
        call, row, "approved", acting_user_id=acting_user_id, detail={"company_total": pay.company_total.text},
        status=int(APPROVED), approved_at=call.stamp, payment_due_at=due, final_pay=json.dumps(frozen(pay)),
        **range_columns(terms(row), final),
    )  # fmt: skip
    _tell_approved(call, row, pay, due)
    company, provider_side = Owner("company", row["company_id"]), Owner("person", row["assignee_id"])
    note_paid_work(call, "work_order", row["id"], row["title"], company, provider_side, pay.provider_total)
    return _approved(call, reload(call, row), pay.company_total, released)


def _tell_approved(call: Call, row: Row, pay: Pay, due: str) -> None:
    """The provider hears what comes when; the company, what left its balance."""
    text = say(
        "{orders} is approved: {amount} will be paid on {date}.",
        orders=named([row]),
        amount=pay.provider_total,
        date=due[:10],
    )
    figures = {"amount": str(pay.provider_total), "payment_due_at": iso(due)}
    tell(call, [row], [row["assignee_id"]], "work_order_approved", text, figures=figures)
    spent = say("{amount} for {orders} left the balance of the company.", amount=pay.company_total, orders=named([row]))
    tell_company(call, [row], "money_out", spent, figures={"amount": str(pay.company_total)})


def _approved(call: Call, row: Row, captured: Money, released: Money) -> ApprovedWorkOrder:
    return {
        **shape(call, row),
        "pay": pay_shape(call, row, "company"),
        "hold": {"captured": captured.text, "released": released.text},
        "payment_due_at": iso(row["payment_due_at"]),
    }


def _score(rating: RatingIn | None) -> Decimal | None:
    if rating is None:
        return None
    score = rating["score"]
    if not 1 <= score <= 5 or score != score.quantize(Decimal("0.01")):
        raise Invalid({"rating.score": worded("must be from 1 to 5 with at most 2 decimals")})
    return score


def _refuse_undecided(call: Call, row: Row, decide: str) -> None:
    """NotReady that lists what still waits, unless it is decided along with the approval."""
    if decide != "refuse":
        return
    waiting = [
        worded("increase {id}", id=each["id"]) for each in work_order_pay.increases(call.tx, row["id"], "pending")
    ]
    waiting += [
        worded("expense {id}", id=each["id"]) for each in work_order_pay.expenses(call.tx, row["id"], "pending")
    ]
    if waiting:
        raise NotReady(
            worded(
                "Work order {id} has undecided {waiting}. Approve with decide_pending accept or decline, or "
                "decide each before.",
                id=row["id"],
                waiting=joined(waiting, ", "),
            ),
            next=[
                *(Step("approve_work_order", {"decide_pending": answer}) for answer in ("accept", "decline")),
                *(
                    f"list_work_order_{noun}s"
                    for noun in ("increase", "expense")
                    if any(noun in each for each in waiting)
                ),
            ],
            details={"pending": waiting},
        )


def _final_pay(call: Call, row: Row, final: Lines) -> Pay:
    agreed = terms(row)
    if agreed is None:
        raise LookupError(f"work order {row['id']} is done without pay terms")
    return compute(agreed, final, fee(call, row), final.reported or Reported())


def _check_expected(row: Row, pay: Pay, expected: Decimal | None) -> None:
    if expected is not None and expected != pay.company_total.decimal:
        raise Conflict(
            worded(
                "Approving work order {id} would cost {company_total}, not {expected}. Nothing was changed; "
                "look at the pay and repeat with the real total.",
                id=row["id"],
                company_total=pay.company_total,
                expected=expected,
            ),
            next=("get_work_order", "approve_work_order"),
            details={"company_total": pay.company_total.text, "currency": pay.company_total.currency},
        )


def _decide(call: Call, row: Row, decide: str) -> None:
    """Accept or decline what still waits; nothing waits when the answer was to refuse."""
    accept, by = decide == "accept", actor(call)
    status = "accepted" if accept else "declined"
    work_order_pay.decide_increases(call.tx, row["id"], status, call.stamp, by.kind, by.id)
    work_order_pay.decide_expenses(call.tx, row["id"], accept, call.stamp, by.kind, by.id)


def _rate(call: Call, row: Row, score: Decimal, comment: str | None) -> None:
    providers.add_rating(call.tx, row["assignee_id"], hundredths(score))
    text = plain(comment) if comment else None
    work_orders.set_rating(call.tx, row["id"], f"{score:f}", text)


@scheduled(every=60)
def pay_due_work_orders(call: Call) -> int:
    """Pay approved orders, and cancellation fees, whose date has come."""
    return one_by_one(call, work_orders.payment_due(call.tx, call.stamp, A_RUN), _pay_due)


def _pay_due(call: Call, row: Row) -> None:
    if row["status"] == APPROVED:
        pay_order(call, row)
    else:
        _pay_cancellation_fee(call, row)


def _pay_cancellation_fee(call: Call, row: Row) -> None:
    owed = Money(row["cancellation_charged"], row["currency"])
    payment_id = pay_out(call, row, row["assignee_id"], owed)
    values: dict[str, Any] = {"payment_id": payment_id, "payment_due_at": None}
    write(call, row, "cancellation_fee_paid", detail={"amount": owed.text}, **values)
    text = say("The cancellation fee of {orders}, {amount}, is in your balance.", orders=named([row]), amount=owed)
    tell(call, [row], [row["assignee_id"]], "money_in", text, figures={"amount": str(owed)})
