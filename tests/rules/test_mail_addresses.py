from __future__ import annotations

import pytest

from tools.rules.mail_addresses import deliverable, mail_address


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Ann@Work.TEST", "Ann@work.test"),
        (" ann@work.test\n", "ann@work.test"),
        ("a" * 64 + "@work.test", "a" * 64 + "@work.test"),
        ("ü" * 32 + "@work.test", "ü" * 32 + "@work.test"),
        ("info@MÜLLER.example", "info@müller.example"),
        ("info@xn--mller-kva.example", "info@müller.example"),
    ],
)
def test_an_address_is_stored_with_its_domain_in_small_letters(text: str, stored: str) -> None:
    assert mail_address(text) == stored


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a" * 65 + "@work.test", "64 bytes"),
        ("ü" * 33 + "@work.test", "64 bytes"),
        ("имя" * 12 + "@work.test", "64 bytes"),
        ("a" * 250 + "@work.test", "255 characters"),
        ("Ann <ann@work.test>", "such as"),
        ("ann@work.test, ben@work.test", "such as"),
        ("ann@work", "such as"),
        ("ann", "such as"),
        ("", "such as"),
    ],
)
def test_what_no_mail_server_takes_is_refused_with_the_reason(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        mail_address(text)


def test_a_domain_goes_out_in_ascii() -> None:
    assert deliverable("info@müller.example") == "info@xn--mller-kva.example"
    assert deliverable("no address") == "no address"
