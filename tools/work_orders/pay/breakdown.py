"""The whole pay of an order in one answer: terms, lines, fees, totals and the hold, for the side that asks."""

from __future__ import annotations

from typing import Any, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money
from store.work_orders import pay as work_order_pay
from store.work_orders.pay_lines import discounts, expenses, extras, increases
from tools.call import Call
from tools.work_orders.access import Side
from tools.work_orders.money import HOLD
from tools.work_orders.pay.access import sight
from tools.work_orders.pay.extras import amounts
from tools.work_orders.pay.rules.claims import DECISIONS, EDITABLE
from tools.work_orders.pay.rules.offered import pay_actions
from tools.work_orders.pay.shapes import (
    BonusShape,
    DiscountShape,
    ExpenseShape,
    IncreaseShape,
    PenaltyShape,
    bonus_shape,
    discount_shape,
    expense_shape,
    increase_shape,
    maxima,
    penalty_shape,
)
from tools.work_orders.pay_shapes import ExpensesShape, HoldShape, PayHead, SumShape, pay_shape
from tools.work_orders.rules.states import Status

# So many lines of each kind, the newest; the lists have all.
MOST = 5


class IncreaseLines(SumShape):
    results: list[IncreaseShape]


class BonusLines(SumShape):
    results: list[BonusShape]


class PenaltyLines(SumShape):
    results: list[PenaltyShape]


class DiscountLines(SumShape):
    results: list[DiscountShape]


class ExpenseLines(ExpensesShape):
    results: list[ExpenseShape]


class WholeHold(HoldShape):
    id: NotRequired[int | None]


class FinanceShape(TypedDict):
    payment_terms_days: int


class WholePay(PayHead):
    """can_view: whether more than terms and range is shown. The results are the newest few; the lists have all."""

    work_order_id: int
    increases: NotRequired[IncreaseLines | None]
    bonuses: NotRequired[BonusLines | None]
    penalties: NotRequired[PenaltyLines | None]
    discounts: NotRequired[DiscountLines | None]
    expenses: NotRequired[ExpenseLines | None]
    minimum_payment: str
    hold: NotRequired[WholeHold | None]
    finance: FinanceShape
    can_view: bool
    actions: list[str]


def whole_pay(call: Call, row: Row, side: Side) -> WholePay | None:
    """None while no pay is set. A provider who is not assigned gets terms and range."""
    shape = pay_shape(call, row, side)
    if shape is None:
        return None
    answer: dict[str, Any] = {
        **shape,
        "work_order_id": row["id"],
        "minimum_payment": Money.of(work_order_pay.minimum_payment(call.tx) or 0, row["currency"]).text,
        "finance": {"payment_terms_days": row["payment_terms_days"]},
        "can_view": side != "provider",
        "actions": pay_actions(Status(row["status"]), side, _open_claims(call, row, side)),
    }
    if side != "provider":
        for name, lines in _lines(call, row, side).items():
            answer[name] = {**answer[name], "results": lines}
    if side == "company":
        hold = call.books.open_hold(HOLD, ("work_order", row["id"]))
        answer["hold"] = {**answer["hold"], "id": hold.id if hold else None}
    return cast(WholePay, answer)


def _lines(call: Call, row: Row, side: Side) -> dict[str, Any]:
    """The newest lines of each kind that the side may see."""
    seen, currency, order = sight(call, row, side), row["currency"], row["id"]
    bonuses, penalties = amounts(call, "bonus", row), amounts(call, "penalty", row)
    most = maxima(call, row["company_id"])
    return {
        "increases": [increase_shape(each, currency) for each in increases.newest(call.tx, order, *seen, MOST)],
        "bonuses": [
            bonus_shape(each, bonuses.get(each["bonus_id"]))
            for each in reversed(extras.all_of(call.tx, "bonus", order)[-MOST:])
        ],
        "penalties": [
            penalty_shape(each, penalties.get(each["penalty_id"]))
            for each in reversed(extras.all_of(call.tx, "penalty", order)[-MOST:])
        ],
        "discounts": [discount_shape(each, currency) for each in discounts.newest(call.tx, order, *seen, MOST)],
        "expenses": [expense_shape(each, currency, most) for each in expenses.newest(call.tx, order, *seen, MOST)],
    }


def _open_claims(call: Call, row: Row, side: Side) -> dict[str, bool]:
    """Whether there is something to decide, or to correct, by the tool that does it."""
    states = DECISIONS if side == "company" else EDITABLE
    author = None if side == "company" else call.caller.id
    return {
        "update_work_order_increase": increases.in_states(call.tx, row["id"], tuple(states["increase"]), author),
        "update_work_order_expense": expenses.in_states(call.tx, row["id"], tuple(states["expense"]), author),
    }
