"""Parameters of staffing contracts."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from tools.params import MAX_ID, WITH_COMMAS, Amount, Day, Id, LongText, OneLine
from tools.rules.sentences import worded


def _hundredths(value: float) -> float:
    if Decimal(repr(value)) * 100 % 1:
        raise ValueError(worded("has at most 2 decimals"))
    return value


Percent = Annotated[float, Field(ge=0, le=100), AfterValidator(_hundredths)]

ContractId = Annotated[
    Id, Field(description="Its number, from list_staffing_contracts. Required unless the_contract_id.")
]
PublicId = Annotated[
    OneLine,
    Field(min_length=1, max_length=50, description="Its public id, such as CNTR-2026-0005. Required unless id."),
]
NewPublicId = Annotated[
    OneLine,
    Field(
        min_length=1,
        max_length=50,
        pattern=r"^[\w./#-]+$",
        description="Public id of your own, without blanks; left out: CNTR-year-next number. Never changes.",
    ),
]
ClientNumber = Annotated[OneLine, Field(min_length=1, max_length=100, description="The client's own number of it.")]
NewStatus = Annotated[Literal["planned", "ongoing"], Field(description="What it is today. Default by contract_start.")]
AnyStatus = Annotated[Literal["planned", "ongoing", "ended", "terminated"], Field(description="Only this status.")]
PaidBy = Annotated[Literal["hourly", "daily", "monthly", "fixed"], Field(description="How it is paid; default hourly.")]
Start = Annotated[Day, Field(description="First day, YYYY-MM-DD; default today.")]
End = Annotated[Day, Field(description="Last day, YYYY-MM-DD; none for an open-ended one.")]
Infinite = Annotated[bool, Field(description="Open-ended: no contract_end. Default true without one.")]
ServiceCode = Annotated[OneLine, Field(min_length=1, max_length=100, description="Code of the service.")]
WorkScope = Annotated[LongText, Field(description="What is to be done.")]
NoticePeriod = Annotated[OneLine, Field(min_length=1, max_length=100, description="Such as 14 days.")]
Allocation = Annotated[Percent, Field(description="Percent of full time, 0 to 100; default 100.")]
MaxHours = Annotated[int, Field(ge=0, le=MAX_ID, description="Ceiling of hours.")]
ClientPrice = Annotated[Amount, Field(description='What the client pays a unit, such as "120.50".')]
VendorPrice = Annotated[Amount, Field(description='What the vendor gets a unit, such as "95.00".')]
Vat = Annotated[Percent, Field(description="VAT in percent, 0 to 100.")]
Seller = Annotated[Id, Field(description="Who of your company sold it, from list_users.")]
HourReport = Annotated[OneLine, Field(min_length=1, max_length=100, description="How often hours are told: weekly.")]
InvoicingChannel = Annotated[OneLine, Field(min_length=1, max_length=100, description="How bills go out: email.")]
ClientName = Annotated[
    OneLine,
    Field(
        min_length=1, max_length=255, description="Client by name: one of yours or of your contracts, else made new."
    ),
]
ClientId = Annotated[
    int,
    Field(
        ge=0, le=MAX_ID, description="Client by number; one you do not know yet with its exact name besides. 0: none."
    ),
]
BusinessId = Annotated[OneLine, Field(min_length=1, max_length=100, description="The client's registration number.")]
Unit = Annotated[OneLine, Field(min_length=1, max_length=50, description="What the prices are for; default hours.")]
Contact = Annotated[str, Field(min_length=1, max_length=500)]
ClientContact = Annotated[Contact, Field(description="Whom to talk to at the client; the vendor does not see it.")]
PurchaseOrder = Annotated[
    OneLine, Field(min_length=1, max_length=100, description="The client's order number; the vendor does not see it.")
]
VendorName = Annotated[
    OneLine,
    Field(
        min_length=1, max_length=255, description="Vendor by name: one of yours or of your contracts, else made new."
    ),
]
VendorForClient = Annotated[
    OneLine, Field(min_length=1, max_length=255, description="What the client sees as the vendor's name.")
]
VendorContact = Annotated[Contact, Field(description="Whom to talk to at the vendor; the client does not see it.")]
Notes = Annotated[LongText, Field(description="Remarks; client and vendor see them.")]
Skills = Annotated[
    list[Annotated[OneLine, Field(min_length=1, max_length=100)]],
    Field(max_length=100, description="The consultant's skills."),
    WITH_COMMAS,
]
FilledPosition = Annotated[Id, Field(description="Position it fills, from list_inquiry_positions.")]
Reason = Annotated[str, Field(max_length=1000, description="Why; client and vendor see it.")]
Part = Annotated[
    str, Field(max_length=200, description="Part of public id, client's number, company or consultant name.")
]


class ConsultantInput(TypedDict):
    """A person by number, by name, or by both."""

    id: NotRequired[Annotated[int, Field(ge=0, le=MAX_ID, description="0: by name.")]]
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]
    title: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]


Consultant = Annotated[
    ConsultantInput,
    Field(
        description="Who does the work: by name, or by number: somebody your company works with; anybody else by number and "
        "exact name."
    ),
]
