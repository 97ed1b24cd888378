"""Parameters that the tools of contract money share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, WithJsonSchema

from store.database import Row
from tools.contracts.rules.money import LEAST_MINUTES, MOST_MINUTES
from tools.params import Amount, Id, OneLine
from tools.rules.moments import read_moment
from tools.rules.sentences import worded


def _day_or_moment(value: object) -> Any:
    """A moment with an offset stays one: which day it is, the contract's time zone says."""
    if isinstance(value, str):
        try:
            written = read_moment(value)
        except ValueError:
            raise ValueError(worded("must be a date YYYY-MM-DD, or a moment with offset")) from None
        at: date | datetime = written.at if written.has_time and written.has_offset else written.at.date()
        if 1970 <= at.year <= 2200:
            return at
    raise ValueError(worded("must be a date YYYY-MM-DD between the years 1970 and 2200"))


DayOrMoment = Annotated[date | datetime, BeforeValidator(_day_or_moment), WithJsonSchema({"type": "string"})]


def day_in(contract: Row, given: date | datetime) -> date:
    """The day that was meant, in the contract's time zone."""
    return given.astimezone(ZoneInfo(contract["timezone"])).date() if isinstance(given, datetime) else given


ContractId = Annotated[Id, Field(description="The contract, from list_contracts.")]
ParticipantId = Annotated[Id, Field(description="The paid place on a contract, from list_contract_users.")]
TransactionId = Annotated[Id, Field(description="The transaction, from list_participant_transactions.")]
Transactions = Annotated[list[Id], Field(min_length=1, max_length=100, description="Transaction ids.")]
WorkedOn = Annotated[DayOrMoment, Field(description="The day worked, YYYY-MM-DD; not in the future.")]
PaidOn = Annotated[DayOrMoment, Field(description="The day of payment, YYYY-MM-DD; from a balance only today.")]
WorkTime = Annotated[int, Field(ge=LEAST_MINUTES, le=MOST_MINUTES, description="Minutes worked.")]
ChargeLabel = Annotated[OneLine, Field(min_length=1, max_length=1024, description="What was done.")]
DepositLabel = Annotated[OneLine, Field(max_length=255, description="Text on the payment.")]
ChargeFiles = Annotated[list[Id], Field(max_length=20, description="Ids of files you uploaded.")]
Sum = Annotated[Amount, Field(description='What was paid, as decimal text of at least "1".')]
BeneficiaryId = Annotated[Id, Field(description="Who is paid; left out = your own place on the contract.")]
BeneficiaryType = Annotated[
    Literal["participant", "user"], Field(description="What benefitable_id names. Default participant.")
]
Method = Annotated[
    Literal["balance", "external"],
    Field(description="balance moves money now; external records what was paid elsewhere."),
]
BillId = Annotated[Id, Field(description="The bill, from list_contract_bills.")]
BillLabel = Annotated[OneLine, Field(min_length=1, max_length=255, description="The bill's title.")]
