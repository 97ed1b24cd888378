from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tools.tasks.rules.ad_contracts import Parties, contract_faults, contract_title

TODAY = date(2026, 3, 2)
WHOLE = Parties("brand", 1, "agency", 2, None, None)
SERVICE, ADDENDUM = "CONTRACT_TYPE_SERVICE", "CONTRACT_TYPE_ADDITIONAL_AGREEMENT"


@pytest.mark.parametrize(
    ("changed", "contract_type", "day", "faulty"),
    [
        ({}, SERVICE, TODAY, {}),
        ({"customer_id": None}, SERVICE, TODAY, {"external_organisation_customer_id": "brand is no customer"}),
        ({"performer_id": None}, SERVICE, TODAY, {"external_organisation_performer_id": "agency is no customer"}),
        ({"performer_id": 1}, SERVICE, TODAY, {"external_organisation_performer_id": "different"}),
        ({}, ADDENDUM, TODAY, {"external_parent_id": "required"}),
        ({"parent": "deal", "parent_id": 7}, ADDENDUM, TODAY, {}),
        ({"parent": "deal", "parent_id": 7}, SERVICE, TODAY, {}),
        ({"parent": "deal"}, ADDENDUM, TODAY, {"external_parent_id": "deal is no contract"}),
        ({"parent": "deal"}, SERVICE, TODAY, {"external_parent_id": "deal is no contract"}),
        ({}, SERVICE, date(2026, 3, 3), {"contract_date": "today is 2026-03-02"}),
        (
            {"customer_id": None, "performer_id": None},
            ADDENDUM,
            date(2027, 1, 1),
            {
                "external_organisation_customer_id": "brand",
                "external_organisation_performer_id": "agency",
                "external_parent_id": "required",
                "contract_date": "future",
            },
        ),
    ],
)
def test_every_fault_of_a_contract_is_named(changed, contract_type, day: date, faulty: dict[str, str]) -> None:
    faults = contract_faults(replace(WHOLE, **changed), contract_type, day, TODAY)
    assert list(faults) == list(faulty)
    for name, words in faulty.items():
        assert words in faults[name]


@pytest.mark.parametrize(
    ("number", "title"), [("100623", "100623 (2020-10-15)"), (None, "2020-10-15"), ("", "2020-10-15")]
)
def test_a_contract_is_called_by_number_and_date(number: str | None, title: str) -> None:
    assert contract_title(number, "2020-10-15") == title
