from datetime import UTC, datetime, timedelta

import pytest

from tools.work_orders.dispatch.rules.settings import Settings, fault_of_span
from tools.work_orders.dispatch.rules.tiers import (
    begins_anew,
    candidate_state,
    deadline,
    next_tier,
    too_late,
    with_turn,
)

NOW = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)


def settings(**more):
    usual = {
        "runtime": timedelta(minutes=60), "reruns": False, "threshold": timedelta(minutes=720), "to_first_available": False,
        "reverts_to_draft": True, "effective_from": NOW, "effective_to": None, "enabled": True,
    }  # fmt: skip
    return Settings(**{**usual, **more})


def after(**amount):
    return NOW + timedelta(**amount)


@pytest.mark.parametrize(("orders", "expected"), [([1, 2, 2], 1), ([3, 2], 2), ([], None), ([4], 4)])
def test_tiers_are_taken_in_order_and_empty_ones_skipped(orders, expected):
    assert next_tier(orders) == expected


def test_whoever_had_their_turn_had_it_wherever_their_tier_stands_now():
    people = [{"tier_order": 1}, {"tier_order": 2}, {"tier_order": 3, "had_turn": True}, {"tier_order": 3}]
    assert [each["had_turn"] for each in with_turn(people, 2)] == [True, True, True, False]
    assert [each["had_turn"] for each in with_turn(people, 1)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("more", "now", "hindrance"),
    [
        ({}, NOW, None),
        ({}, after(seconds=-1), "are not effective yet"),
        ({"effective_to": after(hours=1)}, after(minutes=59), None),
        ({"effective_to": after(hours=1)}, after(hours=1), "are not effective any more"),
        ({"enabled": False}, NOW, "are disabled"),
    ],
)
def test_a_run_needs_settings_that_are_enabled_and_effective(more, now, hindrance):
    assert settings(**more).hindrance(now) == hindrance
    assert settings(**more).effective(now) is (hindrance is None)


@pytest.mark.parametrize(
    ("reruns", "latest", "anew"),
    [
        (False, after(days=9), False),
        (True, after(minutes=721), True),
        (True, after(minutes=720), False),
        (True, None, False),
    ],
)
def test_another_round_begins_while_more_than_the_threshold_is_left(reruns, latest, anew):
    assert begins_anew(settings(reruns=reruns), NOW, latest) is anew


def test_a_tier_has_its_time_but_none_beyond_the_latest_arrival():
    assert deadline(settings(), NOW, None) == after(minutes=60)
    assert deadline(settings(), NOW, after(hours=5)) == after(minutes=60)
    assert deadline(settings(), NOW, after(minutes=20)) == after(minutes=20)
    assert too_late(NOW, NOW)
    assert not too_late(NOW, after(seconds=1))
    assert not too_late(NOW, None)


@pytest.mark.parametrize(
    ("offer", "is_result", "state"),
    [
        (None, False, "waiting"), (None, True, "accepted"), ("open", False, "routed"), ("accepted", True, "accepted"),
        ("declined", False, "declined"), ("expired", False, "expired"), ("closed", False, "expired"),
        ("removed", False, "expired"),
    ],
)  # fmt: skip
def test_what_became_of_a_candidate(offer, is_result, state):
    assert candidate_state(offer, is_result) == state


def test_an_end_comes_after_its_beginning():
    assert fault_of_span(NOW, None) is None
    assert fault_of_span(NOW, after(seconds=1)) is None
    assert fault_of_span(NOW, NOW) == "must be after effective_from"
