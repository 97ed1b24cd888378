"""States of an order, and since when it is done."""

from __future__ import annotations

import itertools

import pytest

from tools.orders.rules.standing import Standing, moved

NOW, THEN, PASSED = "2026-03-02T09:00:00Z", "2026-01-01T09:00:00Z", "2016-05-16T13:52:48+03:00"
STATES = ("to_execute", "in_progress", "done")


@pytest.mark.parametrize(("before", "after"), list(itertools.product(STATES, STATES)))
def test_any_state_may_follow_any_other(before: str, after: str) -> None:
    assert moved(Standing(before), after, None, cleared=False, now=NOW).state == after


@pytest.mark.parametrize(
    ("before", "state", "done_at", "cleared", "after"),
    [
        (Standing(), "done", None, False, Standing("done", NOW)),
        (Standing(), "done", PASSED, False, Standing("done", PASSED, True)),
        (Standing(), None, PASSED, False, Standing("to_execute", PASSED, True)),
        (Standing("in_progress", PASSED, True), "done", None, False, Standing("done", PASSED, True)),
        (Standing("done", THEN), "in_progress", None, False, Standing("in_progress", THEN)),
        (Standing("in_progress", THEN), "done", None, False, Standing("done", NOW)),
        (Standing("done", THEN), "done", None, False, Standing("done", THEN)),
        (Standing("done", THEN), None, None, True, Standing("done")),
        (Standing("done", PASSED, True), "to_execute", None, True, Standing("to_execute")),
        (Standing("in_progress", PASSED, True), "done", None, True, Standing("done", NOW)),
        (Standing("done", THEN), None, None, False, Standing("done", THEN)),
    ],
)
def test_since_when_an_order_is_done(
    before: Standing, state: str | None, done_at: str | None, cleared: bool, after: Standing
) -> None:
    assert moved(before, state, done_at, cleared, NOW) == after
