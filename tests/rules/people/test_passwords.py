from __future__ import annotations

import pytest

from tools.people.rules.passwords import SHORTEST, password_faults, weakness_of

ABOUT = ("ann.lee@work.test", "Ann", "Leeds")


@pytest.mark.parametrize(
    "password",
    [
        "111111",
        "short",
        "123456789",
        "1111111111",
        "aaaaaaaaaaaaaaaa",
        "aaaaaaaaab",
        "abababababab",
        "abcabcabcabc",
        "hunter2hunter2",
        "1234567890",
        "0987654321",
        "12345678901234567890",
        "abcdefghijkl",
        "qwertyuiop",
        "asdfghjkl;",
        "1qaz2wsx3edc",
        "йцукенгшщз",
        "password123",
        "Password2026!",
        "P@ssw0rd12345",
        "passwordpassword",
        "Welcome123!",
        "iloveyou1234",
        "manchester",
        "Manchester!!",
        "m4nchester99",
        "changeme12",
        "ann.lee@work.test",
        "ann1234567",
        "AnnLeeds2026",
        "hiringhall1",
        "salasana123",
        "kesä2026!!",
        "любовь1234",
    ],
)
def test_what_is_tried_first_is_no_password(password: str) -> None:
    assert weakness_of(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse 7",
        "open sesame, please",
        "trombone-kayak",
        "kX9$vQ2!mZ",
        "8273645190",
        "Ann likes trombones",
        "мой дом на горе",
        "vier rote schuhe und ein hut",
    ],
)
def test_a_few_words_or_ten_signs_by_chance_are_one(password: str) -> None:
    assert weakness_of(password, ABOUT) is None


def test_a_password_made_of_ones_own_name_is_somebody_elses_good_one() -> None:
    assert weakness_of("leeds ann 12", ABOUT)
    assert weakness_of("leeds ann 12", ("kim@work.test", "Kim", None)) is None


def test_the_shortest_password_has_ten_characters() -> None:
    assert weakness_of("zq4vbt8mxk"[: SHORTEST - 1])
    assert weakness_of("zq4vbt8mxk") is None


@pytest.mark.parametrize(
    ("password", "again", "faulty"),
    [
        (None, None, set()),
        ("trombone-kayak", "trombone-kayak", set()),
        ("trombone-kayak", "Trombone-kayak", {"confirm_password"}),
        ("trombone-kayak", None, {"confirm_password"}),
        (None, "trombone-kayak", {"password"}),
        ("secret1", "secret1", {"password"}),
        ("password123", "password123", {"password"}),
    ],
)
def test_a_new_password_is_given_twice_alike(password: str | None, again: str | None, faulty: set[str]) -> None:
    assert set(password_faults(password, again)) == faulty
