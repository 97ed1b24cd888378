"""Who may have an order when a person chooses, not dispatch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from store.database import Row
from store.providers import providers
from tools.call import Call
from tools.errors import NotFound
from tools.work_orders.matching.candidates import candidate, offer_of
from tools.work_orders.matching.checks import unfit
from tools.work_orders.rules.candidates import by_hand, reasons, without
from tools.work_orders.rules.service_window import ServiceWindow


def provider(call: Call, id: int) -> Row:
    """A person who takes field work; NotFound for anybody else."""
    found = providers.profiles(call.tx, [id])
    if not found:
        raise NotFound("provider", id, next=("list_providers",))
    return found[0]


def check_eligible(
    call: Call,
    rows: Sequence[Row],
    user_id: int,
    tool: str,
    *,
    forced: bool = False,
    set_aside: Sequence[str] = (),
    windows: Sequence[ServiceWindow | None] = (),
) -> None:
    """The person may have every one of the orders by hand with this tool, as far as that is not left to dispatch alone.

    windows: other service windows than the orders' own, None for those that keep theirs."""
    for row, window in zip_longest(rows, windows[: len(rows)]):
        offer = offer_of(call, row)
        if window is not None:
            offer = replace(offer, window=window)
        against = without(by_hand(reasons(candidate(call, row, user_id, window), offer), forced), *set_aside)
        if against:
            raise unfit(call, row, user_id, against, offer.window, tool, _remedies(against))


_REMEDIES = {
    "missing_qualification": "list_work_order_qualifications",
    "schedule_conflict": "update_work_order",
    "removed_before": "list_work_order_pending_requests",
    "inactive": "list_work_order_pending_requests",
    "blocked": "list_work_order_pending_requests",
}


def _remedies(against: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_REMEDIES[reason.split(":", 1)[0]] for reason in against))
