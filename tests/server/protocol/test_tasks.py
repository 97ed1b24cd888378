"""Background calls as tasks: only for a client that says with each message that it follows them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from server.protocol.tasks import EXTENSION
from tests.hall import Hall, TestCaller
from tests.server.protocol.plain.talking import META, MODERN, Talk, hello, request, talking
from tests.tools.approvals.desk_world import SLOT, desk_world
from tests.tools.work_orders.field_work import company, order

CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"
FOLLOWS = {**META, CAPABILITIES: {"extensions": {EXTENSION: {}}}}
ASKS = {**META, CAPABILITIES: {"extensions": {EXTENSION: {}}, "elicitation": {}}}
FIELDS = {"taskId", "status", "createdAt", "lastUpdatedAt", "ttlMs", "pollIntervalMs"}


class Follower:
    """A client of somebody's that follows tasks."""

    def __init__(self, talk: Talk, meta: dict[str, Any] = FOLLOWS) -> None:
        self.talk = talk
        self.meta = meta

    async def ask(self, method: str, **params: Any) -> Any:
        return await self.talk.say(request(method, {**params, "_meta": self.meta}))

    async def call(self, name: str, **arguments: Any) -> Any:
        """The result of a call, agreed to where it has to be."""
        result = (await self.ask("tools/call", name=name, arguments=arguments))["result"]
        refusal = json.loads(result["content"][0]["text"]) if result.get("isError") else {}
        if refusal.get("code") != "confirmation_required":
            return result
        return await self.call(refusal["next"][0]["tool"], **refusal["next"][0]["arguments"])

    async def task(self, id: str) -> Any:
        return (await self.ask("tasks/get", taskId=id))["result"]


@pytest.fixture
async def acme(hall: Hall) -> TestCaller:
    return await company(hall)


@pytest.fixture(params=[True, False], ids=["plain", "library"])
def plain(request: Any) -> bool:
    return bool(request.param)


@asynccontextmanager
async def following(hall: Hall, caller: TestCaller, plain: bool = True) -> AsyncIterator[Follower]:
    async with talking(hall.app, caller.token, plain=plain) as talk:
        yield Follower(talk)


async def test_a_call_in_the_background_is_a_task_and_its_result_that_of_the_call(
    hall: Hall, acme: TestCaller, plain: bool
) -> None:
    async with following(hall, acme, plain) as follower:
        id = await order(acme)
        begun = await follower.call("publish_work_order", work_order_id=id, wait=False)
        assert begun["resultType"] == "task"
        assert begun.keys() - {"_meta", "resultType"} == FIELDS
        assert begun["status"] == "working"
        working = await follower.task(begun["taskId"])
        assert (working["status"], working["resultType"]) == ("working", "complete")
        assert working.keys() - {"_meta", "resultType"} == FIELDS
        assert working["createdAt"] == begun["createdAt"]
        hall.clock.advance(seconds=5)
        await hall.tick()
        done = await follower.task(begun["taskId"])
        assert done["status"] == "completed"
        assert done["result"]["structuredContent"]["status"]["name"] == "published"
        assert done["result"]["isError"] is False
        assert json.loads(done["result"]["content"][0]["text"]) == done["result"]["structuredContent"]
        assert done["lastUpdatedAt"] > done["createdAt"]
        assert done["ttlMs"] == (7 * 24 * 3600 + 5) * 1000


