"""The kinds of work a job can be: types of work and their service types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders import catalog
from store.work_orders.entries import Entry
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.paging import Page
from tools.shapes import NamedShape

TOOLSET = "work_orders"


class TypeOfWorkShape(TypedDict):
    id: int
    name: str
    parent_id: NotRequired[int | None]
    category: str
    service_types: list[NamedShape]


class TypesOfWorkAnswer(TypedDict):
    results: list[TypeOfWorkShape]
    total: int
    next_cursor: NotRequired[str | None]


class ServiceTypeShape(TypedDict):
    id: int
    name: str
    type_of_work_id: int


class ServiceTypesAnswer(TypedDict):
    results: list[ServiceTypeShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which job categories exist",
        "id of cabling work",
        "what kinds of tasks can I order",
        "list of trades for field jobs",
        "what sort of on-site work is there",
        "number for point of sale installs",
        "categories of technician work",
        "kinds of field service",
        "list the trades",
        "which kinds of technician jobs are supported",
        "what can be installed or repaired",
        "find the id of the right work type",
    ),
)
def list_types_of_work(
    call: Call,
    page: Page,
    search: Annotated[str, Field(min_length=1, max_length=100, description="Part of the name.")] | None = None,
    parent_id: Annotated[int, Field(ge=1, description="Only those under this type of work.")] | None = None,
    active: Annotated[bool, Field(description="false shows the retired ones. Default true.")] = True,
) -> TypesOfWorkAnswer:
    """List the kinds of field work with their service types, as needed to create a work order or to look for providers.

    The platform's list and the company's own entries, by name. create_work_order takes the ids in types_of_work and
    service_type_id."""
    found = catalog.types_of_work(call.tx, call.caller.company_id, active, search, parent_id)
    rows, next_cursor, total = page.slice(found)
    services = catalog.all_service_types(call.tx, call.caller.company_id)
    results = [_type_shape(row, services.get(row["id"], [])) for row in rows]
    return {"results": results, "total": total, "next_cursor": next_cursor}


def _type_shape(row: Entry, services: Sequence[Entry]) -> TypeOfWorkShape:
    return {
        "id": row["id"],
        "name": row["name"],
        "parent_id": row["parent_id"],
        "category": row["category"],
        "service_types": [{"id": each["id"], "name": each["name"]} for each in services],
    }


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "install, repair or survey for POS",
        "finer categories of that kind of job",
        "what services fall under networking",
        "is it an installation or a repair",
        "sub-categories of a type of work",
        "kinds of service for cabling",
        "which service fits a site survey",
        "options below a job category",
        "types of service under one trade",
        "repair, maintenance or new installation",
        "which sub-kinds does that work have",
        "narrower choices below networking",
    ),
)
def list_service_types(
    call: Call,
    page: Page,
    type_of_work_id: Annotated[int, Field(ge=1, description="From list_types_of_work.")],
) -> ServiceTypesAnswer:
    """List the service types (installation, repair, survey ...) that belong to one type of work.

    By name; empty when the type has none. create_work_order takes one as service_type_id."""
    if catalog.type_of_work(call.tx, call.caller.company_id, type_of_work_id) is None:
        raise NotFound("type of work", type_of_work_id, next=("list_types_of_work",))
    rows = catalog.service_types_of(call.tx, call.caller.company_id, type_of_work_id)
    part, next_cursor, total = page.slice(rows)
    results: list[ServiceTypeShape] = [
        {"id": row["id"], "name": row["name"], "type_of_work_id": row["type_of_work_id"]} for row in part
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}
