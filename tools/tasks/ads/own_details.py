"""The company's own record for ad labelling, and the contracts it is a party of."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from store.database import Row
from store.tasks import ad_contracts, ad_customers
from tools.call import Call
from tools.operation import operation
from tools.shapes import Theirs
from tools.tasks.ads.access import company_of
from tools.tasks.ads.shapes import contract_line, customer_shape
from tools.tasks.rules.ad_customers import LegalType

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True

MOST_CONTRACTS = 50


class OwnAdRecord(TypedDict):
    uuid: str
    title: Theirs
    type: Literal["organisation"]
    legal_type: LegalType
    inn: str


class OwnAdContract(TypedDict):
    uuid: str
    title: Theirs
    is_primary: bool


class OwnAdDetails(TypedDict):
    """contracts: the primary one, with the platform, first; then those with others, newest first."""

    customer: OwnAdRecord
    contracts: list[OwnAdContract]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which contract do we pass as final advertiser",
        "identifier of our side for labelled campaigns",
        "our agreement with the platform",
        "own ad details",
        "we advertise ourselves, what goes into adv_data",
        "uuid of our own company for ad labelling",
        "primary contract for advertising tasks",
        "contracts in which we are the contractor of an advertiser",
        "what does the advertising data operator know about us",
        "our inn as it stands in labelled ads",
    ),
)
def get_own_ad_details(call: Call) -> OwnAdDetails:
    """Show the company's own record for ad labelling and its contracts, the one with the platform first (is_primary).

    Who advertises itself orders with the primary contract's uuid in adv_data of create_task. Who is an advertiser's
    contractor passes the record's uuid to add_ad_contract. Name and numbers are those of set_billing_details."""
    row = ad_customers.own(call.tx, company_of(call))
    shown = customer_shape(row)
    if shown["legal_type"] == "LEGAL_TYPE_INVALID":
        call.warn(
            "Country and numbers of your company are not complete; set_billing_details with owner company sets them."
        )
    contracts = ad_contracts.of_party(call.tx, company_of(call), row["id"], MOST_CONTRACTS)
    return {
        "customer": {
            "uuid": shown["uuid"],
            "title": shown["title"],
            "type": "organisation",
            "legal_type": shown["legal_type"],
            "inn": shown["inn"],
        },
        "contracts": [_own_line(contract) for contract in contracts],
    }


def _own_line(row: Row) -> OwnAdContract:
    line = contract_line(row)
    return {"uuid": line["uuid"], "title": line["title"], "is_primary": line["is_primary"]}
