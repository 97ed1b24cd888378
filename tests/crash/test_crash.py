"""A server killed with SIGKILL at random moments loses nothing it told and does nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.harness import crash


async def test_three_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    played = await crash(tmp_path, kills=3, seed=11)
    assert played.kills == 3
    assert len([made for made in played.made if made.answer is not None]) > 5


@pytest.mark.slow
async def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    played = await crash(tmp_path, kills=50, seed=12)
    assert played.kills == 50
    assert any(made.tries > 1 for made in played.made)
