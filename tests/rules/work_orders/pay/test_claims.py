"""What may become of claims on the pay, every step of it, and the bounds of what they ask for."""

from decimal import Decimal as D

import pytest

from store.types import Money
from tools.errors import Invalid, WrongState
from tools.work_orders.pay.rules.claims import (
    Wanted,
    approved_amount,
    check_decision,
    check_discount,
    check_editable,
    cost,
    wanted,
)
from tools.work_orders.rules.pay import Lines


def usd(text):
    return Money.of(text, "USD")


INCREASE = ("pending", "accepted", "declined", "voided")
EXPENSE = ("pending", "approved", "denied", "voided")
DECIDED = {
    ("increase", "pending", "accepted"), ("increase", "pending", "declined"),
    ("expense", "pending", "approved"), ("expense", "pending", "denied"),
    ("expense", "approved", "pending"), ("expense", "approved", "denied"),
}  # fmt: skip
STEPS = [("increase", state, to) for state in INCREASE for to in INCREASE]
STEPS += [("expense", state, to) for state in EXPENSE for to in EXPENSE]


@pytest.mark.parametrize(("noun", "state", "to"), STEPS)
def test_the_company_decides_along_these_ways_and_no_others(noun, state, to):
    if (noun, state, to) in DECIDED:
        check_decision(noun, 7, state, to)
        return
    with pytest.raises(WrongState) as no:
        check_decision(noun, 7, state, to)
    assert f"{noun} 7 is {state}" in no.value.message
    assert no.value.state == state
    assert no.value.next


@pytest.mark.parametrize(
    ("noun", "state", "open"),
    [
        *(("increase", state, state == "pending") for state in INCREASE),
        *(("expense", state, state in ("pending", "denied")) for state in EXPENSE),
    ],
)
def test_the_author_corrects_what_waits_and_a_cost_that_was_denied(noun, state, open):
    if open:
        check_editable(noun, 7, state)
        return
    with pytest.raises(WrongState) as no:
        check_editable(noun, 7, state)
    assert no.value.state == state


FITTING = {
    ("amount", "fixed"), ("amount", "hourly"), ("amount", "device"), ("amount", "blended"),
    ("additional_hours", "hourly"), ("additional_hours", "blended"), ("additional_devices", "device"),
}  # fmt: skip


@pytest.mark.parametrize("type", ["fixed", "hourly", "device", "blended"])
@pytest.mark.parametrize("kind", ["amount", "additional_hours", "additional_devices"])
def test_a_kind_of_increase_fits_some_types_of_pay(kind, type):
    amount, units = (D("20"), None) if kind == "amount" else (None, D("2"))
    if (kind, type) in FITTING:
        assert wanted(kind, type, amount, units, "USD").kind == kind
        return
    with pytest.raises(Invalid) as no:
        wanted(kind, type, amount, units, "USD")
    assert type in no.value.fields["kind"]


@pytest.mark.parametrize(
    ("kind", "type", "amount", "units", "field"),
    [
        ("amount", "fixed", None, None, "amount"),
        ("amount", "fixed", D("1.005"), None, "amount"),
        ("amount", "fixed", D(10_000_001), None, "amount"),
        ("amount", "fixed", D(5), D(1), "units"),
        ("additional_hours", "hourly", None, None, "units"),
        ("additional_hours", "hourly", None, D("0.00001"), "units"),
        ("additional_hours", "hourly", None, D(100_001), "units"),
        ("additional_hours", "blended", D(5), D(1), "amount"),
        ("additional_devices", "device", None, D("1.5"), "units"),
    ],
)
def test_a_malformed_increase_names_the_field(kind, type, amount, units, field):
    with pytest.raises(Invalid) as no:
        wanted(kind, type, amount, units, "USD")
    assert field in no.value.fields


def test_an_increase_counts_in_the_sum_or_in_the_units():
    nothing = Lines.none("USD")
    assert Wanted("amount", usd("20"), None).on(nothing).increases == usd("20")
    assert Wanted("additional_hours", None, D("1.5")).on(nothing).more_units == D("1.5")


@pytest.mark.parametrize(
    ("amount", "quantity", "most", "total"),
    [
        ("18.40", "1", None, "18.40"),
        ("0.67", "120", None, "80.40"),
        ("0.67", "12.5", None, "8.38"),
        ("25", "2", "50", "50.00"),
    ],
)
def test_a_cost_is_its_amount_times_its_quantity_rounded_half_up(amount, quantity, most, total):
    claim = cost(D(amount), D(quantity), "USD", usd(most) if most else None)
    assert claim.total == usd(total)


@pytest.mark.parametrize(
    ("amount", "quantity", "most", "field"),
    [
        ("25.01", "2", "50", "amount"),
        ("1.005", "1", None, "amount"),
        ("1", "0.00001", None, "quantity"),
        ("0.01", "0.4", None, "quantity"),
        ("1000000", "11", None, "quantity"),
        ("1", "100001", None, "quantity"),
    ],
)
def test_a_cost_out_of_bounds_names_the_field(amount, quantity, most, field):
    with pytest.raises(Invalid) as no:
        cost(D(amount), D(quantity), "USD", usd(most) if most else None)
    assert field in no.value.fields
    assert most is None or "50.00 USD" in no.value.fields[field]


def test_a_claim_is_approved_in_full_or_in_part_and_never_beyond():
    assert approved_amount(usd("25"), None) == usd("25")
    assert approved_amount(usd("25"), D("20")) == usd("20")
    for wrong in ("25.01", "20.005"):
        with pytest.raises(Invalid) as no:
            approved_amount(usd("25"), D(wrong))
        assert "approved_amount" in no.value.fields


def test_discounts_together_are_at_most_the_pay():
    assert check_discount(D("10"), usd("435"), usd("425")) == usd("10")
    with pytest.raises(Invalid) as no:
        check_discount(D("10.01"), usd("435"), usd("425"))
    assert "10.00 USD" in no.value.fields["amount"]
