"""Return visits."""

from tests.tools.work_orders.field_work import assigned, company, done, notices, order, provider, published
from tests.tools.work_orders.visits.visit_world import refusal

LIST, CREATE = "list_work_order_site_revisits", "create_work_order_site_revisit"
UPDATE, DELETE = "update_work_order_site_revisit", "delete_work_order_site_revisit"


async def reasons(who, **given):
    return [each["id"] for each in (await who.call("list_site_revisit_reasons", **given))["results"]]


async def test_a_provider_notes_a_return_visit_and_the_company_says_who_pays(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    reason = (await reasons(pia, company_id=boss.company))[0]
    given = {"work_order_id": id, "revisit_reason_id": reason}
    made = await pia.call(CREATE, **given, is_billable=True, notes="Part missing", scheduled_at="2026-03-12T09:00:00Z")
    visit = made["site_revisit"]
    assert (visit["is_billable"], visit["claimed_billable"], visit["status"]) == (False, True, "planned")
    assert (visit["revisit_reason"]["id"], visit["notes"], made["revisit_count"]) == (reason, "Part missing", 1)
    mine = {"work_order_id": id, "revisit_id": visit["id"]}
    assert (await refusal(pia.call(UPDATE, **mine, is_billable=True))).code == "forbidden"
    assert (await pia.call(UPDATE, **mine, status="done", clear=["scheduled_at"]))["site_revisit"]["status"] == "done"
    billable = (await boss.call(UPDATE, **mine, is_billable=True, notes="Paid for"))["site_revisit"]
    assert (billable["is_billable"], billable["notes"], "scheduled_at" in billable) == (True, "Paid for", False)
    assert "Return visit" in notices(hall, pia)[-1]
    own = (await boss.call(CREATE, work_order_id=id, revisit_reason_id=(await reasons(boss))[0]))["site_revisit"]["id"]
    no = await refusal(pia.call(UPDATE, work_order_id=id, revisit_id=own, notes="x"))
    assert no.code == "forbidden"
    listed = await pia.call(LIST, work_order_id=id)
    assert ([each["id"] for each in listed["results"]], listed["latest"]["id"]) == ([own, visit["id"]], own)
    assert (listed["revisit_count"], listed["incident_count"], listed["job_status"]) == (2, 0, "unset")
    assert [each["id"] for each in (await boss.call(LIST, work_order_id=id, is_billable=True))["results"]] == [
        visit["id"]
    ]
    assert (await boss.call(DELETE, **mine)) == {"deleted": True, "revisit_count": 1}
    assert (await refusal(boss.call(DELETE, **mine))).code == "not_found"


async def test_a_return_visit_needs_a_known_reason_and_an_order_somebody_works_on(hall):
    boss, other, pia, kim = (
        await company(hall), await company(hall, "Other"), await provider(hall), await provider(hall, "kim@work.test"),
    )  # fmt: skip
    id, listed, draft = await assigned(boss, pia), await published(boss), await order(boss)
    reason = (await reasons(boss))[0]
    no = await refusal(boss.call(CREATE, work_order_id=id, revisit_reason_id=9000))
    assert (no.code, "9000 is not one of the reasons" in no.fields["revisit_reason_id"]) == ("invalid_reference", True)
    for who, order_id, code in (
        (boss, draft, "wrong_state"), (boss, listed, "wrong_state"), (other, id, "not_found"), (kim, id, "not_found"),
    ):  # fmt: skip
        assert (await refusal(who.call(CREATE, work_order_id=order_id, revisit_reason_id=reason))).code == code
    visit = (await boss.call(CREATE, work_order_id=id, revisit_reason_id=reason))["site_revisit"]["id"]
    assert (await refusal(boss.call(UPDATE, work_order_id=id, revisit_id=visit))).fields.keys() == {"arguments"}
    assert (await refusal(boss.call(UPDATE, work_order_id=id, revisit_id=visit + 1, notes="x"))).code == "not_found"
    await pia.call("mark_work_order_complete", work_order_id=id)
    await boss.call("approve_work_order", work_order_id=id)
    await boss.call(CREATE, work_order_id=id, revisit_reason_id=reason)
    hall.clock.advance(days=61)
    await hall.tick()
    for tool, more in ((UPDATE, {"notes": "x"}), (DELETE, {})):
        assert (await refusal(boss.call(tool, work_order_id=id, revisit_id=visit, **more))).code == "wrong_state"


async def test_earlier_finished_orders_of_the_incident_count_too(hall):
    boss, pia = await company(hall), await provider(hall)
    day = {"mode": "exact", "start": "2026-03-20T09:00:00Z"}
    await done(boss, pia, incident_id="INC-7")
    # One that is not finished, and one of another incident.
    await order(boss, incident_id="INC-7", schedule=day)
    await order(boss, incident_id="INC-8", schedule=day)
    id = await assigned(boss, pia, incident_id="INC-7", schedule=day)
    made = await boss.call(CREATE, work_order_id=id, revisit_reason_id=(await reasons(boss))[0])
    assert made["revisit_count"] == 2
    listed = await boss.call(LIST, work_order_id=id)
    assert (listed["revisit_count"], listed["incident_count"], listed["total"]) == (2, 1, 1)
    record = await boss.call("get_work_order", work_order_id=id)
    assert record["site_revisit"]["revisit_count"] == 2
