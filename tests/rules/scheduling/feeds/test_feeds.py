"""How much a feed tells, and in which words."""

from __future__ import annotations

import pytest

from tools.scheduling.feeds.rules.feeds import STATUSES, blocks_time, description, event_text, hours_text, shown
from tools.scheduling.rules.events import STATES


@pytest.mark.parametrize(
    ("view", "show", "told"),
    [
        ("full", "busy", "busy"),
        ("full", "label", "label"),
        ("full", "full", "full"),
        ("busy", "busy", "busy"),
        ("busy", "label", "busy"),
        ("busy", "full", "busy"),
        (None, "full", None),
    ],
)
def test_never_more_is_told_than_the_maker_sees_or_chose(view: str | None, show: str, told: str | None) -> None:
    assert shown(view, show) == told


def test_every_state_has_a_word() -> None:
    assert STATUSES.keys() == STATES.keys()


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        (None, [], ""),
        ("Knee", [], "Knee"),
        (None, ["Ann"], "With: Ann"),
        ("Knee", ["Ann", "Ben", "Ann"], "Knee\n\nWith: Ann, Ben"),
        (None, ["A", "B", "C", "D"], "With: A, B, C and 1 more"),
    ],
)
def test_who_comes_stands_below_the_text(text: str | None, names: list[str], whole: str) -> None:
    assert event_text(text, names, 3) == whole


@pytest.mark.parametrize(
    ("settings", "blocks"), [("{}", True), ('{"blocks_time": false}', False), ('{"blocks_time": true}', True)]
)
def test_calendars_block_time_unless_they_say_otherwise(settings: str, blocks: bool) -> None:
    assert blocks_time(settings) is blocks


@pytest.mark.parametrize(
    ("type_id", "label", "text"),
    [
        (1, "Lessons", "Open: Lessons"),
        (2, "Office", "Working hours: Office"),
        (3, "Shift", "Open: Shift"),
        (1, None, "Open"),
    ],
)
def test_open_hours_have_a_name(type_id: int, label: str | None, text: str) -> None:
    assert hours_text(type_id, label) == text


def test_a_feed_says_what_is_missing() -> None:
    assert description("Work", None, all_hours=True) == "Work: from 12 months back to 24 months ahead."
    assert "only 1000 are in it" in description("Work", 1000, all_hours=True)
    assert "more open hours than fit" in description("Work", None, all_hours=False)
