"""The companies a person may act for, and what the operator grants them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.companies.operator import require_operator
from tools.companies.rules.companies import CompanyTerms, changed_terms
from tools.errors import NotAllowed, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable, Id, Number
from tools.people.sessions import issue_tokens
from tools.rules.sentences import say, worded
from tools.shapes import CurrencyShape, currency_shape
from tools.telling import Record

TOOLSET = "companies"
ACTS_FOR_COMPANIES = True

Percent = Annotated[Number, Field(description='Percentage as decimal text, such as "9" or "4.5".')]
ByTaxStatus = TypedDict(
    "ByTaxStatus", {"1": NotRequired[Percent], "3": NotRequired[Percent], "4": NotRequired[Percent]}
)
SafeDeal = Annotated[bool, Field(description="Secure Deal: the total of a task is held when its work is accepted.")]
ShowVat = Annotated[bool, Field(description="VAT applies to the company and is shown.")]
VatPercent = Annotated[Number, Field(description="0 to 30; 20 when show_vat is switched on without it.")]
CommissionPercent = Annotated[Number, Field(description="0 to 50; what the platform takes on top of a task's price.")]
CommissionByTaxStatus = Annotated[
    ByTaxStatus,
    Field(description="Other commission by the freelancer's tax status (1, 3, 4); replaces the former, {} clears it."),
]
ActForFreelancers = Annotated[
    bool, Field(description="The company may start, complete, decline and confirm rejection in a freelancer's name.")
]


class MyCompany(TypedDict):
    id: int
    company_name: str
    brand_name: NotRequired[str | None]
    safe_deal_enabled: bool
    is_default: bool
    currency: CurrencyShape
    timezone: str


class MyCompanies(TypedDict):
    items: list[MyCompany]
    current_company_id: NotRequired[int | None]
    total: int
    next_cursor: NotRequired[str | None]


class ChosenCompany(TypedDict):
    id: int
    company_name: str
    currency: CurrencyShape


class Switched(TypedDict):
    """token and refresh_token are absent for agents, which keep their key, and in a dry run."""

    token: NotRequired[str | None]
    refresh_token: NotRequired[str | None]
    company: ChosenCompany


class CompanyTermsShape(TypedDict):
    id: int
    safe_deal_enabled: bool
    show_vat: bool
    vat_percent: str
    commission_percent: str
    commission_percent_by_tax_status: NotRequired[dict[str, str] | None]
    act_for_freelancers: bool


class ChangedTerms(TypedDict):
    company: CompanyTermsShape


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "for whom can I act",
        "which organisations am I a member of",
        "ids of our legal entities",
        "employers linked to my account",
        "what is my default organisation",
        "businesses I belong to",
        "who am I working for at the moment",
        "accounts I can switch between",
        "list my companies",
        "which firms do I have access to",
        "for which employers may I work here",
        "my organisations and their currency",
    ),
)
def list_my_companies(call: Call, page: Page) -> MyCompanies:
    """List the companies you may act for, with currency, Secure Deal and which one is the default.

    current_company_id is the one calls act for now. For one call pass another id as company_id, for all following
    calls use switch_company. An agent belongs to exactly one company."""
    sql, params = companies.companies_query(call.caller.owner)
    rows, next_cursor, total = page.rows(call.tx, sql, params, companies.BY_AGE)
    items: list[MyCompany] = [
        {
            "id": row["id"],
            "company_name": row["company_name"],
            "brand_name": row["brand_name"],
            "safe_deal_enabled": bool(row["safe_deal_enabled"]),
            "is_default": row["id"] == row["default_id"],
            "currency": currency_shape(row["currency"]),
            "timezone": row["timezone"],
        }
        for row in rows
    ]
    return {
        "items": items,
        "current_company_id": call.caller.company_id,
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "work for our other organisation now",
        "change the legal entity I act for",
        "select a different employer account",
        "go over to another business of mine",
        "use the other firm from here on",
        "act on behalf of the second subsidiary",
        "make another organisation the current one",
        "log into a different account of ours",
        "switch to my other company",
        "use a different organisation",
        "change who I'm acting for",
        "become active for another firm",
    ),
    secret=("token", "refresh_token"),
    company_is_target=True,
)
def switch_company(
    call: Call, company_id: Annotated[Id, Field(description="The company, from list_my_companies.")]
) -> Switched:
    """Make another of your companies the current one and get new tokens for it.

    Calls with the new token act for that company; the old token keeps working for the old one until it runs out.
    The default company stays as it is. For a single call pass company_id to that call instead."""
    company = _membership_company(call, company_id)
    chosen: ChosenCompany = {
        "id": company["id"],
        "company_name": company["company_name"],
        "currency": currency_shape(company["currency"]),
    }
    if call.caller.kind == "agent" or call.dry_run:
        return {"company": chosen}
    tokens = issue_tokens(call, call.caller.id, company_id, chain_id=None)
    return {"token": tokens["token"], "refresh_token": tokens["refresh_token"], "company": chosen}


@operation(
    access="write",
    actors=("admin",),
    price="free",
    example={"show_vat": True},
    find=(
        "allow a client to move tasks for its people",
        "turn escrow on for an organisation",
        "give a customer a lower fee",
        "set the tariff of an organisation",
        "switch value added tax on for a client",
        "grant the right to act in a contractor's name",
        "special commission for the self-employed",
        "operator settings of one customer",
        "change a client's conditions",
        "set fee and VAT of a company",
        "permit an organisation to act for its freelancers",
        "activate secure deal for somebody",
    ),
    company_is_target=True,
)
def set_company_terms(
    call: Call,
    company_id: Annotated[Id, Field(description="The company whose terms change.")],
    safe_deal_enabled: SafeDeal | None = None,
    show_vat: ShowVat | None = None,
    vat_percent: VatPercent | None = None,
    commission_percent: CommissionPercent | None = None,
    commission_percent_by_tax_status: Clearable[CommissionByTaxStatus] | None = None,
    act_for_freelancers: ActForFreelancers | None = None,
) -> ChangedTerms:
    """Set a company's commission, VAT, Secure Deal and right to act for freelancers; for the operator only.

    Only what is given changes, and every change is logged with its old and new value. A new commission applies to
    tasks created afterwards; an open call that is out keeps what it holds, and whoever is taken then costs the new
    commission. Switching Secure Deal off leaves existing holds in place."""
    require_operator(call, worded("Setting a company's terms"))
    company = companies.company(call.tx, company_id)
    if company is None:
        raise NotFound("company", company_id)
    values = {
        "safe_deal_enabled": safe_deal_enabled,
        "show_vat": show_vat,
        "vat_percent": vat_percent,
        "commission_percent": commission_percent,
        "commission_percent_by_tax_status": commission_percent_by_tax_status,
        "act_for_freelancers": act_for_freelancers,
    }
    given = {name: None if value is CLEARED else value for name, value in values.items() if value is not None}
    current = _present_terms(company)
    terms = changed_terms(current, given)
    companies.change_terms(call.tx, company_id, _columns(current), _columns(terms), call.caller.id, call.stamp)
    call.changed("company", company_id)
    _tell_of_terms(call, company, current, terms)
    return {"company": _terms_shape(company_id, terms)}


def _tell_of_terms(call: Call, company: Row, before: CompanyTerms, now: CompanyTerms) -> None:
    old, new = _columns(before), _columns(now)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if changed:
        said = "; ".join(f"{name}: {old[name]} -> {value}" for name, value in changed.items())
        call.tell(
            Owner("company", company["id"]),
            "operator_decision",
            say(
                "The operator changed your company's terms ({what}). They hold for what is made from now on.", what=said
            ),
            record=Record("company", company["id"], company["company_name"]),
        )


def _membership_company(call: Call, company_id: int) -> Row:
    company = companies.company_acted_for(call.tx, call.caller.owner, company_id)
    if company is None:
        raise NotAllowed(
            worded("You are not a member of company {company_id}.", company_id=company_id), next=("list_my_companies",)
        )
    return company


def _present_terms(company: Row) -> CompanyTerms:
    return CompanyTerms(
        safe_deal_enabled=bool(company["safe_deal_enabled"]),
        show_vat=bool(company["show_vat"]),
        vat_percent=Decimal(company["vat_percent"]),
        commission_percent=Decimal(company["commission_percent"]),
        commission_percent_by_tax_status=companies.percents(company["commission_by_tax_status"]),
        act_for_freelancers=bool(company["act_for_freelancers"]),
    )


def _columns(terms: CompanyTerms) -> dict[str, Any]:
    return {
        "safe_deal_enabled": int(terms.safe_deal_enabled),
        "show_vat": int(terms.show_vat),
        "vat_percent": f"{terms.vat_percent:f}",
        "commission_percent": f"{terms.commission_percent:f}",
        "commission_by_tax_status": companies.percents_text(terms.commission_percent_by_tax_status),
        "act_for_freelancers": int(terms.act_for_freelancers),
    }


def _terms_shape(company_id: int, terms: CompanyTerms) -> CompanyTermsShape:
    by_tax_status = terms.commission_percent_by_tax_status
    percents = None if by_tax_status is None else {status: f"{it:f}" for status, it in by_tax_status.items()}
    return {
        "id": company_id,
        "safe_deal_enabled": terms.safe_deal_enabled,
        "show_vat": terms.show_vat,
        "vat_percent": f"{terms.vat_percent:f}",
        "commission_percent": f"{terms.commission_percent:f}",
        "commission_percent_by_tax_status": percents,
        "act_for_freelancers": terms.act_for_freelancers,
    }
