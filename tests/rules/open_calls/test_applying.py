"""Whether an application may be made."""

import pytest

from store.types import Money
from tools.open_calls.rules.applying import Terms, answer_faults, link_faults, merged, price_fault


def eur(text):
    return Money.of(text, "EUR")


RANGE = Terms(eur("60.00"), eur("80.00"), counter_price=False)
OPEN = Terms(eur("60.00"), eur("80.00"), counter_price=True)
FIXED = Terms(None, eur("80.00"), counter_price=False)
FIXED_OR_MORE = Terms(None, eur("80.00"), counter_price=True)


@pytest.mark.parametrize(
    ("terms", "price", "fault"),
    [
        (RANGE, None, "is needed: from 60.00 EUR to 80.00 EUR"),
        (OPEN, None, "is needed: from 60.00 EUR on"),
        (RANGE, "60.00", None),
        (RANGE, "80.00", None),
        (RANGE, "59.99", "is below what the call pays: from 60.00 EUR to 80.00 EUR"),
        (RANGE, "80.01", "is above what the call pays, and it takes no higher price: from 60.00 EUR to 80.00 EUR"),
        (OPEN, "100.00", None),
        (OPEN, "59.99", "is below what the call pays: from 60.00 EUR on"),
        (FIXED, None, None),
        (FIXED, "80.00", None),
        (FIXED, "79.99", "is below what the call pays: 80.00 EUR"),
        (FIXED, "80.01", "is above what the call pays, and it takes no higher price: 80.00 EUR"),
        (FIXED_OR_MORE, "80.01", None),
        (FIXED_OR_MORE, "79.99", "is below what the call pays: 80.00 EUR or more"),
    ],
)
def test_a_price_lies_in_the_range_and_above_it_only_where_that_is_taken(terms, price, fault):
    assert price_fault(terms, price and eur(price)) == fault


def test_required_links_are_named_and_others_are_free():
    asked = [{"key": "book", "label": "Portfolio"}, {"key": "cv", "label": "CV"}]
    assert link_faults(asked, [{"key": "cv"}, {"key": "blog"}]) == ["book (Portfolio) is needed"]
    assert link_faults(asked, [{"key": "cv"}, {"key": "book"}, {"key": "cv"}]) == ["cv is given twice"]


def test_answers_are_to_questions_and_the_needed_ones_are_there():
    asked = [
        {"key": "van", "label": "Do you have a van?"},
        {"key": "dog", "label": "And a dog?", "required": False},
    ]
    assert answer_faults(asked, [{"key": "van"}]) == []
    assert answer_faults(asked, [{"key": "dog"}, {"key": "dog"}, {"key": "cat"}]) == [
        "van (Do you have a van?) is needed",
        "cat is no question of this call",
        "dog is given twice",
    ]


def test_what_is_given_takes_the_place_of_what_stood_there():
    before = [{"key": "a", "url": "1"}, {"key": "b", "url": "2"}]
    assert merged(before, [{"key": "a", "url": "3"}]) == [{"key": "b", "url": "2"}, {"key": "a", "url": "3"}]
