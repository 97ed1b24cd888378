"""Steps that an act completes, and who is mailed of it."""

from tests.tools.work_orders.field_work import admin, assigned, company, provider


async def test_whoever_a_step_names_is_mailed_once_it_is_complete(hall):
    boss, pia = await company(hall), await provider(hall)
    member = await admin(hall)
    alerts = [{"email": "BOSS@acme.test"}, {"email": "desk@client.test"}]
    id = await assigned(boss, pia, tasks=[{"group": "post", "type_id": 2, "label": "What was found", "alerts": alerts}])
    done = await pia.call("mark_work_order_complete", work_order_id=id, closing_notes="Nothing.")
    ((number, status, by),) = hall.sql("SELECT id, status, completed_by_id FROM work_order_tasks")
    assert (status, by) == ("complete", pia.id)
    found = [await hall.mails(address) for address in ("boss@acme.test", "desk@client.test")]
    (mine,), (theirs,) = [[mail for mail in mails if "A step of a work order" in mail.subject] for mails in found]
    for mail in (mine, theirs):
        assert f"Step {number} of work order {id}" in mail.body
        assert "What was found" in mail.body
    assert "stop_mail" in theirs.body
    assert "stop_mail" not in mine.body
    assert not [text for text in done.get("warnings", []) if "Not mailed" in text]
    assert member.company == boss.company


async def test_an_address_that_was_mailed_today_is_not_mailed_again(hall):
    boss, pia = await company(hall), await provider(hall)
    for number in range(2):
        step = {"group": "post", "type_id": 2, "alerts": [{"email": "desk@client.test"}]}
        day = f"2026-03-1{number}T09:00:00Z"
        id = await assigned(boss, pia, tasks=[step], schedule={"mode": "exact", "start": day})
        done = await pia.call("mark_work_order_complete", work_order_id=id, closing_notes="Nothing.")
    assert len(await hall.mails("desk@client.test")) == 1
    assert "Not mailed: desk@client.test" in done["warnings"][0]
