"""Which orders a plan is about: those named, or all that are open and touch the day, with whatever is bundled with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from store.database import Row
from store.types import utc_text
from store.work_orders import bundles as work_order_bundles
from store.work_orders.day_plans import days
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.work_orders.access import standing
from tools.work_orders.day_plans.settings import Settings
from tools.work_orders.drafting.writing import missing_of
from tools.work_orders.references import company_id
from tools.work_orders.rules.drafts import refuse_unready
from tools.work_orders.rules.states import DRAFT, OPEN, display

MOST_ORDERS = 200
# Of more than these the rest is not even looked at.
MOST_READ = 1000


def named_orders(call: Call, settings: Settings, ids: Collection[int], field: str = "work_order_ids") -> list[Row]:
    """Orders named one by one, each of which can be planned, and the others of their bundles."""
    wanted = _with_bundles(call, list(dict.fromkeys(ids)))
    rows = days.orders(call.tx, company_id(call), wanted)
    faults = {}
    for place, id in enumerate(ids):
        fault = _fault(call, settings, rows.get(id))
        if fault is not None:
            faults[f"{field}[{place}]"] = worded("work order {id} {fault}", id=id, fault=fault)
    if faults:
        raise Invalid(faults, code="invalid_reference", next=("list_work_orders", "get_work_order"))
    found = [rows[id] for id in wanted if id in rows]
    for row in found:
        if row["status"] == DRAFT:
            refuse_unready(row["id"], missing_of(call, row))
    if len(found) > MOST_ORDERS:
        raise Invalid(
            {
                field: worded(
                    "at most {most_orders} orders, with those of their bundles; these are {count}",
                    most_orders=MOST_ORDERS,
                    count=len(found),
                )
            }
        )
    return found


def check_priorities(known: Collection[int], given: Sequence[int]) -> None:
    """Every order that a priority is given for is one of the plan's, and stands once."""
    twice = [place for place, id in enumerate(given) if id in given[:place]]
    if twice:
        raise Invalid(
            {
                f"priorities[{place}].work_order_id": worded("{given} has a priority already", given=given[place])
                for place in twice
            }
        )
    strange = {
        f"priorities[{place}].work_order_id": worded("work order {id} is not among the orders of this plan", id=id)
        for place, id in enumerate(given)
        if id not in known
    }
    if strange:
        raise Invalid(strange, code="invalid_reference", next=("list_work_orders",))


def open_orders(call: Call, settings: Settings) -> tuple[list[Row], list[str]]:
    """All open orders of the company that touch the day, at most 200, and what to say of those that were left out."""
    start, end = utc_text(settings.midnight), utc_text(settings.ends)
    ids = days.open_on(call.tx, company_id(call), start, end, settings.include_drafts, MOST_READ)
    rows = days.orders(call.tx, company_id(call), _with_bundles(call, ids)) if ids else {}
    ready = [row for row in rows.values() if not (row["status"] == DRAFT and missing_of(call, row))]
    warnings = []
    if len(ready) < len(rows):
        gaps = ", ".join(str(id) for id, row in rows.items() if row not in ready)
        warnings.append(f"Drafts that are not complete are left out: {gaps}.")
    ready.sort(key=lambda row: (-settings.priority(row["id"]), row["window_end_at"], row["id"]))
    if len(ready) > MOST_ORDERS:
        ready = ready[:MOST_ORDERS]
        warnings.append(
            f"More than {MOST_ORDERS} orders touch that day: those of higher priority that close first are planned. "
            "Name others with work_order_ids."
        )
    return _whole_bundles(call, ready), warnings


def _whole_bundles(call: Call, rows: Sequence[Row]) -> list[Row]:
    """These orders by number, without those of whose bundle another is missing."""
    ids = {row["id"] for row in rows}
    bundles = {row["bundle_id"] for row in rows} - {None}
    torn = {bundle for bundle in bundles if not ids.issuperset(work_order_bundles.members(call.tx, bundle))}
    return sorted((row for row in rows if row["bundle_id"] not in torn), key=lambda row: row["id"])


def _fault(call: Call, settings: Settings, row: Row | None) -> str | None:
    if row is None:
        return worded("is not one of your company's")
    if row["status"] == DRAFT and not settings.include_drafts:
        return worded("is a draft; set include_drafts true to plan drafts too")
    if row["status"] not in (DRAFT, *OPEN):
        return worded("is {display}, so there is nobody to look for", display=display(standing(row, call)))
    return None


def _with_bundles(call: Call, ids: Sequence[int]) -> list[int]:
    """These orders and the others of their bundles, which go out together or not at all."""
    found = dict.fromkeys(ids)
    for id in ids:
        bundle_id = work_order_bundles.bundle_of(call.tx, id)
        if bundle_id is not None:
            found |= dict.fromkeys(work_order_bundles.members(call.tx, bundle_id))
    return list(found)
