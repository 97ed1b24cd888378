"""Telling providers what changed for them in an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.database import Row
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.rules.sentences import Sentence, Words, say, together
from tools.work_orders.drafting.parts import fields_of
from tools.work_orders.notices import named, tell, when_and_where
from tools.work_orders.rules import drafts
from tools.work_orders.rules.states import APPROVED, ASSIGNED, OPEN, WORK_DONE, Status


def announce(call: Call, row: Row, given: Mapping[str, Any], before: Status) -> int:
    """Tell whoever can see what changed: those who wait for the order, or its assignee; how many were told."""
    if before in OPEN:
        return _tell_waiting(call, row, given, before)
    if before not in (ASSIGNED, WORK_DONE, APPROVED):
        return 0
    seen = _seen(call, row, given, drafts.SEEN_ONCE_ASSIGNED, "show_to_provider")
    if not seen:
        return 0
    what: Words = say("{fields} of {orders} changed.", fields=_listed(seen), orders=named([row]))
    if "schedule" in given or "location" in given:
        about = when_and_where(row, exactly=True)
        what = together(what, say("It is now: {about}. The arrival is not agreed on any more.", about=about))
    kind = "work_order_schedule_changed" if "schedule" in given else "work_order_changed"
    return tell(call, [row], [row["assignee_id"]], kind, what, figures={"changed": seen})


def _tell_waiting(call: Call, row: Row, given: Mapping[str, Any], status: Status) -> int:
    seen = _seen(call, row, given, drafts.SEEN_BY_ALL, "show_in_available")
    if drafts.is_material(status, given):
        other = say("{orders} has other terms now: {fields}.", orders=named([row]), fields=_listed(seen))
        return tell_waiting(call, row, other, {"changed": seen})
    if not seen:
        return 0
    text = say("{fields} of {orders} changed; its terms are the same.", fields=_listed(seen), orders=named([row]))
    waiting = work_order_routes.waiting(call.tx, row["id"])
    figures = {"changed": seen}
    return tell(call, [row], waiting, "work_order_terms_changed", text, figures=figures)


def tell_waiting(call: Call, row: Row, text: Words, figures: Mapping[str, Any] | None = None) -> int:
    """Mark the open offers and requests of an order as made on other terms, and tell their people; how many."""
    people = work_order_routes.mark_terms_changed(call.tx, row["id"])
    now = together(text, say("It is now: {about}.", about=when_and_where(row, exactly=False)))
    return tell(call, [row], people, "work_order_terms_changed", now, figures=figures)


def _listed(names: list[str]) -> Words:
    return together(*(Sentence(name) for name in names), between=", ")


def _seen(call: Call, row: Row, given: Mapping[str, Any], open_to_them: frozenset[str], flag: str) -> list[str]:
    """In words, what of the changed fields that side may see; of custom fields when one of them shows to it."""
    seen = [name for name in given if name in open_to_them]
    shown = {field.id for field in fields_of(call, row) if flag in field.flags}
    if any(each["custom_field_id"] in shown for each in given.get("custom_fields") or ()):
        seen.append("custom_fields")
    return sorted(name.replace("_", " ") for name in seen)
