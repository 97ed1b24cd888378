"""Founding a company as somebody who is signed in already."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.people import persons
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid
from tools.operation import operation
from tools.params import OneLine, Zone
from tools.people.founding import found
from tools.rules.sentences import worded
from tools.shapes import CurrencyShape, currency_shape
from tools.text import one_line

TOOLSET = "companies"
ACTS_FOR_COMPANIES = True

CompanyName = Annotated[
    OneLine, Field(min_length=1, max_length=255, description="What it is called; names need not be unique.")
]
CompanyCurrency = Annotated[Literal["EUR", "USD", "RUB"], Field(description="Never changes later. Default EUR.")]
CompanyZone = Annotated[Zone, Field(description="IANA zone its days are counted in. Default your own.")]


class FoundedShape(TypedDict):
    id: int
    company_name: str
    currency: CurrencyShape
    timezone: str
    role: Literal["admin", "user"]


class Founded(TypedDict):
    """The new company. is_current: calls of this session act for it."""

    company: FoundedShape
    is_current: bool


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "start a business of my own here",
        "I have an account and want a company",
        "become a client with the login I have",
        "make a new organisation with me as admin",
        "open another firm under my name",
        "set up an employer account as a signed-in person",
        "create a company for myself",
        "I freelance, but now I want to hire as well",
        "found my own organisation",
        "register one more legal entity of mine",
    ),
)
def found_company(
    call: Call,
    company_name: CompanyName,
    currency: CompanyCurrency | None = None,
    timezone: CompanyZone | None = None,
) -> Founded:
    """Found a company as the signed-in person, who becomes its admin.

    Free, at most 5 a day. A session that acts for no company acts for the new one at once; else switch_company. Somebody
    without an account founds with create_user; an admin opens a company below their own with create_user, too."""
    require_person(call, worded("Companies are founded by people."))
    name = one_line(company_name)
    if not name:
        raise Invalid({"company_name": worded("must have at least 1 visible character")})
    zone = timezone or call.caller.timezone
    company_id = found(call, call.caller.id, name, currency or "EUR", zone, "client", None)
    is_current = call.caller.company_id is None
    if is_current:
        persons.act_for_if_none(call.tx, call.caller.session_id, company_id)
    return {
        "company": {
            "id": company_id,
            "company_name": name,
            "currency": currency_shape(currency or "EUR"),
            "timezone": zone,
            "role": "admin",
        },
        "is_current": is_current,
    }
