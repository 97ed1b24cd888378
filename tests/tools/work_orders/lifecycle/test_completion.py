"""Reporting work done, sending it back, and how far the scope came."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    HOURLY,
    acts,
    assigned,
    company,
    done,
    notices,
    order,
    provider,
    published,
    purse,
    time_log,
    write,
)


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_the_assignee_hands_the_work_over_free_of_charge(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    done = await pia.call("mark_work_order_complete", work_order_id=id, closing_notes="Installed.")
    assert done["status"]["display"] == "Work done"
    assert done["milestones"]["work_done"] == "2026-03-02T09:00:00Z"
    assert done["pay"]["labor_sum"] == "400.00"
    assert done["pay"]["provider_total"] == "400.00"
    assert not {"company_total", "service_fee", "hold"} & set(done["pay"])
    assert "charge" not in done
    assert done["job_status"]["status"] == "complete"
    assert (await boss.call("get_work_order", work_order_id=id))["closing_notes"] == "Installed."
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id DESC LIMIT 1")
    assert "approve_work_order" in told[0][0]


async def test_the_company_may_do_it_in_the_providers_place_who_is_told(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    done = await boss.call("mark_work_order_complete", work_order_id=id)
    assert done["pay"]["company_total"] == "440.00"
    assert "reported done" in notices(hall, pia)[-1]


async def test_hourly_work_needs_a_closed_time_log_and_pays_what_it_says(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    no = await refusal(pia.call("mark_work_order_complete", work_order_id=id))
    assert no.code == "not_ready"
    assert no.next[0] == "create_work_order_time_log"
    time_log(hall, id, pia, hall.clock.now, "2.5000")
    done = await pia.call("mark_work_order_complete", work_order_id=id)
    assert (done["pay"]["reported_hours"], done["pay"]["labor_sum"]) == ("2.5000", "162.50")


async def test_while_checked_in_the_work_is_not_done(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    time_log(hall, id, pia, hall.clock.now, None)
    no = await refusal(pia.call("mark_work_order_complete", work_order_id=id))
    assert (no.code, no.next) == ("wrong_state", ["get_work_order"])


async def test_open_steps_and_fields_are_listed(hall):
    boss, pia = await company(hall), await provider(hall)
    stamp = "2026-01-01T00:00:00.000Z"
    sql = """INSERT INTO company_custom_fields (company_id, name, role, type, flags, created_at, updated_at)
             VALUES (?, 'Serial number', 'provider', 'text', '["required"]', ?, ?)"""
    field = write(hall, sql, boss.company, stamp, stamp)
    steps = [
        {"group": "onsite", "type_id": 10, "label": "Photo of the rack"},
        {"group": "post", "type_id": 2},
        {"group": "post", "type_id": 10, "label": "Sweep the floor", "required": False},
    ]
    id = await assigned(boss, pia, tasks=steps)
    no = await refusal(pia.call("mark_work_order_complete", work_order_id=id))
    assert no.code == "not_ready"
    for gap in ("Photo of the rack", "closing_notes", "Serial number"):
        assert gap in no.text
    assert "Sweep" not in no.text
    fill_in = ["update_work_order_task", "update_work_order_custom_field"]
    assert no.next == [*fill_in, "list_work_order_tasks", "get_work_order"]
    assert "update_work_order_task completes it" in no.text
    step = hall.sql("SELECT id FROM work_order_tasks WHERE label = 'Photo of the rack'")[0][0]
    await pia.call("update_work_order_task", work_order_id=id, task_id=step, status="complete")
    await pia.call("update_work_order_custom_field", work_order_id=id, custom_field_id=field, value="SN-1")
    await pia.call("mark_work_order_complete", work_order_id=id, closing_notes="Done.")
    sweep = hall.sql("SELECT id FROM work_order_tasks WHERE label = 'Sweep the floor'")[0][0]
    await boss.call("update_work_order_task", work_order_id=id, task_id=sweep, status="complete")
    assert hall.sql("SELECT DISTINCT status FROM work_order_tasks") == [("complete",)]


async def test_partly_done_work_names_a_reason(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    no = await refusal(pia.call("mark_work_order_complete", work_order_id=id, job_status="incomplete"))
    assert "incomplete_reason_id" in no.fields
    no = await refusal(
        pia.call("mark_work_order_complete", work_order_id=id, job_status="incomplete", incomplete_reason_id=77)
    )
    assert "5 site not ready" in no.text
    done = await pia.call("mark_work_order_complete", work_order_id=id, job_status="incomplete", incomplete_reason_id=5)
    assert done["job_status"]["incomplete_reason"] == {"reason_id": 5, "reason_name": "site not ready"}


@pytest.mark.parametrize("tool", ["mark_work_order_complete", "update_work_order_job_status"])
async def test_others_than_the_assignee_do_not_finish_the_job(hall, tool):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    more = {"status": "complete"} if tool == "update_work_order_job_status" else {}
    open_id = await published(boss)
    no = await refusal(kim.call(tool, work_order_id=open_id, **more))
    assert (no.code, no.state if hasattr(no, "state") else "published") == ("wrong_state", "published")
    await kim.call("request_work_order", work_order_id=open_id)
    await boss.call("assign_work_order", work_order_id=open_id, user_id=pia.id)
    assert (await refusal(kim.call(tool, work_order_id=open_id, **more))).code == "forbidden"
    other = await order(boss)
    assert (await refusal(kim.call(tool, work_order_id=other, **more))).code == "not_found"


async def test_work_is_sent_back_with_a_reason_and_can_be_handed_over_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    time_log(hall, id, pia, hall.clock.now, "1.0000")
    await pia.call("mark_work_order_complete", work_order_id=id)
    back = await boss.call(
        "mark_work_order_incomplete", work_order_id=id, reason_id=1, reason="Photos missing.", create_revisit=True
    )
    assert back["status"]["display"] == "Assigned: Checked out"
    assert back["sub_status"] == "checked_out"
    assert back["incomplete_reason"] == {"reason_id": 1, "reason_name": "deliverables missing"}
    assert back["job_status"]["status"] == "incomplete"
    assert "Photos missing." in notices(hall, pia)[-1]
    assert purse(hall, boss) == ("2000.00", "286.00")
    whole = await pia.call("get_work_order", work_order_id=id)
    assert whole["messages"] == {"total": 1, "unread": 1}
    assert whole["site_revisit"]["latest"]["notes"] == "Photos missing."
    assert "work_done" not in whole["milestones"]
    hall.clock.advance(hours=5)
    time_log(hall, id, pia, hall.clock.now, "2.0000")
    again = await pia.call("mark_work_order_complete", work_order_id=id)
    assert again["pay"]["labor_sum"] == "195.00"
    assert acts(hall, id)[-3:] == ["work_done", "sent_back", "work_done"]


async def test_finished_work_frees_the_providers_time_and_work_sent_back_takes_it_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    blocked = "SELECT owner_id, start_at, end_at FROM busy_blocks"
    visit = [(pia.id, "2026-03-10T09:00:00.000Z", "2026-03-10T10:00:00.000Z")]
    assert hall.sql(blocked) == visit
    await pia.call("mark_work_order_complete", work_order_id=id)
    assert hall.sql(blocked) == []
    await boss.call("mark_work_order_incomplete", work_order_id=id, reason_id=3, reason="Half is left.")
    assert hall.sql(blocked) == visit


async def test_work_sent_back_does_not_take_time_that_was_given_away_meanwhile(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    other = await assigned(boss, pia)
    back = await boss.call("mark_work_order_incomplete", work_order_id=id, reason_id=3, reason="Half is left.")
    assert "other work at that time" in back["warnings"][0]
    assert hall.sql("SELECT source_id FROM busy_blocks") == [(other,)]


async def test_sent_back_without_any_time_log_the_arrival_counts_as_confirmed(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    hall.clock.advance(days=20)
    back = await boss.call("mark_work_order_incomplete", work_order_id=id, reason_id=4, reason="Loose cable.")
    assert back["status"]["display"] == "Assigned: Confirmed"
    assert back["eta"]["status"]["name"] == "confirmed"


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": "x"}, "reason_id"), ({"reason_id": 1}, "reason"), ({"reason_id": 77, "reason": "x"}, "reason_id")],
)
async def test_sending_back_needs_a_known_reason_and_words(hall, given, field):
    boss, pia = await company(hall), await provider(hall)
    no = await refusal(boss.call("mark_work_order_incomplete", work_order_id=await done(boss, pia), **given))
    assert field in no.fields


async def test_only_work_reported_done_is_sent_back(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    no = await refusal(boss.call("mark_work_order_incomplete", work_order_id=id, reason_id=1, reason="x"))
    assert (no.code, no.next) == ("wrong_state", ["mark_work_order_complete"])
    assert (await refusal(pia.call("mark_work_order_incomplete", work_order_id=id, reason_id=1, reason="x"))).code in (
        "forbidden",
        "not_found",
    )


async def test_the_job_status_is_noted_apart_from_the_state(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    unfinished = {"status": "incomplete", "incomplete_reason_id": 8, "reason": "Wrong part"}
    noted = await pia.call("update_work_order_job_status", work_order_id=id, **unfinished)
    assert noted["job_status"]["incomplete_reason"]["reason_name"] == "incorrect part"
    assert noted["job_status"]["reason"] == "Wrong part"
    assert noted["job_status"]["updated_by"] == f"person:{pia.id}"
    cleared = await boss.call("update_work_order_job_status", work_order_id=id, status="complete")
    assert set(cleared["job_status"]) == {"status", "updated_at", "updated_by"}
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "assigned"


@pytest.mark.parametrize("given", [{"status": "incomplete"}, {"status": "complete", "incomplete_reason_id": 1}])
async def test_a_reason_goes_with_incomplete_only(hall, given):
    boss, pia = await company(hall), await provider(hall)
    no = await refusal(boss.call("update_work_order_job_status", work_order_id=await assigned(boss, pia), **given))
    assert "incomplete_reason_id" in no.fields


async def test_before_an_assignment_there_is_no_job_status(hall):
    boss = await company(hall)
    no = await refusal(boss.call("update_work_order_job_status", work_order_id=await order(boss), status="complete"))
    assert no.code == "wrong_state"


async def test_finished_members_leave_their_bundle(hall):
    boss, pia = await company(hall), await provider(hall)
    first = await order(boss)
    second = await order(boss, schedule={"mode": "exact", "start": "2026-03-10T13:00:00Z"})
    await boss.call("bundle_work_orders", work_order_ids=[first, second], accept_warnings=True)
    await boss.call("assign_work_order", work_order_id=first, user_id=pia.id)
    await pia.call("mark_work_order_complete", work_order_id=first)
    assert hall.sql("SELECT count(*) FROM work_order_bundle_members") == [(0,)]
    assert hall.sql("SELECT status FROM work_orders ORDER BY id") == [(4,), (3,)]


WAYS_TO_END = [
    ("cancel_work_order", {"cancel_reason": 58}),
    ("unassign_work_order", {"reason": "Enough"}),
    ("remove_work_order_provider", {"reason": "Enough"}),
    ("revert_work_order_to_draft", {}),
]


async def sent_back(hall, boss, pia):
    """An order whose work was reported done and sent back; its id."""
    id = await done(boss, pia)
    await boss.call("mark_work_order_incomplete", work_order_id=id, reason_id=1, reason="Photos missing.")
    return id


@pytest.mark.parametrize(("tool", "more"), WAYS_TO_END)
async def test_reported_work_that_was_sent_back_is_not_ended_unpaid_without_an_answer(hall, tool, more):
    boss, pia = await company(hall), await provider(hall)
    id = await sent_back(hall, boss, pia)
    assert "2026-03-09T09:00:00Z" in notices(hall, pia)[-1]
    no = await refusal(boss.call(tool, work_order_id=id, **more))
    assert no.code == "wrong_state"
    assert "Until 2026-03-09T09:00:00Z the provider may report it again" in no.text
    assert purse(hall, boss) == ("2000.00", "440.00")
    assert tool not in (await boss.call("get_work_order", work_order_id=id))["actions"]
    await pia.call("mark_work_order_complete", work_order_id=id)
    hall.clock.advance(days=8)
    assert (await refusal(boss.call(tool, work_order_id=id, **more))).code == "wrong_state"
    await boss.call("approve_work_order", work_order_id=id)


@pytest.mark.parametrize(("tool", "more"), WAYS_TO_END)
async def test_without_an_answer_in_seven_days_sent_back_work_may_be_ended(hall, tool, more):
    boss, pia = await company(hall), await provider(hall)
    id = await sent_back(hall, boss, pia)
    hall.clock.advance(days=7)
    assert tool in (await boss.call("get_work_order", work_order_id=id))["actions"]
    await boss.call(tool, work_order_id=id, **more)
    if tool != "unassign_work_order":
        return
    await boss.call("update_work_order", work_order_id=id, schedule={"start": "2026-04-10T09:00:00Z"})
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)


async def test_the_provider_may_give_sent_back_work_up(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await sent_back(hall, boss, pia)
    assert "remove_work_order_provider" in (await pia.call("get_work_order", work_order_id=id))["actions"]
    await pia.call("remove_work_order_provider", work_order_id=id, reason="You are right", reason_id=58)
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
