"""What is told of a cap on spending that refused a call."""

from __future__ import annotations

from datetime import timedelta

from store.spending import company_of
from store.telling.notices import told_since
from store.types import Owner, SpendingLimitReached
from tools.call import Call
from tools.rules.sentences import say
from tools.telling import Record
from tools.wallet.rules.limits import priced
from tools.wallet.rules.wallet import usd_text

PAUSE = timedelta(hours=1)
PERIODS = {"call": say("call"), "day": say("day"), "month": say("month")}


def tell_cap_reached(call: Call, reached: SpendingLimitReached) -> None:
    """Tell whose cap it is, and of an agent's its company; at most once an hour for a cap."""
    record = Record(
        "spending_limit", reached.limit_id, say("Spending limit a {period}", period=PERIODS[reached.period])
    )
    owners = [reached.owner]
    if reached.owner.kind == "agent" and (company_id := company_of(call.tx, reached.owner.id)) is not None:
        owners.append(Owner("company", company_id))
    left = usd_text(max(0, reached.cap - reached.used))
    text = say(
        "The limit of {limit} USD a {period} of {owner} refused {tool}: {what} {price} USD, and {left} USD are left. "
        "set_spending_limit changes it.",
        limit=usd_text(reached.cap),
        period=PERIODS[reached.period],
        owner=reached.owner,
        tool=call.tool,
        what=priced(reached),
        price=usd_text(reached.price),
        left=left,
    )
    figures = {"limit": usd_text(reached.cap), "price": usd_text(reached.price), "left": left, "currency": "USD"}
    for owner in owners:
        if not told_since(call.tx, owner, "cap_reached", record.type, record.id, call.now - PAUSE):
            call.tell(owner, "cap_reached", text, record=record, figures=figures)
