"""Confirming an arrival, setting out, and being late."""

from tests.tools.work_orders.field_work import assigned, company, notices, order, provider, published
from tests.tools.work_orders.routing_world import columns
from tests.tools.work_orders.visits.visit_world import clock, refusal

ETA, ON_MY_WAY, LATE = "set_work_order_eta", "mark_work_order_on_my_way", "record_work_order_delay"
BETWEEN = {"mode": "between", "start": "2026-03-10T09:00:00Z", "end": "2026-03-10T17:00:00Z"}
BLOCKS = "SELECT start_at, end_at FROM busy_blocks ORDER BY start_at"


async def test_a_confirmed_arrival_takes_the_time_and_completes_its_step(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(
        boss, pia, schedule=BETWEEN, estimated_hours="2",
        tasks=[{"group": "prep", "type_id": 1}, {"group": "onsite", "type_id": 10}]
    )  # fmt: skip
    before = await pia.call("get_work_order_eta", work_order_id=id)
    assert (before["eta"]["status"]["name"], "start" in before["eta"]) == ("unconfirmed", False)
    answer = await pia.call(ETA, work_order_id=id, start="2026-03-10T10:00:00Z", notes="Ring twice")
    assert answer["status"]["sub_status"] == "confirmed"
    assert (answer["eta"]["start"], answer["eta"]["end"]) == ("2026-03-10T05:00:00-05:00", "2026-03-10T07:00:00-05:00")
    assert (answer["eta"]["hour_estimate"], answer["eta"]["notes"], answer["eta"]["mode"]) == (
        "2",
        "Ring twice",
        "between",
    )
    tasks = hall.sql("SELECT id, status FROM work_order_tasks ORDER BY id")
    assert (answer["eta"]["task"]["id"], [status for _, status in tasks]) == (tasks[0][0], ["complete", "incomplete"])
    assert hall.sql(BLOCKS) == [("2026-03-10T10:00:00.000Z", "2026-03-10T12:00:00.000Z")]
    assert "charge" not in answer
    again = await boss.call(ETA, work_order_id=id, start="2026-03-10T16:00:00Z", hour_estimate="0.5")
    assert "counts as late" in again["warnings"][0]
    assert "The company confirmed your arrival" in notices(hall, pia)[-1]
    assert hall.sql(BLOCKS) == [("2026-03-10T16:00:00.000Z", "2026-03-10T16:30:00.000Z")]
    no = await refusal(pia.call(ETA, work_order_id=id, start="2026-03-10T18:00:00Z"))
    assert "2026-03-10T04:00:00-05:00 to 2026-03-10T12:00:00-05:00" in no.fields["start"]
    clock(hall, "2026-03-10T16:00:00Z")
    await pia.call("create_work_order_time_log", work_order_id=id, check_in={})
    assert "condition" not in (await boss.call("get_work_order_eta", work_order_id=id))["eta"]
    for tool, given in (
        (ETA, {"start": "2026-03-10T16:30:00Z"}),
        (ON_MY_WAY, {}),
        (LATE, {"delay_minutes": 5, "reason": "x"}),
    ):
        assert (await refusal(pia.call(tool, work_order_id=id, **given))).code == "wrong_state"


async def test_an_arrival_over_other_work_is_refused_with_what_is_in_the_way(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id = await assigned(boss, pia, schedule=BETWEEN)
    theirs = await assigned(other, pia, schedule={"mode": "exact", "start": "2026-03-10T12:00:00Z"})
    for start in ("2026-03-10T12:00:00Z", "2026-03-10T10:45:00Z", "2026-03-10T13:15:00Z"):
        no = await refusal(pia.call(ETA, work_order_id=id, start=start))
        assert (no.code, no.details["conflict"]["record"]) == ("not_eligible", f"work_order:{theirs}")
        assert "record" not in (await refusal(boss.call(ETA, work_order_id=id, start=start))).details["conflict"]
    await pia.call(ETA, work_order_id=id, start="2026-03-10T10:30:00Z")


async def test_an_arrival_is_for_the_assignee_or_their_company_and_needs_an_assignment(hall):
    boss, other, pia, kim = (
        await company(hall), await company(hall, "Other"), await provider(hall), await provider(hall, "kim@work.test"),
    )  # fmt: skip
    given, listed, draft = await assigned(boss, pia), await published(boss), await order(boss)
    start = {"start": "2026-03-10T09:00:00Z"}
    for who, id, code in (
        (other, given, "not_found"), (kim, given, "not_found"), (boss, draft, "wrong_state"), (boss, listed, "wrong_state"),
        (pia, listed, "wrong_state"), (pia, draft, "not_found"),
    ):  # fmt: skip
        assert (await refusal(who.call(ETA, work_order_id=id, **start))).code == code
    assert "eta" not in await boss.call("get_work_order_eta", work_order_id=draft)
    assert "eta" not in await pia.call("get_work_order_eta", work_order_id=listed)
    assert (await refusal(kim.call("get_work_order_eta", work_order_id=given))).code == "not_found"


async def test_setting_out_confirms_the_arrival_and_tells_how_far_it_is(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    clock(hall, "2026-03-09T08:59:00Z")
    no = await refusal(pia.call(ON_MY_WAY, work_order_id=id))
    assert (no.code, "2026-03-09T04:00:00-05:00" in no.text) == ("wrong_state", True)
    clock(hall, "2026-03-10T08:00:00Z")
    assert list((await refusal(pia.call(ON_MY_WAY, work_order_id=id, latitude=45.0))).fields) == ["longitude"]
    answer = await pia.call(ON_MY_WAY, work_order_id=id, latitude=45.208164, longitude=-93.26667)
    condition = answer["eta"]["condition"]
    assert (answer["status"]["sub_status"], condition["status"]) == ("on_my_way", "on_my_way")
    assert (condition["distance_km"], condition["drive_time"]) == ("25.0", 1800)
    assert condition["coordinates"] == {"latitude": 45.208164, "longitude": -93.26667}
    assert (answer["eta"]["start"], answer["eta"]["status"]["name"]) == ("2026-03-10T04:00:00-05:00", "confirmed")
    assert columns(hall, id, "on_my_way_at") == ("2026-03-10T08:00:00.000Z",)
    assert hall.sql(BLOCKS) == [("2026-03-10T09:00:00.000Z", "2026-03-10T10:00:00.000Z")]
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id DESC LIMIT 1")[0][0]
    assert "About 30 minutes of road are left" in told
    again = await pia.call(ON_MY_WAY, work_order_id=id, drive_time=600)
    assert again["eta"]["condition"]["drive_time"] == 600


async def test_a_delay_opens_one_problem_and_the_company_answers_it(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await pia.call(ETA, work_order_id=id, start="2026-03-10T09:00:00Z")
    clock(hall, "2026-03-10T08:30:00Z")
    assert (await refusal(pia.call(LATE, work_order_id=id, delay_minutes=10, reason=" "))).fields
    first = await pia.call(LATE, work_order_id=id, delay_minutes=30, reason="Traffic", new_eta="2026-03-10T09:30:00Z")
    assert (first["status"]["sub_status"], first["status"]["delay"]) == ("delayed", 1800)
    assert first["eta"]["condition"]["proposed_eta"] == "2026-03-10T04:30:00-05:00"
    assert (first["eta"]["start"], first["problem"]["type"]) == ("2026-03-10T04:00:00-05:00", "running_late")
    # Setting out does not take the report back.
    assert (await pia.call(ON_MY_WAY, work_order_id=id))["status"]["sub_status"] == "delayed"
    second = await pia.call(LATE, work_order_id=id, delay_minutes=45, reason="An accident")
    assert (second["problem"]["id"], second["status"]["delay"]) == (first["problem"]["id"], 2700)
    assert "proposed_eta" not in second["eta"]["condition"]
    (problem,) = hall.sql("SELECT comments, status, author_type, allowed_resolvers FROM work_order_problems")
    assert problem == ("An accident", "open", "platform", '["buyer"]')
    assert hall.sql("SELECT message, role, problem_id FROM work_order_messages ORDER BY id") == [
        ("Traffic", "provider", first["problem"]["id"]), ("An accident", "provider", first["problem"]["id"]),
    ]  # fmt: skip
    told = hall.sql("SELECT kind, text FROM notices WHERE owner_type = 'company' ORDER BY id DESC LIMIT 1")[0]
    assert (told[0], "will be 45 minutes late" in told[1], "An accident" in told[1]) == ("work_order_late", True, True)
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id, new_eta="2026-03-10T09:45:00Z")
    assert (answer["status"]["sub_status"], answer["problem"]["status"]) == ("on_my_way", "resolved")
    assert hall.sql(BLOCKS) == [("2026-03-10T09:45:00.000Z", "2026-03-10T10:45:00.000Z")]


async def test_saying_nothing_puts_a_visit_at_risk_and_then_makes_it_a_no_show(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await pia.call(ETA, work_order_id=id, start="2026-03-10T09:00:00Z")
    seen = []
    for moment in ("09:14", "09:15", "09:59", "10:00"):
        clock(hall, f"2026-03-10T{moment}:00Z")
        status = (await boss.call("get_work_order_status", work_order_id=id))["status"]
        seen.append((status["sub_status"], status["ncns"]))
    assert seen == [("confirmed", False), ("at_risk", False), ("at_risk", False), ("at_risk", True)]
    await pia.call(LATE, work_order_id=id, delay_minutes=90, reason="Phone was dead")
    status = (await boss.call("get_work_order_status", work_order_id=id))["status"]
    assert (status["sub_status"], status["ncns"]) == ("delayed", False)
