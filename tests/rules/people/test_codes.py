from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.people.rules.codes import AGENT_EMAIL, SIGN_IN, Sent, Verdict, judge, seconds_to_wait

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("sent_at", "wait"),
    [
        ([], 0),
        ([ago(0)], 60),
        ([ago(59.5)], 1),
        ([ago(60)], 0),
        ([ago(3599), ago(100)], 0),
        ([ago(60 * minute) for minute in range(1, 5)], 0),
        ([ago(600 + 60 * minute) for minute in range(5)], 3600 - 840),
        ([ago(3600 + minute) for minute in range(5)], 0),
        ([ago(10), *(ago(60 * minute) for minute in range(1, 5))], 3600 - 240),
    ],
)
def test_another_code_may_go_out_after_a_minute_and_five_times_an_hour(sent_at: list[datetime], wait: int) -> None:
    assert seconds_to_wait(AGENT_EMAIL, sent_at, NOW) == wait


def test_a_sign_in_code_may_go_out_ten_times_an_hour() -> None:
    nine = [ago(61 * n) for n in range(1, 10)]
    assert seconds_to_wait(SIGN_IN, nine, NOW) == 0
    assert seconds_to_wait(SIGN_IN, [*nine, ago(3000)], NOW) == 600


@pytest.mark.parametrize(
    ("sent", "matches", "verdict"),
    [
        (None, False, Verdict("wrong")),
        (Sent(LATER, 0, used=True), True, Verdict("wrong")),
        (Sent(NOW, 0, used=False), True, Verdict("wrong")),
        (Sent(LATER, 0, used=False), True, Verdict("right")),
        (Sent(LATER, 4, used=False), True, Verdict("right")),
        (Sent(LATER, 5, used=False), True, Verdict("dead")),
        (Sent(LATER, 0, used=False), False, Verdict("wrong", 4, counts=True)),
        (Sent(LATER, 3, used=False), False, Verdict("wrong", 1, counts=True)),
        (Sent(LATER, 4, used=False), False, Verdict("dead", 0, counts=True)),
        (Sent(LATER, 5, used=False), False, Verdict("dead")),
    ],
)
def test_a_code_works_once_in_time_and_dies_at_the_fifth_wrong_try(
    sent: Sent | None, matches: bool, verdict: Verdict
) -> None:
    assert judge(sent, matches, NOW) == verdict
