"""One entry of a company's lists: defined, changed, retired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.work_orders import entries
from store.work_orders.entries import Kind
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.params import Amount, Id, OneLine, PositiveAmount
from tools.text import plain
from tools.work_orders.catalog.checks import check_field_references, check_parents, check_room, free_name
from tools.work_orders.catalog.members import set_default, set_members
from tools.work_orders.catalog.people import set_blocked, set_manager
from tools.work_orders.catalog.rules import (
    custom_fields,
    expense_categories,
    extras,
    networks,
    reasons,
    tags,
    types_of_work,
)
from tools.work_orders.catalog.rules.custom_fields import DependencyOperator, Flag
from tools.work_orders.catalog.rules.kinds import LISTS, EntryKind, check_fields, noun
from tools.work_orders.catalog.shapes import EntryShape, entry_shape
from tools.work_orders.references import company_id

TOOLSET = "company_catalog"


Text = Annotated[str, Field(max_length=2000)]
Numbers = Annotated[list[Id], Field(max_length=200)]


class DependencyIn(TypedDict, total=False):
    """Show the field only when another one compares like this."""

    id: Annotated[Id, Field(description="Another custom field.")]
    operator: DependencyOperator
    value: Annotated[str, Field(max_length=2000)]


class EntryValues(TypedDict):
    """The fields of the kind. With id: those that change. The empty value empties a field."""

    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=120)]]
    active: NotRequired[Annotated[bool, Field(description="false retires, true brings back.")]]
    description: NotRequired[Text]
    api_code: NotRequired[Annotated[str, Field(max_length=40)]]
    max_amount: NotRequired[
        Annotated[Amount, Field(description="Most per claim, company currency; 0: no limit. expense_category.")]
    ]
    receipt_required: NotRequired[bool]
    calculation: NotRequired[Annotated[Literal["fixed", "percent"], Field(description="bonus, penalty.")]]
    modifier: NotRequired[Annotated[PositiveAmount, Field(description="Amount, or percent of labour pay.")]]
    type: NotRequired[
        Annotated[
            str, Field(max_length=20, description="network: private. custom_field: text, number, date, predefined ...")
        ]
    ]
    default: NotRequired[Annotated[bool, Field(description="network: where orders go that name none.")]]
    member_ids_add: NotRequired[Annotated[Numbers, Field(description="network: providers.")]]
    member_ids_remove: NotRequired[Numbers]
    user_id: NotRequired[Annotated[Id, Field(description="manager, blocked_provider.")]]
    reason: NotRequired[Annotated[str, Field(max_length=500, description="blocked_provider.")]]
    audience: NotRequired[Annotated[Literal["buyer", "provider", "both"], Field(description="site_revisit_reason.")]]
    needs_note: NotRequired[Annotated[bool, Field(description="cancel_reason.")]]
    tip: NotRequired[Annotated[str, Field(max_length=500, description="custom_field: help.")]]
    role: NotRequired[Annotated[Literal["buyer", "provider"], Field(description="custom_field: who fills it in.")]]
    options: NotRequired[
        Annotated[
            list[Annotated[OneLine, Field(min_length=1, max_length=200)]],
            Field(max_length=200, description="custom_field: of predefined."),
        ]
    ]
    flags: NotRequired[Annotated[list[Flag], Field(max_length=5, description="custom_field.")]]
    dependency: NotRequired[DependencyIn]
    default_value: NotRequired[Annotated[str, Field(max_length=2000)]]
    project_ids: NotRequired[Annotated[Numbers, Field(description="custom_field: empty for all.")]]
    client_ids: NotRequired[Numbers]
    template_ids: NotRequired[Numbers]
    order: NotRequired[Annotated[int, Field(ge=0, le=10_000, description="custom_field: place in the list.")]]
    color: NotRequired[Annotated[str, Field(pattern=r"^#?[0-9a-fA-F]{6}$", description="tag.")]]
    category: NotRequired[
        Annotated[OneLine, Field(min_length=1, max_length=60, description="type_of_work: its group.")]
    ]
    parent_id: NotRequired[Annotated[Id, Field(description="type_of_work: the one above.")]]
    type_of_work_id: NotRequired[Annotated[Id, Field(description="service_type: whose it is.")]]


class SetEntry(TypedDict):
    entry: EntryShape
    created: bool


@operation(
    access="write",
    actors=("admin",),
    price="write",
    example={"kind": "bonus", "values": {"name": "Night work", "calculation": "fixed", "modifier": "40.00"}},
    find=(
        "define a new weekend incentive",
        "raise the limit for materials",
        "add a question for technicians to answer",
        "rename a cancellation ground",
        "retire a label we no longer use",
        "block a technician for good",
        "make a private network of our contractors",
        "add a provider to our circle",
        "change what an expense category allows",
        "set the default network for new jobs",
        "new kind of work of our own",
        "unblock a contractor",
    ),
)
def set_company_catalog_entry(
    call: Call,
    kind: Annotated[EntryKind, Field(description="Which list the entry belongs to.")],
    values: EntryValues,
    id: Annotated[
        Id, Field(description="The entry to change, from the list of its kind. Without it a new one is made.")
    ]
    | None = None,
) -> SetEntry:
    """Define, change or retire an entry of the company's field settings, such as a bonus, network, reason or custom field.

    kind says which list; values are the fields of that kind, with id only those that change. active false retires an
    entry: it stays on work orders but cannot be chosen any more; nothing is deleted. Entries that every company shares
    are changed for yours alone. Every member is a manager until taken off (user_id, active false). A blocked provider is
    not offered, shown or assigned your orders; running assignments stay, and they are not told."""
    given = dict(values)
    check_fields(kind, given, is_new=id is None)
    if kind == "manager":
        return {"entry": set_manager(call, id, given), "created": False}
    if kind == "blocked_provider":
        entry, created = set_blocked(call, id, given)
        return {"entry": entry, "created": created}
    return _set_entry(call, kind, id, given)


def _set_entry(call: Call, kind: Kind, id: int | None, given: dict[str, Any]) -> SetEntry:
    company = company_id(call)
    before = entries.entry(call.tx, kind, company, id) if id is not None else None
    if id is not None and before is None:
        raise NotFound(noun(kind), id, next=(LISTS[kind],))
    currency = terms_of(call.tx, company)["currency"]
    columns = _columns(call, kind, before or {}, given, currency)
    if before is None:
        check_room(call, kind)
        stored = (
            {"active": 1, **columns} if kind != "custom_field" else {"position": _last(call), "active": 1, **columns}
        )
        id = entries.insert(call.tx, kind, company, call.stamp, **stored)
    else:
        id = before["id"]
        columns = {name: value for name, value in columns.items() if before[name] != value}
        if columns:
            entries.change(call.tx, kind, company, before, call.stamp, **columns)
    moved = kind == "network" and _circle(call, id, given)
    if before is not None and not columns and not moved:
        call.waive_fee()
    after = entries.entry(call.tx, kind, company, id)
    if after is None:
        raise LookupError("an entry that was written is gone")
    return {"entry": entry_shape(cast(EntryKind, kind), after, currency), "created": before is None}


def _circle(call: Call, id: int, given: Mapping[str, Any]) -> bool:
    """The members and the place of a network, as given; whether anything of them is another than before."""
    moved = set_members(call, id, given.get("member_ids_add", ()), given.get("member_ids_remove", ()))
    if given.get("default"):
        set_default(call, id)
    return moved


def _last(call: Call) -> int:
    """The place behind all custom fields of the company."""
    found = entries.entries(call.tx, "custom_field", company_id(call))
    return max((field["position"] for field in found), default=-1) + 1


def _columns(call: Call, kind: Kind, before: Mapping[str, Any], given: dict[str, Any], currency: str) -> dict[str, Any]:
    """What was given as it is stored, checked by the rules of its kind and against what the company has."""
    for name in ("description", "tip"):
        if name in given:
            given[name] = plain(given[name])
    columns = _of_kind(call, kind, before, given, currency)
    if "name" in given:
        of = {"type_of_work_id": before.get("type_of_work_id", given.get("type_of_work_id"))}
        beside = of if kind == "service_type" else {}
        columns["name"] = free_name(call, kind, given["name"], before.get("id"), beside)
    if "active" in given:
        columns["active"] = int(given["active"])
    return columns


def _of_kind(
    call: Call, kind: Kind, before: Mapping[str, Any], given: Mapping[str, Any], currency: str
) -> dict[str, Any]:
    match kind:
        case "expense_category":
            return expense_categories.columns(given, currency)
        case "bonus" | "penalty":
            return extras.columns(given, before, currency)
        case "network":
            return networks.columns(given, before)
        case "tag":
            return tags.columns(given)
        case "custom_field":
            check_field_references(call, given, before.get("id"))
            has_values = bool(before) and entries.has_field_values(call.tx, before["id"])
            return custom_fields.columns(given, before, has_values)
        case "type_of_work":
            check_parents(call, given)
            return types_of_work.type_columns(given, before)
        case "service_type":
            check_parents(call, given)
            return types_of_work.service_columns(given, before)
        case _:
            return reasons.columns(given)
