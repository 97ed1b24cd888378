"""Resources, prompts, completion and change notifications, through real clients of both eras."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPDeprecationWarning, MCPError
from mcp.types import PromptReference, ResourceTemplateReference

from server.calls.changes import Changes, OwnersBus
from server.protocol.tool_handlers import HallServer
from store.types import Owner
from tests.hall import Hall
from tests.tools.scheduling.schedule_world import publish
from tests.tools.tasks.task_world import world_of
from tests.tools.telling_by_hand import in_call
from tools.call import Call


async def test_a_resource_is_what_its_operation_answers(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    client = await acme.client()
    listed = await client.list_resources()
    assert {str(one.uri) for one in listed.resources if str(one.uri).startswith("hiringhall://")} == {
        "hiringhall://wallet",
        "hiringhall://notices",
        "hiringhall://prices",
    }
    read = await client.read_resource("hiringhall://wallet")
    assert json.loads(read.contents[0].text)["wallets"][0]["balance"] == "100.000000"  # type: ignore[union-attr]


async def test_somebody_elses_record_reads_like_one_that_does_not_exist(hall: Hall) -> None:
    world = await world_of(hall)
    task = await world.order()
    own = await (await world.acme.client()).read_resource(f"hiringhall://tasks/{task['id']}")
    assert json.loads(own.contents[0].text)["task"]["id"] == task["id"]  # type: ignore[union-attr]
    stranger = await world.rival.client()
    with pytest.raises(MCPError) as theirs:
        await stranger.read_resource(f"hiringhall://tasks/{task['id']}")
    with pytest.raises(MCPError) as unknown:
        await stranger.read_resource("hiringhall://tasks/999")
    assert str(theirs.value).replace(str(task["id"]), "N") == str(unknown.value).replace("999", "N")


async def test_the_five_prompts_are_written_out_with_their_blanks(hall: Hall) -> None:
    client = await (await hall.agent("Acme")).client()
    assert len((await client.list_prompts()).prompts) == 5 + 6
    prompt = await client.get_prompt("pay_freelancer", {"task_id": "7"})
    assert "task 7" in prompt.messages[0].content.text  # type: ignore[union-attr]
    with pytest.raises(MCPError):
        await client.get_prompt("pay_freelancer", {})


async def test_completion_offers_enums_and_only_ones_own_ids(hall: Hall) -> None:
    world = await world_of(hall)
    task = await world.order()
    ref = ResourceTemplateReference(type="ref/resource", uri="hiringhall://tasks/{id}")
    own = await (await world.acme.client()).complete(ref, {"name": "id", "value": ""})
    assert own.completion.values == [str(task["id"])]
    theirs = await (await world.rival.client()).complete(ref, {"name": "id", "value": ""})
    assert theirs.completion.values == []
    prompt = PromptReference(type="ref/prompt", name="book_time")
    enum = await (await world.acme.client()).complete(prompt, {"name": "pay", "value": "l"})
    assert enum.completion.values == ["later"]


async def test_an_old_era_subscriber_hears_of_a_change(hall: Hall) -> None:
    world = await world_of(hall)
    task = await world.order()
    heard: list[str] = []

    async def listen(message: Any) -> None:
        params = getattr(getattr(message, "root", message), "params", None)
        if getattr(params, "uri", None):
            heard.append(str(params.uri))

    server = HallServer(hall.app, world.acme.token).mcp
    async with Client(server, mode="legacy", message_handler=listen) as client:
        with pytest.warns(MCPDeprecationWarning):
            await client.subscribe_resource(f"hiringhall://tasks/{task['id']}")
        await world.ann.call("start_task", task_id=task["id"])
        await client.list_prompts()
    assert heard == [f"hiringhall://tasks/{task['id']}"]


async def test_a_new_era_stream_hears_of_what_its_caller_may_read(hall: Hall) -> None:
    world = await world_of(hall)
    task = await world.order()
    uri = f"hiringhall://tasks/{task['id']}"
    server = HallServer(hall.app, world.acme.token).mcp
    async with (
        Client(server) as client,
        client.listen(resource_subscriptions=[uri, "hiringhall://tasks/999"]) as stream,
    ):
        await world.ann.call("start_task", task_id=task["id"])
        async for event in stream:
            assert str(event.uri) == uri  # type: ignore[union-attr]
            break


async def test_who_listens_to_free_slots_hears_of_a_booking(hall: Hall) -> None:
    host = await hall.person("host@work.test", credit="10 USDT")
    guest = await hall.person("guest@work.test", credit="10 USDT")
    schedule = await publish(host)
    uri = f"hiringhall://schedules/{schedule}/slots"
    async with (
        Client(HallServer(hall.app, host.token).mcp) as client,
        client.listen(resource_subscriptions=[uri]) as stream,
    ):
        await guest.call("book_schedule", schedule_id=schedule, start="2026-03-04T09:00:00Z")
        async for event in stream:
            assert str(event.uri) == uri  # type: ignore[union-attr]
            break


async def test_who_listens_to_notices_hears_of_their_own_and_their_companys_alone(hall: Hall) -> None:
    boss, other = await hall.person("b@a.test", company="A"), await hall.person("o@b.test", company="B")
    uri = "hiringhall://notices"
    told = [other.owner, Owner("company", other.company or 0), Owner("company", boss.company or 0), boss.owner]

    async def tell(owner: Owner) -> None:
        changes: list[str] = []

        def work(call: Call) -> None:
            call.tell(owner, "money_in", f"For {owner}.")
            changes.extend(call.changes)

        await in_call(hall, work)
        await hall.app.changes.tell(changes)

    heard: list[str] = []

    async def listen(message: Any) -> None:
        params = getattr(getattr(message, "root", message), "params", None)
        if getattr(params, "uri", None):
            heard.append(str(params.uri))

    server = HallServer(hall.app, boss.token).mcp
    async with Client(server, mode="legacy", message_handler=listen) as old:
        with pytest.warns(MCPDeprecationWarning):
            await old.subscribe_resource(uri)
        for owner in told:
            await tell(owner)
        await old.list_prompts()
        assert heard == [uri, uri]
        with pytest.warns(MCPDeprecationWarning):
            await old.unsubscribe_resource(uri)
        await tell(boss.owner)
        await old.list_prompts()
        assert heard == [uri, uri]

    async with (
        Client(HallServer(hall.app, boss.token).mcp) as client,
        client.listen(resource_subscriptions=[uri]) as stream,
    ):
        await boss.call("mark_notices_read", up_to_id=1000)
        async for event in stream:
            assert str(event.uri) == uri  # type: ignore[union-attr]
            break


async def test_a_new_era_stream_hears_nothing_of_other_peoples_notices() -> None:
    changes, heard = Changes(), list[str]()
    OwnersBus(changes.bus, ("person:1", "company:1")).subscribe(lambda event: heard.append(str(event.uri)))  # type: ignore[union-attr]
    await changes.tell(["notices/person:2", "notices/company:2", "notices/person:11", "task/5"])
    assert heard == ["hiringhall://tasks/5"]
    await changes.tell(["notices/person:1", "notices/company:1"])
    assert heard[1:] == ["hiringhall://notices"] * 2


async def test_who_listens_hears_of_what_the_system_moves_by_itself(hall: Hall) -> None:
    host = await hall.person("host@work.test", credit="10 USDT")
    guest = await hall.person("guest@work.test", credit="10 USDT")
    schedule = await publish(host)
    await guest.call("book_schedule", schedule_id=schedule, start="2026-03-04T09:00:00Z")
    uri = f"hiringhall://schedules/{schedule}/slots"
    async with (
        Client(HallServer(hall.app, host.token).mcp) as client,
        client.listen(resource_subscriptions=[uri]) as stream,
    ):
        hall.clock.advance(days=3)
        await hall.tick()
        async for event in stream:
            assert str(event.uri) == uri  # type: ignore[union-attr]
            break


@pytest.mark.filterwarnings("ignore::mcp.shared.exceptions.MCPDeprecationWarning")
async def test_a_connection_listens_to_a_hundred_resources_and_no_more(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.calls.changes.MOST_PER_CONNECTION", 2)
    monkeypatch.setattr("server.protocol.beyond.handlers.MOST_PER_CONNECTION", 2)
    world = await world_of(hall)
    uris = [f"hiringhall://tasks/{(await world.order())['id']}" for _ in range(3)]
    async with Client(HallServer(hall.app, world.acme.token).mcp, mode="legacy") as client:
        for uri in (*uris[:2], uris[1]):
            await client.subscribe_resource(uri)
        with pytest.raises(MCPError, match="at most 2"):
            await client.subscribe_resource(uris[2])
        await client.unsubscribe_resource(uris[0])
        await client.subscribe_resource(uris[2])
    assert not hall.app.changes._sessions
    async with (
        Client(HallServer(hall.app, world.acme.token).mcp) as client,
        client.listen(resource_subscriptions=["hiringhall://nothing", *uris]) as stream,
    ):
        for uri in (uris[1], uris[2], uris[0]):
            await world.ann.call("start_task", task_id=int(uri.rpartition("/")[2]))
        async for event in stream:
            assert str(event.uri) == uris[0]  # type: ignore[union-attr]
            break
