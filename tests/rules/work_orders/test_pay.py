"""The worked examples of work order pay, and the bounds of its terms."""

from decimal import Decimal as D

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from store.types import Money
from tools.errors import Invalid
from tools.work_orders.rules.pay import (
    Extra,
    Fee,
    Lines,
    Reported,
    Terms,
    cancellation_fee,
    compute,
    hold_amount,
    pay_range,
    terms_from,
)


def usd(text):
    return Money.of(text, "USD")


def lines(increases="0", discounts="0", expenses="0", **more):
    return Lines(usd(increases), usd(discounts), usd(expenses), **more)


def terms(type, base, units, additional="0", more="0"):
    return Terms(type, usd(base), D(units), usd(additional), D(more))


P1 = terms("fixed", "400.00", "1")
P2 = terms("hourly", "65.00", "4")
P4 = terms("device", "30.00", "10")
P5 = terms("blended", "120.00", "2", "50.00", "3")

HOURS_P2 = Reported(D("1.9167") + D("2.5000"))
BONUS_35, BONUS_10_PERCENT = Extra(1, "fixed", D(35), True), Extra(3, "percent", D(10), True)
PENALTY_5_PERCENT, PENALTY_15 = Extra(3, "percent", D(5), True), Extra(1, "fixed", D(15), True)

