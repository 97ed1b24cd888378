"""Custom fields of work orders: which apply, what a value must be, and which required ones are empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from tools.rules.decimals import read_decimal
from tools.rules.mail_addresses import mail_address
from tools.rules.moments import read_moment
from tools.rules.sentences import worded

MAX_VALUE = 2000


@dataclass(frozen=True, slots=True)
class Dependency:
    """When a field shows: another field compared with a value."""

    field_id: int
    operator: str
    value: str | None


@dataclass(frozen=True, slots=True)
class CustomField:
    """A definition. Empty project_ids, client_ids, template_ids: every one."""

    id: int
    name: str
    role: str
    type: str
    options: Sequence[str] = ()
    flags: frozenset[str] = frozenset()
    dependency: Dependency | None = None
    project_ids: Sequence[int] = ()
    client_ids: Sequence[int] = ()
    template_ids: Sequence[int] = ()

    @property
    def required(self) -> bool:
        return "required" in self.flags

    def applies(self, project_id: int | None, client_id: int | None, template_id: int | None) -> bool:
        """Whether an order of that project, client and template has the field."""
        pairs = ((self.project_ids, project_id), (self.client_ids, client_id), (self.template_ids, template_id))
        return all(not ids or id in ids for ids, id in pairs)

    def may_apply(self, project_id: int | None, client_id: int | None, template_id: int | None) -> bool:
        """Whether an order of these may have the field; None: whichever."""
        pairs = ((self.project_ids, project_id), (self.client_ids, client_id), (self.template_ids, template_id))
        return all(id is None or not ids or id in ids for ids, id in pairs)


Check = Callable[[CustomField, str], str | None]


def is_shown(field: CustomField, values: Mapping[int, str]) -> bool:
    """Whether the dependency of a field is met by the values of the order."""
    depends = field.dependency
    if depends is None:
        return True
    other = values.get(depends.field_id)
    if depends.operator == "is_set":
        return other is not None
    if depends.operator == "not_equals":
        return other != depends.value
    return other is not None and _compares(depends.operator, other, depends.value or "")


def is_visible(field: CustomField, side: str, *, hidden: bool, chosen: bool) -> bool:
    """Whether a side (company, assignee, provider) sees a field of an order. hidden: its dependency is not met; chosen: the
    company shows it to the assigned provider of this order."""
    if side == "company":
        return True
    if hidden:
        return False
    if side == "provider":
        return "show_in_available" in field.flags
    return field.role == "provider" or chosen or "show_to_provider" in field.flags


def display(field: CustomField, value: str) -> str:
    """A value as people read it."""
    return {"true": "yes", "false": "no"}.get(value, value) if field.type == "checkbox" else value


def _compares(operator: str, other: str, value: str) -> bool:
    if operator == "equals":
        return other == value
    if operator == "contains":
        return value.casefold() in other.casefold()
    try:
        left, right = read_decimal(other, signed=True), read_decimal(value, signed=True)
        return (left > right) if operator == "greater" else (left < right)
    except ValueError:
        return (other > value) if operator == "greater" else (other < value)


def empty_required(fields: Sequence[CustomField], values: Mapping[int, str], role: str) -> list[str]:
    """Names of the required fields of one role that are shown and empty."""
    return [
        field.name
        for field in fields
        if field.role == role and field.required and is_shown(field, values) and field.id not in values
    ]


def value_fault(field: CustomField, value: str) -> str | None:
    """What is wrong with a value, None when it fits the type of the field."""
    if len(value) > MAX_VALUE:
        return worded("must be at most {max_value} characters", max_value=MAX_VALUE)
    if "read_only" in field.flags:
        return worded("is read-only")
    return _FAULTS[field.type](field, value)


def _text(field: CustomField, value: str) -> str | None:
    return None if value.strip() else worded("must not be empty")


def _number(field: CustomField, value: str) -> str | None:
    try:
        read_decimal(value, signed=True)
    except ValueError:
        return "must be a number"
    return None


def _parsed(parse: Callable[[str], object], wanted: str) -> Check:
    def check(field: CustomField, value: str) -> str | None:
        try:
            parse(value)
        except ValueError:
            return f"must be {wanted}"
        return None

    return check


def _email(field: CustomField, value: str) -> str | None:
    try:
        mail_address(value)
    except ValueError:
        return "must be an e-mail address"
    return None


def _matching(pattern: str, wanted: str) -> Check:
    def check(field: CustomField, value: str) -> str | None:
        return None if re.fullmatch(pattern, value) else f"must be {wanted}"

    return check


def _option(field: CustomField, value: str) -> str | None:
    return None if value in field.options else f"must be one of {', '.join(field.options)}"


_FAULTS: dict[str, Check] = {
    "text": _text,
    "number": _number,
    "date": _parsed(date.fromisoformat, "a date YYYY-MM-DD"),
    "time": _parsed(time.fromisoformat, "a time HH:MM"),
    "datetime": _parsed(read_moment, "an ISO 8601 moment"),
    "phone": _matching(r"[+()0-9 .-]{5,30}", "a telephone number"),
    "email": _email,
    "url": _matching(r"https?://\S{3,500}", "an http(s) address"),
    "predefined": _option,
    "checkbox": _matching(r"true|false", "true or false"),
}
