"""What a bill and a contract on paper are made of. Plain values: whoever issues a document fills them once and keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from store.types import Money

InvoiceKind = Literal["invoice", "credit_note"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who issues or gets a document. country: two letters. id: how this hall calls them, for those without a number of
    any register."""

    name: str
    address_lines: tuple[str, ...] = ()
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None
    vat_id: str | None = None
    business_id: str | None = None
    email: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A charge. gross: what is owed for it in all, VAT contained; rate: gross too, for an hour."""

    label: str
    day: date | None
    minutes: int | None
    rate: Money | None
    gross: Money
    vat_percent: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill or a credit note. Amounts of a credit note are positive; corrects: the number of the bill it takes back.

    reference: the contract's label and id. language: of what the seller wrote, as in 'fi'. vat_reason: why a line bears no
    VAT, where the seller says it in words of their own."""

    number: str
    issued: date
    due: date | None
    kind: InvoiceKind
    corrects: str | None
    seller: Party
    buyer: Party
    currency: str
    lines: tuple[InvoiceLine, ...]
    note: str = ""
    label: str = ""
    period: tuple[date, date] | None = None
    reference: str = ""
    language: str = "en"
    timezone: str = "UTC"
    vat_reason: str | None = None


@dataclass(frozen=True, slots=True)
class PaperMember:
    """Who belongs to a contract, with the name of their role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PaperParticipant:
    """A paid place. price: for an hour; weekly_limit: most billable hours a week. hides_rate: whoever asked may not see them."""

    name: str
    role: str
    price: Money | None
    weekly_limit: int | None
    state: str
    terms_version: int
    hides_rate: bool = False


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who agreed to what about a paid place, what the other side had proposed, and when."""

    name: str
    role: str
    what: str
    proposed_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContractPaper:
    """A contract as it stands at a moment. settings: what is agreed on besides, each with its name. as_of: that moment.
    left_out: what whoever asked may not see, in words."""

    id: int
    label: str
    description: str
    state: str
    start: datetime | None
    end: datetime | None
    timezone: str
    currency: str
    amount: Money | None
    created: datetime
    as_of: datetime
    members: tuple[PaperMember, ...] = ()
    participants: tuple[PaperParticipant, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    left_out: tuple[str, ...] = ()
    language: str = "en"


# What may be left out of a contract on paper.
CEILING, SETTINGS, MEMBERS, RATES = "its ceiling", "its settings", "its members", "rates of others"
