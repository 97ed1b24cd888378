"""Customers of ad labelling: which there are, and one of them whole."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.tasks import ad_customers
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.tasks.ads.access import company_of, customer_of
from tools.tasks.ads.params import CustomerCode
from tools.tasks.ads.shapes import AdCustomerLine, AdCustomerShape, added_line, customer_shape

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True


class AdCustomers(TypedDict):
    items: list[AdCustomerLine]
    total: int
    next_cursor: NotRequired[str | None]


class FoundAdCustomer(TypedDict):
    customer: AdCustomerShape


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which advertisers are on record",
        "counterparties for labelled ads",
        "brands we have entered",
        "list ad customers",
        "is this advertiser already registered for labelling",
        "who can be named as end customer of a campaign",
        "organisations we told the advertising data operator about",
        "find the uuid of a brand",
        "contractors of our advertisers",
        "for whom may we label banners",
    ),
)
def list_ad_customers(call: Call, page: Page) -> AdCustomers:
    """List the customers and contractors the company has added for ad labelling, newest first.

    Your own company is not among them: get_own_ad_details shows it. Next: get_ad_customer shows one with its numbers,
    add_ad_contract puts two under contract."""
    params = {"company_id": company_of(call)}
    rows, next_cursor, total = page.rows(call.tx, ad_customers.ADDED, params, ad_customers.NEWEST_FIRST)
    return {"items": [added_line(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "registration number of an advertiser",
        "look at one brand's legal data",
        "who is behind this counterparty",
        "inn and ogrn of an ad customer",
        "country an advertiser is registered in",
        "legal form of the end customer of a campaign",
        "show one customer of ad labelling",
        "taxpayer number of the brand we advertise",
        "was this advertiser entered as a person or a firm",
        "postal address of a counterparty in labelled ads",
    ),
)
def get_ad_customer(call: Call, uuid: CustomerCode) -> FoundAdCustomer:
    """Show one customer of ad labelling with its legal type, numbers and addresses.

    The uuid is the one given by list_ad_customers, your own external id, your own record's (get_own_ad_details) or the
    platform's, which contracts name. Texts nobody gave are empty."""
    return {"customer": customer_shape(customer_of(call, uuid))}
