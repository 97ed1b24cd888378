"""Adding a customer for ad labelling."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.phones import e164
from store.tasks import ad_customers
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import OneLine, Uuid
from tools.rules.country_names import country_numbered
from tools.rules.sentences import told_by, worded
from tools.tasks.ads.access import company_of
from tools.tasks.ads.params import Short
from tools.tasks.ads.shapes import AdCustomerLine, added_line
from tools.tasks.rules.ad_customers import LegalType, inn_remark, legal_type_of, missing_fields

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True


class NewAdCustomer(AdCustomerLine):
    legal_type: LegalType


class AddedAdCustomer(TypedDict):
    customer: NewAdCustomer


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "external_organisation_id": "96cf28dc-43fe-495e-ae02-db8a8a06fb0a",
        "full_opf": "OOO Romashka",
        "inn": "7733228841",
    },
    find=(
        "register the brand behind a banner campaign",
        "enter the end advertiser for the labelling law",
        "new counterparty for advertising",
        "add an ad customer",
        "tell the advertising data operator about our client",
        "we place ads for somebody else, enter them",
        "put in the contractor of an advertiser",
        "foreign company that advertises in Russia",
        "give the inn of the company whose ads these are",
        "individual entrepreneur who orders banners through us",
    ),
)
def add_ad_customer(
    call: Call,
    external_organisation_id: Annotated[Uuid, Field(description="Your own identifier of this customer.")],
    full_opf: Annotated[
        OneLine, Field(min_length=1, max_length=500, description="Legal entities: legal form and full name.")
    ]
    | None = None,
    inn: Annotated[
        OneLine,
        Field(min_length=1, max_length=20, description="Everybody in Russia: taxpayer number, 10 or 12 digits."),
    ]
    | None = None,
    ogrn: Annotated[Short, Field(description="Business registration number.")] | None = None,
    fio: Annotated[OneLine, Field(min_length=1, max_length=255, description="People: full name.")] | None = None,
    ogrnip: Annotated[Short, Field(description="Registration number of an individual entrepreneur.")] | None = None,
    registration_number: Annotated[Short, Field(description="Legal entities abroad: registration number.")]
    | None = None,
    phone_number: Annotated[Short, Field(description="Individuals abroad: phone.")] | None = None,
    tax_id: Annotated[Short, Field(description="Legal entities abroad: taxpayer number there.")] | None = None,
    region_number: Annotated[
        str, Field(min_length=1, max_length=10, description="Everybody abroad: OKSM number (list_country_codes).")
    ]
    | None = None,
    payment_number: Annotated[Short, Field(description="Individuals abroad: electronic payment number.")] | None = None,
    legal_type: Annotated[LegalType, Field(description="Worked out from the rest when left out.")] | None = None,
) -> AddedAdCustomer:
    """Add a customer or contractor for ad labelling: a company or person, in Russia or abroad.

    For intermediaries: first the end customer, then its contractor (unless that is your own company), then
    add_ad_contract between the two, then create_task with that contract in adv_data. In Russia a name and inn do; abroad
    it depends on the legal type, and a refusal names everything missing. The same identifier with the same content
    answers the customer already added, free of charge."""
    given = {
        "full_opf": full_opf,
        "fio": fio,
        "inn": inn,
        "ogrn": ogrn,
        "ogrnip": ogrnip,
        "registration_number": registration_number,
        "tax_id": tax_id,
        "phone_number": phone_number,
        "payment_number": payment_number,
        "region_number": region_number,
    }
    content = _checked({name: value or "" for name, value in given.items()}, legal_type)
    external_id = external_organisation_id.lower()
    row = ad_customers.find(call.tx, company_of(call), external_id)
    if row is None:
        ad_customers.add(
            call.tx, company_of(call), call.new_uuid(), external_id, content, call.caller.owner, call.stamp
        )
        row = ad_customers.find(call.tx, company_of(call), external_id)
        assert row is not None, "it was added just now"
    else:
        _require_same(call, row, external_id, content)
    if remark := inn_remark(content["inn"]):
        call.warn(remark)
    return {"customer": {**added_line(row), "legal_type": row["legal_type"]}}


def _checked(given: dict[str, str], wished: LegalType | None) -> dict[str, str]:
    """What is to be stored of a customer. Invalid names every fault."""
    faults = {}
    if given["inn"] and not (given["inn"].isascii() and given["inn"].isdigit()):
        faults["inn"] = worded("is a number of digits only, such as 7733228841")
    if given["phone_number"]:
        try:
            e164(given["phone_number"])
        except ValueError as fault:
            faults["phone_number"] = told_by(fault)
    if given["region_number"]:
        country = country_numbered(given["region_number"])
        if country is None:
            faults["region_number"] = worded(
                "{region_number!r} is no OKSM number of a country, such as 428", region_number=given["region_number"]
            )
        else:
            given["region_number"] = country.number
    legal_type = wished or legal_type_of(given)
    faults = missing_fields(given, legal_type) | faults
    if faults or legal_type is None:
        steps = ("list_country_codes",) if "region_number" in faults else ()
        raise Invalid(faults, next=(*steps, "add_ad_customer"))
    return given | {"legal_type": legal_type}


def _require_same(call: Call, row: Row, external_id: str, content: dict[str, str]) -> None:
    """Conflict unless the customer that bears the identifier is the one that is added again."""
    differs = [name for name in ad_customers.CONTENT if row[name] != content[name]]
    if row["kind"] != "added" or row["external_id"] != external_id:
        raise Conflict(
            worded(
                "{external_id} is the uuid of a customer there is already; take an identifier of your own.",
                external_id=external_id,
            ),
            code="external_id_taken",
            next=(Step("get_ad_customer", {"uuid": external_id}),),
        )
    if differs:
        raise Conflict(
            worded(
                "The external id {external_id} belongs to a customer with other content; different: "
                "{differs}. Customers never change: add another one under another id.",
                external_id=external_id,
                differs=", ".join(differs),
            ),
            code="external_id_taken",
            details={"uuid": row["uuid"], "different": differs},
            next=(Step("get_ad_customer", {"uuid": row["uuid"]}),),
        )
    call.waive_fee()
    call.warn("This customer was added before; nothing new was stored or charged.")
