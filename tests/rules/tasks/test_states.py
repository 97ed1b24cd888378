"""The states of a task: every step, from every state, for either side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.errors import NotAllowed, WrongState
from tools.rules.task_states import FINAL, State
from tools.tasks.rules.states import (
    DEADLINE,
    FREELANCERS_OWN,
    HARD,
    NEXT_TOOLS,
    NO_RULE,
    PAYMENT_PROCESSING,
    SOFT,
    TRANSITIONS,
    has_lapsed,
    is_coming_up,
    is_overdue,
    next_tools,
    rejected,
    require_right_to_act,
    require_state,
    states_for,
)

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)

# from, to, step: the whole life of a task.
MOVES = """
   - 1  create_task
   1 2  start_task
   1 6  decline_task
   1 8  reject_task
   1 12 pay_new_task
   1 1  request_task_changes
   1 14 deadline
   2 3  mark_task_completed
   2 6  decline_task
   2 8  reject_task
   2 16 request_task_changes
   2 13 start_task_dispute
   2 14 deadline
   3 4  accept_task
   3 2  resume_task
   3 11 reject_task
   4 12 pay_task
   4 11 reject_task
  12 5  payment_processing
  12 4  payment_processing
  12 1  payment_processing
  11 8  confirm_task_rejection
  11 13 start_task_dispute
  13 16 reply_to_task_dispute
  13 4  reply_to_task_dispute
  13 2  reply_to_task_dispute
  13 11 reply_to_task_dispute
  13 2  cancel_task_dispute
  13 11 cancel_task_dispute
  16 2  accept_task_changes
  16 2  decline_task_changes
  16 2  cancel_task_changes
  16 14 accept_task_changes
  16 14 decline_task_changes
  16 14 cancel_task_changes
  14 2  extend_task_deadline
  14 1  extend_task_deadline
  14 8  reject_task
"""

# step, the states it can be taken in.
OPEN_IN = """
  start_task             1
  mark_task_completed    2
  decline_task           1 2
  confirm_task_rejection 11
  extend_task_deadline   14
  accept_task            3
  pay_task               4
  pay_new_task           1
  reject_task            1 2 3 4 14
  resume_task            3
  request_task_changes   1 2
  accept_task_changes    16
  decline_task_changes   16
  cancel_task_changes    16
  start_task_dispute     2 11
  reply_to_task_dispute  13
  cancel_task_dispute    13
