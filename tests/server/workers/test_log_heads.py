"""When the log is signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.workers.log_heads import LogHeads
from store.wallet import log_heads
from store.wallet.log_tree import Tree
from tests.hall import Hall
from tests.server.calls.test_pipeline import INQUIRY


def lines_of_heads(hall: Hall) -> list[tuple[int, str, int]]:
    rows = hall.sql("SELECT number, text FROM log_heads ORDER BY number")
    return [(number, said["at"], said["lines"]) for number, text in rows for said in [json.loads(text)]]


async def test_a_head_is_signed_every_hour_over_what_was_added(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    assert await hall.app.log_heads.tick() == 1
    await agent.call("create_inquiry", **INQUIRY)
    hall.clock.advance(minutes=59)
    assert await hall.app.log_heads.tick() == 0
    hall.clock.advance(minutes=1)
    assert await hall.app.log_heads.tick() == 1
    first, second = lines_of_heads(hall)
    assert first == (1, "2026-03-02T09:00:00.000Z", 3)
    assert second == (2, "2026-03-02T10:00:00.000Z", 2)


async def test_an_hour_in_which_nothing_happened_is_not_signed(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    await hall.app.log_heads.tick()
    hall.clock.advance(hours=3)
    assert await hall.app.log_heads.tick() == 0
    assert len(lines_of_heads(hall)) == 1


async def test_a_long_log_is_put_under_several_heads(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_heads, "MOST_LINES", 4)
    monkeypatch.setattr(log_heads, "PAGE", 3)
    agent = await hall.agent("Acme")
    for _ in range(5):
        await agent.call("create_inquiry", **INQUIRY)
    assert await hall.app.log_heads.sign() == 3
    assert [lines for _, _, lines in lines_of_heads(hall)] == [4, 4, 3]


@pytest.mark.parametrize("now", [{"hash": "f" * 64}, {"last": 1_000}], ids=["other lines there", "no lines there"])
async def test_lines_that_a_killed_database_lost_while_they_were_read_are_not_signed(
    hall: Hall, now: dict[str, Any]
) -> None:
    agent = await hall.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    database, key = hall.app.database, hall.app.parts.key
    made = await database.read(log_heads.draft)
    read = made._replace(ranges=[made.ranges[0]._replace(**now), *made.ranges[1:]])
    assert not await database.write(lambda tx: log_heads.keep_head(tx, key, read, Tree(), hall.clock()))
    assert lines_of_heads(hall) == []
    assert await hall.app.log_heads.sign() == 1


async def test_of_two_servers_the_slower_one_leaves_it(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    other = LogHeads(hall.app.parts)
    assert sorted([await hall.app.log_heads.tick(), await other.tick()]) == [0, 1]


@pytest.mark.sqlite
async def test_a_server_that_stops_signs_what_it_leaves(template: Path, tmp_path: Path) -> None:
    hall = await Hall.open(tmp_path, template)
    await hall.agent("Acme")
    hall.app.start_workers()
    await hall.close()
    again = await Hall.open(tmp_path, template)
    try:
        assert len(lines_of_heads(again)) == 1
    finally:
        await again.close()


@pytest.mark.sqlite
async def test_a_command_leaves_the_signing_to_the_server(template: Path, tmp_path: Path) -> None:
    hall = await Hall.open(tmp_path, template)
    await hall.agent("Acme")
    await hall.close()
    app = await App.open(hall.path)
    try:
        assert await app.database.read(log_heads.newest_head) is None
    finally:
        await app.close()
