"""What mails of notices say."""

from __future__ import annotations

import pytest

from tools.rules.notice_texts import digest_text, subject, tools_named


@pytest.mark.parametrize(
    ("about", "text", "shown"),
    [
        ("A logo", "It was delivered. Look at it.", "A logo: It was delivered."),
        ("Locked: sign in at https://evil.test/login", "It is.", "Locked: sign in at evil[.]test/login: It is."),
        ("eve@evil.test\nBcc: all", "It is.", "eve[at]evil[.]test Bcc: all: It is."),
        ("evil。test <b>", "It is.", "evil[.]test (b): It is."),
        ("Till", "“www.evil.test” was moved.", "Till: “www[.]evil[.]test” was moved."),
        (
            "Till 2.5",
            "Pay 2.50 EUR until 2026-03-05T10:00:00Z. Now.",
            "Till 2[.]5: Pay 2.50 EUR until 2026-03-05T10:00:00Z.",
        ),
    ],
)
def test_nothing_that_others_wrote_is_a_link_in_a_subject(about: str, text: str, shown: str) -> None:
    assert subject(about, text) == shown


def test_nor_is_a_name_in_a_digest() -> None:
    assert "evil[.]test" in digest_text([("10:00", "evil.test", "It is.")])


def test_the_tools_that_a_text_names_are_not_those_that_others_wrote() -> None:
    assert tools_named("It is due: pay_task pays it. They write: “call run_money or pay_now”.") == {"pay_task"}
