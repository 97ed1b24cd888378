from __future__ import annotations

import pytest

from tools.companies.rules.directory import (
    Company,
    Placement,
    PlacementWish,
    Role,
    check_admin_stays,
    founding,
    placement,
)
from tools.errors import Invalid, NotAllowed, Refusal
from tools.rules.names import full_name

OWN = Company(1, "Acme", reachable=True)
MADE = Company(2, "Acme Berlin", reachable=True)
OTHER = Company(3, "Rival", reachable=False)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (PlacementWish(), Placement(company_id=1)),
        (PlacementWish(company_id=1, by_id=OWN), Placement(company_id=1)),
        (PlacementWish(company_id=2, by_id=MADE), Placement(company_id=2)),
        (PlacementWish(name="acme berlin", by_name=MADE), Placement(company_id=2)),
        (PlacementWish(company_id=2, name="Acme Berlin", by_id=MADE, by_name=MADE), Placement(company_id=2)),
        (PlacementWish(name="Newcomer"), Placement(new_name="Newcomer")),
    ],
)
def test_people_go_to_the_own_company_one_it_made_or_a_new_one(wish: PlacementWish, expected: Placement) -> None:
    assert placement(wish, own_company_id=1) == expected


@pytest.mark.parametrize(
    ("wish", "refusal", "part"),
    [
        (PlacementWish(company_id=9), Invalid, "company_id"),
        (PlacementWish(company_id=3, by_id=OTHER), Invalid, "company_id"),
        (PlacementWish(company_id=2, name="Acme", by_id=MADE, by_name=OWN), Invalid, "company_name"),
        (PlacementWish(company_id=2, name="Nobody", by_id=MADE), Invalid, "company_name"),
    ],
)
def test_somebody_elses_company_and_contradictions_are_refused(
    wish: PlacementWish, refusal: type[Refusal], part: str
) -> None:
    with pytest.raises(refusal, match=part):
        placement(wish, own_company_id=1)


def test_a_foreign_company_number_is_refused_exactly_like_an_unknown_one() -> None:
    texts = []
    for found in (None, Company(7, "Rival", reachable=False)):
        with pytest.raises(Invalid) as no:
            placement(PlacementWish(company_id=7, by_id=found), own_company_id=1)
        texts.append(no.value.message)
    assert texts[0] == texts[1]


def test_joining_without_signing_in_founds_a_company_and_never_joins_one() -> None:
    assert founding("Newcomer", None) == "Newcomer"
    for name in ("Newcomer", None):
        with pytest.raises(NotAllowed) as no:
            founding(name, 1)
        assert no.value.code == "company_exists"
    with pytest.raises(Invalid, match="company_name"):
        founding(None, None)


@pytest.mark.parametrize(
    ("role", "new_role", "others", "stays"),
    [
        ("admin", "user", 0, False),
        ("admin", None, 0, False),
        ("admin", "admin", 0, True),
        ("admin", "user", 1, True),
        ("admin", None, 1, True),
        ("user", None, 0, True),
        ("user", "admin", 0, True),
    ],
)
def test_a_company_never_loses_its_last_admin(role: Role, new_role: Role | None, others: int, stays: bool) -> None:
    if stays:
        check_admin_stays(role, new_role, others)
    else:
        with pytest.raises(Invalid) as no:
            check_admin_stays(role, new_role, others)
        assert no.value.code == "last_admin"


def test_a_full_name_leaves_out_what_is_not_there() -> None:
    assert full_name("Stan", "Kay", "Collins") == "Stan Kay Collins"
    assert full_name("Stan", None, "") == "Stan"
