"""Who decides when: the chain, its time-outs and deputies, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.approvals.rules.policy import (
    Deputy,
    Due,
    Lapsed,
    Level,
    Policy,
    begins,
    deciders,
    faults,
    first_step,
    moved_on,
    next_step,
    reach,
)

DOLLAR = 1_000_000
CHAIN = (Level((5,), 100 * DOLLAR), Level((6,), 1000 * DOLLAR), Level((7,), None))
HOURLY = Policy(chain=CHAIN, timeout_minutes=60)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    return TEN.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("usd", "step"), [(None, 1), (0, 1), (100, 1), (100.000001, 2), (250, 2), (1000, 2), (1000.01, 3), (10**6, 3)]
)
def test_the_first_step_is_the_first_that_reaches_the_worth(usd, step):
    assert first_step(HOURLY, None if usd is None else int(usd * DOLLAR)) == step


def test_a_request_that_nobody_answers_goes_up_the_chain_and_expires():
    due = begins(HOURLY, 250 * DOLLAR, TEN)
    assert due == Due(2, at(11), at(12))
    assert moved_on(HOURLY, due, at(10, 59)) == due
    assert moved_on(HOURLY, due, at(11)) == Due(3, at(12), at(12))
    assert moved_on(HOURLY, due, at(11, 59)) == Due(3, at(12), at(12))
    assert moved_on(HOURLY, due, at(12)) == moved_on(HOURLY, due, at(18)) == Lapsed("expired", at(12))


def test_a_policy_that_declines_does_so_at_the_end_of_the_step():
    policy = Policy(chain=CHAIN, timeout_minutes=60, on_timeout="decline")
    due = begins(policy, 250 * DOLLAR, TEN)
    assert due == Due(2, at(11), at(11))
    assert moved_on(policy, due, at(11)) == Lapsed("declined", at(11))


def test_no_time_out_approves():
    for on_timeout in ("decline", "escalate"):
        policy = Policy(chain=CHAIN, timeout_minutes=5, on_timeout=on_timeout)
        end = moved_on(policy, begins(policy, None, TEN), TEN + timedelta(days=30))
        assert isinstance(end, Lapsed)
        assert end.status in ("declined", "expired")


def test_what_is_passed_on_has_a_full_time_and_stays_at_the_last_step():
    assert next_step(HOURLY, Due(1, at(11), at(13)), at(10, 30)) == Due(2, at(11, 30), at(12, 30))
    assert next_step(HOURLY, Due(3, at(11), at(11)), at(10, 30)).step == 3


JULY = Deputy(6, 8, at(9), at(12))


@pytest.mark.parametrize(
    ("step", "now", "members", "requester", "who"),
    [
        (1, at(10), {5, 6, 7}, None, [5]),
        # The deputy from the first moment to the last but one.
        (2, at(8, 59), {5, 6, 7, 8}, None, [6]),
        (2, at(9), {5, 6, 7, 8}, None, [8]),
        (2, at(12), {5, 6, 7, 8}, None, [6]),
        # A deputy who left stands in for nobody.
        (2, at(10), {5, 6, 7}, None, [6]),
        # Who left drops out, and an empty step is all admins'.
        (1, at(10), {7, 9}, None, [9]),
        (3, at(10), {7, 9}, None, [7]),
        # Who asked never decides; a step that is gone is the last one.
        (1, at(10), {5, 9}, 5, []),
        (9, at(10), {5, 6, 7}, None, [7]),
    ],
)
def test_who_decides(step, now, members, requester, who):
    policy = Policy(chain=CHAIN, deputies=(JULY,))
    assert deciders(policy, step, now, members, [9] if 9 in members else [], requester) == who


def test_without_a_chain_all_admins_decide():
    assert deciders(Policy(), 1, TEN, {1, 2, 3}, [1, 2], None) == [1, 2]
    assert deciders(Policy(), 1, TEN, {1, 2, 3}, [1, 2], 1) == [2]


@pytest.mark.parametrize(("user", "limit"), [(5, 100 * DOLLAR), (6, 1000 * DOLLAR), (7, None), (9, "none")])
def test_how_far_somebody_decides(user, limit):
    assert reach(HOURLY, user) == limit


WRONG = [([2, 1, None], 1), ([1, 1, None], 1), ([1], 1), ([None, None], 1), ([None, 1], 2)]


@pytest.mark.parametrize(("limits", "count"), [([None], 0), ([1, None], 0), ([1, 2, None], 0), *WRONG])
def test_what_is_wrong_with_a_chain(limits, count):
    assert len(faults([Level((1,), limit) for limit in limits])) == count
