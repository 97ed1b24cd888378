"""Filters of a list by custom fields: what is asked, as a span of sort keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from store.folding import folded
from store.types import utc_text
from tools.orders.rules.fields import Field
from tools.orders.rules.values import check_year, read_value, sort_key
from tools.rules.moments import read_moment
from tools.rules.sentences import worded

Operator = Literal["equals", "not_equals", "contains", "at_least", "at_most", "empty", "filled"]
ORDERED = ("number", "date", "datetime")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a field of an order must be. without: no value of it may be in the span. part: a piece of folded text that must
    be in it. low and high: the first key of the span, and the first beyond it; None: no end."""

    field: str
    without: bool = False
    part: str | None = None
    low: str | None = None
    high: str | None = None


def sought(field: Field, operator: Operator, value: str | None, zone: str) -> Sought:
    """A filter; ValueError says what is wrong with it. zone: where a mere day is meant, for moments."""
    if operator in ("empty", "filled"):
        return Sought(field.name, without=operator == "empty")
    if value is None or not value.strip():
        raise ValueError(worded("is needed with {operator}; without a value: empty, filled", operator=operator))
    if field.type == "json":
        raise ValueError(worded("{name} holds JSON, which can only be empty or filled", name=field.name))
    if operator == "contains":
        return Sought(field.name, part=_part(field, value))
    if operator not in ("equals", "not_equals") and field.type not in ORDERED:
        raise ValueError(
            worded(
                "{name} is {type}; {operator} goes with numbers, dates and datetimes",
                name=field.name,
                type=field.type,
                operator=operator,
            )
        )
    low, high = _span(field, value, zone)
    return _SOUGHT[operator](field.name, low, high)


def can_sort(field: Field) -> bool:
    """Whether orders can be sorted by a field."""
    return field.type != "json"


_SOUGHT: dict[str, Callable[[str, str, str], Sought]] = {
    "equals": lambda name, low, high: Sought(name, low=low, high=high),
    "not_equals": lambda name, low, high: Sought(name, without=True, low=low, high=high),
    "at_least": lambda name, low, high: Sought(name, low=low),
    "at_most": lambda name, low, high: Sought(name, high=high),
}


def _part(field: Field, value: str) -> str:
    if field.type != "string":
        raise ValueError(worded("{name} is {type}; contains goes with strings", name=field.name, type=field.type))
    return folded(value)


def _span(field: Field, value: str, zone: str) -> tuple[str, str]:
    """The keys of a value, and the first key after them: of a mere day every moment in it."""
    if field.type == "datetime" and not read_moment(value).has_time:
        day = read_moment(value).at.date()
        check_year(day.year)
        return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
    item = folded(value) if field.type == "string" else _single(field, value)
    key = item if field.type == "string" else sort_key(field, item)
    return key, f"{key}\x01"


def _single(field: Field, value: str) -> str:
    read: str = read_value(field, value)
    return read[0] if field.multiple else read


def _midnight(day: date, zone: str) -> str:
    return utc_text(datetime.combine(day, time(), ZoneInfo(zone)))
