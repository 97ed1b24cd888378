"""Which company a staffing contract names."""

from __future__ import annotations

from typing import Any

import pytest

from tools.staffing.rules.parties import Company, choice


def beta(**changes: Any) -> Company:
    return Company(**{"id": 7, "name": "Beta", "known": True, "is_named": True, "has_people": True, **changes})


ANOTHER = Company(8, "Gamma", True)


@pytest.mark.parametrize(
    ("id", "name", "by_id", "by_name", "found"),
    [
        (None, "Beta", None, beta(), 7),
        (None, "Beta", None, None, "Beta"),
        (7, None, beta(is_named=False), None, 7),
        (7, "beta", beta(), ANOTHER, 7),
        (7, "Gamma", beta(is_named=False), ANOTHER, "client_company_name"),
        (7, "Beta", beta(known=False), None, 7),
        (7, None, beta(known=False, is_named=False), None, "client_company_id"),
        (7, "Gamma", beta(known=False, is_named=False), ANOTHER, "client_company_id"),
        (7, "Beta", beta(known=False, has_people=False), None, "client_company_id"),
        (7, "Beta", beta(has_people=False), None, 7),
        (7, None, None, None, "client_company_id"),
        (7, "Beta", None, beta(id=9), "client_company_id"),
    ],
)
def test_a_company_goes_by_name_by_number_or_by_both_when_it_is_not_known(id, name, by_id, by_name, found):
    chosen = choice("client", id, name, by_id, by_name)
    assert found == (chosen.company.id if chosen.company else chosen.fault[0] if chosen.fault else chosen.new_name)


def test_one_that_is_not_there_and_one_that_is_not_known_are_told_alike():
    missing = choice("client", 7, None, None, None)
    strange = choice("client", 7, None, beta(known=False, is_named=False), None)
    misnamed = choice("client", 7, "Delta", beta(known=False, is_named=False), None)
    nobodys = choice("client", 7, "Beta", beta(known=False, has_people=False), None)
    assert missing == strange == misnamed == nobodys
    assert "Beta" not in missing.fault[1]
