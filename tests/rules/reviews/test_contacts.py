"""What is taken out of texts as a way to reach somebody."""

from __future__ import annotations

import time

import pytest

from tools.reviews.rules.contacts import without_contacts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mail ann@work.test please", "mail [removed] please"),
        ("ann.b+x@mail.work.co.uk!", "[removed]!"),
        ("анна@почта.рф", "[removed]"),
        ("see https://a.test/x?y=1, then", "see [removed] then"),
        ("www.a.test/x", "[removed]"),
        ("on example.com or t.me/ann", "on [removed] or [removed]"),
        ("call +358 40 123 4567", "call [removed]"),
        ("8 (912) 345-67-89 any time", "[removed] any time"),
        ("0401234567", "[removed]"),
    ],
)
def test_ways_to_reach_somebody_are_replaced(text: str, left: str) -> None:
    assert without_contacts(text) == (left, True)


@pytest.mark.parametrize(
    "text",
    [
        "Paid 1200.50 EUR on 2026-03-02 at 10:30",
        "from 2026-03-02 10:30 until 2026-03-03",
        "He came at 9.30 and left at 17:45, 8 hours of 40.",
        "Node.js and C++ were fine; i.e. all of it.",
        "Five stars @ home",
        "02.03.2026-05.03.2026",
        "",
    ],
)
def test_other_words_figures_and_days_stay(text: str) -> None:
    assert without_contacts(text) == (text, False)


def test_no_text_takes_long() -> None:
    began = time.process_time()
    for piece in ("a@", "1 ", "1-", "a.", "+1(", "www.", "http://", "@", "a" * 63 + ".", "2026-03-"):
        without_contacts((piece * 2000)[:2000])
    assert time.process_time() - began < 1
