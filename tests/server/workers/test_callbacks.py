"""Callbacks to agents: signed, to the address that was checked, again by their own plan, and never more than was wanted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

import server.workers.callbacks as callbacks
from tests.endpoints import PUBLIC
from tests.hall import Hall, TestCaller
from tests.tools.telling_by_hand import in_call
from tools.telling import Record

URL = "https://agent.example.com/hook?of=a"


async def reachable(hall: Hall) -> tuple[TestCaller, str]:
    """An agent with an address and a secret."""
    agent = await hall.agent("A")
    await agent.call("update_agent_profile", callback_url=URL)
    made = await agent.call("set_notice_settings", new_callback_secret=True)
    return agent, made["callback_secret"]


async def told(hall: Hall, agent: TestCaller, text: str = "Done.") -> None:
    record = Record("task", 7, "A logo")
    await in_call(hall, lambda call: call.tell(agent.owner, "task_step", text, record=record))


def deliveries(hall: Hall) -> list[tuple[Any, ...]]:
    return hall.sql("SELECT status, attempts, last_error FROM notice_deliveries ORDER BY id")


def verified(secret: str, request: httpx.Request) -> Any:
    """What a receiver reads, once the library of the standard has made the same signature."""
    at = datetime.fromtimestamp(int(request.headers["webhook-timestamp"]), UTC)
    made = Webhook(secret).sign(request.headers["webhook-id"], at, request.content.decode())
    assert made in request.headers["webhook-signature"].split(" ")
    return json.loads(request.content)


async def test_an_agent_is_called_back_at_the_checked_address_with_the_stored_body_signed(hall: Hall) -> None:
    agent, secret = await reachable(hall)
    await told(hall, agent)
    assert secret not in str(hall.sql("SELECT payload FROM outbox"))

    await hall.app.outbox.deliver()

    [request] = hall.endpoints.requests
    assert str(request.url) == f"https://{PUBLIC}/hook?of=a"
    assert request.headers["host"] == "agent.example.com"
    assert request.extensions["sni_hostname"] == "agent.example.com"
    assert request.headers["webhook-id"] == "notice_1"
    assert request.headers["webhook-timestamp"] == str(int(hall.clock.now.timestamp()))
    assert request.content.decode() == hall.sql("SELECT content FROM notice_deliveries")[0][0]
    assert verified(secret, request)["data"]["text"] == "Done."
    assert deliveries(hall) == [("sent", 1, None)]
    shown = (await agent.call("get_notice_settings"))["callback"]
    assert shown["last_success"] == "2026-03-02T09:00:00Z"
    assert "last_failure" not in shown


async def test_for_a_day_after_a_new_secret_both_sign(hall: Hall) -> None:
    agent, old = await reachable(hall)
    new = (await agent.call("set_notice_settings", new_callback_secret=True))["callback_secret"]
    await told(hall, agent)
    await hall.app.outbox.deliver()
    hall.clock.advance(hours=24)
    await told(hall, agent, "Again.")
    await hall.app.outbox.deliver()

    both, one = hall.endpoints.requests
    assert verified(old, both) == verified(new, both)
    assert len(both.headers["webhook-signature"].split(" ")) == 2
    assert len(one.headers["webhook-signature"].split(" ")) == 1
    verified(new, one)


async def test_what_is_not_taken_is_tried_nine_times_by_its_own_plan(hall: Hall) -> None:
    agent, _ = await reachable(hall)
    hall.endpoints.answer = 500
    await told(hall, agent)
    moments = []
    for _ in range(10 * 24 * 60):
        before = len(hall.endpoints.requests)
        await hall.app.outbox.deliver()
        if len(hall.endpoints.requests) > before:
            moments.append(hall.clock.now)
        [(status, _, _)] = deliveries(hall)
        if status == "failed":
            break
        [(due,)] = hall.sql("SELECT next_attempt_at FROM outbox WHERE state = 'waiting'")
        hall.clock.set(datetime.fromisoformat(due))

    waits = [after - before for before, after in pairwise(moments)]
    hours = [timedelta(hours=each) for each in (2, 5, 10, 14, 20)]
    assert waits == [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), *hours]
    assert deliveries(hall) == [("failed", 9, "the server answered 500")]
    assert {request.headers["webhook-id"] for request in hall.endpoints.requests} == {"notice_1"}
    stamps = [request.headers["webhook-timestamp"] for request in hall.endpoints.requests]
    assert stamps == [str(int(moment.timestamp())) for moment in moments], "each attempt has its own time"
    shown = (await agent.call("get_notice_settings"))["callback"]
    assert datetime.fromisoformat(shown["last_failure"]) == moments[-1]
    assert shown["state"] == "on"
    assert "secret" not in str(hall.sql("SELECT last_error FROM notice_deliveries UNION SELECT last_error FROM outbox"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (302, "the server answered 302"),
        (httpx.ConnectError("[Errno 111] 10.0.0.7 refused"), "the server could not be reached, or broke off"),
        (httpx.ReadTimeout("slow"), "no answer within 10 seconds"),
        (RuntimeError("/opt/hall/secret"), "it could not be sent"),
    ],
)
async def test_what_went_wrong_is_said_without_the_insides(hall: Hall, answer: int | Exception, said: str) -> None:
    agent, _ = await reachable(hall)
    hall.endpoints.answer = answer
    await told(hall, agent)
    await hall.app.outbox.deliver()
    assert deliveries(hall) == [("waiting", 1, said)]
    assert len(hall.endpoints.requests) == 1, "redirects are not followed"


async def test_a_name_that_leads_inside_by_now_is_not_sent_to(hall: Hall) -> None:
    agent, _ = await reachable(hall)
    hall.endpoints.leads_to = ["10.0.0.7"]
    await told(hall, agent)
    await hall.app.outbox.deliver()
    assert hall.endpoints.requests == []
    assert deliveries(hall) == [("waiting", 1, "the address leads to no server on the internet")]


async def test_after_410_nothing_is_sent_until_the_address_or_the_secret_changes(hall: Hall) -> None:
    agent, _ = await reachable(hall)
    hall.endpoints.answer = 503
    await told(hall, agent, "One.")
    await hall.app.outbox.deliver()
    hall.endpoints.answer = 410
    await told(hall, agent, "Two.")
    await hall.app.outbox.deliver()
    assert (await agent.call("get_notice_settings"))["callback"]["state"] == "off_by_410"
    hall.endpoints.answer = 200
    hall.clock.advance(hours=1)
    await hall.app.outbox.deliver()
    await told(hall, agent, "Three.")
    assert [status for status, _, _ in deliveries(hall)] == ["failed", "failed"], (
        "and the third lies in the inbox alone"
    )
    assert len(hall.endpoints.requests) == 2

    await agent.call("update_agent_profile", callback_url="https://other.example.com/")
    await agent.call("update_agent_profile", callback_url=URL)
    assert (await agent.call("get_notice_settings"))["callback"]["state"] == "on", "it was named anew"
    hall.endpoints.answer = 410
    await told(hall, agent, "Four.")
    await hall.app.outbox.deliver()
    await agent.call("set_notice_settings", new_callback_secret=True)
    assert (await agent.call("get_notice_settings"))["callback"]["state"] == "on"


async def test_what_was_dropped_meanwhile_is_not_sent(hall: Hall) -> None:
    agent, _ = await reachable(hall)
    await told(hall, agent)
    await agent.call("set_notice_settings", channels=[{"kind": "task_step", "channels": []}])
    await hall.app.outbox.deliver()
    assert hall.endpoints.requests == []
    assert hall.sql("SELECT state FROM outbox") == [("done",)]
    await agent.call("set_notice_settings", reset_kinds=["all"])
    await told(hall, agent)
    await agent.call("update_agent_profile", clear=["callback_url"])
    await hall.app.outbox.deliver()
    assert hall.endpoints.requests == []
    assert [status for status, _, _ in deliveries(hall)] == ["dropped", "dropped"]


async def test_after_a_crash_between_sending_and_noting_it_goes_again_under_the_same_id(hall: Hall) -> None:
    agent, _ = await reachable(hall)
    await told(hall, agent)
    # It was handed over, and the machine stopped before that was noted.
    hall.endpoints.answer = 200
    [leased] = await hall.app.database.write(lambda tx: hall.app.outbox._lease(tx, (callbacks.TOPIC,)))
    event = callbacks.Event(leased["id"], leased["event_id"], leased["topic"], json.loads(leased["payload"]), 1)
    deliverer = hall.endpoints.deliverer(hall.app.parts.key, hall.clock)
    assert deliverer.ready is not None
    ready = deliverer.ready
    payload = await hall.app.database.write(lambda tx: ready(tx, event, hall.clock.now))
    assert payload is not None
    await deliverer.send(event.event_id, payload)

    hall.clock.advance(seconds=31)
    await hall.app.outbox.deliver()

    first, second = hall.endpoints.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == "notice_1"
    assert first.content == second.content
    assert deliveries(hall) == [("sent", 2, None)]


async def test_mail_does_not_wait_behind_callbacks_and_callbacks_go_at_once(hall: Hall) -> None:
    agent, _ = await reachable(hall)
    for at in range(25):
        await told(hall, agent, f"Number {at}.")
    assert await hall.app.outbox.deliver() == 25
    assert {request.headers["webhook-id"] for request in hall.endpoints.requests} == {
        f"notice_{id}" for id in range(1, 26)
    }


async def test_the_page_on_callbacks_shows_how_to_check_one(hall: Hall) -> None:
    agent, secret = await reachable(hall)
    await told(hall, agent)
    await hall.app.outbox.deliver()
    [request] = hall.endpoints.requests
    page = (Path(__file__).parents[3] / "docs" / "following.md").read_text(encoding="utf-8")
    shown: dict[str, Any] = {}
    exec(page.split("```python")[1].split("```")[0], shown)
    shown["time"] = SimpleNamespace(time=hall.clock.now.timestamp)
    headers = dict(request.headers)
    assert shown["is_ours"](secret, headers, request.content)
    assert not shown["is_ours"](secret, headers, request.content + b" ")
    assert not shown["is_ours"](secret, {**headers, "webhook-id": "notice_2"}, request.content)
    shown["time"] = SimpleNamespace(time=lambda: hall.clock.now.timestamp() + 301)
    assert not shown["is_ours"](secret, headers, request.content)
