"""Calls made with wait=false: refused at once, done later, exactly once, cancelled before they take effect."""

from __future__ import annotations

import asyncio

import pytest

from server.operator import restrain_agent
from server.registry import Registry
from server.schema.answer import output_schema
from server.schema.schema import input_schema
from store.types import Owner
from tests.every import of_every
from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import admin, company, order, purse
from tools.operation import Operation

OPERATIONS = list(Registry().operations.values())


async def test_a_job_is_queued_with_its_price_held_and_then_done_once(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    before = hall.purse(acme.owner, "USDT")[0]
    started = await acme.call("publish_work_order", work_order_id=id, wait=False)
    job = started["job"]["id"]
    assert started["job"]["state"] == "queued"
    assert hall.purse(acme.owner, "USDT")[1] == "0.020000"
    assert (await acme.call("get_work_order", work_order_id=id))["status"]["name"] == "draft"
    await hall.tick()
    shown = (await acme.call("get_job", job_id=job))["job"]
    assert shown["state"] == "succeeded"
    assert shown["result"]["status"]["name"] == "published"
    assert (await acme.call("get_work_order", work_order_id=id))["status"]["name"] == "published"
    assert hall.purse(acme.owner, "USDT")[1] == "0.000000"
    await hall.tick()
    assert purse(hall, acme)[1] != "0.00"
    assert float(before) - float(hall.purse(acme.owner, "USDT")[0]) == pytest.approx(0.02)


async def test_what_would_be_refused_is_refused_at_once(hall: Hall) -> None:
    acme = await company(hall)
    with pytest.raises(Refused) as no:
        await acme.call("publish_work_order", work_order_id=999, wait=False)
    assert no.value.code == "not_found"
    assert hall.sql("SELECT count(*) FROM jobs") == [(0,)]


async def test_a_job_that_cannot_be_done_any_more_fails_and_costs_nothing(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    await acme.call("cancel_work_order", work_order_id=id, cancel_reason=57)
    paid = hall.purse(acme.owner, "USDT")[0]
    await hall.tick()
    shown = (await acme.call("get_job", job_id=job))["job"]
    assert shown["state"] == "failed"
    assert shown["error"]["code"] == "wrong_state"
    assert hall.purse(acme.owner, "USDT") == (paid, "0.000000")


async def test_a_queued_job_can_be_cancelled_and_a_finished_one_cannot(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    assert (await acme.call("cancel_job", job_id=job))["job"]["state"] == "cancelled"
    await hall.tick()
    assert (await acme.call("get_work_order", work_order_id=id))["status"]["name"] == "draft"
    assert hall.purse(acme.owner, "USDT")[1] == "0.000000"
    with pytest.raises(Refused) as no:
        await acme.call("cancel_job", job_id=job)
    assert no.value.code == "wrong_state"


@of_every(OPERATIONS, lambda operation: operation.name)
def test_every_write_takes_wait_and_no_read_but_what_runs_in_the_background(operation: Operation) -> None:
    takes = operation.access != "read" or operation.waitable
    assert ("wait" in input_schema(operation)["properties"]) is takes
    assert operation.access != "read" or operation.waitable is (operation.name in {"download_company_documents"})
    if operation.waitable:
        assert "job" in output_schema(operation)["properties"]


def test_what_is_never_queued_has_a_reason() -> None:
    never = {one.name for one in OPERATIONS if one.access != "read" and not one.waitable}
    reasons = {one.name for one in OPERATIONS if one.secret or one.prepare is not None}
    # Whoever approves sees at once whether it happened.
    assert never - reasons == {"approve_request", "cancel_job"}
    assert not {"book_schedule", "confirm_event", "decline_event", "pay_task", "create_inquiry"} & never


async def test_any_write_can_be_started_and_is_done_later(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "1 USDT")
    started = await boss.call("create_task_group", title="Spring", wait=False)
    assert started["job"]["tool"] == "create_task_group"
    assert (await boss.call("list_task_groups"))["total"] == 0
    await hall.tick()
    assert (await boss.call("get_job", job_id=started["job"]["id"]))["job"]["result"]["group"]["title"] == "Spring"
    assert (await boss.call("list_task_groups"))["total"] == 1


async def test_what_must_not_be_kept_is_done_at_once(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    asked = await hall.nobody().call("request_login_code", email="boss@acme.test", wait=False)
    switched = await boss.call("switch_company", company_id=boss.company, wait=False)
    assert "job" not in asked | switched
    assert hall.sql("SELECT count(*) FROM jobs") == [(0,)]


async def test_a_job_keeps_the_session_it_was_started_in(hall: Hall) -> None:
    ann = await hall.person("ann@home.test")
    job = (await ann.call("end_my_session", all_others=True, wait=False))["job"]["id"]
    await hall.tick()
    assert (await ann.call("get_job", job_id=job))["job"]["state"] == "succeeded"


async def test_the_same_key_gives_the_same_job(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    started = [
        await acme.call("publish_work_order", work_order_id=id, wait=False, idempotency_key="p") for _ in range(2)
    ]
    assert started[0]["job"]["id"] == started[1]["job"]["id"]
    assert hall.sql("SELECT count(*) FROM jobs") == [(1,)]


async def test_jobs_are_their_callers_and_their_companys_admins(hall: Hall) -> None:
    acme, rival = await company(hall), await company(hall, "Rival")
    boss = await admin(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    assert (await boss.call("get_job", job_id=job))["job"]["id"] == job
    assert (await boss.call("list_jobs", state="queued"))["total"] == 1
    with pytest.raises(Refused) as no:
        await rival.call("get_job", job_id=job)
    assert no.value.code == "not_found"


async def test_waiting_for_a_job_ends_when_it_ends(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    waiting = asyncio.ensure_future(acme.call("get_job", job_id=job, wait_seconds=20))
    await hall.tick()
    assert (await waiting)["job"]["state"] == "succeeded"


async def test_a_job_survives_a_restart(hall: Hall, tmp_path) -> None:  # type: ignore[no-untyped-def]
    acme = await company(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    again = await Hall.open(tmp_path, now=hall.clock())
    try:
        await again.tick()
        assert (await again.holder(acme.token or "").call("get_job", job_id=job))["job"]["state"] == "succeeded"
    finally:
        await again.close()


async def test_results_are_kept_for_a_week(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    await hall.tick()
    hall.clock.advance(days=7, seconds=1)
    await hall.tick()
    with pytest.raises(Refused) as no:
        await acme.call("get_job", job_id=job)
    assert no.value.code == "not_found"


@pytest.mark.parametrize(
    ("act", "code"), [("suspend", "agent_suspended"), ("ban", "agent_banned")], ids=["suspended", "banned"]
)
async def test_a_job_does_nothing_for_an_agent_that_was_restrained_meanwhile(hall: Hall, act: str, code: str) -> None:
    acme, boss = await company(hall), await admin(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    await restrain_agent(hall.app, acme.owner, act, None)
    await hall.tick()
    shown = (await boss.call("get_job", job_id=job))["job"]
    assert (shown["state"], shown["error"]["code"]) == ("failed", code)
    assert (await boss.call("get_work_order", work_order_id=id))["status"]["name"] == "draft"
    assert hall.purse(acme.owner, "USDT")[1] == "0.000000"


async def test_a_job_does_nothing_for_an_agent_that_its_company_ended_meanwhile(hall: Hall) -> None:
    acme, boss = await company(hall), await admin(hall)
    id = await order(acme)
    job = (await acme.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    await boss.call("end_company_agent", agent_id=acme.id)
    await hall.tick()
    assert (await boss.call("get_job", job_id=job))["job"]["error"]["code"] == "agent_banned"
    assert (await boss.call("get_work_order", work_order_id=id))["status"]["name"] == "draft"


@pytest.mark.parametrize(
    "lost",
    [
        "UPDATE memberships SET deleted_at = '2026-03-02T09:00:00.000Z' WHERE person_id = {person}",
        "UPDATE persons SET deleted_at = '2026-03-02T09:00:00.000Z' WHERE id = {person}",
    ],
    ids=["left the company", "gone"],
)
async def test_a_job_does_nothing_for_somebody_who_left_meanwhile(hall: Hall, lost: str) -> None:
    await company(hall)
    boss, other = await admin(hall), await hall.person("second@acme.test", company="Acme", currency="USD")
    await hall.credit(Owner("company", boss.company or 0), "10 USDT")
    id = await order(boss)
    job = (await boss.call("publish_work_order", work_order_id=id, wait=False))["job"]["id"]
    hall.sql_script(lost.format(person=boss.id))
    await hall.tick()
    shown = (await other.call("get_job", job_id=job))["job"]
    assert shown["state"] == "failed"
    assert shown["error"]["status"] in (401, 403)
    assert (await other.call("get_work_order", work_order_id=id))["status"]["name"] == "draft"
