"""The order in which applicants are compared."""

from decimal import Decimal

import pytest

from tools.open_calls.rules.ranking import Applicant, in_order

PEOPLE = [
    Applicant(1, None, Decimal("4.50"), 8000, Decimal(30), "2026-03-01"),
    Applicant(2, None, Decimal("4.00"), 6000, None, "2026-03-02"),
    Applicant(3, 2, Decimal("3.00"), 9000, Decimal(2), "2026-03-03"),
    Applicant(4, 1, Decimal("4.00"), 9500, Decimal(5), "2026-03-04"),
    Applicant(5, None, Decimal("4.50"), 7000, Decimal(30), "2026-03-05"),
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("rank", [4, 3, 5, 1, 2]),
        ("price", [2, 5, 1, 3, 4]),
        ("review", [1, 5, 2, 4, 3]),
        ("distance", [3, 4, 1, 5, 2]),
        ("sent_at", [1, 2, 3, 4, 5]),
    ],
)
def test_the_shortlist_comes_first_then_the_better_reviewed_cheaper_and_earlier(sort, order):
    assert [one.id for one in in_order(reversed(PEOPLE), sort)] == order
