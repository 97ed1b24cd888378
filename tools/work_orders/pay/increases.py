"""More pay than agreed: asked for, looked at, decided."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money
from store.work_orders import pay as work_order_pay
from store.work_orders.pay_lines import increases
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.questions import quoted
from tools.rules.sentences import Words, say, worded
from tools.text import plain
from tools.work_orders.access import Side, actor, note, order_to_work_on, reload, standing, visible_order
from tools.work_orders.money import held, lines, terms
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.pay.access import check_author, check_decides, sight
from tools.work_orders.pay.notices import tell_other_side
from tools.work_orders.pay.params import IncreaseAmount, IncreaseId, Reason, StatusText, Units
from tools.work_orders.pay.rules.claims import Kind, Wanted, check_decision, check_editable, wanted
from tools.work_orders.pay.shapes import EffectShape, IncreaseShape, increase_shape
from tools.work_orders.pay.transitions import HoldChange, ask, hold_change, settle
from tools.work_orders.pay_shapes import PayShape, pay_shape
from tools.work_orders.rules.pay import Terms, pay_range
from tools.work_orders.rules.states import step

TOOLSET = "work_order_pay"

IncreaseStatus = Annotated[
    Literal["pending", "accepted", "declined", "voided", "all"], Field(description="Only these. Default all.")
]
IncreaseKind = Annotated[
    Literal["amount", "additional_hours", "additional_devices"],
    Field(description="amount fits all pay; hours fit hourly and blended, devices fit device pay."),
]


class Increases(TypedDict):
    sum: str
    currency: str
    results: list[IncreaseShape]
    total: int
    next_cursor: str | None


class IncreaseWithEffect(TypedDict):
    increase: IncreaseShape
    effect: EffectShape
    currency: str


class DecidedIncrease(TypedDict):
    increase: IncreaseShape
    pay: PayShape | None


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "did anyone ask for extra money",
        "additional hours wanted on this job",
        "open requests for a higher price",
        "which raises of the pay were asked for",
        "was my wish for more hours accepted",
        "undecided pay increases of the ticket",
        "extra devices the technician reports",
        "history of price changes the contractor wanted",
        "how much more does the provider want",
        "what became of the additional pay",
        "declined demands for more pay",
    ),
)
def list_work_order_increases(
    call: Call, work_order_id: WorkOrderId, page: Page, status: IncreaseStatus = "all"
) -> Increases:
    """List the requests for more pay on a work order and what became of them, newest first.

    sum: the accepted amounts together; hours and devices raise the range instead. A worker sees their own and those
    entered in their place. Next: get_work_order_increase tells what one would cost, update_work_order_increase decides."""
    row, side = visible_order(call, work_order_id)
    sql, params = increases.all_of(row["id"], *sight(call, row, side), status)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=increases.NEWEST)
    return {
        "sum": _accepted(call, row, side).text,
        "currency": row["currency"],
        "results": [increase_shape(each, row["currency"]) for each in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


def _accepted(call: Call, row: Row, side: Side) -> Money:
    """The accepted amounts; of an order somebody else works on, nothing."""
    found = work_order_pay.increases(call.tx, row["id"], "accepted") if side != "provider" else []
    return Money(sum(each["amount"] or 0 for each in found), row["currency"])


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "why does he want two more hours",
        "what would accepting that request cost",
        "details of the extra pay demand",
        "reason given for the higher price",
        "effect of one more hour on the hold",
        "look at a single pay increase",
        "how far would the maximum rise with it",
        "who asked for the additional money and when",
        "read the wish for more pay before deciding",
        "can we afford the raise that was asked for",
        "state of my request for extra pay",
    ),
)
def get_work_order_increase(call: Call, work_order_id: WorkOrderId, increase_id: IncreaseId) -> IncreaseWithEffect:
    """Give one request for more pay in detail, with what accepting it would do to range and hold now.

    Next: update_work_order_increase accepts or declines it while it is pending."""
    row, side = visible_order(call, work_order_id)
    found = _find(call, row, side, increase_id)
    return {
        "increase": increase_shape(found, row["currency"]),
        "effect": _effect(call, row, side, _wanted(found, row["currency"]) if found["status"] == "pending" else None),
        "currency": row["currency"],
    }


def _effect(call: Call, row: Row, side: Side, more: Wanted | None) -> EffectShape:
    """What acceptance would do now; of one that is decided, nothing more."""
    most, hold = Money(row["pay_max"], row["currency"]), held(call, row)
    answer: EffectShape = {"range_max_before": most.text, "range_max_after": most.text}
    after = more.on(lines(call, row)) if more else None
    if after is not None:
        answer["range_max_after"] = pay_range(_terms(row), after)[1].text
    if side == "company":
        change = hold_change(call, row, _terms(row), after) if after else HoldChange(hold, hold)
        answer |= {"hold_before": change.before.text, "hold_after": change.after.text}
    return answer


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="free",
    example={"kind": "amount", "amount": "50.00", "reason": "The wall had to be opened."},
    find=(
        "I need one more hour on site",
        "ask the customer for 50 dollars extra",
        "three more devices than agreed",
        "request additional pay for the visit",
        "the job takes longer than planned, I want more hours",
        "propose a higher price for the work in progress",
        "more work than described, extra money please",
        "enter an increase in the technician's place",
        "demand a surcharge for the site job",
        "raise what I get for this assignment",
        "extra terminals were found, bill them too",
    ),
)
def request_work_order_increase(
    call: Call,
    work_order_id: WorkOrderId,
    kind: IncreaseKind,
    reason: Reason,
    amount: IncreaseAmount | None = None,
    units: Units | None = None,
) -> IncreaseWithEffect:
    """Ask for more pay on a work order that is assigned or done: an amount, more hours or more devices.

    For its assignee, or the company in their place. It waits as pending and changes no money; the company decides with
    update_work_order_increase, which also raises the hold. Hours and devices raise the cap, an amount the sum."""
    row, side = order_to_work_on(call, work_order_id, "request_work_order_increase")
    more = wanted(kind, _terms(row).type, amount, units, row["currency"])
    id = increases.insert(
        call.tx, row["id"], call.stamp, actor(call), kind=kind, reason=plain(reason), **_columns(more)
    )
    note(call, row, "increase_requested", detail={"increase_id": id})
    tell_other_side(call, row, side, _asked(call, row, side, id, more), reason, more.amount)
    found = _find(call, row, side, id)
    return {
        "increase": increase_shape(found, row["currency"]),
        "effect": _effect(call, row, side, more),
        "currency": row["currency"],
    }


def _asked(call: Call, row: Row, side: Side, id: int, more: Wanted) -> Words:
    about = {"id": id, "more": _in_words(more), "orders": named([row])}
    if side == "company":
        return say("Your company entered increase {id} for you, {more}, on {orders}.", **about)
    return say("{who} asks for more pay, {more} (increase {id}), on {orders}.", who=quoted(call.caller.name), **about)


def _in_words(more: Wanted) -> Words:
    if more.amount is not None:
        return say("{amount} more", amount=more.amount)
    if more.kind == "additional_hours":
        return say("{units} more hours", units=f"{more.units:f}")
    return say("{units} more devices", units=f"{more.units:f}")


@operation(
    access="money",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"status": "accepted"},
    find=(
        "grant the extra hour",
        "say no to the higher price",
        "ok, pay him the additional 20 dollars",
        "accept the increase of the pay",
        "decline the request for more money",
        "correct my request for additional hours",
        "decide on the extra devices",
        "allow the technician one hour more",
        "turn down the surcharge",
        "agree to the raise on the site job",
        "change the reason of my extra pay request",
    ),
)
def update_work_order_increase(
    call: Call,
    work_order_id: WorkOrderId,
    increase_id: IncreaseId,
    status: Annotated[Literal["accepted", "declined"], Field(description="The company's decision.")] | None = None,
    status_description: StatusText | None = None,
    amount: IncreaseAmount | None = None,
    units: Units | None = None,
    reason: Reason | None = None,
) -> DecidedIncrease:
    """Accept or decline a pending request for more pay (company), or correct it while it waits (its author).

    Acceptance raises the sum or the cap and with it the hold, at once; when the balance does not reach, nothing changes
    and it stays pending. A decision is final. Decide with status, correct with amount, units or reason: one of the two."""
    row, side = visible_order(call, work_order_id)
    found = _find(call, row, side, increase_id)
    step("update_work_order_increase", standing(row, call))
    edits = {name: call.given[name] for name in ("amount", "units", "reason") if call.given.get(name) is not None}
    if status is not None or status_description is not None:
        check_decides(side, "increase", increase_id)
        if status is None or edits:
            raise Invalid(
                {"status": worded("is needed to decide, and alone: what it says is corrected by its author apart")}
            )
        now = _decide(call, row, found, status, status_description)
    elif edits:
        now = _edit(call, row, side, found, edits)
    else:
        raise Invalid({"status": worded("or one of amount, units, reason is needed: decide it or correct it")})
    return {
        "increase": increase_shape(_find(call, now, side, increase_id), row["currency"]),
        "pay": pay_shape(call, now, side),
    }


def _decide(call: Call, row: Row, found: Row, status: str, why: str | None) -> Row:
    """The company's answer; acceptance raises the hold with it."""
    id = found["id"]
    check_decision("increase", id, found["status"], status)
    more, accepted = _wanted(found, row["currency"]), status == "accepted"
    before = lines(call, row)
    change = hold_change(call, row, _terms(row), more.on(before) if accepted else before)
    ask(
        call,
        row,
        worded(
            "{more} increase {id} of work order {row_id}",
            more=worded("Accept") if accepted else worded("Decline"),
            id=id,
            row_id=row["id"],
        ),
        change,
    )
    by = actor(call)
    increases.change(
        call.tx, id, call.stamp, status=status, status_description=plain(why) if why else None,
        decided_at=call.stamp, decided_by_type=by.kind, decided_by_id=by.id,
    )  # fmt: skip
    detail = {"increase_id": id}
    if accepted:
        now = settle(call, row, "increase_accepted", detail=detail)
        text = say("Increase {id}, {more}, on {orders} is accepted.", id=id, more=_in_words(more), orders=named([row]))
    else:
        note(call, row, "increase_declined", detail=detail)
        now = row
        text = say("Increase {id}, {more}, on {orders} is declined.", id=id, more=_in_words(more), orders=named([row]))
    tell_other_side(call, row, "company", text, why, more.amount)
    return now


