from datetime import UTC, datetime, timedelta

import pytest

from store.search.words import (
    ANY_BLOCK,
    HEADLINE,
    HOURS,
    MOST_WORDS_ASKED,
    NAME,
    asked,
    asked_blocks,
    bucket_start,
    folded,
    open_blocks,
    price_bucket,
    tokens,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plumber", ["plumb"]),
        ("plumbing", ["plumb"]),
        ("Engineers, engineering!", ["engine", "engine"]),
        ("programmer programming", ["program", "program"]),
        ("C++ and C# or Node.js", ["c++", "c#", "node", "js"]),
        ("Ångström naïve ЁЖ", ["angstrom", "naive", "еж"]),
        ("who can fix my React code", ["fix", "react", "code"]),
        ("東京 Tokyo", ["東", "京", "tokyo"]),
        ('"quoted" AND (a OR b) NEAR/2 col:x*', ["quoted", "b", "near", "2", "col", "x"]),
        ("\ue000forged \ue0021", ["forged", "1"]),
        ("", []),
    ],
)
def test_words_are_compared_without_case_accents_endings_and_marks(text, words):
    assert folded(text) == words


def test_a_query_has_each_word_once_and_not_too_many():
    assert asked("go Go GO java") == ["go", "java"]
    assert len(asked(" ".join(f"w{number}" for number in range(50)))) == MOST_WORDS_ASKED


def test_tokens_hold_words_once_with_their_places_marked():
    text = tokens(["Ann", None], ["Ann's plumbing"], ["plumber in Turku"], ["mark"])
    found = text.split(" ")
    assert len(found) == len(set(found))
    assert {"ann", "plumb", "turku", NAME + "ann", HEADLINE + "plumb", "mark"} <= set(found)
    assert NAME + "plumb" not in found


def blocks(*numbers: int) -> set[str]:
    return {f"{HOURS}{number}" for number in numbers}


def test_open_blocks_hold_the_hours_of_both_summer_and_winter():
    monday = '{"rules": [{"days": [1], "start": "09:00", "end": "13:00"}]}'
    # 08:00 to 12:00 UTC in winter, 07:00 to 11:00 in summer; blocks of four hours from Sunday 00:00.
    assert open_blocks(monday, "Europe/Berlin", NOW) == blocks(6 + 1, 6 + 2)
    assert open_blocks(monday, "UTC", NOW) == blocks(6 + 2, 6 + 3)


def test_open_blocks_reach_over_midnight_and_the_end_of_the_week():
    late = '{"rules": [{"days": [6], "start": "22:00", "end": "02:00"}]}'
    assert open_blocks(late, "UTC", NOW) == blocks(41, 0)


def test_exceptions_with_windows_open_their_weekday():
    window = '{"start": "10:00", "end": "11:00"}'
    days = f'{{"exceptions": [{{"from": "2026-03-07", "until": "2026-03-08", "windows": [{window}]}}]}}'
    assert open_blocks(days, "UTC", NOW) == blocks(36 + 2, 2)


def test_asked_blocks_are_those_a_slot_could_touch():
    week, sixty = timedelta(days=7), timedelta(days=60)
    assert asked_blocks([2], (14, 18), "UTC", NOW, NOW + sixty) == blocks(15, 16) | {ANY_BLOCK}
    assert asked_blocks(None, None, "UTC", NOW, NOW + week) is None
    hour = asked_blocks(None, None, "UTC", NOW, NOW + timedelta(hours=1))
    assert hour == blocks(8) | {ANY_BLOCK}
    assert asked_blocks([3], None, "UTC", NOW, NOW + timedelta(hours=1)) == {ANY_BLOCK}


def test_price_buckets_ascend_and_are_an_eighth_wide_at_most():
    for amount in [*range(3000), 10**6, 10**12 + 7, 10**17]:
        bucket = price_bucket(amount)
        assert bucket_start(bucket) <= amount < bucket_start(bucket + 1)
        assert bucket_start(bucket + 1) - bucket_start(bucket) <= max(1, bucket_start(bucket) // 8)
