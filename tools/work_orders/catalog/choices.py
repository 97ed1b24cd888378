"""What there is to choose from for an order: said to whoever left out what they have to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from store.work_orders import parts as work_order_parts
from store.work_orders.entries import Entry, Kind, active_entries
from tools.call import Call
from tools.rules.sentences import by_number, word
from tools.work_orders.access import Side, visible_order
from tools.work_orders.catalog.rules.reasons import is_for


def of_company(kind: Kind) -> Callable[[Call, Mapping[str, int]], Mapping[int, str]]:
    """The entries of a kind that the company of the order chooses from, as choices of an operation."""

    def choices(call: Call, records: Mapping[str, int]) -> Mapping[int, str]:
        if "work_order_id" not in records:
            return {}
        row, side = visible_order(call, records["work_order_id"])
        known = active_entries(call.tx, kind, row["company_id"])
        return {each["id"]: word(each["name"]) for each in known if fits(each, side)}

    return choices


def fits(entry: Entry, side: Side) -> bool:
    """Whether an entry is one that a side may give; only reasons for another visit are told apart."""
    audience = entry.get("audience")
    return audience is None or is_for(audience, "buyer" if side == "company" else "provider")


def named_entries(entries: Iterable[Entry]) -> str:
    """Entries by number and name, those of the hall in the reader's words."""
    return by_number({each["id"]: word(each["name"]) for each in entries})


def folders(call: Call, records: Mapping[str, int]) -> Mapping[int, str]:
    """The folders of the order into which the caller may put a file."""
    if "work_order_id" not in records:
        return {}
    row, side = visible_order(call, records["work_order_id"])
    if side == "provider":
        return {}
    known = work_order_parts.folders(call.tx, row["id"])
    return {each["id"]: each["name"] for each in known if side == "company" or each["type"] == "slot"}
