"""Team membership, contacts, identity and tax status, decided without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tools.errors import Conflict, Invalid, WrongState
from tools.freelancers.rules.freelancers import (
    Member,
    Registration,
    TaxStanding,
    blocked_till_after,
    check_autopay,
    check_identity,
    check_registration,
    check_removal,
    checked_country,
    masked_email,
    masked_phone,
    phone_digits,
    seconds_until_code,
    sought_digits,
    state_after_invite,
)

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("current", "registered", "mailed", "after"),
    [
        (None, False, False, Member.ADDED),
        (None, False, True, Member.INVITED),
        (None, True, False, Member.REGISTERED),
        (None, True, True, Member.REGISTERED),
        (Member.ADDED, False, True, Member.INVITED),
        (Member.ADDED, False, False, Member.ADDED),
        (Member.INVITED, False, False, Member.INVITED),
        (Member.REMOVED, False, True, Member.INVITED),
        (Member.REMOVED, False, False, Member.ADDED),
        (Member.REMOVED, True, False, Member.REGISTERED),
    ],
)
def test_where_an_invite_leads(current: Member | None, registered: bool, mailed: bool, after: Member) -> None:
    assert state_after_invite(current, registered=registered, mailed=mailed) is after


@pytest.mark.parametrize(
    ("phone", "country", "digits"),
    [("+1 (612) 555-0100", None, "16125550100"), ("00358 (0)40 1234567", None, "358401234567"),
     ("040 1234567", "FI", "358401234567"), ("358401234567", "DE", "358401234567")],
)  # fmt: skip
def test_a_phone_is_kept_by_the_digits_of_its_one_form(phone: str, country: str | None, digits: str) -> None:
    assert phone_digits(phone, country) == digits


def test_what_was_stored_before_numbers_had_one_form_is_looked_up_by_its_digits() -> None:
    assert sought_digits("+358 (0)40 123 4567") == "358401234567"
    assert sought_digits("49 (170) 00000") == "4917000000"
    for phone in ("+358 40 1234567/8", "+79991234567 Ivan", "12345", "1" * 16):
        with pytest.raises(Invalid):
            sought_digits(phone)


@pytest.mark.parametrize(
    "phone", ["", "123456", "1234567890123456", "call me", "١٢٣٤٥٦٧", "+358 40 1234567/8", "+79991234567 Ivan"]
)
def test_a_phone_is_one_number_in_use(phone: str) -> None:
    with pytest.raises(Invalid) as refused:
        phone_digits(phone)
    assert "phone" in refused.value.fields


def test_a_country_is_two_known_letters() -> None:
    assert checked_country(" de ") == "DE"
    for wrong in ("XX", "DEU", "", "D1"):
        with pytest.raises(Invalid):
            checked_country(wrong)


def test_contacts_are_masked() -> None:
    assert masked_email("ann@work.test") == "a***@work.test"
    assert masked_phone("491701234567") == "********4567"


def test_three_codes_go_out_in_ten_minutes() -> None:
    two = [NOW - timedelta(minutes=9), NOW - timedelta(minutes=1)]
    assert seconds_until_code(two, NOW) == 0
    assert seconds_until_code([*two, NOW], NOW) == 60
    assert seconds_until_code([*two, NOW], NOW + timedelta(seconds=59)) == 1
    assert seconds_until_code([*two, NOW], NOW + timedelta(minutes=1)) == 0


def test_a_registration_names_everything_it_lacks() -> None:
    with pytest.raises(Invalid) as refused:
        check_registration(Registration(None, "Lee", None), accepted=False, has_password=False, new_account=True)
    assert set(refused.value.fields) == {"first_name", "country", "password", "accept_agreement"}


def test_a_known_account_registers_without_a_password() -> None:
    whole = Registration("Ann", "Lee", "DE")
    check_registration(whole, accepted=True, has_password=False, new_account=False)
    check_registration(whole, accepted=True, has_password=True, new_account=True)


def test_removal_lists_unfinished_tasks_and_payouts() -> None:
    check_removal([], [])
    with pytest.raises(Conflict) as refused:
        check_removal([(7, "in_progress"), (9, "client_review")], [(3, "created")])
    assert "task 7 (in_progress), task 9 (client_review), payout 3 (created)" in refused.value.message
    assert refused.value.details["payouts"] == [{"id": 3, "state": "created"}]


def test_where_only_a_payout_is_under_way_nothing_is_advised_that_cannot_be_done() -> None:
    with pytest.raises(Conflict, match="payout 3") as no:
        check_removal([], [(3, "in_progress")])
    assert list(no.value.next) == ["get_freelancer_balance"]
    assert "reject" not in no.value.message


def test_identity_is_compared_without_blanks_and_case() -> None:
    assert check_identity(date(1990, 1, 1), " ab 12-34.56 ", "de", TODAY) == ("AB123456", "DE")


def test_eighteen_years_are_reached_on_the_birthday() -> None:
    check_identity(date(2008, 11, 21), "A1234", "DE", TODAY)
    with pytest.raises(Invalid) as refused:
        check_identity(date(2008, 11, 22), "A1234", "DE", TODAY)
    assert list(refused.value.fields) == ["birth_date"]


def test_an_implausible_identity_names_every_fault() -> None:
    with pytest.raises(Invalid) as refused:
        check_identity(date(2020, 1, 1), "ABCD", "XX", TODAY)
    assert set(refused.value.fields) == {"birth_date", "document_number", "document_country"}


def standing(
    country: str | None = "RU", status: int = 1, blocked: date | None = None, types: tuple[str, ...] = ("INN",)
) -> TaxStanding:
    return TaxStanding(country, status, blocked, types)


def test_a_change_of_tax_status_holds_until_the_end_of_the_year() -> None:
    assert blocked_till_after(standing(), 3, TODAY) == date(2026, 12, 31)
    assert blocked_till_after(standing(status=4, types=()), 1, TODAY) == date(2026, 12, 31)
    assert blocked_till_after(standing(blocked=date(2025, 12, 31)), 3, TODAY) == date(2026, 12, 31)


def test_keeping_the_tax_status_changes_nothing() -> None:
    assert blocked_till_after(standing(), 1, TODAY) is None
    assert blocked_till_after(standing(blocked=date(2026, 12, 31)), 1, TODAY) == date(2026, 12, 31)


def test_a_blocked_tax_status_names_the_date() -> None:
    with pytest.raises(WrongState) as refused:
        blocked_till_after(standing(blocked=TODAY), 3, TODAY)
    assert "2026-11-21" in refused.value.message


def test_tax_status_changes_only_in_russia_and_with_an_inn() -> None:
    with pytest.raises(Conflict) as refused:
        blocked_till_after(standing(country="DE"), 3, TODAY)
    assert "DE" in refused.value.message
    for status in (3, 4):
        with pytest.raises(Conflict) as refused:
            blocked_till_after(standing(types=()), status, TODAY)
        assert refused.value.next == ("add_freelancer_tax_document",)


def test_automatic_tax_payment_is_for_individuals_in_russia() -> None:
    check_autopay("RU", 1)
    for country, status in (("DE", 1), (None, 1), ("RU", 3), ("RU", 0)):
        with pytest.raises(Conflict):
            check_autopay(country, status)
