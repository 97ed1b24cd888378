"""Templates: blueprints from which work orders are made quickly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.database import Row
from store.types import iso
from store.work_orders import catalog
from store.work_orders import templates as work_order_templates
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import OneLine
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import worded
from tools.shapes import NamedShape, Theirs
from tools.text import html, plain
from tools.work_orders.access import order_of_company
from tools.work_orders.drafting.changeset import saved_site
from tools.work_orders.drafting.template_defaults import copied, defaults_of, stored, stored_form
from tools.work_orders.params import DefaultsIn
from tools.work_orders.references import (
    check_networks,
    check_service_type,
    company_id,
    invalid_reference,
    link_columns,
    site_phone,
    types_given,
)
from tools.work_orders.rules.checklist import GROUPS
from tools.work_orders.rules.drafts import check_primary
from tools.work_orders.rules.pay import terms_from

TOOLSET = "work_orders"

Sort = Literal["name", "created_date", "id"]

Search = Annotated[str, Field(min_length=1, max_length=100, description="Part of name or description.")]
TemplateName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Unique in the company.")]
About = Annotated[str, Field(min_length=1, max_length=2000, description="What the template is for.")]


class TemplateLine(TypedDict):
    id: int
    name: str
    description: NotRequired[Theirs | None]
    types_of_work: list[int]
    project: NotRequired[NamedShape | None]
    pay_type: NotRequired[str | None]
    tasks: int
    active: bool


class TemplateList(TypedDict):
    results: list[TemplateLine]
    total: int
    next_cursor: NotRequired[str | None]


class Template(TypedDict):
    id: int
    name: str
    description: NotRequired[Theirs | None]
    defaults: DefaultsIn
    active: bool
    created_at: str
    updated_at: str


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which blueprints do we have",
        "standard jobs I can copy",
        "presets for a POS install",
        "our saved job patterns",
        "ready-made tickets to start from",
        "list of standard visits",
        "blueprint for monthly maintenance",
        "what templates belong to a project",
        "list templates",
        "saved standards for field jobs",
        "which patterns can a new ticket be made from",
        "show our reusable visits",
    ),
)
def list_work_order_templates(
    call: Call,
    page: Page,
    search: Search | None = None,
    project_id: Annotated[int, Field(ge=1, description="Only those of this project.")] | None = None,
    type_of_work_id: Annotated[int, Field(ge=1, description="Only with this primary type of work.")] | None = None,
    active: Annotated[bool, Field(description="false shows the retired ones. Default true.")] = True,
    sort: Sort = "name",
    order: Literal["asc", "desc"] = "asc",
) -> TemplateList:
    """List the blueprints from which work orders can be created quickly.

    Only the company's own. get_work_order_template shows one with its checklist and defaults; create_work_order takes
    its number as template_id."""
    sql, params = work_order_templates.listed(company_id(call), active, search, project_id, type_of_work_id)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=work_order_templates.order(sort, order))
    return {"results": [_line(row) for row in rows], "total": total, "next_cursor": next_cursor}


def _line(row: Row) -> TemplateLine:
    defaults = defaults_of(row)
    project = row["project_id"]
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "types_of_work": [each["id"] for each in defaults.get("types_of_work", [])],
        "project": None if project is None else {"id": project, "name": row["project_name"]},
        "pay_type": defaults.get("pay", {}).get("type"),
        "tasks": len(defaults.get("tasks", [])),
        "active": bool(row["active"]),
    }


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "what is inside that blueprint",
        "show the checklist of the standard install",
        "read preset 12",
        "defaults of a job template",
        "steps and price of our standard visit",
        "what would a ticket from this preset look like",
        "open one blueprint",
        "look into a saved job pattern",
        "look at one template in detail",
        "what will be filled in when I use this pattern",
        "contents of a saved standard job",
        "show the settings of a blueprint",
    ),
)
def get_work_order_template(
    call: Call, template_id: Annotated[int, Field(ge=1, description="From list_work_order_templates.")]
) -> Template:
    """Give one template with everything it sets on a new work order: texts, checklist, fields, pay, requirements.

    Tasks come in their order within prep, onsite and post. create_work_order with template_id uses it."""
    row = work_order_templates.find(call.tx, company_id(call), template_id)
    if row is None:
        raise NotFound("template", template_id, next=("list_work_order_templates",))
    return _template(row)


def _template(row: Row) -> Template:
    defaults = stored_form(row)
    if "tasks" in defaults:
        defaults["tasks"] = sorted(
            defaults["tasks"], key=lambda task: (GROUPS.index(task["group"]), task.get("order", 1000))
        )
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "defaults": cast(DefaultsIn, defaults),
        "active": bool(row["active"]),
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={"name": "Terminals", "values": {"title": "Install a terminal"}},
    find=(
        "keep this ticket as a reusable preset",
        "make a blueprint from our last rollout job",
        "save defaults for monthly maintenance",
        "store a standard job",
        "turn a finished visit into a pattern",
        "define what every install job starts with",
        "new preset for repair visits",
        "remember the checklist for next time",
        "make this job repeatable",
        "store settings so we needn't type them again",
        "save as template",
        "prepare a standard for visits of this sort",
    ),
)
def create_work_order_template(
    call: Call,
    name: TemplateName,
    from_work_order_id: Annotated[int, Field(ge=1, description="Copy this order; values win over it.")] | None = None,
    description: About | None = None,
    values: Annotated[DefaultsIn, Field(description="Defaults: fields of create_work_order.")] | None = None,
) -> Template:
    """Save a set of defaults as a template, from given fields or from an existing work order.

    Of an order its texts, types, site, length of the window, pay terms, checklist, custom fields, tags and requirements
    are copied: never people, dates or money spent. The name must be free. Next: create_work_order with template_id."""
    title = plain(name)
    if not title:
        raise Invalid({"name": worded("must not be blank")})
    taken = work_order_templates.find_by_name(call.tx, company_id(call), title)
    if taken is not None:
        raise Conflict(
            worded(
                "Your company already has a template {name!r} (number {id}); choose another name.",
                name=taken["name"],
                id=taken["id"],
            ),
            next=("get_work_order_template",),
        )
    defaults: dict[str, Any] = {}
    if from_work_order_id is not None:
        defaults = copied(call, order_of_company(call, from_work_order_id))
    defaults |= _checked(call, values or {})
    if not defaults:
        raise Invalid({"values": worded("give at least one default, or from_work_order_id")})
    id = work_order_templates.insert(
        call.tx,
        call.stamp,
        company_id=company_id(call),
        name=title,
        name_key=title.casefold(),
        description=plain(description) if description else None,
        project_id=defaults.get("project_id"),
        type_of_work_id=_primary(defaults),
        defaults=stored(defaults),
        created_by_type=call.caller.kind,
        created_by_id=call.caller.id,
    )
    row = work_order_templates.find(call.tx, company_id(call), id)
    if row is None:
        raise LookupError(f"template {id} is gone")
    return _template(row)


def _checked(call: Call, values: Mapping[str, Any]) -> dict[str, Any]:
    """The given defaults, every reference looked up and pay terms proper."""
    given = dict(values)
    link_columns(call, given, None)
    if "network_ids" in given:
        check_networks(call, given["network_ids"])
    if "types_of_work" in given:
        check_primary(types_given(call, given["types_of_work"]))
    if "service_type_id" in given:
        check_service_type(call, given["service_type_id"], _primary(given))
    if (site := given.get("location", {}).get("saved_location_id")) is not None:
        saved_site(call, site)
    _check_custom_fields(call, given)
    _check_site_and_phones(given)
    pay = given.get("pay", {})
    if "type" in pay and "base" in pay:
        currency = terms_of(call.tx, company_id(call))["currency"]
        terms_from(pay["type"], pay["base"], pay.get("additional"), currency)
    texts = ("description", "confidential", "standard_instructions")
    given |= {name: html(given[name]) for name in texts if name in given}
    return given


def _check_custom_fields(call: Call, given: Mapping[str, Any]) -> None:
    known = {field["id"] for field in catalog.custom_fields(call.tx, company_id(call))}
    for part in ("tasks", "custom_fields"):
        for number, each in enumerate(given.get(part, [])):
            id = each.get("custom_field_id")
            if id is not None and id not in known:
                fault = worded("your company has no custom field {id}", id=id)
                raise invalid_reference(f"values.{part}[{number}].custom_field_id", fault)


def _check_site_and_phones(given: Mapping[str, Any]) -> None:
    """What no order could be made of whatever else it is given: a country there is not, a number nobody can call."""
    country = given.get("location", {}).get("country")
    if country is not None and country not in COUNTRIES:
        raise Invalid({"values.location.country": worded("must be the two letters of a country, such as US")})
    for part in ("contacts", "tasks"):
        for number, each in enumerate(given.get(part, [])):
            phone = each.get("phone")
            # One without a country code may be of the country of a site that is still to come.
            if phone and (country or phone.lstrip().startswith(("+", "00")) or any(map(str.isalpha, phone))):
                site_phone(phone, country, f"values.{part}[{number}].phone")


def _primary(defaults: Mapping[str, Any]) -> int | None:
    types = defaults.get("types_of_work", [])
    return next((each["id"] for each in types if each.get("is_primary", len(types) == 1)), None)
