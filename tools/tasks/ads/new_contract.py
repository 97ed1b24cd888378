"""Adding a contract for ad labelling."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.tasks import ad_contracts, ad_customers
from store.types import Money
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import Amount, Uuid
from tools.rules.sentences import told_by, worded
from tools.tasks.ads.access import company_of
from tools.tasks.ads.params import DAY_TEXT, ContractDay, Short, Subject
from tools.tasks.ads.shapes import AdContractLine, contract_line
from tools.tasks.rules.ad_contracts import ActionType, ContractType, Parties, contract_faults

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True


class AddedAdContract(TypedDict):
    contract: AdContractLine


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "external_organisation_customer_id": "96cf28dc-43fe-495e-ae02-db8a8a06fb0a",
        "external_organisation_performer_id": "6f1c1f9e-8f5e-4a53-9d5b-0d8f6b3b2a10",
        "contract_date": "2026-01-15",
        "contract_type": "CONTRACT_TYPE_SERVICE",
        "subject_type": "SUBJECT_TYPE_DISTRIBUTION",
    },
    find=(
        "record the agreement between the brand and the agency",
        "enter an advertising deal for labelling",
        "paper behind a campaign",
        "add an ad contract",
        "contract between the end customer and us for banners",
        "addendum to an advertising agreement",
        "put an advertiser and its contractor under contract",
        "tell the advertising data operator by which agreement",
        "new intermediary contract for labelled ads",
        "we have signed with an advertiser, enter it",
    ),
)
def add_ad_contract(
    call: Call,
    external_organisation_customer_id: Annotated[Uuid, Field(description="Customer: its uuid or your external id.")],
    external_organisation_performer_id: Annotated[
        Uuid, Field(description="Contractor: uuid or external id; your own company's from get_own_ad_details.")
    ],
    contract_date: Annotated[ContractDay, Field(description=f"{DAY_TEXT} Not in the future.")],
    contract_type: Annotated[ContractType, Field(description="ADDITIONAL_AGREEMENT is an addendum.")],
    subject_type: Subject,
    external_contract_id: Annotated[Uuid, Field(description="Your own identifier; made when left out.")] | None = None,
    contract_number: Annotated[Short, Field(description="Its number.")] | None = None,
    action_type: Annotated[ActionType, Field(description="What an intermediary does.")] = "ACTION_TYPE_INVALID",
    external_parent_id: Annotated[Uuid, Field(description="Addenda: the contract it belongs to.")] | None = None,
    additional_contract_number: Annotated[Short, Field(description="Number of the addendum.")] | None = None,
    additional_contract_number_date: Annotated[ContractDay, Field(description=f"Of the addendum: {DAY_TEXT}")]
    | None = None,
    price: Annotated[Amount, Field(description='In your company\'s currency, such as "100.00".')] | None = None,
    with_nds: Annotated[bool, Field(description="The price includes VAT.")] = False,
    is_creative_reporter: Annotated[bool, Field(description="The contractor registers the creatives.")] = False,
) -> AddedAdContract:
    """Add the contract between an end customer and its contractor, so that advertising tasks can name it.

    Both have to be there: add_ad_customer adds them, your own company is in get_own_ad_details. A contract with the platform
    need not be added; every company has it. Next: create_task with the uuid in adv_data. The same external id with the same
    content answers the contract already added, free of charge."""
    parties = _parties(call, external_organisation_customer_id, external_organisation_performer_id, external_parent_id)
    terms = companies.terms_of(call.tx, company_of(call))
    faults = contract_faults(parties, contract_type, contract_date, _today(call.now, terms["timezone"]))
    amount = _amount(price, terms["currency"], faults)
    if faults:
        raise Invalid(faults, next=_sources(faults))
    content = {
        "customer_id": parties.customer_id,
        "performer_id": parties.performer_id,
        "contract_number": contract_number,
        "contract_date": contract_date.isoformat(),
        "contract_type": contract_type,
        "subject_type": subject_type,
        "action_type": action_type,
        "additional_contract_number": additional_contract_number,
        "additional_contract_number_date": _text(additional_contract_number_date),
        "parent_id": parties.parent_id,
        "price": amount,
        "with_nds": int(with_nds),
        "is_creative_reporter": int(is_creative_reporter),
    }
    return {"contract": contract_line(_stored(call, external_contract_id, content))}


def _stored(call: Call, external_contract_id: str | None, content: dict[str, Any]) -> Row:
    """The new contract, or the one that was added before under the same id."""
    company_id = company_of(call)
    external_id = (external_contract_id or call.new_uuid()).lower()
    row = ad_contracts.find(call.tx, company_id, external_id)
    if row is not None:
        _require_same(call, row, external_id, content)
        return row
    ad_contracts.add(call.tx, company_id, call.new_uuid(), external_id, content, call.caller.owner, call.stamp)
    row = ad_contracts.find(call.tx, company_id, external_id)
    assert row is not None, "it was added just now"
    return row


def _parties(call: Call, customer: str, performer: str, parent: str | None) -> Parties:
    found = ad_contracts.find(call.tx, company_of(call), parent) if parent is not None else None
    parent_id = found["id"] if found is not None else None
    return Parties(customer, _customer_id(call, customer), performer, _customer_id(call, performer), parent, parent_id)


def _customer_id(call: Call, code: str) -> int | None:
    """The number of a customer of the company, itself among them."""
    row = ad_customers.find(call.tx, company_of(call), code)
    return row["id"] if row is not None and row["kind"] != "platform" else None


def _amount(price: Decimal | None, currency: str, faults: dict[str, str]) -> int | None:
    if price is None:
        return None
    try:
        return Money.of(price, currency).amount
    except ValueError as fault:
        faults["price"] = told_by(fault)
        return None


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _sources(faults: dict[str, str]) -> tuple[str, ...]:
    """Where the right values come from."""
    party = any(name.startswith("external_organisation") for name in faults)
    parties = ("list_ad_customers", "get_own_ad_details", "add_ad_customer") if party else ()
    return (*parties, *(("list_ad_contracts",) if "external_parent_id" in faults else ()), "add_ad_contract")


def _require_same(call: Call, row: Row, external_id: str, content: dict[str, Any]) -> None:
    """Conflict unless the contract that bears the identifier is the one that is added again."""
    differs = [name for name in ad_contracts.CONTENT if row[name] != content[name]]
    if row["external_contract_id"] != external_id or differs:
        raise Conflict(
            worded(
                "The external id {external_id} belongs to a contract with other content. Contracts never "
                "change: add another one under another id, or leave it out.",
                external_id=external_id,
            ),
            code="external_id_taken",
            details={"uuid": row["uuid"]},
            next=(Step("get_ad_contract", {"uuid": row["uuid"]}),),
        )
    call.waive_fee()
    call.warn("This contract was added before; nothing new was stored or charged.")
