"""What is told of orders: to whoever becomes, or is no longer, responsible for one."""

from __future__ import annotations

from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import say
from tools.telling import Record


def tell_responsible(
    call: Call, order_id: int, code: str, type_name: str, before: int | None, after: int | None
) -> None:
    """Tell both who has an order now and who had it. before, after: persons, None for nobody."""
    if before == after:
        return
    record, order = Record("order", order_id, code), {"code": quoted(code), "type": quoted(type_name)}
    if after is not None:
        call.tell(
            Owner("person", after),
            "team_step",
            say("Order {code} ({type}) is yours to look after now.", **order),
            record=record,
        )
    if before is not None:
        call.tell(
            Owner("person", before),
            "team_step",
            say("Order {code} ({type}) is no longer yours to look after.", **order),
            record=record,
        )
