"""Why an order finds no place."""

from dataclasses import replace

import pytest

from tests.rules.work_orders.day_plans.days import day, seconds
from tools.work_orders.day_plans.rules.planning import plan
from tools.work_orders.day_plans.rules.reasons import barred_by, why_unplanned


@pytest.mark.parametrize(
    ("orders", "limits", "work", "expected"),
    [
        ({5001: {"workers": frozenset()}}, {}, ("08:00", "17:00"), "no_person_may:missing_qualification:rating"),
        ({5001: {}}, {}, ("10:00", "17:00"), "window_closed"),
        ({5001: {}}, {}, ("08:55", "17:00"), "too_far_in_time"),
        ({5001: {}, 5002: {}}, {"max_stops": 1}, ("08:00", "17:00"), "max_stops"),
        ({5004: {}}, {"max_travel": 1800}, ("08:00", "17:00"), "max_travel"),
        ({5001: {}, 5004: {}}, {"max_travel": 3900}, ("08:00", "17:00"), "max_travel"),
        ({5001: {}, 31: {}}, {}, ("08:00", "17:00"), "day_full"),
        ({5001: {"bundle": 1}, 31: {"bundle": 1}}, {}, ("08:00", "17:00"), "bundle"),
    ],
)
def test_the_reason_says_how_near_it_was(orders, limits, work, expected):
    this = day([11], orders, work=work, **limits)
    found = why_unplanned(this, plan(this), {(5001, 11): "missing_qualification:rating"})
    assert expected in [left.best for left in found]


def test_each_person_has_a_reason_and_the_telling_one_stands_for_all():
    this = day([11, 12], {5001: {"workers": frozenset({1})}, 31: {"workers": frozenset({1})}})
    this = replace(this, workers=[this.workers[0], replace(this.workers[1], ends=seconds("16:00"))])
    [left] = why_unplanned(this, plan(this), {(5001, 11): "blocked", (31, 11): "too_far"})
    assert left.reasons[1] == (12, "day_full")
    assert left.reasons[0] in ((11, "blocked"), (11, "too_far"))
    assert left.best == "day_full"


def test_of_filters_the_most_frequent_is_named_and_of_equals_the_first_by_name():
    assert barred_by(["blocked", "too_far", "too_far"]) == "no_person_may:too_far"
    assert barred_by(["too_far", "blocked"]) == "no_person_may:blocked"
    assert barred_by([]) == "no_person_may"
