"""Bills as they are kept."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.types import Money
from tests.tools.contracts.paper.papers import PERSON, bill, credit_note, line
from tools.contracts.rules.documents import Invoice, InvoiceLine, Party
from tools.contracts.rules.snapshots import from_snapshot, to_snapshot

MONEY = st.builds(Money, st.integers(0, 10**15), st.sampled_from(["EUR", "USDT", "BTC"]))
PARTY = st.builds(Party, st.text(), st.lists(st.text(), max_size=3).map(tuple), *[st.none() | st.text()] * 7)
LINE = st.builds(
    InvoiceLine,
    st.text(),
    st.none() | st.dates(),
    st.none() | st.integers(1, 9999),
    st.none() | MONEY,
    MONEY,
    st.decimals(min_value=0, max_value=99, places=2),
)


@pytest.mark.parametrize(
    "kept",
    [bill(), credit_note(), bill(seller=PERSON, period=(date(2026, 11, 1), date(2026, 11, 30)), vat_reason="§ 4")],
)
def test_a_bill_is_kept_as_it_was(kept: Invoice) -> None:
    assert from_snapshot(to_snapshot(kept)) == kept


@given(st.lists(LINE, min_size=1, max_size=3).map(tuple), PARTY, PARTY, st.text())
def test_every_bill_is_kept_as_it_was(lines: tuple[InvoiceLine, ...], seller: Party, buyer: Party, note: str) -> None:
    kept = bill(*lines, seller=seller, buyer=buyer, note=note)
    again = from_snapshot(to_snapshot(kept))
    assert again == kept
    assert [str(one.vat_percent) for one in again.lines] == [str(one.vat_percent) for one in lines]


def test_amounts_and_days_are_exact_text() -> None:
    kept = json.loads(to_snapshot(bill(line(gross="63.33"))))
    assert kept["lines"][0]["gross"] == {"amount": 6333, "currency": "EUR"}
    assert (kept["lines"][0]["vat_percent"], kept["lines"][0]["day"], kept["issued"]) == (
        "25.5",
        "2026-11-02",
        "2026-11-29",
    )
    assert from_snapshot(to_snapshot(bill())).lines[0].vat_percent == Decimal("25.5")


def test_what_is_no_bill_is_not_read() -> None:
    with pytest.raises(ValueError, match="number"):
        from_snapshot("{}")
