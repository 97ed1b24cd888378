"""The custom fields a company has on its work orders."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders.entries import entries
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.work_orders.catalog.params import Search, Shown
from tools.work_orders.catalog.rules.custom_fields import FieldType
from tools.work_orders.catalog.shapes import CustomFieldShape, custom_field_shape
from tools.work_orders.catalog.shown import shown
from tools.work_orders.definitions import custom_field
from tools.work_orders.references import company_id

TOOLSET = "company_catalog"


class CustomFieldList(TypedDict):
    results: list[CustomFieldShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=20,
    find=(
        "which extra data can we store",
        "questions technicians have to answer",
        "definitions of additional inputs",
        "list our custom fields",
        "what must a provider fill in",
        "number of the custom field for the serial number",
        "own fields on work orders",
        "which custom fields apply to this project",
        "required inputs before a ticket is published",
        "options of a drop-down field",
        "extra columns on our tickets",
    ),
)
def list_company_custom_fields(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    role: Annotated[Literal["buyer", "provider"], Field(description="Who fills it in.")] | None = None,
    project_id: Annotated[Id, Field(description="Those that orders of this project have.")] | None = None,
    client_id: Annotated[Id, Field(description="Those that orders of this client have.")] | None = None,
    template_id: Annotated[Id, Field(description="Those that orders from this template have.")] | None = None,
    type: Annotated[FieldType, Field(description="Of this type.")] | None = None,
) -> CustomFieldList:
    """List the custom field definitions available for work orders, in the company's order.

    Values are given with create_work_order and update_work_order as custom_fields. set_company_catalog_entry (kind
    custom_field) defines one."""
    found = [
        each
        for each in shown(entries(call.tx, "custom_field", company_id(call)), search, active)
        if role in (None, each["role"])
        and type in (None, each["type"])
        and custom_field(each).may_apply(project_id, client_id, template_id)
    ]
    part, next_cursor, total = page.slice(sorted(found, key=lambda each: (each["position"], each["id"])))
    return {"results": [custom_field_shape(each) for each in part], "total": total, "next_cursor": next_cursor}
