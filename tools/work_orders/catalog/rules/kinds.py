"""The kinds of entries: which fields each has, which of them a new one needs, and what lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from tools.errors import Invalid
from tools.rules.sentences import word, worded
from tools.work_orders.catalog.rules import (
    custom_fields,
    expense_categories,
    extras,
    networks,
    people,
    reasons,
    tags,
    types_of_work,
)

EntryKind = Literal[
    "expense_category", "bonus", "penalty", "network", "manager", "site_revisit_reason", "incomplete_reason",
    "cancel_reason", "custom_field", "tag", "type_of_work", "service_type", "blocked_provider",
]  # fmt: skip

FIELDS: Mapping[str, tuple[str, ...]] = {
    "expense_category": expense_categories.FIELDS,
    "bonus": extras.FIELDS,
    "penalty": extras.FIELDS,
    "network": networks.FIELDS,
    "manager": people.MANAGER_FIELDS,
    **reasons.FIELDS,
    "custom_field": custom_fields.FIELDS,
    "tag": tags.FIELDS,
    "type_of_work": types_of_work.TYPE_FIELDS,
    "service_type": types_of_work.SERVICE_FIELDS,
    "blocked_provider": people.BLOCKED_FIELDS,
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "bonus": extras.NEEDED,
    "penalty": extras.NEEDED,
    "custom_field": custom_fields.NEEDED,
    "type_of_work": ("name", "category"),
    "service_type": ("name", "type_of_work_id"),
    "manager": (),
    "blocked_provider": (),
}
# Where the entries of a kind are listed; of blocked people only one at a time is shown.
LISTS: Mapping[str, str] = {
    "expense_category": "list_expense_categories",
    "bonus": "list_company_bonuses",
    "penalty": "list_company_penalties",
    "network": "list_company_networks",
    "manager": "list_company_managers",
    "site_revisit_reason": "list_site_revisit_reasons",
    "incomplete_reason": "list_incomplete_reasons",
    "cancel_reason": "list_cancel_reasons",
    "custom_field": "list_company_custom_fields",
    "tag": "list_company_tags",
    "type_of_work": "list_types_of_work",
    "service_type": "list_service_types",
    "blocked_provider": "get_user_details",
}
MOST_ENTRIES = 1000


def noun(kind: str) -> str:
    return kind.replace("_", " ")


def check_fields(kind: str, values: Mapping[str, Any], is_new: bool) -> None:
    """Invalid for what the kind does not have, with what it has, and for what a new entry lacks."""
    own = FIELDS[kind]
    foreign = {
        name: worded("is no field of a {noun}; it has {own}", noun=word(noun(kind)), own=", ".join(own))
        for name in values
        if name not in own
    }
    needed = _NEEDED.get(kind, ("name",)) if is_new else ()
    lacking = {
        name: worded("is needed for a new {noun}", noun=word(noun(kind)))
        for name in needed
        if values.get(name) in (None, "")
    }
    faults = foreign | lacking
    if faults:
        raise Invalid({f"values.{name}": fault for name, fault in faults.items()})
    if not values:
        raise Invalid({"values": worded("must name what is to change: {own}", own=", ".join(own))})
