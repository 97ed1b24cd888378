"""A server killed with SIGKILL, at random and at aimed moments, loses nothing it told and does nothing twice."""

from __future__ import annotations

from random import Random

import pytest

from tests.crash.harness import crash, quick_folder
from tests.crash.plan import KINDS, Life, drawn, kinds_here


def test_one_seed_draws_one_plan_and_fifty_lives_end_in_every_way() -> None:
    assert drawn(50, Random(12)) == drawn(50, Random(12)) != drawn(50, Random(13))
    assert {life.kind for life in drawn(50, Random(12))} == set(kinds_here()) <= set(KINDS)


async def test_three_kills_lose_nothing_and_double_nothing() -> None:
    lives = [
        Life("http", "after_commit", n=9, delay=0, pick=0),
        Life("both", "after_send", n=1, delay=0, pick=1),
        Life("stdio", "before_commit", n=3, delay=0, pick=2),
    ]
    with quick_folder() as folder:
        played = await crash(folder, 3, 11, lives)
    assert played.hit == {"after_commit": 1, "after_send": 1, "before_commit": 1}
    assert len(played.book.told()) > 20
    # What was committed and not answered was asked again; what was sent and not noted was sent again.
    assert any(made.replayed for made in played.book.told())
    assert len(played.received.ids) > len(played.received.said) > 0


async def test_a_payout_outlives_kills_at_its_steps() -> None:
    lives = [
        Life("http", "in_payout", n=2, delay=0, pick=0),
        Life("http", "after_payout", n=4, delay=0, pick=1),
        Life("http", "in_payout", n=5, delay=0, pick=2),
    ]
    with quick_folder() as folder:
        played = await crash(folder, 3, 13, lives)
    assert played.hit == {"in_payout": 2, "after_payout": 1}
    told = [made.tool for made in played.book.told()]
    assert told.count("create_task_payout") > 0
    assert told.count("record_payout_result") > 0


@pytest.mark.slow
async def test_fifty_kills_lose_nothing_and_double_nothing() -> None:
    with quick_folder() as folder:
        played = await crash(folder, 50, 12)
    print(played.summary())
    assert played.kills == 50
    assert set(played.hit) == set(kinds_here())
    replayed = sum(made.replayed for made in played.book.told())
    assert replayed >= played.hit["after_commit"] > 0
    assert len(played.received.ids) - len(played.received.said) >= played.hit["after_send"] > 0
    assert played.book.doubled > 0
