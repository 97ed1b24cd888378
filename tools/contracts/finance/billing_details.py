"""What stands on invoices about who issues and who gets them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.contracts.billing_details import find_details, profile_of, put_details
from store.types import Owner, iso
from tools.call import Call
from tools.contracts.rules.billing_details import detail_faults, tidy_vat_id
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.params import CLEARED, Clearable, Email, Number, OneLine
from tools.rules.sentences import worded
from tools.text import plain, visible

TOOLSET = "contract_finance"

Name = Annotated[OneLine, Field(min_length=1, max_length=255, description="Legal name; default the name here.")]
Address = Annotated[str, Field(min_length=1, max_length=300, description="Street and number, at most 3 lines.")]
PostalCode = Annotated[OneLine, Field(min_length=1, max_length=20, description="Postal code.")]
City = Annotated[OneLine, Field(min_length=1, max_length=100, description="Default, of a person, the profile's.")]
CountryCode = Annotated[
    OneLine,
    Field(min_length=2, max_length=2, description="Two letters, such as DE. Default, of a person, the profile's."),
]
VatId = Annotated[OneLine, Field(min_length=4, max_length=30, description="VAT number with its country: FI20774740.")]
BusinessId = Annotated[OneLine, Field(min_length=1, max_length=40, description="Number in a register of businesses.")]
VatPercent = Annotated[
    Number, Field(description='VAT that you charge, contained in amounts, such as "25.5"; needs vat_id.')
]
FIELDS = ("name", "address", "postal_code", "city", "country", "vat_id", "business_id", "email", "vat_percent")


class BillingDetails(TypedDict):
    """As invoices will show them from now on."""

    owner: Literal["person", "company"]
    id: int
    name: str
    address: NotRequired[str | None]
    postal_code: NotRequired[str | None]
    city: NotRequired[str | None]
    country: NotRequired[str | None]
    vat_id: NotRequired[str | None]
    business_id: NotRequired[str | None]
    email: NotRequired[str | None]
    vat_percent: str
    updated_at: NotRequired[str | None]


class BillingDetailsAnswer(TypedDict):
    details: BillingDetails


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "put our VAT number on invoices",
        "my billing address",
        "set the company's country for e-invoices",
        "I charge 24 percent VAT",
        "why is there no e-invoice of my bill",
        "legal name of our firm on bills",
        "which address stands on my invoices",
        "add my business id for invoicing",
        "we moved, change the address on our bills",
        "e-mail of our accounting for invoices",
    ),
)
def set_billing_details(
    call: Call,
    owner: Annotated[
        Literal["own", "company"] | None, Field(description="Whose. Default: the company you act for, else your own.")
    ] = None,
    name: Clearable[Name] | None = None,
    address: Clearable[Address] | None = None,
    postal_code: Clearable[PostalCode] | None = None,
    city: Clearable[City] | None = None,
    country: Clearable[CountryCode] | None = None,
    vat_id: Clearable[VatId] | None = None,
    business_id: Clearable[BusinessId] | None = None,
    email: Clearable[Email] | None = None,
    vat_percent: Clearable[VatPercent] | None = None,
) -> BillingDetailsAnswer:
    """Set what invoices of work contracts say about you, or the company you act for, as seller and as buyer.

    Only what is passed changes; without any of it nothing does, and the answer shows what stands there. It holds for bills
    made from now on: invoices that were issued never change. Of a company only admins, or its agent where there is no admin.
    Whoever gets an invoice sees it. Then create_contract_bill."""
    whose = _whose(call, owner)
    given = {field: call.given[field] for field in FIELDS if field in call.given}
    if given:
        _store(call, whose, given)
    return {"details": _shape(call, whose)}


def _whose(call: Call, owner: Literal["own", "company"] | None) -> Owner:
    company_id = call.caller.company_id
    if owner == "company" and company_id is None:
        raise Invalid({"owner": worded("you act for no company; leave it out")}, next=("list_my_companies",))
    if call.caller.kind == "person" and (owner == "own" or company_id is None):
        return call.caller.owner
    assert company_id is not None, "agents belong to a company"
    if not call.caller.is_admin and (call.caller.kind == "person" or companies.admins_of(call.tx, company_id)):
        raise NotAllowed(
            worded("Admins set what stands on invoices of the company; owner own is for yours."),
            code="admin_only",
            next=("list_users",),
        )
    return Owner("company", company_id)


def _store(call: Call, whose: Owner, given: dict[str, Any]) -> None:
    stored = dict(find_details(call.tx, whose) or {})
    wanted = {field: _stored(field, value) for field, value in given.items()}
    percent = wanted.get("vat_percent", stored.get("vat_percent"))
    together = {**stored, **wanted, "vat_percent": Decimal(percent) if percent else None}
    if faults := detail_faults(together):
        raise Invalid(faults)
    put_details(call.tx, whose, call.caller.owner, call.now, **wanted)
    call.changed("billing_details", str(whose))


def _stored(field: str, value: Any) -> str | None:
    """A detail as it is kept; None when it was emptied."""
    if value is CLEARED:
        return None
    if field == "vat_percent":
        return f"{value:f}"
    if field == "vat_id":
        return tidy_vat_id(value)
    if field == "country":
        return str(value).upper()
    if field == "address":
        lines = [line.strip() for line in visible(value).splitlines() if line.strip()]
        if not 1 <= len(lines) <= 3:
            raise Invalid({"address": worded("has 1 to 3 lines")})
        return "\n".join(lines)
    return plain(value) or None


def _shape(call: Call, whose: Owner) -> BillingDetails:
    profile, row = profile_of(call.tx, whose), dict(find_details(call.tx, whose) or {})
    return {
        "owner": "company" if whose.kind == "company" else "person",
        "id": whose.id,
        "name": row.get("name") or profile["name"],
        "address": row.get("address"),
        "postal_code": row.get("postal_code"),
        "city": row.get("city") or profile["city"],
        "country": row.get("country") or profile["country"],
        "vat_id": row.get("vat_id"),
        "business_id": row.get("business_id") or profile["business_id"],
        "email": row.get("email"),
        "vat_percent": row.get("vat_percent") or "0",
        "updated_at": iso(row["updated_at"]) if row else None,
    }
