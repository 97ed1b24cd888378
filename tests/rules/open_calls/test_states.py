"""When an open call moves on by itself, and which steps each state allows."""

from datetime import UTC, datetime, timedelta

import pytest

from tools.errors import WrongState
from tools.open_calls.rules.states import STEPS, Clock, Due, check_step, due, due_at, status_at, time_stopped

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=48)


@pytest.mark.parametrize(
    ("clock", "waiting", "expected"),
    [
        (Clock("published", NOON), False, Due(NOON, "expired", "no_applications")),
        (Clock("published", NOON), True, Due(NOON, "closed", "apply_until", NOON + timedelta(hours=72))),
        (Clock("published", LATER, sla_due=NOON), True, Due(NOON, "expired", "sla_missed")),
        (Clock("published", NOON, sla_due=LATER), False, Due(NOON, "expired", "no_applications")),
        (Clock("published", NOON, sla_due=NOON), True, Due(NOON, "expired", "sla_missed")),
        (
            Clock("published", LATER, sla_due=NOON, somebody_accepted=True),
            False,
            Due(LATER, "expired", "no_applications"),
        ),
        (Clock("closed", NOON, LATER), True, Due(LATER, "expired", "undecided")),
        (Clock("closed", NOON, LATER, NOON), True, Due(NOON, "expired", "sla_missed")),
        (Clock("closed", NOON, LATER, NOON, True), True, Due(LATER, "expired", "undecided")),
        (Clock("draft", NOON, LATER, NOON), False, None),
        (Clock("suspended", NOON, LATER, NOON), True, None),
        (Clock("filled", NOON, LATER, NOON), False, None),
    ],
)
def test_what_happens_next_by_itself(clock, waiting, expected):
    assert due(clock, waiting) == expected
    assert due_at(clock) == (expected.at if expected else None)


@pytest.mark.parametrize("tool", sorted(STEPS))
@pytest.mark.parametrize("status", ["draft", "published", "closed", "suspended", "filled", "expired", "cancelled"])
def test_a_step_in_another_state_names_the_state_and_what_moves_on(tool, status):
    if status in STEPS[tool]:
        check_step(tool, "Open call 1", status)
        return
    with pytest.raises(WrongState) as no:
        check_step(tool, "Open call 1", status)
    assert (no.value.state, bool(no.value.next)) == (status, True)
    if (tool, status) == ("cancel_open_call", "filled"):
        assert no.value.next[:2] == ("reject_task", "cancel_work_order")


@pytest.mark.parametrize(
    ("steps", "hours"),
    [
        ([(None, "draft"), ("draft", "published"), ("published", "closed")], 0),
        ([("draft", "published"), ("published", "suspended"), ("suspended", "published")], 1),
        ([("published", "suspended"), ("suspended", "suspended"), ("suspended", "published")], 2),
        ([("published", "suspended"), ("suspended", "published")] * 2, 2),
        ([("draft", "published"), ("published", "suspended")], 0),
    ],
)
def test_how_long_a_call_was_suspended(steps, hours):
    timed = [(before, to, NOON + timedelta(hours=at)) for at, (before, to) in enumerate(steps)]
    assert time_stopped(timed) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("clock", "waiting", "hours", "expected"),
    [
        (Clock("published", NOON), True, -1, "published"),
        (Clock("published", NOON), True, 71, "closed"),
        (Clock("published", NOON), True, 72, "expired"),
        (Clock("published", NOON), False, 0, "expired"),
        (Clock("published", NOON, sla_due=LATER), True, 48, "expired"),
        (Clock("suspended", NOON, LATER), True, 500, "suspended"),
        (Clock("filled", NOON), False, 500, "filled"),
    ],
)
def test_the_state_at_a_moment_is_after_all_that_happened_by_itself(clock, waiting, hours, expected):
    assert status_at(clock, waiting, NOON + timedelta(hours=hours)) == expected
