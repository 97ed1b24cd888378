"""Paying an approved work order out to its provider, whether its day has come or somebody does not wait for it."""

from __future__ import annotations

import json

from store.database import Row
from store.types import Money
from tools.call import Call
from tools.rules.sentences import say
from tools.work_orders.access import reload, standing, write
from tools.work_orders.money import pay_out
from tools.work_orders.notices import named, tell
from tools.work_orders.rules.states import PAID, PAYMENT, step


def pay_order(call: Call, row: Row, acting_user_id: int | None = None) -> Row:
    """Pay an approved order out to its provider: payable becomes money in their purse. The order as it is then."""
    step(PAYMENT, standing(row, call))
    earned = Money(json.loads(row["final_pay"])["provider_total"], row["currency"])
    payment_id = pay_out(call, row, row["assignee_id"], earned)
    write(
        call, row, "paid", acting_user_id=acting_user_id, detail={"amount": earned.text},
        status=int(PAID), paid_at=call.stamp, payment_id=payment_id, payment_due_at=None,
    )  # fmt: skip
    text = say("{amount} for {orders} is in your balance.", amount=earned, orders=named([row]))
    tell(call, [row], [row["assignee_id"]], "money_in", text, figures={"amount": str(earned)})
    return reload(call, row)
