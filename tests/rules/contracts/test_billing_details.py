"""What may stand on bills about who issues and who gets them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.contracts.rules.billing_details import detail_faults, tidy_vat_id

GOOD = "FI20774740"


@pytest.mark.parametrize(
    ("written", "stored"),
    [("fi 2077 4740", GOOD), ("FI-2077.4740", GOOD), ("DE136695976", "DE136695976"), (" el094259216\n", "EL094259216")],
)
def test_vat_numbers_are_kept_without_what_they_are_written_apart_by(written, stored):
    assert tidy_vat_id(written) == stored
    assert detail_faults({"vat_id": stored}) == {}


@pytest.mark.parametrize(
    ("details", "field", "said"),
    [
        ({"country": "XX"}, "country", "ISO 3166"),
        ({"country": "de"}, "country", "ISO 3166"),
        ({"vat_id": "FI20774741"}, "vat_id", "check digits"),
        ({"vat_id": "DE12345"}, "vat_id", "check digits"),
        ({"vat_id": "20774740"}, "vat_id", "begins with the two letters"),
        ({"vat_id": "QQ20774740"}, "vat_id", "begins with the two letters"),
        ({"vat_id": "F"}, "vat_id", "begins with the two letters"),
        ({"vat_id": GOOD, "vat_percent": Decimal("100")}, "vat_percent", "under 100"),
        ({"vat_id": GOOD, "vat_percent": Decimal("-1")}, "vat_percent", "0 or more"),
        ({"vat_id": GOOD, "vat_percent": Decimal("2.555")}, "vat_percent", "two places"),
        ({"vat_percent": Decimal("24")}, "vat_percent", "needs vat_id"),
    ],
)
def test_what_does_not_fit_is_named(details, field, said):
    assert said in detail_faults(details)[field]


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"country": None, "vat_id": None, "vat_percent": None},
        {"vat_percent": Decimal("0")},
        {"country": "FI", "vat_id": GOOD, "vat_percent": Decimal("25.5")},
        # Check digits of other countries are not known.
        {"vat_id": "CHE107787577"},
    ],
)
def test_what_fits_has_no_fault(details):
    assert detail_faults(details) == {}
