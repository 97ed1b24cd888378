"""What a mandate allows, as it is written down, signed and asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.types import Money, Owner
from tools.approvals.rules.mandate_terms import Terms, payee_faults, written_payees

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TERMS = Terms(
    public_id="mnd_1",
    grantor=Owner("company", 1),
    granted_by=Owner("person", 7),
    agent_id=3,
    payees=["person:8", "person:9"],
    kinds=["booking", "open_call"],
    per_call=Money.of("50", "USD"),
    per_day=None,
    total=Money.of("200", "USD"),
    max_uses=4,
    valid_from=NOW,
    valid_until=NOW + timedelta(days=366),
    created_at=NOW,
)


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, []),
        ({"per_call": Money.of("200", "USD"), "per_day": Money.of("200", "USD")}, []),
        ({"per_call": Money.of("200.01", "USD"), "per_day": Money.of("300", "USD")}, ["per_call", "per_day"]),
        ({"payees": ["any", "person:8"], "kinds": ["any", "task"]}, ["payees", "kinds"]),
        ({"payees": ["any"], "kinds": ["any"]}, []),
        ({"valid_until": NOW}, ["valid_until"]),
        ({"valid_until": NOW + timedelta(days=366, seconds=1)}, ["valid_until"]),
        ({"valid_from": NOW - timedelta(days=2), "valid_until": NOW - timedelta(days=1)}, ["valid_until"]),
        ({"valid_until": None}, []),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, object], faulty: list[str]) -> None:
    assert list(replace(TERMS, **changes).faults()) == faulty  # type: ignore[arg-type]


def test_what_is_signed_is_text_or_nothing() -> None:
    assert TERMS.signed() == {
        "public_id": "mnd_1",
        "grantor": "company:1",
        "granted_by": "person:7",
        "agent_id": "3",
        "payees": ["person:8", "person:9"],
        "kinds": ["booking", "open_call"],
        "currency": "USD",
        "per_call": "50.00",
        "per_day": None,
        "total": "200.00",
        "max_uses": "4",
        "valid_from": "2026-03-02T09:00:00Z",
        "valid_until": "2027-03-03T09:00:00Z",
        "created_at": "2026-03-02T09:00:00Z",
    }


def test_the_person_is_told_every_bound() -> None:
    assert TERMS.bounds() == [
        "For booking, open call",
        "At most 50.00 USD a call",
        "At most 4 times",
        "From now on until 2027-03-03T09:00:00Z",
        "Nobody is asked again for what it covers",
    ]
    assert TERMS.receivers() == "person 8, person 9"
    many = replace(TERMS, payees=[f"person:{id}" for id in range(10, 18)])
    assert many.receivers() == "person 10, person 11, person 12, person 13, person 14 and 3 more"
    assert replace(TERMS, payees=["any"]).receivers() == "anybody"


def test_payees_are_written_once_and_sorted() -> None:
    given = [{"type": "person", "id": 9}, {"type": "company", "id": 2}, {"type": "person", "id": 9}, {"type": "any"}]
    assert written_payees(given) == ["any", "company:2", "person:9"]
    assert payee_faults([{"type": "person"}, {"type": "any", "id": 3}, {"type": "any"}]) == {
        "payees[0].id": "which person is needed",
        "payees[1].id": "any is nobody in particular: leave it out",
    }
