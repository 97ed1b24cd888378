"""What somebody lacks for an open call."""

from decimal import Decimal

import pytest

from tools.open_calls.rules.eligibility import Known, unmet

ANN = Known(frozenset({1}), frozenset({"en"}), "FI", Decimal("4.5"), True, Decimal(12))


@pytest.mark.parametrize(
    ("wanted", "known", "lacking"),
    [
        ({}, Known(), []),
        ({"skill_ids": [1], "languages": ["en"], "countries": ["FI"], "verified": True}, ANN, []),
        ({"skill_ids": [1, 2]}, ANN, [("skills", "Welding", "not in their profile")]),
        ({"skill_ids": [1]}, Known(), [("skills", "Painting", "unknown")]),
        ({"languages": ["de", "en"]}, ANN, [("languages", "de", "en")]),
        ({"countries": ["DE", "AT"]}, ANN, [("countries", "DE, AT", "FI")]),
        ({"countries": ["DE"]}, Known(), [("countries", "DE", "unknown")]),
        ({"min_review_score": "4.5"}, ANN, []),
        ({"min_review_score": "4.6"}, ANN, [("min_review_score", "4.6", "4.50")]),
        ({"min_review_score": "1"}, Known(), [("min_review_score", "1", "unknown")]),
        ({"verified": True}, Known(), [("verified", "a verified identity", "not verified")]),
        ({"verified": False}, Known(), []),
        ({"max_distance_km": "11.9"}, ANN, [("max_distance_km", "11.9", "12.0")]),
        ({"max_distance_km": "1"}, Known(), []),
        ({}, Known(qualifications_missing=("Cisco",)), [("qualification", "Cisco", "not met")]),
    ],
)
def test_unknown_counts_as_not_met_but_for_the_way(wanted, known, lacking):
    found = unmet(wanted, known, {1: "Painting", 2: "Welding"})
    assert [(one.requirement, one.wanted, one.have) for one in found] == lacking
