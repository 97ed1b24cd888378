"""Staffing contracts as they are answered, to each side what it may see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NotRequired, cast
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.rules.names import full_name
from tools.shapes import Theirs
from tools.staffing.rules.contracts import HIDDEN, Days, Side, Status, side_of, status_of


class CompanyShape(TypedDict):
    id: int
    name: Theirs


class ConsultantShape(TypedDict):
    id: int
    name: Theirs
    title: NotRequired[Theirs | None]


class ContractShape(TypedDict):
    """All that the caller's side may see of a contract."""

    id: int
    the_contract_id: str
    client_contract_id: NotRequired[Theirs | None]
    status: Status
    service_code: NotRequired[Theirs | None]
    contract_start: NotRequired[str]
    contract_end: NotRequired[str | None]
    is_infinite: NotRequired[bool]
    type: NotRequired[str]
    work_scope: NotRequired[Theirs | None]
    notice_period: NotRequired[Theirs | None]
    allocation: NotRequired[float]
    max_hours: NotRequired[int | None]
    client_price: NotRequired[str | None]
    vendor_price: NotRequired[str | None]
    currency: NotRequired[str]
    vat: NotRequired[float | None]
    seller_id: NotRequired[int | None]
    hour_report: NotRequired[Theirs | None]
    invoicing_channel: NotRequired[Theirs | None]
    client_company_id: NotRequired[int]
    client_company_name: NotRequired[Theirs]
    client_business_id: NotRequired[Theirs | None]
    unit: NotRequired[Theirs]
    client_contact: NotRequired[Theirs | None]
    client_purchase_order: NotRequired[Theirs | None]
    vendor_company_id: NotRequired[int | None]
    vendor_company_name: NotRequired[Theirs | None]
    vendor_company_for_client: NotRequired[Theirs | None]
    vendor_contact: NotRequired[Theirs | None]
    notes: NotRequired[Theirs | None]
    selected_consultant: NotRequired[ConsultantShape | None]
    consult_skills: NotRequired[list[Theirs]]
    position_id: NotRequired[int | None]
    owner_company_id: NotRequired[int]
    created_by: NotRequired[str]
    created_at: NotRequired[str]
    updated_at: NotRequired[str]
    terminated_at: NotRequired[str | None]
    termination_reason: NotRequired[Theirs | None]


class ContractLine(TypedDict):
    id: int
    the_contract_id: str
    status: Status
    type: str
    contract_start: str
    contract_end: NotRequired[str | None]
    is_infinite: bool
    client_company: CompanyShape
    vendor_company: NotRequired[CompanyShape | None]
    selected_consultant: NotRequired[ConsultantShape | None]
    client_price: NotRequired[str | None]
    vendor_price: NotRequired[str | None]
    currency: str
    unit: Theirs


def today_of(row: Row, now: datetime) -> date:
    """The day it is at the company that manages a contract."""
    return now.astimezone(ZoneInfo(row["owner_timezone"])).date()


def days_of(row: Row) -> Days:
    end = row["contract_end"]
    return Days(
        date.fromisoformat(row["contract_start"]),
        date.fromisoformat(end) if end else None,
        date.fromisoformat(row["ongoing_from"]),
    )


def status_now(row: Row, now: datetime) -> Status:
    return status_of(days_of(row), row["terminated_at"] is not None, today_of(row, now))


def percent(hundredths: int | None) -> float | None:
    """A percentage as it is answered: 24 or 62.5."""
    return None if hundredths is None else hundredths / 100 if hundredths % 100 else hundredths // 100


def price(row: Row, name: str) -> str | None:
    return None if row[name] is None else Money(row[name], row["currency"]).text


def margin(row: Row) -> str | None:
    """What is left a unit of what the client pays, below zero where the vendor gets more."""
    if row["client_price"] is None or row["vendor_price"] is None:
        return None
    return Money(row["client_price"] - row["vendor_price"], row["currency"]).text


def consultant(row: Row) -> ConsultantShape | None:
    if row["consultant_id"] is None:
        return None
    name = full_name(row["consultant_name"], None, row["consultant_last_name"])
    return {"id": row["consultant_id"], "name": name, "title": row["consultant_title"]}


# Fields that are answered as they are stored.
_AS_STORED = (
    "id", "client_contract_id", "service_code", "contract_start", "contract_end", "type", "work_scope", "notice_period",
    "max_hours", "currency", "seller_id", "hour_report", "invoicing_channel", "client_company_id", "client_company_name",
    "client_business_id", "unit", "client_contact", "client_purchase_order", "vendor_company_id", "vendor_company_name",
    "vendor_company_for_client", "vendor_contact", "notes", "position_id", "owner_company_id", "termination_reason",
)  # fmt: skip


def contract_shape(row: Row, company_id: int, now: datetime, only: Sequence[str] | None = None) -> ContractShape:
    """A contract as a company sees it; only: no more of it than these fields, its ids and status."""
    named = {"id", "the_contract_id", "status", *(only or ())}
    shown = {name: value for name, value in _all(row, now).items() if only is None or name in named}
    side = side_in(row, company_id)
    if side == "client" and "vendor_company_for_client" in shown:
        shown["vendor_company_for_client"] = vendor_name_for(side, row)
    seen = [name for name in ContractShape.__annotations__ if name in shown and name not in HIDDEN[side]]
    return cast(ContractShape, {name: shown[name] for name in seen})


def _all(row: Row, now: datetime) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _AS_STORED},
        "the_contract_id": row["public_id"],
        "status": status_now(row, now),
        "is_infinite": row["contract_end"] is None,
        "allocation": percent(row["allocation"]),
        "vat": percent(row["vat"]),
        "client_price": price(row, "client_price"),
        "vendor_price": price(row, "vendor_price"),
        "selected_consultant": consultant(row),
        "consult_skills": json.loads(row["consult_skills"]),
        "created_by": f"{row['created_by_type']}:{row['created_by_id']}",
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
        "terminated_at": iso(row["terminated_at"]) if row["terminated_at"] else None,
    }


def contract_line(row: Row, company_id: int, now: datetime) -> ContractLine:
    """A contract in a list, as a company sees it."""
    side = side_in(row, company_id)
    vendor_id = row["vendor_company_id"]
    return {
        "id": row["id"],
        "the_contract_id": row["public_id"],
        "status": status_now(row, now),
        "type": row["type"],
        "contract_start": row["contract_start"],
        "contract_end": row["contract_end"],
        "is_infinite": row["contract_end"] is None,
        "client_company": {"id": row["client_company_id"], "name": row["client_company_name"]},
        "vendor_company": None if vendor_id is None else {"id": vendor_id, "name": vendor_name_for(side, row) or ""},
        "selected_consultant": consultant(row),
        "client_price": None if "client_price" in HIDDEN[side] else price(row, "client_price"),
        "vendor_price": None if "vendor_price" in HIDDEN[side] else price(row, "vendor_price"),
        "currency": row["currency"],
        "unit": row["unit"],
    }


def vendor_name_for(side: Side, row: Row) -> str | None:
    """What a side is told the vendor is called."""
    name: str | None = row["vendor_company_name"]
    return row["vendor_company_for_client"] or name if side == "client" else name


def side_in(row: Row, company_id: int) -> Side:
    return side_of(company_id, row["owner_company_id"], row["client_company_id"])
