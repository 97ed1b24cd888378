"""What the entries of a company's lists may say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tools.errors import Conflict, Invalid
from tools.work_orders.catalog.rules import (
    custom_fields,
    expense_categories,
    extras,
    networks,
    people,
    profiles,
    reasons,
    tags,
)
from tools.work_orders.catalog.rules.kinds import FIELDS, LISTS, check_fields


def test_every_kind_has_fields_and_a_place_where_it_is_shown() -> None:
    assert FIELDS.keys() == LISTS.keys()
    assert all("active" in fields for fields in FIELDS.values())


@pytest.mark.parametrize(
    ("kind", "values", "is_new", "fault"),
    [
        ("tag", {"name": "A"}, True, None),
        ("tag", {"color": "#000000"}, False, None),
        ("tag", {"color": "#000000"}, True, "values.name"),
        ("tag", {}, False, "values"),
        ("tag", {"tip": "x"}, False, "values.tip"),
        ("bonus", {"name": "A", "calculation": "fixed"}, True, "values.modifier"),
        ("service_type", {"name": "A"}, True, "values.type_of_work_id"),
        ("manager", {"active": False}, True, None),
    ],
)
def test_fields_of_a_kind(kind: str, values: dict[str, Any], is_new: bool, fault: str | None) -> None:
    if fault is None:
        check_fields(kind, values, is_new)
        return
    with pytest.raises(Invalid) as no:
        check_fields(kind, values, is_new)
    assert fault in no.value.fields


@pytest.mark.parametrize(
    ("values", "before", "stored"),
    [
        ({"calculation": "fixed", "modifier": Decimal(40)}, {}, {"calculation": "fixed", "modifier": "40.00"}),
        ({"calculation": "percent", "modifier": Decimal("7.5")}, {}, {"calculation": "percent", "modifier": "7.5"}),
        (
            {"modifier": Decimal(5)},
            {"calculation": "fixed", "modifier": "1.00"},
            {"calculation": "fixed", "modifier": "5.00"},
        ),
        (
            {"calculation": "percent"},
            {"calculation": "fixed", "modifier": "9.00"},
            {"calculation": "percent", "modifier": "9.00"},
        ),
        ({"calculation": "percent"}, {"calculation": "fixed", "modifier": "250.00"}, None),
        ({"calculation": "percent", "modifier": Decimal("100.5")}, {}, None),
        ({"calculation": "percent", "modifier": Decimal("1.005")}, {}, None),
        ({"calculation": "fixed", "modifier": Decimal("1.005")}, {}, None),
        ({"description": ""}, {}, {"description": None}),
    ],
)
def test_extras_as_stored(values: dict[str, Any], before: dict[str, Any], stored: dict[str, Any] | None) -> None:
    if stored is not None:
        assert extras.columns(values, before, "USD") == stored
        return
    with pytest.raises(Invalid):
        extras.columns(values, before, "USD")


def test_limits_are_in_the_smallest_unit_and_0_is_none() -> None:
    assert expense_categories.columns({"max_amount": Decimal("50")}, "USD") == {"max_amount": 5000}
    assert expense_categories.columns({"max_amount": Decimal("0")}, "USD") == {"max_amount": None}
    assert expense_categories.columns({"receipt_required": True, "api_code": ""}, "USD") == {
        "receipt_required": 1, "api_code": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "side", "is_for"),
    [
        ("both", "buyer", True), ("both", "provider", True), ("buyer", "buyer", True), ("buyer", "provider", False),
        ("provider", "buyer", False), ("provider", "provider", True),
    ],
)  # fmt: skip
def test_reasons_of_a_side(audience: str, side: Any, is_for: bool) -> None:
    assert reasons.is_for(audience, side) is is_for


DEFAULT = {"name": "Marketplace", "type": "standard", "is_default": 1, "active": 1}


@pytest.mark.parametrize(
    ("values", "before", "outcome"),
    [
        ({"name": "A"}, {}, {"type": "private"}),
        ({"name": "A", "default": True}, {}, {"type": "private", "is_default": 1}),
        ({"name": "A"}, DEFAULT, {}),
        ({"active": False}, DEFAULT, Conflict),
        ({"default": False}, DEFAULT, Conflict),
        ({"active": False}, {**DEFAULT, "is_default": 0}, {}),
        ({"default": True}, {**DEFAULT, "is_default": 0, "active": 0}, Invalid),
        ({"type": "standard"}, {}, Invalid),
        ({"member_ids_add": [1]}, DEFAULT, Invalid),
    ],
)
def test_networks_as_stored(values: dict[str, Any], before: dict[str, Any], outcome: Any) -> None:
    if isinstance(outcome, dict):
        assert networks.columns(values, before) == outcome
        return
    with pytest.raises(outcome):
        networks.columns(values, before)


def test_fields_that_come_back_to_themselves() -> None:
    assert custom_fields.comes_back({1: 2, 2: 1}, 1)
    assert custom_fields.comes_back({1: 1}, 1)
    assert not custom_fields.comes_back({1: 2, 2: 3}, 1)
    assert not custom_fields.comes_back({1: 2, 2: 3, 3: 2}, 1)


def test_people_colors_homes_and_rates() -> None:
    assert people.person_named({"user_id": 5}, None) == people.person_named({}, 5) == 5
    for values, known in (({}, None), ({"user_id": 6}, 5)):
        with pytest.raises(Invalid):
            people.person_named(values, known)
    assert tags.color_text("CC00AA") == tags.color_text("#cc00aa") == "#cc00aa"
    assert profiles.home_of(None, None, None) is None
    assert profiles.home_of("Austin", "TX", "78701") == {"city": "Austin", "state": "TX", "zip3": "787"}
    assert profiles.rate_text({"amount": "45.00", "currency": "USD"}) == "45.00 USD"
    assert (profiles.rate_text(45), profiles.rate_text(None)) == ("45", None)
