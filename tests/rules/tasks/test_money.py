"""What tasks cost, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.types import Money
from tools.rules.vat import vat
from tools.tasks.rules.money import cost, insurance_cost


def test_a_plain_task_costs_its_price_and_the_commission():
    bill = cost(Money.of("81.00", "EUR"), Decimal(9))
    assert bill.commission_amount.text == "7.29"
    assert bill.shared_commission is None
    assert bill.total_to_pay.text == "88.29"
    assert bill.worker_receives.text == "81.00"


def test_a_shared_commission_takes_one_point_from_both():
    bill = cost(Money.of("81.00", "EUR"), Decimal(9), share_commission=True)
    assert bill.commission_amount.text == "7.29"
    assert bill.shared_commission == Money.of("0.81", "EUR")
    assert bill.total_to_pay.text == "87.48"
    assert bill.worker_receives.text == "80.19"


def test_a_commission_smaller_than_the_shared_point_is_shared_whole():
    bill = cost(Money.of("100.00", "USD"), Decimal("0.5"), share_commission=True)
    assert bill.commission_amount.text == "0.50"
    assert bill.shared_commission == Money.of("0.50", "USD")
    assert bill.total_to_pay.text == "100.00"
    assert bill.worker_receives.text == "99.50"


def test_vat_comes_on_top_of_the_net_total():
    bill = cost(Money.of("1000.00", "RUB"), Decimal(3))
    assert bill.commission_amount.text == "30.00"
    assert bill.total_to_pay.text == "1030.00"
    tax = vat(bill.total_to_pay, Decimal(20))
    assert tax.text == "206.00"
    assert (bill.total_to_pay + tax).text == "1236.00"
    assert bill.worker_receives.text == "1000.00"


def test_insurance_is_quoted_in_roubles_and_rounded_up():
    premium = insurance_cost(Money.of("30.00", "RUB"), "EUR", Decimal("79.401"))
    assert premium == Money.of("0.38", "EUR")
    bill = cost(Money.of("100.00", "EUR"), Decimal(9), insurance=premium)
    assert bill.total_to_pay.text == "109.38"
    assert bill.worker_receives.text == "100.00"


def test_a_rouble_company_pays_the_quoted_premium():
    assert insurance_cost(Money.of("30.00", "RUB"), "RUB", Decimal(1)).text == "30.00"


def test_compensating_the_fee_adds_to_what_both_see():
    bill = cost(Money.of("200.00", "EUR"), Decimal(9), compensation_percent=Decimal("1.25"))
    assert bill.service_fee_compensation.text == "2.50"
    assert bill.worker_receives.text == "202.50"
    assert bill.total_to_pay.text == "220.50"


@pytest.mark.parametrize(
    ("price", "commission"), [("0.05", "0.00"), ("0.06", "0.01"), ("5.50", "0.50"), ("0.01", "0.00")]
)
def test_the_commission_is_rounded_half_up(price: str, commission: str):
    assert cost(Money.of(price, "EUR"), Decimal(9)).commission_amount.text == commission


percentages = st.decimals(0, 50, places=2)


@settings(deadline=None)
@given(
    price=st.integers(1, 10**14),
    commission=percentages,
    share=st.booleans(),
    compensation=percentages,
    premium=st.integers(0, 10**6),
)
def test_money_is_conserved(price: int, commission: Decimal, share: bool, compensation: Decimal, premium: int):
    bill = cost(
        Money(price, "EUR"),
        commission,
        share_commission=share,
        compensation_percent=compensation,
        insurance=Money(premium, "EUR"),
    )
    nothing = Money(0, "EUR")
    shared = bill.shared_commission or nothing
    assert bill.total_to_pay == bill.worker_receives + bill.commission_amount + bill.insurance
    assert bill.total_to_pay == (
        bill.price + bill.commission_amount - shared + bill.service_fee_compensation + bill.insurance
    )
    assert nothing <= shared <= bill.commission_amount
    assert nothing < bill.worker_receives
