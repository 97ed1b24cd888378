from __future__ import annotations

import pytest

from tools.tasks.rules.ad_customers import LEGAL_TYPES, REQUIRED, inn_remark, legal_type_of, missing_fields, title_of

FIRM, PERSON = {"full_opf": "OOO Romashka"}, {"fio": "Ivan Petrov"}
RUSSIA, LATVIA = {"region_number": "643"}, {"region_number": "428"}
INN, OGRNIP, NUMBER = {"inn": "7733228841"}, {"ogrnip": "304500116000157"}, {"registration_number": "40003032949"}


@pytest.mark.parametrize(
    ("given", "legal_type"),
    [
        (FIRM | INN, "LEGAL_TYPE_LEGAL"),
        (FIRM | RUSSIA, "LEGAL_TYPE_LEGAL"),
        (FIRM | INN | LATVIA, "LEGAL_TYPE_LEGAL"),
        (FIRM | PERSON | INN, "LEGAL_TYPE_LEGAL"),
        (PERSON | INN | OGRNIP, "LEGAL_TYPE_ENTREPRENEUR"),
        (PERSON | RUSSIA | OGRNIP, "LEGAL_TYPE_ENTREPRENEUR"),
        (PERSON | INN, "LEGAL_TYPE_INDIVIDUAL"),
        (PERSON | INN | NUMBER, "LEGAL_TYPE_INDIVIDUAL"),
        (PERSON | RUSSIA, "LEGAL_TYPE_INDIVIDUAL"),
        (FIRM | LATVIA, "LEGAL_TYPE_FOREIGN_LEGAL"),
        (FIRM, "LEGAL_TYPE_FOREIGN_LEGAL"),
        (PERSON | LATVIA | OGRNIP, "LEGAL_TYPE_FOREIGN_ENTREPRENEUR"),
        (PERSON | LATVIA | NUMBER, "LEGAL_TYPE_FOREIGN_ENTREPRENEUR"),
        (PERSON | LATVIA, "LEGAL_TYPE_FOREIGN_INDIVIDUAL"),
        (INN, None),
        ({}, None),
    ],
)
def test_the_legal_type_follows_from_the_other_fields(given: dict[str, str], legal_type: str | None) -> None:
    assert legal_type_of(given) == legal_type


@pytest.mark.parametrize(
    ("legal_type", "required"),
    [
        ("LEGAL_TYPE_LEGAL", ["full_opf", "inn"]),
        ("LEGAL_TYPE_INDIVIDUAL", ["fio", "inn"]),
        ("LEGAL_TYPE_ENTREPRENEUR", ["fio", "inn"]),
        ("LEGAL_TYPE_FOREIGN_LEGAL", ["full_opf", "registration_number", "tax_id", "region_number"]),
        ("LEGAL_TYPE_FOREIGN_INDIVIDUAL", ["fio", "phone_number", "payment_number", "region_number"]),
        ("LEGAL_TYPE_FOREIGN_ENTREPRENEUR", ["fio", "region_number"]),
        ("LEGAL_TYPE_INVALID", ["full_opf", "fio"]),
        (None, ["full_opf", "fio"]),
    ],
)
def test_every_missing_field_is_named_and_no_other(legal_type, required: list[str]) -> None:
    assert list(missing_fields({}, legal_type)) == required
    if legal_type is None:
        return
    whole = dict.fromkeys(required, "1")
    assert missing_fields(whole, legal_type) == {}
    for name in REQUIRED[legal_type]:
        assert list(missing_fields({**whole, name: ""}, legal_type)) == [name]


def test_a_customer_whose_type_is_not_defined_needs_a_name_only() -> None:
    assert missing_fields(PERSON, "LEGAL_TYPE_INVALID") == {}
    assert set(REQUIRED) == set(LEGAL_TYPES)


def test_a_customer_is_called_by_its_full_name() -> None:
    assert title_of(FIRM | PERSON) == "OOO Romashka"
    assert title_of({"full_opf": "", **PERSON}) == "Ivan Petrov"


@pytest.mark.parametrize(
    ("inn", "odd"), [("7733228841", False), ("500100732259", False), ("11111111", True), ("", False)]
)
def test_an_inn_of_another_length_is_remarked_on(inn: str, odd: bool) -> None:
    assert (inn_remark(inn) is not None) is odd
