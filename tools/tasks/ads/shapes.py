"""Customers and contracts of ad labelling as they are answered: texts nobody gave are empty, as operators of ad data write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.rules.country_names import number_of
from tools.shapes import Theirs
from tools.tasks.rules.ad_contracts import ActionType, ContractType, SubjectType, contract_title
from tools.tasks.rules.ad_customers import (
    LEGAL_TYPES,
    RUSSIA,
    LegalType,
    legal_type_of,
    missing_fields,
    title_of,
)

# What the platform is called where no company was named that runs it.
PLATFORM = "Hiring Hall"


class AdAddress(TypedDict):
    address: Theirs
    locality: Theirs
    postcode: str


class AdPlatform(TypedDict):
    external_platform_id: str
    is_platform_owner: bool


class AdCustomerLine(TypedDict):
    """is_primary: your company added it, or is it."""

    uuid: str
    external_organisation_id: str
    title: Theirs
    type: Literal["organisation"]
    is_primary: bool


class AdCustomerShape(AdCustomerLine):
    """All that is known of a customer. region_number: OKSM; is_opc: operator of an advertising system; is_pp: distributor."""

    legal_type: LegalType
    full_opf: Theirs
    short_opf: str
    fio: Theirs
    inn: str
    ogrn: str
    ogrnip: str
    registration_number: str
    tax_id: str
    phone_number: str
    payment_number: str
    region_number: str
    is_opc: bool
    is_pp: bool
    individual_account_description: str
    legal_address: NotRequired[AdAddress | None]
    post_address: NotRequired[AdAddress | None]
    platforms: list[AdPlatform]
    trusted_person: str
    violation_description: str


class AdContractLine(TypedDict):
    """is_primary: the one between your company and the platform."""

    uuid: str
    external_contract_id: str
    title: Theirs
    type: Literal["contract"]
    is_primary: bool


class AdContractTerms(AdContractLine):
    """price: decimal text in your company's currency; with_nds: it includes VAT."""

    external_organisation_customer_id: str
    external_organisation_performer_id: str
    contract_number: NotRequired[Theirs | None]
    contract_date: str
    contract_type: ContractType
    subject_type: SubjectType
    action_type: ActionType
    additional_contract_number: NotRequired[Theirs | None]
    additional_contract_number_date: NotRequired[str | None]
    external_parent_id: NotRequired[str | None]
    price: NotRequired[str | None]
    with_nds: bool
    is_creative_reporter: bool


class AdContractMaker(TypedDict):
    id: int
    email: NotRequired[str | None]
    name: NotRequired[str | None]


class AdContractShape(AdContractTerms):
    """created_by is absent where it came with the company. Nothing of a contract is ever edited."""

    created_at: str
    edited_at: NotRequired[str | None]
    created_by: NotRequired[AdContractMaker | None]
    edited_by: NotRequired[AdContractMaker | None]


def added_line(row: Row) -> AdCustomerLine:
    """A customer that the company added."""
    return {
        "uuid": row["uuid"],
        "external_organisation_id": row["external_id"],
        "title": title_of(dict(row)),
        "type": "organisation",
        "is_primary": True,
    }


def customer_shape(row: Row) -> AdCustomerShape:
    """A customer with all its numbers, whoever added it."""
    known = {name: row[name] for name in _NUMBERS} if row["kind"] == "added" else _of_company(row)
    legal_type: LegalType = row["legal_type"] or _legal_type(known)
    return {
        "uuid": row["uuid"],
        "external_organisation_id": row["external_id"],
        "title": title_of(known),
        "type": "organisation",
        "is_primary": row["kind"] != "platform",
        "legal_type": legal_type,
        "full_opf": known["full_opf"],
        "short_opf": "",
        "fio": known["fio"],
        "inn": known["inn"],
        "ogrn": known["ogrn"],
        "ogrnip": known["ogrnip"],
        "registration_number": known["registration_number"],
        "tax_id": known["tax_id"],
        "phone_number": known["phone_number"],
        "payment_number": known["payment_number"],
        "region_number": known["region_number"],
        "is_opc": False,
        "is_pp": False,
        "individual_account_description": LEGAL_TYPES[legal_type],
        "legal_address": _address(row),
        "post_address": None,
        "platforms": [],
        "trusted_person": "",
        "violation_description": "",
    }


def contract_line(row: Row) -> AdContractLine:
    return {
        "uuid": row["uuid"],
        "external_contract_id": row["external_contract_id"],
        "title": contract_title(row["contract_number"], row["contract_date"]),
        "type": "contract",
        "is_primary": bool(row["is_primary"]),
    }


def contract_terms(row: Row) -> AdContractTerms:
    return {
        **contract_line(row),
        "external_organisation_customer_id": row["customer_external_id"],
        "external_organisation_performer_id": row["performer_external_id"],
        "contract_number": row["contract_number"],
        "contract_date": row["contract_date"],
        "contract_type": row["contract_type"],
        "subject_type": row["subject_type"],
        "action_type": row["action_type"],
        "additional_contract_number": row["additional_contract_number"],
        "additional_contract_number_date": row["additional_contract_number_date"],
        "external_parent_id": row["parent_external_id"],
        "price": Money(row["price"], row["currency"]).text if row["price"] is not None else None,
        "with_nds": bool(row["with_nds"]),
        "is_creative_reporter": bool(row["is_creative_reporter"]),
    }


def contract_shape(row: Row) -> AdContractShape:
    maker: AdContractMaker | None = None
    if row["created_by_id"] is not None:
        maker = {"id": row["created_by_id"], "email": row["creator_email"], "name": row["creator_name"]}
    return {
        **contract_terms(row),
        "created_at": iso(row["created_at"]),
        "edited_at": None,
        "created_by": maker,
        "edited_by": None,
    }


_NUMBERS = (
    "full_opf", "fio", "inn", "ogrn", "ogrnip", "registration_number", "tax_id", "phone_number", "payment_number",
    "region_number",
)  # fmt: skip


def _of_company(row: Row) -> dict[str, str]:
    """The numbers of the company itself, or of the one that runs the platform, from its billing details."""
    known = dict.fromkeys(_NUMBERS, "")
    country = number_of(row["own_country"]) if row["own_country"] else None
    known |= {"full_opf": row["own_name"] or PLATFORM, "region_number": country or ""}
    if country == RUSSIA:
        return known | {"inn": row["own_business_id"] or ""}
    return known | {"registration_number": row["own_business_id"] or "", "tax_id": row["own_vat_id"] or ""}


def _legal_type(known: Mapping[str, Any]) -> LegalType:
    """Not defined until the company has given what its legal type needs."""
    legal_type = legal_type_of(known)
    return "LEGAL_TYPE_INVALID" if legal_type is None or missing_fields(known, legal_type) else legal_type


def _address(row: Row) -> AdAddress | None:
    if row["kind"] == "added" or not row["own_address"]:
        return None
    return {
        "address": row["own_address"],
        "locality": row["own_city"] or "",
        "postcode": row["own_postal_code"] or "",
    }
