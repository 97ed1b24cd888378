"""What there is to choose from for an order: said to whoever left out what they have to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from store.work_orders import parts as work_order_parts
from store.work_orders.entries import Entry, Kind, active_entries
from tools.call import Call
from tools.rules.sentences import joined, word, worded
from tools.work_orders.access import Side, visible_order
from tools.work_orders.catalog.rules.reasons import is_for

# So many are named.
MOST = 20


def of_company(kind: Kind) -> Callable[[Call, Mapping[str, int]], str]:
    """The entries of a kind that the company of the order chooses from, as choices of an operation."""

    def choices(call: Call, records: Mapping[str, int]) -> str:
        if "work_order_id" not in records:
            return ""
        row, side = visible_order(call, records["work_order_id"])
        return named_entries(each for each in active_entries(call.tx, kind, row["company_id"]) if fits(each, side))

    return choices


def fits(entry: Entry, side: Side) -> bool:
    """Whether an entry is one that a side may give; only reasons for another visit are told apart."""
    audience = entry.get("audience")
    return audience is None or is_for(audience, "buyer" if side == "company" else "provider")


def named_entries(entries: Iterable[Entry]) -> str:
    """Entries by number and name, the first twenty of them."""
    known = [worded("{id} {name}", id=each["id"], name=word(each["name"])) for each in entries]
    return joined([*known[:MOST], "..."] if len(known) > MOST else known, ", ")


def folders(call: Call, records: Mapping[str, int]) -> str:
    """The folders of the order into which the caller may put a file."""
    if "work_order_id" not in records:
        return ""
    row, side = visible_order(call, records["work_order_id"])
    if side == "provider":
        return ""
    known = work_order_parts.folders(call.tx, row["id"])
    return named_entries(dict(each) for each in known if side == "company" or each["type"] == "slot")
