from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from tools.people.rules.sign_in import (
    address_allowed,
    authenticator_code,
    authenticator_step,
    authenticator_uri,
    locked_for,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("minutes_ago", "seconds"),
    [([], 0), ([1, 2, 3, 4], 0), ([1, 2, 3, 4, 5], 14 * 60), ([1, 2, 3, 4, 15], 0), ([14, 14, 14, 14, 14.5], 60)],
)
def test_five_wrong_tries_lock_a_name_for_a_quarter_of_an_hour(minutes_ago: list[float], seconds: int) -> None:
    assert locked_for([NOW - timedelta(minutes=minutes) for minutes in minutes_ago], NOW) == seconds


@pytest.mark.parametrize(
    ("origin", "allowed", "fits"),
    [
        ("203.0.113.7", [], True),
        ("203.0.113.7", ["203.0.113.7"], True),
        ("203.0.113.7", ["198.51.100.1", "203.0.113.0/24"], True),
        ("203.0.113.7", ["198.51.100.1"], False),
        ("2001:db8::1", ["2001:db8::/32"], True),
        ("2001:db8:1:2::/64", ["2001:db8:1:2::1"], True),
        ("2001:db8:1:2::/64", ["2001:db8:1::/48"], True),
        ("2001:db8:1:2::/64", ["2001:db8:1:3::1", "0.0.0.0/0"], False),
        ("local", ["203.0.113.7"], False),
        ("203.0.113.7", ["not an address"], False),
    ],
)
def test_a_list_of_addresses_lets_only_those_in(origin: str, allowed: list[str], fits: bool) -> None:
    assert address_allowed(origin, allowed) is fits


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_an_authenticator_shows_the_digits_of_rfc_6238(seconds: int, digits: str) -> None:
    assert authenticator_code(SECRET, datetime.fromtimestamp(seconds, UTC)) == digits


def test_a_clock_may_be_a_step_off_and_digits_work_once() -> None:
    digits = authenticator_code(SECRET, NOW)
    step = authenticator_step(SECRET, digits, NOW)
    assert step is not None
    assert authenticator_step(SECRET, digits, NOW + timedelta(seconds=30)) == step
    assert authenticator_step(SECRET, digits, NOW - timedelta(seconds=30)) == step
    assert authenticator_step(SECRET, digits, NOW + timedelta(seconds=60)) is None
    assert authenticator_step(SECRET, digits, NOW, used_up_to=step) is None


def test_an_app_is_told_the_secret_and_the_account() -> None:
    uri = authenticator_uri(SECRET, "ann@work.test")
    assert uri == f"otpauth://totp/Hiring%20Hall%3Aann%40work.test?secret={SECRET}&issuer=Hiring%20Hall"
