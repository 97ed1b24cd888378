"""Where a caller means a time that was given without an offset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from store.companies.companies import terms_of
from tools.call import Call
from tools.operation import Operation
from tools.params import MAX_ID, Home

# What has a zone of its own; its number as it is sent, also as text.
RECORDS = ("schedule_id", "work_order_id", "event_id", "kal_id", "contract_id")
# What else says which record is meant, and that a guest may see it.
NAMES = ("owner_slug", "slug", "token")
# Where it is that a call brings along.
SITES = ("location", "place")
# Several records of one kind, and how many an operation takes at most.
LISTS = ("schedule_ids",)
MOST_LISTED = 20
_NAME = re.compile("[A-Za-z0-9_-]{1,100}")
_NUMBER = re.compile("[1-9][0-9]{0,15}")


def home_of(call: Call, operation: Operation, values: Mapping[str, Any]) -> Home:
    """In the time zone of the record the call is about; else of the company acted for; else of the caller. Nowhere for
    somebody nobody knows, but not where there might be a record: whether there is one shows later, and to whom it may."""
    if operation.zone is None or not values:
        return Home(_zone_of_caller(call), known=True)
    return Home(operation.zone(call, values) or _zone_of_caller(call) or "UTC", known=True)


def home_at_fault(call: Call, operation: Operation, given: Mapping[str, Any]) -> Home:
    """The same for arguments that are refused: as far as they name a record all the same."""
    ids = named_records(given)
    words = {name: given[name] for name in NAMES if isinstance(given.get(name), str) and _NAME.fullmatch(given[name])}
    sites = {name: given[name] for name in SITES if isinstance(given.get(name), Mapping)}
    lists = {name: _numbers(given[name]) for name in LISTS if isinstance(given.get(name), list)}
    zone = operation.zone(call, {**ids, **words, **sites, **lists}) if operation.zone is not None else None
    return Home(zone or _zone_of_caller(call), known=True)


def named_records(given: Mapping[str, Any]) -> dict[str, int]:
    """The records that arguments name by number, in whatever form they were sent."""
    named = {name: given[name] for name in RECORDS if isinstance(given.get(name), int | str)}
    numbers = {name: int(value) for name, value in named.items() if _NUMBER.fullmatch(str(value))}
    return {name: number for name, number in numbers.items() if number <= MAX_ID}


def _numbers(sent: list[Any]) -> list[int]:
    if len(sent) > MOST_LISTED:
        return []
    found = [int(each) for each in sent if isinstance(each, int | str) and _NUMBER.fullmatch(str(each))]
    return [number for number in found if number <= MAX_ID]


def _zone_of_caller(call: Call) -> str | None:
    if call.caller.company_id is not None:
        return str(terms_of(call.tx, call.caller.company_id)["timezone"])
    return None if call.caller.kind == "nobody" else call.caller.timezone
