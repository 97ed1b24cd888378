"""Settings of contracts: defaults, what is stored, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tools.contracts.rules.settings import Settings, faults_of, settings_of, stored


def test_only_what_differs_from_the_defaults_is_stored() -> None:
    assert stored(Settings()) == "{}"
    changed = replace(Settings(), skills=(3, 4), rounding_minutes=15)
    assert settings_of(stored(changed)) == changed


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"colour": "red"}, "colour"),
        ({"rounding_minutes": 7}, "rounding_minutes"),
        ({"max_timer_hours": 25}, "max_timer_hours"),
        ({"correction_quorum": "half"}, "correction_quorum"),
    ],
)
def test_a_setting_that_is_unknown_or_out_of_bounds_is_named(given: dict[str, object], key: str) -> None:
    assert list(faults_of(given)) == [key]


def test_what_is_in_bounds_passes() -> None:
    assert faults_of({"rounding_minutes": 30, "max_timer_hours": 1, "correction_quorum": "all", "skills": [1]}) == {}
