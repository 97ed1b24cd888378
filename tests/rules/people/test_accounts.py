from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tools.people.rules.accounts import (
    birthdate_fault,
    masked_email,
    masked_phone,
    name_from_address,
    sign_up_wait,
    terms_accepted,
)


@pytest.mark.parametrize(
    ("answer", "agreed"),
    [("accepted", True), (" Accepted ", True), ("true", True), ("YES", True), ("1", True), ("no", False), ("0", False)],
)
def test_only_a_plain_yes_agrees_to_the_terms(answer: str, agreed: bool) -> None:
    assert terms_accepted(answer) is agreed


def test_nobody_is_born_after_today_where_they_are() -> None:
    late_evening = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert birthdate_fault(date(2026, 11, 21), late_evening, "UTC") is None
    assert birthdate_fault(date(2026, 11, 22), late_evening, "UTC") is not None
    assert birthdate_fault(date(2026, 11, 22), late_evening, "Asia/Tokyo") is None


def test_a_person_known_by_address_alone_is_called_by_its_first_part() -> None:
    assert name_from_address("ann.lee@example.com") == "ann.lee"
    assert name_from_address("a@example.com") == "a."


def test_masked_addresses_and_numbers_give_nothing_away() -> None:
    assert masked_email("ann@example.com") == "a***@example.com"
    assert masked_phone("+358 40 123 4567") == "***67"


def test_one_network_address_opens_twenty_accounts_an_hour() -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    opened_at = [now - timedelta(minutes=minutes) for minutes in range(1, 21)]
    assert sign_up_wait(opened_at[:19], now) == 0
    assert sign_up_wait(opened_at, now) == 40 * 60
    assert sign_up_wait([*opened_at[:19], now - timedelta(hours=1)], now) == 0
