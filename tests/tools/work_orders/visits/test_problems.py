"""Reporting problems and settling them."""

from tests.tools.work_orders.field_work import admin, assigned, company, notices, order, provider, published
from tests.tools.work_orders.visits.visit_world import refusal

LIST, CREATE = "list_work_order_problems", "create_work_order_problem"
UPDATE, DELETE = "update_work_order_problem", "delete_work_order_problem"


async def test_a_provider_reports_what_is_wrong_and_the_company_settles_it(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = (await pia.call(CREATE, work_order_id=id, type_id=3, comments="The door is locked"))["problem"]
    assert (made["type"], made["allowed_resolvers"], made["ticket_id"]) == (
        {"id": 3, "name": "site not ready"},
        ["buyer"],
        0,
    )
    assert (made["resolution"], made["author"]) == ({"status": "open"}, f"person:{pia.id}")
    assert hall.sql("SELECT message, role, problem_id FROM work_order_messages") == [
        ("The door is locked", "provider", made["id"])
    ]
    tab = await boss.call("list_work_orders", list="workorders_problem")
    assert [each["id"] for each in tab["results"]] == [id]
    no = await refusal(pia.call(UPDATE, work_order_id=id, problem_id=made["id"], status="resolved"))
    assert (no.code, "settled by the company only" in no.text) == ("forbidden", True)
    given = {"work_order_id": id, "problem_id": made["id"]}
    assert (await refusal(boss.call(UPDATE, **given, comments="x"))).code == "forbidden"
    assert (await refusal(boss.call(UPDATE, **given, note="x"))).fields.keys() == {"note"}
    assert (await refusal(boss.call(UPDATE, **given))).fields.keys() == {"arguments"}
    edited = await pia.call(UPDATE, **given, comments="Door locked, nobody there", type_id=4)
    assert edited["problem"]["type"]["id"] == 4
    done = await boss.call(UPDATE, **given, status="resolved", note="Somebody opens at ten")
    assert done["problem"]["resolution"] == {
        "status": "resolved", "at": "2026-03-02T09:00:00Z", "by": f"agent:{boss.id}", "note": "Somebody opens at ten",
    }  # fmt: skip
    assert "Somebody opens at ten" in notices(hall, pia)[-1]
    assert (await boss.call(UPDATE, **given, status="resolved"))["changed"] is False
    assert (await refusal(pia.call(UPDATE, **given, status="open"))).code == "forbidden"
    assert (await boss.call(UPDATE, **given, status="open"))["problem"]["resolution"] == {"status": "open"}
    assert (await boss.call("list_work_orders", list="workorders_problem"))["total"] == 1


async def test_what_the_company_keeps_to_itself_is_hidden_from_its_provider(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id, listed, draft = await assigned(boss, pia), await published(boss), await order(boss)
    before = len(notices(hall, pia))
    inner = (await boss.call(CREATE, work_order_id=id, type_id=31, comments="Who pays for parts?"))["problem"]["id"]
    assert (len(notices(hall, pia)), hall.sql("SELECT count(*) FROM work_order_messages")) == (before, [(0,)])
    seen = await pia.call(LIST, work_order_id=id)
    assert (seen["results"], seen["open_count"], [each["id"] for each in seen["types"]]) == ([], 0, [3, 4, 5, 6, 7, 9])
    assert (await pia.call("get_work_order", work_order_id=id))["problems"] == {"open_count": 0, "results": []}
    for tool, more in ((UPDATE, {"status": "resolved"}), (DELETE, {})):
        assert (await refusal(pia.call(tool, work_order_id=id, problem_id=inner, **more))).code == "not_found"
    assert (await boss.call(LIST, work_order_id=id))["open_count"] == 1
    for type_id in (1, 2, 8, 22, 31, 33):
        no = await refusal(pia.call(CREATE, work_order_id=id, type_id=type_id, comments="x"))
        assert (no.code, list(no.fields)) == ("invalid_argument", ["type_id"])
    assert (await refusal(boss.call(CREATE, work_order_id=draft, type_id=9, comments="x"))).code == "wrong_state"
    assert (await refusal(pia.call(CREATE, work_order_id=listed, type_id=9, comments="x"))).code == "forbidden"
    assert (await refusal(kim.call(CREATE, work_order_id=id, type_id=9, comments="x"))).code == "not_found"
    help = (await boss.call(CREATE, work_order_id=listed, type_id=22, comments="Nobody near"))["problem"]
    assert help["allowed_resolvers"] == ["buyer"]
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    assert (await refusal(boss.call(CREATE, work_order_id=id, type_id=9, comments="x"))).code == "wrong_state"


async def test_open_ones_stand_first_and_may_be_asked_for_by_type_and_state(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    ids = [
        (await boss.call(CREATE, work_order_id=id, type_id=type_id, comments="x"))["problem"]["id"]
        for type_id in (5, 9, 4)
    ]
    await pia.call(UPDATE, work_order_id=id, problem_id=ids[1], status="resolved")
    seen = {}
    for name, given in (
        ("all", {}),
        ("open", {"status": "open"}),
        ("no show", {"type_id": 4}),
        ("done", {"status": "resolved"}),
    ):
        answer = await pia.call(LIST, work_order_id=id, **given)
        seen[name] = [each["id"] for each in answer["results"]]
        assert answer["open_count"] == 2
    assert seen == {"all": [ids[2], ids[0], ids[1]], "open": [ids[2], ids[0]], "no show": [ids[2]], "done": [ids[1]]}


async def test_who_may_delete_a_problem(hall):
    boss, chief, pia = await company(hall), await admin(hall), await provider(hall)
    id = await assigned(boss, pia)
    mine = (await pia.call(CREATE, work_order_id=id, type_id=7, comments="Loose cables"))["problem"]["id"]
    second = (await pia.call(CREATE, work_order_id=id, type_id=9, comments="x"))["problem"]["id"]
    theirs = (await boss.call(CREATE, work_order_id=id, type_id=5, comments="x"))["problem"]["id"]
    late = (await pia.call("record_work_order_delay", work_order_id=id, delay_minutes=5, reason="Traffic"))["problem"][
        "id"
    ]
    await boss.call(UPDATE, work_order_id=id, problem_id=second, status="resolved")
    for who, problem in ((pia, second), (pia, theirs), (pia, late), (boss, late)):
        assert (await refusal(who.call(DELETE, work_order_id=id, problem_id=problem))).code == "forbidden"
    assert (await pia.call(DELETE, work_order_id=id, problem_id=mine)) == {"deleted": True, "open_count": 2}
    assert (await boss.call(DELETE, work_order_id=id, problem_id=second))["open_count"] == 2
    assert (await chief.call(DELETE, work_order_id=id, problem_id=late))["open_count"] == 1
    assert (await refusal(chief.call(DELETE, work_order_id=id, problem_id=late))).code == "not_found"
    assert hall.sql("SELECT message FROM work_order_messages WHERE problem_id IS NULL ORDER BY id")[0] == (
        "Loose cables",
    )


async def test_nobody_but_the_assignee_reads_what_the_company_reports_of_them(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=kim.id)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    await boss.call(CREATE, work_order_id=id, type_id=6, comments="Pia wants too much")
    messages = "list_work_order_messages"
    assert [each["message"] for each in (await pia.call(messages, work_order_id=id))["results"]] == [
        "Pia wants too much"
    ]
    assert (await kim.call(messages, work_order_id=id))["results"] == []
    await pia.call(CREATE, work_order_id=id, type_id=9, comments="I am in hospital")
    hall.clock.advance(hours=1)
    await pia.call("remove_work_order_provider", work_order_id=id, reason="Ill", reason_id=57)
    hall.clock.advance(hours=1)
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    hall.clock.advance(hours=1)
    given = {"work_order_id": id, "problem_id": 2}
    await boss.call(UPDATE, **given, status="resolved")
    seen = await kim.call(LIST, work_order_id=id)
    assert (seen["results"], seen["open_count"]) == ([], 0)
    assert (await kim.call("get_work_order", work_order_id=id))["problems"] == {"open_count": 0, "results": []}
    assert (await refusal(kim.call(UPDATE, **given, status="open"))).code == "not_found"
    assert notices(hall, kim)[-1].startswith("You are assigned")
    mine = await kim.call(CREATE, work_order_id=id, type_id=3, comments="Locked")
    assert [each["id"] for each in (await kim.call(LIST, work_order_id=id))["results"]] == [mine["problem"]["id"]]
    assert (await boss.call(LIST, work_order_id=id))["total"] == 3
