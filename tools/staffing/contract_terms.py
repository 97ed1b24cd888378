"""The terms of a staffing contract from what was passed, in the form they are stored in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from store.types import Money
from tools.call import Call
from tools.params import CLEARED
from tools.rules.sentences import told_by
from tools.staffing.contract_parties import Faults
from tools.staffing.rules.contracts import Period
from tools.text import plain

_LINES = (
    "client_contract_id", "service_code", "type", "notice_period", "max_hours", "unit", "hour_report", "invoicing_channel",
    "client_business_id", "client_purchase_order", "vendor_company_for_client", "seller_id",
)  # fmt: skip
_TEXTS = ("work_scope", "client_contact", "vendor_contact", "notes")
_PRICES = ("client_price", "vendor_price")
_PERCENTS = ("allocation", "vat")


def stored_terms(given: Mapping[str, Any], currency: str, faults: Faults) -> dict[str, Any]:
    """The columns of the terms that were passed; what was cleared is None. Days and parties are not among them."""
    found: dict[str, Any] = {name: given[name] for name in _LINES if name in given}
    found |= {name: plain(given[name]) if given[name] else None for name in _TEXTS if name in given}
    found |= {name: _price(name, given[name], currency, faults) for name in _PRICES if name in given}
    found |= {name: int(Decimal(repr(given[name])) * 100) for name in _PERCENTS if name in given}
    if "consult_skills" in given:
        found["consult_skills"] = json.dumps(list(dict.fromkeys(given["consult_skills"] or [])), ensure_ascii=False)
    return {name: None if value is CLEARED else value for name, value in found.items()}


def _price(name: str, value: Any, currency: str, faults: Faults) -> int | None:
    if value is CLEARED:
        return None
    try:
        return Money.of(value, currency).amount
    except ValueError as error:
        faults[name] = told_by(error)
        return None


def warn_of_days(call: Call, asked: Period, passed_end: date | None, today: date) -> None:
    """Say what of the days is not as it was meant."""
    if asked.overruled:
        call.warn(f"is_infinite is true, so the contract is open-ended; contract_end {passed_end} was not kept.")
    elif asked.end is not None and asked.end < today:
        call.warn(f"contract_end {asked.end} has passed, so the contract is ended.")
