"""What is told of orders: to whoever becomes, or is no longer, responsible for one."""

from __future__ import annotations

from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.telling import Record


def tell_responsible(
    call: Call, order_id: int, code: str, type_name: str, before: int | None, after: int | None
) -> None:
    """Tell both who has an order now and who had it. before, after: persons, None for nobody."""
    if before == after:
        return
    order, record = f"Order {quoted(code)} ({quoted(type_name)})", Record("order", order_id, code)
    if after is not None:
        call.tell(Owner("person", after), "team_step", f"{order} is yours to look after now.", record=record)
    if before is not None:
        call.tell(Owner("person", before), "team_step", f"{order} is no longer yours to look after.", record=record)
