"""The time zone a company's days are counted in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from tools.call import Call
from tools.errors import NotAllowed, NotFound
from tools.operation import operation
from tools.params import Zone
from tools.rules.sentences import worded

TOOLSET = "companies"
ACTS_FOR_COMPANIES = True


class CompanyTimeZone(TypedDict):
    """The zone now, and the one before."""

    company_id: int
    timezone: str
    before: str


@operation(
    access="write",
    actors=("admin", "agent"),
    price="free",
    find=(
        "our office is in Minneapolis, count our days there",
        "set the time zone of the organisation",
        "company clock is wrong",
        "day filters start at the wrong hour",
        "we moved, change our zone",
        "use Central European Time for the firm",
        "default zone of our sites",
        "deadlines of the company in local time",
        "change the organisation's local time",
        "which zone are our dates read in, set it",
    ),
)
def set_company_timezone(
    call: Call, timezone: Annotated[Zone, Field(description="IANA time zone, such as America/Chicago.")]
) -> CompanyTimeZone:
    """Set the time zone of the company you act for: its day filters, dates without a time, and the default of its sites.

    Admins do; an agent only where the company has no admin. What is agreed keeps its moment: bookings, visits and sites
    stay as they are."""
    company = call.caller.company_id
    if company is None:
        raise NotFound("company", None, next=("list_my_companies", "found_company"))
    if call.caller.kind == "agent" and companies.admins_of(call.tx, company):
        raise NotAllowed(worded("The company has an admin, who sets this."), code="admin_only")
    before = companies.terms_of(call.tx, company)["timezone"]
    companies.set_timezone(call.tx, company, timezone, call.stamp)
    call.changed("company", company)
    return {"company_id": company, "timezone": timezone, "before": before}