def _edit(call: Call, row: Row, side: Side, found: Row, edits: dict[str, Any]) -> Row:
    """What its author corrects; it waits on."""
    check_author(call, "increase", found)
    check_editable("increase", found["id"], found["status"])
    before = _wanted(found, row["currency"])
    amount: Decimal | None = edits.get("amount") or (before.amount.decimal if before.amount is not None else None)
    more = wanted(before.kind, _terms(row).type, amount, edits.get("units") or before.units, row["currency"])
    text = plain(edits["reason"]) if "reason" in edits else found["reason"]
    increases.change(call.tx, found["id"], call.stamp, reason=text, **_columns(more))
    note(call, row, "increase_corrected", detail={"increase_id": found["id"]})
    about = {"id": found["id"], "more": _in_words(more), "orders": named([row])}
    told = say("Increase {id} on {orders} was corrected by its author: {more}.", **about)
    tell_other_side(call, row, side, told, edits.get("reason"), more.amount)
    return reload(call, row)


def _find(call: Call, row: Row, side: Side, id: int) -> Row:
    found = increases.find(call.tx, row["id"], id, *sight(call, row, side))
    if found is None:
        raise NotFound("increase", id, next=("list_work_order_increases",))
    return found


def _wanted(row: Row, currency: str) -> Wanted:
    kind: Kind = row["kind"]
    amount = Money(row["amount"], currency) if row["amount"] is not None else None
    return Wanted(kind, amount, Decimal(row["units"]) if row["units"] is not None else None)


def _columns(more: Wanted) -> dict[str, Any]:
    return {
        "amount": more.amount.amount if more.amount is not None else None,
        "units": f"{more.units.normalize():f}" if more.units is not None else None,
    }


def _terms(row: Row) -> Terms:
    """The terms of an order that left draft, which has some."""
    agreed = terms(row)
    if agreed is None:
        raise LookupError(f"work order {row['id']} has no pay terms")
    return agreed
