"""Contracts of ad labelling: which there are, and one of them whole."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.tasks import ad_contracts
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.tasks.ads.access import company_of, contract_of
from tools.tasks.ads.params import ContractCode
from tools.tasks.ads.shapes import AdContractLine, AdContractShape, contract_line, contract_shape

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True


class AdContracts(TypedDict):
    items: list[AdContractLine]
    total: int
    next_cursor: NotRequired[str | None]


class FoundAdContract(TypedDict):
    contract: AdContractShape


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which advertising agreements are entered",
        "deals we can put behind a campaign",
        "find the id of a labelling agreement",
        "list ad contracts",
        "agreements between brands and agencies on record",
        "what can I pass as end_contracts",
        "contracts for the ad labelling law",
        "is the deal with this advertiser entered already",
        "addenda to our advertising agreements",
        "papers behind our labelled banners",
    ),
)
def list_ad_contracts(call: Call, page: Page) -> AdContracts:
    """List the company's contracts for ad labelling, newest first.

    is_primary marks the one between your company and the platform, which every company has. The uuid goes into adv_data of
    create_task. Next: get_ad_contract shows parties and dates, add_ad_contract enters another."""
    params = {"company_id": company_of(call)}
    rows, next_cursor, total = page.rows(call.tx, ad_contracts.LISTED, params, ad_contracts.NEWEST_FIRST)
    return {"items": [contract_line(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "terms of one advertising agreement",
        "date and parties of a labelling deal",
        "was VAT included in it",
        "show one ad contract",
        "who is customer and performer in this agreement",
        "who entered this advertising deal and when",
        "parent of an addendum in ad labelling",
        "price of the agreement between brand and agency",
        "does the contractor register the creatives",
        "number of the contract behind a banner",
    ),
)
def get_ad_contract(call: Call, uuid: ContractCode) -> FoundAdContract:
    """Show one contract of ad labelling with its parties, kind, dates, price and who entered it.

    The parties are named by external id: get_ad_customer shows them."""
    return {"contract": contract_shape(contract_of(call, uuid))}
