"""The benchmark of growth: its halls are real ones, and it measures every call it names."""

from __future__ import annotations

import pytest

from bench.growth import CALLS, run

pytestmark = pytest.mark.slow


async def test_a_small_run_measures_every_call_on_halls_whose_books_prove():
    figures = await run(rows=2_000, rounds=10)
    assert [figure.name.split(":")[0] for figure in figures] == list(CALLS)
    assert all(figure.ratio > 0 for figure in figures)
