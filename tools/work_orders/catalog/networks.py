"""The networks of providers a company can publish work orders to."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import providers
from store.work_orders.catalog import by_name
from store.work_orders.entries import entries
from tools.call import Call
from tools.errors import NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.rules.sentences import worded
from tools.work_orders.catalog.params import Search, Shown
from tools.work_orders.catalog.shown import shown
from tools.work_orders.references import company_id as own_company
from tools.work_orders.rules.project_totals import TotalShape

TOOLSET = "company_catalog"


class NetworkShape(TypedDict):
    """sourced_providers: the active ones in it. default: where orders are listed that name no network."""

    id: int
    name: str
    type: Literal["standard", "private"]
    sourced_providers: TotalShape
    default: bool
    active: bool


class Networks(TypedDict):
    results: list[NetworkShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "where can we post jobs",
        "our private contractor circles",
        "id of the marketplace",
        "which networks can we publish to",
        "list provider networks",
        "how many technicians are in our network",
        "default network for new jobs",
        "circles of invited providers",
        "number of our private pool for publishing",
        "how many people does the marketplace reach",
        "where is a ticket listed by default",
    ),
)
def list_company_networks(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    company_id: Annotated[Id, Field(description="Yours, which is the default; others are refused.")] | None = None,
    type: Annotated[
        Literal["standard", "private"],
        Field(description="standard: the whole marketplace; private: invited providers."),
    ]
    | None = None,
) -> Networks:
    """List the provider networks that a company can publish work orders to, with how many providers each has.

    The default one first, then by name. create_work_order and publish_work_order take numbers as network_ids. An admin
    makes private ones with set_company_catalog_entry (kind network)."""
    if company_id not in (None, own_company(call)):
        raise NotAllowed(
            worded(
                "Networks of company {company_id} are not yours to see; leave company_id out.", company_id=company_id
            ),
            next=("list_my_companies",),
        )
    found = [
        each
        for each in shown(entries(call.tx, "network", own_company(call)), search, active)
        if type in (None, each["type"])
    ]
    part, next_cursor, total = page.slice(sorted(found, key=lambda each: (not each["is_default"], *by_name(each))))
    results: list[NetworkShape] = [
        {
            "id": each["id"],
            "name": each["name"],
            "type": each["type"],
            "sourced_providers": {"total": providers.count_in_networks(call.tx, [each["id"]])},
            "default": bool(each["is_default"]),
            "active": bool(each["active"]),
        }
        for each in part
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}
