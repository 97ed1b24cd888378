"""Background jobs as their callers read, list and cancel them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import admin, company, order


async def queued(acme: TestCaller) -> str:
    """A draft that is to be published in the background; the job's id."""
    started = await acme.call("publish_work_order", work_order_id=await order(acme), wait=False)
    id: str = started["job"]["id"]
    return id


async def listed(caller: TestCaller, **filters: Any) -> list[str]:
    return [job["id"] for job in (await caller.call("list_jobs", **filters))["jobs"]]


async def test_jobs_are_listed_newest_first_and_narrowed_by_state_and_tool(hall: Hall) -> None:
    acme = await company(hall)
    first = await queued(acme)
    await hall.tick()
    hall.clock.advance(seconds=1)
    second = await queued(acme)
    assert await listed(acme) == [second, first]
    assert await listed(acme, state="queued") == [second]
    assert await listed(acme, state="succeeded") == [first]
    assert await listed(acme, state="failed") == []
    assert await listed(acme, tool="publish_work_order") == [second, first]
    assert await listed(acme, tool="publish_work_order", state="queued") == [second]
    assert await listed(acme, tool="pay_task") == []


async def test_a_list_leaves_the_result_to_get_job(hall: Hall) -> None:
    acme = await company(hall)
    id = await queued(acme)
    await hall.tick()
    [line] = (await acme.call("list_jobs"))["jobs"]
    assert (line["state"], line["progress"]) == ("succeeded", 100)
    assert "result" not in line
    assert (await acme.call("get_job", job_id=id))["job"]["result"]["status"]["name"] == "published"


async def test_pages_of_jobs_neither_skip_nor_repeat(hall: Hall) -> None:
    acme = await company(hall)
    made = [await queued(acme) for _ in range(3)]
    first = await acme.call("list_jobs", limit=2)
    rest = await acme.call("list_jobs", limit=2, cursor=first["next_cursor"])
    assert first["total"] == 3
    assert sorted(job["id"] for job in first["jobs"] + rest["jobs"]) == sorted(made)
    assert "next_cursor" not in rest


async def test_an_admin_sees_the_companys_jobs_and_another_company_none(hall: Hall) -> None:
    acme, rival = await company(hall), await company(hall, "Rival")
    boss = await admin(hall)
    id = await queued(acme)
    assert await listed(boss) == [id]
    assert await listed(rival) == []
    for tool in ("get_job", "cancel_job"):
        told = []
        for job in (id, "job_unknown"):
            with pytest.raises(Refused) as no:
                await rival.call(tool, job_id=job)
            assert (no.value.status, no.value.next) == (404, ["list_jobs"])
            told.append(no.value.text.replace(job, "J"))
        assert told[0] == told[1]


async def test_cancelling_is_asked_for_and_gives_back_what_was_held(hall: Hall) -> None:
    acme = await company(hall)
    id = await queued(acme)
    assert hall.purse(acme.owner, "USDT")[1] == "0.020000"
    acme.says_yes = False
    with pytest.raises(Refused):
        await acme.call("cancel_job", job_id=id)
    assert hall.purse(acme.owner, "USDT")[1] == "0.020000"
    acme.says_yes = True
    done = (await acme.call("cancel_job", job_id=id))["job"]
    assert (done["state"], done["finished_at"]) == ("cancelled", "2026-03-02T09:00:00Z")
    assert hall.purse(acme.owner, "USDT")[1] == "0.000000"
    assert "publish_work_order" in acme.questions[-1]
    with pytest.raises(Refused) as no:
        await acme.call("cancel_job", job_id=id)
    assert (no.value.code, no.value.details["state"], no.value.next) == ("wrong_state", "cancelled", ["get_job"])


async def test_a_job_that_ended_is_kept_for_a_week_and_a_queued_one_until_it_is_done(hall: Hall) -> None:
    acme = await company(hall)
    ended = await queued(acme)
    await acme.call("cancel_job", job_id=ended)
    hall.clock.advance(days=6, hours=23)
    await hall.tick()
    assert await listed(acme) == [ended]
    hall.clock.advance(hours=2)
    waiting = await queued(acme)
    await hall.app.scheduler.tick(everything=True)
    assert await listed(acme) == [waiting]
