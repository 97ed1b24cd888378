"""The benchmark of lists: its halls are filled, and it measures every list it names."""

from __future__ import annotations

import pytest

from bench.lists import CASES, run

pytestmark = pytest.mark.slow


async def test_a_small_run_measures_every_list():
    figures = [figure async for figure in run(rows=2_000, rounds=4)]
    assert [figure.name.split(":")[0] for figure in figures] == [case.title for case in CASES]
    assert all(figure.ratio > 0 for figure in figures)
