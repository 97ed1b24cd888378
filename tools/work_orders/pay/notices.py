"""Telling the other side of what was asked, decided or set about the pay."""

from __future__ import annotations

from store.database import Row
from store.types import Money
from tools.call import Call
from tools.rules.sentences import Words, say
from tools.text import plain
from tools.work_orders.access import Side
from tools.work_orders.drafting.announcing import announce
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.rules.states import OPEN, Status

KIND = "work_order_money"


def tell_other_side(
    call: Call, row: Row, side: Side, text: Words, said: str | None = None, amount: Money | None = None
) -> None:
    """Tell the assignee of what the company did, and the company of what its provider did. said: their words with it."""
    figures = {"amount": str(amount)} if amount is not None else None
    words = plain(said) if said else None
    if side == "company":
        tell(call, [row], [row["assignee_id"]], KIND, text, said=words, figures=figures)
    else:
        tell_company(call, [row], KIND, text, said=words, figures=figures)


def tell_new_terms(call: Call, row: Row) -> None:
    """Whoever waits for an open order hears that its pay is another; its assignee that it rose."""
    status = Status(row["status"])
    if status in OPEN:
        announce(call, row, {"pay": True}, status)
        return
    text = say(
        "The pay for {orders} rose: at most {amount} for the work now.",
        orders=named([row]),
        amount=Money(row["pay_max"], row["currency"]),
    )
    tell(call, [row], [row["assignee_id"]], "work_order_changed", text, figures={"changed": ["pay"]})
