"""Client companies: the list, one in full, a new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from store.types import utc_text
from store.work_orders import clients
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.text import plain
from tools.work_orders.projects.checks import (
    check_linked_company,
    checked_managers,
    client_of_company,
    free_client_name,
    stored_address,
    stored_contact,
)
from tools.work_orders.projects.pages import Asked, Direction, Metadata, Number, Size, page_of
from tools.work_orders.projects.params import (
    Address,
    ClientId,
    ClientName,
    Contact,
    DisplayName,
    Industry,
    LinkedCompanyId,
    ManagerIds,
    Notes,
    Short,
    Website,
)
from tools.work_orders.projects.shapes import ClientShape, ListedClient, client_shapes, with_columns
from tools.work_orders.references import company_id

TOOLSET = "projects"

RECENT = timedelta(days=30)
LINE = ("name", "display_name", "industry", "status", "projects", "work_orders", "created_at")
Column = Literal[
    "id", "company_id", "linked_company_id", "name", "display_name", "contact", "address", "website", "industry", "notes",
    "status", "managers", "projects", "work_orders", "created_at",
]  # fmt: skip
Columns = Annotated[
    list[Column], Field(min_length=1, max_length=15, description="Only these fields of each client, in this order.")
]
ListName = Annotated[
    Literal["all", "mine", "recent"],
    Field(description="mine: you are a manager. recent: with a work order made in the last 30 days. Default all."),
]


class ClientList(TypedDict):
    metadata: Metadata
    results: list[ListedClient]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "whom do we work for",
        "our end customers",
        "find the id of Example Stores",
        "list client companies",
        "which clients am I in charge of",
        "retail customers we run jobs for",
        "clients with jobs in the last month",
        "inactive end customers",
        "number of an account we dispatch for",
        "which companies are our customers",
        "clients by line of business",
        "on whose behalf do we send technicians",
    ),
)
def list_client_companies(
    call: Call,
    paging: Page,
    search: Annotated[Short, Field(description="Part of name or display name.")] | None = None,
    status: Annotated[Literal["active", "inactive", "all"], Field(description="Default active.")] = "active",
    list: ListName = "all",
    industry: Annotated[Industry, Field(description="Exactly this line of business, in any case.")] | None = None,
    columns: Columns | None = None,
    sort: Annotated[clients.Sort, Field(description="By number, name or day made.")] = "name",
    order: Direction = "asc",
    page: Number | None = None,
    per_page: Size | None = None,
) -> ClientList:
    """List the client companies on whose behalf the company runs work orders.

    Filters combine with AND. columns (or fields) give contact, address and more of each; get_client_company shows one in
    full. list_work_orders and list_projects take their numbers as client_id."""
    by_manager = call.caller.kind == "person" and list == "mine"
    if list == "mine" and not by_manager:
        call.warn("Managers of clients are people, so an agent has none of its own.")
    wanted = clients.ClientFilter(
        company_id=company_id(call),
        status=None if status == "all" else status,
        search=search,
        industry=industry,
        # No person has the number 0.
        manager_id=(call.caller.id if by_manager else 0) if list == "mine" else None,
        since=utc_text(call.now - RECENT) if list == "recent" else None,
    )
    sql, params = clients.listed(wanted)
    asked = Asked(sort, order, page, per_page)
    keys, metadata = page_of(call, paging, sql, params, clients.order(sort, order), asked)
    found = client_shapes(call, clients.load(call.tx, [key["id"] for key in keys]))
    return {
        "metadata": metadata,
        "results": [cast(ListedClient, with_columns(each, columns or (), paging, LINE)) for each in found],
        "total": metadata["total"],
        "next_cursor": metadata.get("next_cursor"),
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={"name": "Example Stores", "website": "https://example.com", "industry": "Retail"},
    find=(
        "we won a new end customer",
        "register the retailer we do the jobs for",
        "add an account to bill against",
        "add a client company",
        "new customer with contact person and address",
        "enter the company we send technicians for",
        "put a customer on our list of clients",
        "create a client record",
        "a new brand wants us to run its field work",
        "note who looks after a new customer",
        "take on another end client",
        "record the bank whose branches we service",
    ),
)
def create_client_company(
    call: Call,
    name: ClientName,
    display_name: DisplayName | None = None,
    contact: Annotated[Contact, Field(description="Whom to talk to there.")] | None = None,
    address: Annotated[Address, Field(description="Where the client sits.")] | None = None,
    website: Website | None = None,
    industry: Industry | None = None,
    manager_ids: ManagerIds | None = None,
    linked_company_id: LinkedCompanyId | None = None,
    notes: Notes | None = None,
) -> ClientShape:
    """Add a client company on whose behalf the company runs work orders.

    It is a record of your company alone: nobody is invited or told, a linked company neither. Next: create_project or
    create_work_order with its number as client_id."""
    kept = free_client_name(call, name)
    if linked_company_id is not None:
        check_linked_company(call, linked_company_id)
    managers = checked_managers(call, manager_ids or ())
    texts = {"display_name": display_name, "industry": industry, "notes": notes}
    kept_address = stored_address(address)
    id = clients.insert(
        call.tx,
        call.stamp,
        company_id=company_id(call),
        name=kept,
        **{column: (plain(text) or None) if text else None for column, text in texts.items()},
        contact=stored_contact(contact, (address or {}).get("country")),
        address=kept_address,
        website=website,
        linked_company_id=linked_company_id,
    )
    clients.set_managers(call.tx, id, managers)
    return client_shapes(call, [client_of_company(call, id)])[0]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "contact data of that end customer",
        "open account 20",
        "how many jobs did we do for Example Stores",
        "show one client company",
        "address of a customer we work for",
        "who of us looks after this client",
        "website and notes of a client",
        "phone number of the customer's contact",
        "details of the retailer we run jobs for",
        "how many projects does a client have",
        "is this customer still active",
        "read a client record",
    ),
)
def get_client_company(call: Call, client_id: ClientId) -> ClientShape:
    """Give one client company in full: contact, address, who looks after it, and how many projects and orders it has.

    Only clients of the caller's company. list_projects and list_work_orders take its number as client_id."""
    return client_shapes(call, [client_of_company(call, client_id)])[0]
