"""What a bill adds up to: VAT taken out of what is owed in all, lines without it, prices, and what rounding leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.types import Money
from tools.contracts.rules.documents import Invoice, InvoiceLine, Party
from tools.contracts.rules.invoices import (
    apportioned,
    contained_vat,
    invoice_sums,
    line_sums,
    sum_faults,
    zero_category,
)

CENT = Decimal("0.01")
SELLER, BUYER = Party("Aava Oy", country="FI", vat_id="FI20774740"), Party("Client GmbH", country="DE")


def bill(*lines: InvoiceLine, seller: Party = SELLER, buyer: Party = BUYER) -> Invoice:
    day = date(2026, 11, 29)
    return Invoice("1", day, day, "invoice", None, seller, buyer, "EUR", lines)


def line(gross: int, vat: str = "25.5", minutes: int | None = None) -> InvoiceLine:
    return InvoiceLine("Work", None, minutes, None, Money(gross, "EUR"), Decimal(vat))


@pytest.mark.parametrize(
    ("gross", "percent", "net", "vat"),
    [
        (12550, "25.5", 10000, 2550),
        (6333, "25.5", 5046, 1287),
        (723, "14", 634, 89),
        (10000, "0", 10000, 0),
        (0, "25.5", 0, 0),
        (1, "25.5", 1, 0),
        (100, "10", 91, 9),
        # Nothing fits: 2 + 1 is 3, 1 + 0 is 1.
        (2, "25.5", 2, 1),
        (5, "20", 4, 1),
        (3, "20", 3, 1),
    ],
)
def test_vat_is_contained_and_rounded_half_up(gross: int, percent: str, net: int, vat: int) -> None:
    assert contained_vat(gross, Decimal(percent)) == (net, vat)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (100, [1, 2, 3], [17, 33, 50]),
        (5046, [6333], [5046]),
        (1, [1, 1], [1, 0]),
        (0, [0, 0], [0, 0]),
        (7, [0, 1, 0], [0, 7, 0]),
        (0, [], []),
    ],
)
def test_parts_add_up_by_largest_remainder(total: int, weights: list[int], parts: list[int]) -> None:
    assert apportioned(total, weights) == parts


@pytest.mark.parametrize(
    ("net", "minutes", "quantity", "unit", "price"),
    [
        (6333, 95, "1.583333", "HUR", "40.00"),
        (723, 17, "0.283333", "HUR", "25.52"),
        (4000, 60, "1", "HUR", "40.00"),
        # Two places would be 96.00 or 96.24 for 24 hours.
        (9611, 1440, "24", "HUR", "4.0046"),
        (1000, None, "1", "C62", "10.00"),
        (0, 60, "1", "HUR", "0.00"),
    ],
)
def test_a_line_is_hours_times_a_price(net: int, minutes: int | None, quantity: str, unit: str, price: str) -> None:
    sums = line_sums(line(net, minutes=minutes), net)
    assert (sums.quantity, sums.unit, f"{sums.price:f}") == (Decimal(quantity), unit, price)
    assert (sums.quantity * sums.price).quantize(CENT, ROUND_HALF_UP) == Decimal(net) * CENT


def test_what_is_paid_is_what_the_lines_say_and_rounding_stands_apart() -> None:
    sums = invoice_sums(bill(line(2), line(3, "20"), line(1000, "0")))
    assert [(group.percent, group.net, group.vat) for group in sums.groups] == [
        (Decimal("25.5"), 2, 1),
        (Decimal("20"), 3, 1),
        (Decimal("0"), 1000, 0),
    ]
    assert (sums.net, sums.vat, sums.rounding, sums.payable) == (1005, 2, -2, 1005)


@pytest.mark.parametrize(
    ("seller", "buyer", "category"),
    [
        (None, None, "O"),
        (None, "DE136695976", "O"),
        ("FI20774740", None, "E"),
        ("FI20774740", "FI01120389", "E"),
        ("FI20774740", "DE136695976", "AE"),
        ("EL123456789", "GR123456789", "E"),
        ("FI20774740", "CHE123456789", "E"),
        ("GB123456789", "DE136695976", "E"),
    ],
)
def test_why_a_line_bears_no_vat(seller: str | None, buyer: str | None, category: str) -> None:
    of = bill(line(1, "0"), seller=replace(SELLER, vat_id=seller), buyer=replace(BUYER, vat_id=buyer))
    assert zero_category(of) == category


RATES = st.decimals(min_value=0, max_value=Decimal("99.99"), places=2)
LINES = st.lists(
    st.builds(
        line,
        st.integers(0, 10**9),
        st.sampled_from(["0", "5", "7", "10", "13.5", "14", "19", "20", "21", "25.5", "99.99"]),
        st.none() | st.integers(1, 100_000),
    ),
    min_size=1,
    max_size=40,
)


@given(gross=st.integers(0, 10**12), percent=RATES)
def test_net_and_vat_miss_the_amount_by_one_unit_at_most(gross: int, percent: Decimal) -> None:
    net, vat = contained_vat(gross, percent)
    assert abs(gross - net - vat) <= 1
    assert Decimal(vat) == (Decimal(net) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)


@given(total=st.integers(0, 10**12), weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=50))
def test_parts_sum_to_the_whole_and_none_is_off_by_a_unit(total: int, weights: list[int]) -> None:
    parts = apportioned(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert part >= 0
        assert not whole or abs(part * whole - total * weight) < whole


@given(lines=LINES)
def test_every_bill_adds_up_to_the_cent(lines: list[InvoiceLine]) -> None:
    of = bill(*lines)
    sums = invoice_sums(of)
    assert sum_faults(of, sums) == []
    assert sums.payable == sum(one.gross.amount for one in lines)
    assert sums.net + sums.vat + sums.rounding == sums.payable
    assert abs(sums.rounding) <= len(sums.groups)
    for one, part in zip(lines, sums.lines, strict=True):
        assert (part.quantity * part.price).quantize(CENT, ROUND_HALF_UP) == Decimal(part.net) * CENT
        assert part.price >= 0
        assert part.unit == ("HUR" if one.minutes else "C62")


class TestOwnCheck:
    """It sees what the official rules let pass: VAT off by cents, lines that do not multiply."""

    def sums(self):
        of = bill(line(6333, minutes=95), line(723, "14", 17), line(1000, "0"))
        return of, invoice_sums(of)

    def test_good_sums_have_no_fault(self) -> None:
        assert sum_faults(*self.sums()) == []

    def test_vat_off_by_a_cent(self) -> None:
        of, sums = self.sums()
        wrong = replace(sums, groups=(replace(sums.groups[0], vat=sums.groups[0].vat + 1), *sums.groups[1:]))
        assert sum_faults(of, wrong) == [
            "6333 at 25.5 % is not 5046 and 1288",
            "net and VAT are not the sums of the rates",
        ]

    def test_a_line_that_does_not_multiply(self) -> None:
        of, sums = self.sums()
        wrong = replace(sums, lines=(replace(sums.lines[0], price=Decimal("90.00")), *sums.lines[1:]))
        assert sum_faults(of, wrong) == ["line 1: 1.583333 times 90.00 is 142.50, not 50.46"]

    def test_lines_that_do_not_add_up_to_their_rate(self) -> None:
        of, sums = self.sums()
        first = replace(sums.lines[0], net=5045, quantity=Decimal(1), price=Decimal("50.45"))
        assert sum_faults(of, replace(sums, lines=(first, *sums.lines[1:]))) == [
            "the lines at 25.5 % add up to 5045, not to 5046"
        ]

    def test_a_total_that_is_not_what_the_lines_say(self) -> None:
        of, sums = self.sums()
        assert sum_faults(of, replace(sums, payable=8057)) == ["what is to be paid is not what the lines say"]

    def test_rounding_that_hides_money(self) -> None:
        of, sums = self.sums()
        group = replace(sums.groups[0], gross=6343, net=5054, vat=1289)
        wrong = replace(
            sums, groups=(group, *sums.groups[1:]), net=sums.net + 8, vat=sums.vat + 2, rounding=sums.rounding - 10
        )
        assert "rounding is -10; at most one smallest unit for each rate" in sum_faults(of, wrong)