async def test_what_takes_long_is_a_task_unless_the_client_waits(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        first, second = await order(acme), await order(acme)
        assert (await follower.call("publish_work_order", work_order_id=first))["resultType"] == "task"
        waited = await follower.call("publish_work_order", work_order_id=second, wait=True)
        assert waited["structuredContent"]["status"]["name"] == "published"
        group = await follower.call("create_task_group", title="Spring")
        assert group["resultType"] == "complete"
        within = await follower.call("run_free", tool="create_task_group", arguments={"title": "Autumn", "wait": False})
        assert within["resultType"] in ("task", "complete")


async def test_a_repeat_under_a_key_is_the_same_task(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        id = await order(acme)
        said = {"work_order_id": id, "wait": False, "idempotency_key": "once"}
        tasks = [await follower.call("publish_work_order", **said) for _ in range(2)]
        assert tasks[0]["taskId"] == tasks[1]["taskId"]
        assert tasks[0]["createdAt"] == tasks[1]["createdAt"]


async def test_a_task_that_fails_is_a_call_that_was_refused(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        id = await order(acme)
        begun = await follower.call("publish_work_order", work_order_id=id, wait=False)
        await acme.call("cancel_work_order", work_order_id=id, cancel_reason=57)
        await hall.tick()
        done = await follower.task(begun["taskId"])
        assert (done["status"], done["result"]["isError"]) == ("completed", True)
        assert json.loads(done["result"]["content"][0]["text"])["code"] == "wrong_state"


async def test_a_task_is_cancelled_before_it_takes_effect_and_not_after(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        one, other = await order(acme), await order(acme)
        ids = [
            (await follower.call("publish_work_order", work_order_id=id, wait=False))["taskId"] for id in (one, other)
        ]
        assert (await follower.ask("tasks/cancel", taskId=ids[0]))["result"]["resultType"] == "complete"
        await hall.tick()
        assert (await follower.ask("tasks/cancel", taskId=ids[1]))["result"]["resultType"] == "complete"
        assert [(await follower.task(id))["status"] for id in ids] == ["cancelled", "completed"]
        assert (await acme.call("get_work_order", work_order_id=one))["status"]["name"] == "draft"
        assert hall.purse(acme.owner, "USDT")[1] == "0.000000"


async def asking(hall: Hall, acme: TestCaller, follower: Follower) -> tuple[int, str, dict[str, Any]]:
    """An order, the task that would cancel it, and the question that came up in it: what it was about has changed."""
    id = await order(acme)
    begun = await follower.call("cancel_work_order", work_order_id=id, cancel_reason=57, wait=False)
    await acme.call("update_work_order", work_order_id=id, title="Another title")
    await hall.tick()
    waiting = await follower.task(begun["taskId"])
    assert waiting["status"] == "input_required"
    assert waiting.keys() - {"_meta", "resultType"} == {*FIELDS, "inputRequests"}
    return id, begun["taskId"], waiting["inputRequests"]


async def test_a_question_that_comes_up_is_put_to_the_client_and_its_yes_carried_out(
    hall: Hall, acme: TestCaller, plain: bool
) -> None:
    async with following(hall, acme, plain) as follower:
        id, task, questions = await asking(hall, acme, follower)
        [(key, question)] = questions.items()
        assert question["method"] == "elicitation/create"
        assert "Another title" in question["params"]["message"]
        assert "Another title" in (await acme.call("get_job", job_id=task))["job"]["question"]
        await hall.tick()
        assert (await follower.task(task))["inputRequests"] == questions
        no_key = await follower.ask("tasks/update", taskId=task, inputResponses={"other": {"action": "accept"}})
        assert no_key["result"]["resultType"] == "complete"
        assert (await follower.task(task))["status"] == "input_required"
        yes = {"action": "accept", "content": {"agree": True}}
        await follower.ask("tasks/update", taskId=task, inputResponses={key: yes})
        await hall.tick()
        done = await follower.task(task)
        assert (done["status"], done["result"]["isError"]) == ("completed", False)
        with pytest.raises(Exception, match="work order"):
            await acme.call("get_work_order", work_order_id=id)


@pytest.mark.parametrize(
    "answer", [{"action": "decline"}, {"action": "cancel"}, {"action": "accept", "content": {"agree": False}}]
)
async def test_a_question_that_is_not_agreed_to_ends_the_task_and_nothing_happens(
    hall: Hall, acme: TestCaller, answer: dict[str, Any]
) -> None:
    async with following(hall, acme) as follower:
        id, task, questions = await asking(hall, acme, follower)
        await follower.ask("tasks/update", taskId=task, inputResponses=dict.fromkeys(questions, answer))
        await hall.tick()
        done = await follower.task(task)
        assert (done["status"], done["result"]["isError"]) == ("completed", True)
        assert json.loads(done["result"]["content"][0]["text"])["code"] == "declined"
        assert (await acme.call("get_work_order", work_order_id=id))["title"] == "Another title"


async def test_a_question_that_nobody_answers_ends_the_task_after_a_day(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        _, task, _ = await asking(hall, acme, follower)
        hall.clock.advance(seconds=24 * 3600 + 1)
        await hall.tick()
        done = await follower.task(task)
        assert json.loads(done["result"]["content"][0]["text"])["code"] == "confirmation_required"


async def test_a_question_before_a_task_is_asked_before_there_is_one(hall: Hall, acme: TestCaller, plain: bool) -> None:
    async with following(hall, acme, plain) as follower:
        follower.meta = ASKS
        said = {"work_order_id": await order(acme), "cancel_reason": 57, "wait": False}
        asked = await follower.call("cancel_work_order", **said)
        assert asked["resultType"] == "input_required"
        answers = {key: {"action": "accept", "content": {"agree": True}} for key in asked["inputRequests"]}
        again = await follower.ask(
            "tools/call",
            name="cancel_work_order",
            arguments=said,
            requestState=asked["requestState"],
            inputResponses=answers,
        )
        assert again["result"]["resultType"] == "task"
        assert (await follower.task(again["result"]["taskId"]))["status"] == "working"


async def test_others_see_no_task_and_answer_none(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        _, task, questions = await asking(hall, acme, follower)
        rival = await company(hall, "Rival")
        async with talking(hall.app, rival.token, plain=True) as talk:
            for method in ("tasks/get", "tasks/update", "tasks/cancel"):
                said = {"taskId": task} | ({"inputResponses": {}} if method == "tasks/update" else {})
                assert (await Follower(talk).ask(method, **said))["error"]["code"] == -32602
        assert (await follower.task(task))["inputRequests"] == questions
        unknown = await follower.ask("tasks/get", taskId="job_none")
        assert unknown["error"]["code"] == -32602


async def test_who_does_not_follow_tasks_gets_a_job_and_no_tasks(
    hall: Hall,
    acme: TestCaller,
) -> None:
    async with following(hall, acme) as follower:
        id = await order(acme)
        begun = await follower.call("publish_work_order", work_order_id=id, wait=False)
        follower.meta = META
        shown = await follower.ask("tasks/get", taskId=begun["taskId"])
        assert shown["error"]["code"] == -32021
        assert shown["error"]["data"] == {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}
        job = await follower.call("publish_work_order", work_order_id=await order(acme), wait=False)
        assert (job["resultType"], job["structuredContent"]["job"]["state"]) == ("complete", "queued")


async def test_tasks_are_offered_where_there_is_no_handshake_alone(hall: Hall, acme: TestCaller) -> None:
    async with following(hall, acme) as follower:
        discovered = await follower.ask("server/discover")
        assert discovered["result"]["capabilities"]["extensions"][EXTENSION] == {}
        assert MODERN in discovered["result"]["supportedVersions"]
        async with talking(hall.app, None, plain=True) as talk:
            begun = await talk.say(hello("2025-11-25", capabilities={"extensions": {EXTENSION: {}}}))
            assert EXTENSION not in begun["result"]["capabilities"].get("extensions", {})


async def test_a_task_that_waits_at_the_desk_asks_its_client_nothing_and_ends_as_its_request_does(
    hall: Hall, plain: bool
) -> None:
    world = await desk_world(hall, mode="desk_always")
    booking = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance", "wait": False}
    async with following(hall, world.bot, plain) as follower:
        begun = await follower.call("book_schedule", **booking)
        assert (begun["resultType"], begun["status"], begun["inputRequests"]) == ("task", "input_required", {})
        [(id,)] = hall.sql("SELECT public_id FROM approval_requests")
        assert id in begun["statusMessage"]
        await hall.app.jobs.drain()
        waiting = await follower.task(begun["taskId"])
        assert (waiting["status"], waiting["inputRequests"]) == ("input_required", {})
        assert id in waiting["statusMessage"]
        await world.boss.call("approve_request", approval_id=id, version=1)
        done = await follower.task(begun["taskId"])
        assert (done["status"], "statusMessage" in done) == ("completed", False)
        assert done["result"]["structuredContent"]["event"]["id"]
        declined = await follower.call("book_schedule", **{**booking, "start": "2026-03-04T12:00:00Z"})
        [(id,)] = hall.sql("SELECT public_id FROM approval_requests WHERE status = 'pending'")
        await world.boss.call("decline_request", approval_id=id, reason="Too dear")
        said = await follower.task(declined["taskId"])
        assert (said["status"], said["result"]["isError"]) == ("completed", True)
        assert "Too dear" in said["result"]["content"][0]["text"]
        cancelled = await follower.call("book_schedule", **{**booking, "start": "2026-03-04T14:00:00Z"})
        await follower.ask("tasks/cancel", taskId=cancelled["taskId"])
        assert (await follower.task(cancelled["taskId"]))["status"] == "cancelled"
    assert hall.sql("SELECT status FROM approval_requests ORDER BY id") == [
        ("executed",), ("declined",), ("withdrawn",),
    ]  # fmt: skip
    assert world.bookings() == 1


async def test_a_task_that_takes_a_yes_of_the_desk_only_by_the_time_it_runs_waits_there(hall: Hall) -> None:
    world = await desk_world(hall)
    terms = {"payees": [{"type": "any"}], "kinds": ["any"], "currency": "EUR", "total": "300"}
    mandate = (await world.boss.call("create_mandate", **terms))["mandate"]["public_id"]
    async with following(hall, world.bot) as follower:
        booking = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance", "wait": False}
        begun = await follower.call("book_schedule", **booking)
        assert begun["status"] == "working"
        before = hall.purse(world.bot.owner, "EUR")
        await world.boss.call("set_approval_policy", mandates="required")
        await world.boss.call("revoke_mandate", mandate_id=mandate)
        await hall.app.jobs.drain()
        waiting = await follower.task(begun["taskId"])
        assert (waiting["status"], waiting["inputRequests"]) == ("input_required", {})
        assert hall.purse(world.bot.owner, "EUR")[0] >= before[0]
        [(id, reasons)] = hall.sql("SELECT public_id, reasons FROM approval_requests")
        assert "mandate" in reasons
        await world.boss.call("approve_request", approval_id=id, version=1)
        done = await follower.task(begun["taskId"])
        assert (done["status"], done["result"]["isError"]) == ("completed", False)
    assert world.bookings() == 1
    open_prices = """SELECT count(*) FROM ledger_holds h WHERE h.kind = 'job_price'
                       AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = h.id)"""
    assert hall.sql(open_prices) == [(0,)]
