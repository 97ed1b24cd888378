"""Providers who neither came nor said a word."""

from __future__ import annotations

from datetime import timedelta

from store.database import Row
from store.types import iso, utc_text
from store.work_orders.visits import arrivals
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.questions import quoted
from tools.rules.sentences import say
from tools.work_orders.access import note
from tools.work_orders.notices import named, tell_company
from tools.work_orders.rules.states import NO_SHOW_AFTER

TOOLSET = "work_order_visits"

# What is older is no news any more.
NEWS = timedelta(days=7)
A_RUN = 200


@scheduled(every=60)
def tell_of_missed_arrivals(call: Call) -> int:
    """Tell companies once of a visit to which nobody came, an hour after the latest arrival."""
    since, until = utc_text(call.now - NEWS), utc_text(call.now - NO_SHOW_AFTER)
    return one_by_one(call, arrivals.missed(call.tx, since, until, A_RUN), _missed)


def _missed(call: Call, row: Row) -> None:
    note(call, row, arrivals.MISSED)
    who = " ".join(part for part in (row["assignee_first_name"], row["assignee_last_name"]) if part)
    text = say(
        "Nobody has checked in on {orders}: {who} was to be there by {at}, and has not said a word.",
        orders=named([row]),
        who=quoted(who),
        at=iso(row["latest_arrival_at"], row["time_zone"]),
    )
    tell_company(call, [row], "work_order_late", text)
