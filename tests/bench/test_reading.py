"""Counting what one reads of an operation."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bench.reading import read


def test_reading_begins_and_ends_at_the_operation():
    trail = read("set_spending_limit").trail
    assert trail[0] == trail[-1] == "tools.wallet.limits"


def test_two_looks_in_a_row_are_never_at_the_same_file():
    trail = read("pay_task").trail
    assert len(trail) > 20
    assert all(one != other for one, other in pairwise(trail))


def test_what_a_local_value_can_do_is_followed():
    assert ("tools.scheduling.events.access", "Stand.again") in read("decline_event").read


def test_the_kit_is_not_looked_up():
    files = set(read("book_schedule").trail)
    assert "tools.scheduling.bookings.seats" in files
    assert not files & {"tools.call", "tools.errors", "store.database", "store.ledger"}


def test_an_unknown_operation_is_named():
    with pytest.raises(LookupError, match="no operation fly"):
        read("fly")