"""

STEPS = {
    words[0]: {State(int(n)) for n in words[1:]} for words in (line.split() for line in OPEN_IN.split("\n") if line)
}


def test_the_transitions_are_exactly_these():
    lines = [line.split() for line in MOVES.strip().splitlines()]
    expected = {(None if a == "-" else State(int(a)), State(int(b)), step) for a, b, step in lines}
    assert {(a, b, step) for step, pairs in TRANSITIONS.items() for a, b in pairs} == expected


def test_there_are_twelve_states_and_the_unused_numbers_stay_unused():
    assert [int(state) for state in State] == [1, 2, 3, 4, 5, 6, 8, 11, 12, 13, 14, 16]
    assert str(State.CLIENT_REVIEW) == "client_review (3)"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_fits_its_states_and_is_refused_in_all_others(step: str, state: State):
    allowed = next_tools(state, "client")
    if state in STEPS[step]:
        require_state(step, 5, state, allowed)
        return
    with pytest.raises(WrongState) as no:
        require_state(step, 5, state, allowed)
    assert str(state) in no.value.message
    assert no.value.state == state.title
    assert no.value.details == {"state_id": int(state), "allowed_tools": list(allowed)}
    for tool in allowed:
        assert tool in no.value.message


def test_every_step_of_the_table_is_one_somebody_can_take_next():
    offered = {tool for tools in NEXT_TOOLS.values() for tool in (*tools.client, *tools.worker)}
    # Once it is paid, its money goes out: that moves no task any more.
    assert offered == {*STEPS, "create_task_payout"}
    assert {step: set(states_for(step)) for step in STEPS} == STEPS


def test_final_states_lead_nowhere():
    ends = {a for pairs in TRANSITIONS.values() for a, _ in pairs}
    assert set(State) - ends == FINAL == {State(5), State(6), State(8)}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (5, "already paid"),
        (6, "the freelancer has already turned it down"),
        (8, "already rejected"),
        (11, "waiting for the freelancer: confirm_task_rejection"),
        (12, "payment is being processed"),
        (13, "reply_to_task_dispute"),
        (16, "cancel_task_changes first"),
    ],
)
def test_a_task_that_cannot_be_rejected_says_why(state: int, words: str):
    with pytest.raises(WrongState) as no:
        require_state("reject_task", 5, State(state), next_tools(State(state), "client"))
    assert words in no.value.message


@pytest.mark.parametrize(
    ("step", "state", "words"),
    [
        ("pay_task", 3, "accept_task"),
        ("pay_task", 12, "wait"),
        ("pay_task", 5, "already paid"),
        ("pay_new_task", 4, "pay_task"),
        ("pay_new_task", 3, "accept_task"),
        ("extend_task_deadline", 1, "request_task_changes"),
        ("extend_task_deadline", 2, "request_task_changes"),
        ("request_task_changes", 14, "extend_task_deadline"),
    ],
)
def test_a_refused_step_names_the_one_that_helps(step: str, state: int, words: str):
    with pytest.raises(WrongState, match=words):
        require_state(step, 5, State(state), next_tools(State(state), "client"))


@pytest.mark.parametrize(("state", "target"), [(1, 8), (2, 8), (14, 8), (3, 11), (4, 11)])
def test_unfinished_work_is_rejected_at_once_and_delivered_work_waits_for_the_freelancer(state: int, target: int):
    assert rejected(State(state)) == target


def test_a_company_with_the_right_also_takes_the_freelancers_steps_but_never_disputes():
    assert next_tools(State.IN_PROGRESS, "client") == ("reject_task", "request_task_changes")
    assert next_tools(State.IN_PROGRESS, "client", acts_for_freelancers=True) == (
        "reject_task",
        "request_task_changes",
        "mark_task_completed",
        "decline_task",
    )
    assert next_tools(State.COMPLETED, "client", acts_for_freelancers=True) == ("create_task_payout",)
    everything = {tool for state in State for tool in next_tools(state, "client", acts_for_freelancers=True)}
    assert not everything & FREELANCERS_OWN


def test_acting_for_a_freelancer_needs_the_right_by_name():
    require_right_to_act("start_task", acts_for_freelancers=True)
    with pytest.raises(NotAllowed, match="act_for_freelancers"):
        require_right_to_act("start_task", acts_for_freelancers=False)


@pytest.mark.parametrize("step", sorted(FREELANCERS_OWN))
def test_nobody_disputes_for_a_freelancer(step: str):
    with pytest.raises(NotAllowed, match="freelancer's own"):
        require_right_to_act(step, acts_for_freelancers=True)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", [NO_RULE, SOFT, HARD])
@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_only_a_hard_deadline_moves_work_that_is_waiting(state: State, kind: int, seconds: int):
    passed = has_lapsed(state, kind, NOW + timedelta(seconds=seconds), NOW)
    assert passed == (state in (1, 2) and kind == HARD and seconds <= 0)


@pytest.mark.parametrize(
    ("state", "deadline", "finished", "overdue"),
    [
        (2, -1, None, True),
        (2, 1, None, False),
        (3, -2, -1, True),
        (3, -1, -2, False),
        (5, -2, -1, True),
        (6, -1, None, False),
        (8, -2, -1, False),
        (14, -1, None, True),
    ],
)
def test_overdue_is_work_delivered_late_or_not_yet(state: int, deadline: int, finished: int | None, overdue: bool):
    at = NOW + timedelta(hours=finished) if finished is not None else None
    assert is_overdue(State(state), NOW + timedelta(hours=deadline), at, NOW) == overdue


@pytest.mark.parametrize(
    ("state", "hours", "coming"),
    [
        (1, 71, True),
        (1, 72, False),
        (2, 0, False),
        (2, -1, False),
        (13, 5, True),
        (16, 5, True),
        (3, 5, False),
        (5, 5, False),
    ],
)
def test_coming_up_is_less_than_three_days_away(state: int, hours: int, coming: bool):
    assert is_coming_up(State(state), NOW + timedelta(hours=hours), None, NOW) == coming


def test_the_steps_the_system_takes_are_not_tools():
    assert {PAYMENT_PROCESSING, DEADLINE}.isdisjoint(STEPS)
