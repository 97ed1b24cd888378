"""Which entries of a list a caller is shown, and whose list it is."""

from __future__ import annotations

from collections.abc import Iterable

from store.folding import folded
from store.work_orders import sight
from store.work_orders.entries import Entry
from tools.call import Call
from tools.errors import NotFound


def lists_of(call: Call, company_id: int | None) -> int | None:
    """The company whose lists are meant; None for a person without one, who is shown what all companies share.

    A worker is shown those of companies with a work order they can see; for all others it is the same NotFound."""
    own = call.caller.company_id
    if company_id in (None, own):
        return own
    if call.caller.kind != "person" or not sight.sees_orders_of(call.tx, company_id, call.caller.id):
        raise NotFound("company", company_id, next=("list_work_orders",))
    call.as_worker()
    return company_id


def shown(entries: Iterable[Entry], search: str | None, active: object) -> list[Entry]:
    """Those with the words in their name that are active or retired; of both when that was cleared."""
    return [
        entry
        for entry in entries
        if (not isinstance(active, bool) or bool(entry["active"]) is active)
        and (search is None or folded(search) in folded(entry["name"]))
    ]