CASES = {
    "P1 fixed": (
        P1,
        lines(discounts="10", expenses="25", bonuses=(BONUS_35,), penalties=(PENALTY_5_PERCENT,)),
        Reported(),
        {"labor": "400.00", "bonus_sum": "35.00", "penalty_sum": "20.00", "discounts": "10.00", "subtotal": "405.00",
         "service_fee": "40.50", "expenses": "25.00", "provider_total": "430.00", "company_total": "470.50"},
        "503.50",
    ),
    "P2 hourly, capped": (
        P2, lines(), HOURS_P2,
        {"labor": "260.00", "service_fee": "26.00", "provider_total": "260.00", "company_total": "286.00"},
        "286.00",
    ),
    "P3 one more hour and a percent bonus": (
        P2, lines(more_units=D(1), bonuses=(BONUS_10_PERCENT,)), HOURS_P2,
        {"labor": "287.09", "bonus_sum": "28.71", "subtotal": "315.80", "service_fee": "31.58",
         "provider_total": "315.80", "company_total": "347.38"},
        "393.25",
    ),
    "P4 device": (
        P4, lines(increases="20", penalties=(PENALTY_15,)), Reported(devices=7),
        {"labor": "210.00", "increases": "20.00", "penalty_sum": "15.00", "subtotal": "215.00",
         "service_fee": "21.50", "provider_total": "215.00", "company_total": "236.50"},
        "352.00",
    ),
    "P5 blended": (
        P5, lines(discounts="12.50", expenses="18.40"), Reported(D("3.2500")),
        {"labor": "182.50", "discounts": "12.50", "subtotal": "170.00", "service_fee": "17.00",
         "provider_total": "188.40", "company_total": "205.40"},
        "315.40",
    ),
    "P6 blended over the cap": (
        P5, lines(), Reported(D(6)), {"labor": "270.00", "company_total": "297.00"}, "297.00",
    ),
    "P7 never below zero": (
        terms("fixed", "20.00", "1"),
        lines(expenses="5", penalties=(Extra(1, "fixed", D(30), True),)),
        Reported(),
        {"subtotal": "0.00", "service_fee": "0.00", "provider_total": "5.00", "company_total": "5.00"},
        "27.00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_pay_is_computed_line_by_line(case):
    given, added, reported, expected, hold = CASES[case]
    pay = compute(given, added, Fee(), reported)
    assert {name: getattr(pay, name).text for name in expected} == expected
    assert hold_amount(given, added, Fee()).text == hold
    assert pay.company_total.amount <= usd(hold).amount


def test_a_promised_bonus_raises_the_hold_but_not_the_pay():
    promised = lines(bonuses=(Extra(1, "fixed", D(25), False),))
    assert compute(P1, promised, Fee(), Reported()).provider_total.text == "400.00"
    assert hold_amount(P1, promised, Fee()).text == "467.50"


def test_without_a_time_log_the_estimate_takes_the_maximum():
    assert compute(P2, lines(), Fee()).labor.text == "260.00"
    assert compute(P5, lines(more_units=D(2)), Fee()).labor.text == "370.00"


@pytest.mark.parametrize(
    ("given", "least", "most"),
    [
        (P1, "400.00", "400.00"),
        (P2, "0.00", "260.00"),
        (P4, "0.00", "300.00"),
        (P5, "120.00", "270.00"),
    ],
)
def test_the_range_follows_the_type(given, least, most):
    assert [money.text for money in pay_range(given, lines())] == [least, most]


@pytest.mark.parametrize(
    ("fee", "subtotal", "expected"),
    [
        (Fee(), "405.00", "40.50"),
        (Fee(least=D(5)), "10.00", "5.00"),
        (Fee(least=D(5)), "0.00", "0.00"),
        (Fee(most=D(30)), "405.00", "30.00"),
        (Fee(percent=D(0)), "405.00", "0.00"),
    ],
)
def test_the_service_fee_stays_between_its_bounds(fee, subtotal, expected):
    assert fee.on(usd(subtotal)).text == expected


@pytest.mark.parametrize(
    ("calculation", "amount", "expected"),
    [("fixed", "60.00", "60.00"), ("percent", "15", "39.00"), ("fixed", "0", "0.00"), ("fixed", "900", "260.00")],
)
def test_a_cancellation_fee_is_money_or_a_share_of_the_maximum(calculation, amount, expected):
    assert cancellation_fee(calculation, D(amount), P2.maximum).text == expected


@pytest.mark.parametrize(
    ("type", "base", "additional", "field"),
    [
        (None, {"amount": D(1)}, None, "pay.type"),
        ("fixed", None, None, "pay.base.amount"),
        ("fixed", {"amount": D(0)}, None, "pay.base.amount"),
        ("fixed", {"amount": D("1.005")}, None, "pay.base.amount"),
        ("fixed", {"amount": D(10_000_001)}, None, "pay.base.amount"),
        ("fixed", {"amount": D(1), "units": D(2)}, None, "pay.base.units"),
        ("fixed", {"amount": D(1)}, {"amount": D(1), "units": D(1)}, "pay.additional"),
        ("hourly", {"amount": D(65)}, None, "pay.base.units"),
        ("hourly", {"amount": D(65), "units": D(0)}, None, "pay.base.units"),
        ("hourly", {"amount": D(65), "units": D("1.00001")}, None, "pay.base.units"),
        ("device", {"amount": D(30), "units": D("1.5")}, None, "pay.base.units"),
        ("blended", {"amount": D(120), "units": D(2)}, None, "pay.additional.amount"),
        ("blended", {"amount": D(120), "units": D(2)}, {"amount": D(50)}, "pay.additional.units"),
    ],
)
def test_malformed_terms_name_the_field(type, base, additional, field):
    with pytest.raises(Invalid) as no:
        terms_from(type, base, additional, "USD")
    assert field in no.value.fields


def test_terms_are_taken_as_given():
    given = terms_from("blended", {"amount": D(120), "units": D(2)}, {"amount": D(50), "units": D(3)}, "USD")
    assert given == P5
    assert terms_from("fixed", {"amount": D(400)}, None, "USD") == P1


@pytest.mark.parametrize(
    ("after", "falls"),
    [
        (terms("hourly", "65.00", "4"), False),
        (terms("hourly", "70.00", "4"), False),
        (terms("hourly", "65.00", "3"), True),
        (terms("hourly", "64.00", "5"), True),
        (terms("fixed", "400.00", "1"), True),
    ],
)
def test_lower_terms_are_recognised(after, falls):
    assert after.falls_below(P2) is falls


@pytest.mark.parametrize(
    ("after", "falls"),
    [
        (terms("blended", "120.00", "2", "50.00", "4"), False),
        (terms("blended", "120.00", "1", "50.00", "3"), False),
        (terms("blended", "180.00", "3", "50.00", "3"), False),
        (terms("blended", "120.00", "3", "50.00", "3"), True),
        (terms("blended", "130.00", "2", "49.00", "9"), True),
        (terms("blended", "119.00", "2", "50.00", "9"), True),
    ],
)
def test_more_hours_for_the_same_flat_part_are_lower_terms(after, falls):
    assert after.falls_below(P5) is falls


amounts = st.integers(1, 10**7).map(lambda cents: Money(cents, "USD"))
units = st.decimals("0.0001", "200", places=4)
extras = st.lists(
    st.builds(
        Extra,
        st.integers(1, 10**6),
        st.sampled_from(["fixed", "percent"]),
        st.decimals("0.01", "100", places=2),
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda extra: extra.id,
)


@for_all(
    st.sampled_from(["fixed", "hourly", "device", "blended"]),
    amounts, units, amounts, units, st.builds(Reported, units, st.integers(0, 300)), extras, extras, amounts, amounts,
    st.integers(0, 10**6),
)  # fmt: skip
def test_the_hold_always_covers_what_the_company_owes(
    type, base, base_units, more, more_units, said, bonuses, penalties, increase, expense, discount
):
    agreed = Terms(type, base, base_units, more, more_units)
    added = Lines(
        increases=increase, discounts=Money(discount, "USD"), expenses=expense, bonuses=bonuses, penalties=penalties
    )
    pay = compute(agreed, added, Fee(), said)
    assert pay.company_total.amount <= hold_amount(agreed, added, Fee()).amount
    assert pay.company_total == pay.provider_total + pay.service_fee
    assert pay.subtotal.amount >= 0
    assert sum(pay.bonuses[each.id].amount for each in bonuses if each.charged) == pay.bonus_sum.amount
    assert sum(pay.penalties[each.id].amount for each in penalties if each.charged) == pay.penalty_sum.amount
    parts = pay.labor + pay.increases + pay.bonus_sum - pay.penalty_sum - pay.discounts
    assert pay.subtotal.amount == max(0, parts.amount)
    assert pay.provider_total == pay.subtotal + pay.expenses
    assert pay_range(agreed, added)[0].amount <= pay.labor.amount <= pay_range(agreed, added)[1].amount


@for_all(st.lists(st.tuples(units, st.integers(0, 30)), min_size=1, max_size=6), amounts, units, amounts, units)
def test_how_the_work_is_split_into_visits_makes_no_difference(visits, base, base_units, more, more_units):
    together = Reported(sum((hours for hours, _ in visits), D(0)), sum(devices for _, devices in visits))
    for type in ("fixed", "hourly", "device", "blended"):
        agreed = Terms(type, base, base_units, more, more_units)
        whole = compute(agreed, Lines.none("USD"), Fee(), together)
        backwards = Reported(sum((hours for hours, _ in reversed(visits)), D(0)), together.devices)
        assert compute(agreed, Lines.none("USD"), Fee(), backwards) == whole
        assert whole.company_total == whole.provider_total + whole.service_fee
