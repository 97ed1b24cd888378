"""What is done through one server of a hall is heard by those who listen at another."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from mcp import Client

from server.protocol.tool_handlers import HallServer
from server.workers import relay as relaying
from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall
from tests.postgresql import Throwaway
from tests.server.several.conftest import server_of
from tests.tools.scheduling.schedule_world import publish
from tests.tools.work_orders.field_work import company, order

# What nobody hears within this has not been said.
PATIENCE = 20.0


class Ear:
    """A subscriber of a server."""

    def __init__(self, hall: Hall) -> None:
        self.heard: list[str] = []
        self._came = asyncio.Event()
        hall.app.changes.bus.subscribe(self._hear)

    def _hear(self, event) -> None:  # type: ignore[no-untyped-def]
        self.heard.append(str(event.uri))
        self._came.set()

    async def hears(self, uri: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while uri not in self.heard:
                self._came.clear()
                await self._came.wait()


@contextlib.asynccontextmanager
async def relaying_servers(folder: Path, database: Throwaway) -> AsyncIterator[list[Hall]]:
    with cheap_secrets():
        halls = [await server_of(folder / "hall.db", number, database) for number in (7, 8)]
        tasks = [asyncio.create_task(hall.app.several.relay.run()) for hall in halls if hall.app.several is not None]
        async with asyncio.timeout(PATIENCE):
            for hall in halls:
                assert hall.app.several is not None
                await hall.app.several.relay.listens.wait()
        yield halls
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for hall in halls:
            await hall.close()


async def test_a_change_through_one_server_is_heard_at_all_once(
    tmp_path: Path, database: Throwaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only who is woken hears anything.
    monkeypatch.setattr(relaying, "EVERY_SECONDS", 3600.0)
    async with relaying_servers(tmp_path, database) as (here, there):
        ears = [Ear(here), Ear(there)]
        acme = await company(here)
        id = await order(acme)
        await acme.call("publish_work_order", work_order_id=id)
        await here.app.changes.tell([f"work-orders/{id}", "schedule/77", "webhook/5"])
        for ear in ears:
            await ear.hears(f"hiringhall://work-orders/{id}")
            await ear.hears("hiringhall://schedules/77/slots")
        assert ears[1].heard.count("hiringhall://schedules/77/slots") == 1
        assert not any("webhook" in uri for uri in ears[1].heard)


async def test_a_client_of_one_server_hears_of_a_booking_through_another(tmp_path: Path, database: Throwaway) -> None:
    async with relaying_servers(tmp_path, database) as (here, there):
        host = await here.person("host@work.test", credit="10 USDT")
        guest = await here.person("guest@work.test", credit="10 USDT")
        schedule = await publish(host)
        uris = {f"hiringhall://schedules/{schedule}/slots", "hiringhall://notices"}
        async with (
            asyncio.timeout(PATIENCE),
            Client(HallServer(there.app, host.token).mcp) as client,
            client.listen(resource_subscriptions=sorted(uris)) as stream,
        ):
            assert f"hiringhall://schedules/{schedule}/slots" in there.app.changes.heard()
            await guest.call("book_schedule", schedule_id=schedule, start="2026-03-04T09:00:00Z")
            async for event in stream:
                uris.discard(str(event.uri))  # type: ignore[union-attr]
                if not uris:
                    break


async def test_what_a_server_did_that_died_before_it_said_so_is_heard_by_looking(
    tmp_path: Path, database: Throwaway
) -> None:
    async with relaying_servers(tmp_path, database) as (here, there):
        ear = Ear(there)
        # As a server is that is gone after the commit.
        here.app.changes.through = lambda changes: None
        acme = await company(here)
        id = await order(acme)
        await acme.call("publish_work_order", work_order_id=id)
        await ear.hears(f"hiringhall://work-orders/{id}")


async def test_after_the_listening_connection_broke_all_who_listen_are_told_to_look_and_hear_again(
    tmp_path: Path, database: Throwaway
) -> None:
    async with relaying_servers(tmp_path, database) as (here, there):
        ear = Ear(there)
        with there.app.changes.streaming(["hiringhall://schedules/5/slots"], ()):
            assert there.app.several is not None
            there.app.several.relay.listens.clear()
            with psycopg.connect(database.url, autocommit=True) as shell:
                shell.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            await ear.hears("hiringhall://schedules/5/slots")
            await there.app.several.relay.listens.wait()
            await here.app.changes.tell(["schedule/6"])
            await ear.hears("hiringhall://schedules/6/slots")
        assert there.app.changes.heard() == []


def test_what_is_said_at_once_fits_and_nothing_is_left_out() -> None:
    changes = [f"schedule/{number}" for number in range(3_000)]
    said = list(relaying._said("me", changes))
    assert len(said) > 1
    assert max(len(text.encode()) for text in said) < 7_999
    assert [change for text in said for change in text.split(" ")[1:]] == changes
    assert list(relaying._said("me", [])) == ["me"]
