"""Comments, tasks and own time added in one call."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts.cast import contract, heard, hire
from tests.tools.contracts.events.planned import add, plan, shown


async def test_a_text_alone_is_a_comment_that_stands_at_once(hall: Hall, will, job):
    entry = await add(will, job, label="Done with the drafts.\nMore tomorrow.")
    assert entry == {
        "id": entry["id"], "type_id": 2, "kind": "comment", "status_id": 777, "status": "completed",
        "label": "Done with the drafts.\nMore tomorrow.", "date": "2026-03-02",
    }  # fmt: skip


async def test_minutes_alone_are_a_charge_of_ones_own_that_waits(hall: Hall, olga, will, job):
    entry = await add(will, job, duration=45)
    assert (entry["type_id"], entry["status_id"], entry["label"], entry["date"], entry["duration"]) == (
        3, 100, "Work", "2026-03-02", 45,
    )  # fmt: skip
    assert (entry["amount"], entry["currency"]) == ("30.00", "EUR")
    assert "30.00 EUR" in heard(hall, olga)[0]
    for_will = await add(olga, job, kind="charge", duration=60, label="On site", benefitable_id=job.place)
    assert (for_will["amount"], for_will["label"]) == ("40.00", "On site")
    assert hall.sql("SELECT source FROM contract_charges") == [("entry",), ("entry",)]


async def test_a_task_waits_until_it_is_closed_and_names_who_does_it(hall: Hall, olga, will, job):
    entry = await add(
        olga, job, kind="task", label="Paint it", duration=90, date="2026-03-05", benefitable_id=job.place
    )
    assert (entry["kind"], entry["status_id"], entry["duration"], entry["date"]) == ("task", 100, 90, "2026-03-05")
    assert "put you down for “Paint it” on 2026-03-05" in heard(hall, will)[0]
    own = await add(will, job, kind="task", label="Order colour")
    assert (await shown(olga, own["id"]))["benefitable"]["id"] == will.id
    nobodys = await add(olga, job, kind="task", label="Buy tape")
    assert "benefitable" not in await shown(olga, nobodys["id"])


async def test_whoever_a_task_is_for_reports_it_done_and_the_other_side_accepts(hall: Hall, olga, will, rita, job):
    entry = (await add(olga, job, kind="task", label="Paint it", benefitable_id=job.place))["id"]
    done = await will.call("request_event_correction", event_id=entry, status_id=555)
    assert (done["applied"], done["event"]["status_id"]) == (["status_id"], 555)
    assert heard(hall, olga)[0] == "“Will” has done “Paint it”."
    assert "confirm_event" in (await rita.call("get_event", event_id=entry))["allowed"]
    assert (await rita.call("confirm_event", event_id=entry))["event"]["status_id"] == 777
    other = (await add(olga, job, kind="task", label="Paint more", benefitable_id=job.place))["id"]
    await will.call("request_event_correction", event_id=other, status_id=555)
    back = await olga.call("decline_event", event_id=other, reason="One wall is missing")
    assert back["event"]["status_id"] == 100
    await will.call("request_event_correction", event_id=other, status_id=555)
    with pytest.raises(Refused) as no:
        await will.call("decline_event", event_id=other)
    assert no.value.status == 403


@pytest.mark.parametrize(
    ("given", "field", "text"),
    [
        ({}, "label", "a comment needs a text"),
        ({"kind": "task"}, "label", "a task needs a text"),
        ({"label": " \u200b "}, "label", "needs a text"),
        ({"kind": "charge"}, "duration", "is needed"),
        ({"kind": "comment", "label": "x", "duration": 15}, "duration", "a comment has none"),
        ({"duration": 14}, "duration", "15"),
        ({"duration": 15, "label": "x" * 1025}, "label", "1024"),
        ({"duration": 15, "date": "2026-03-03"}, "date", "future"),
        ({"label": "x", "files": [7]}, "files", "7"),
    ],
)
async def test_what_is_missing_or_does_not_fit_is_named(will, job, given, field, text):
    with pytest.raises(Refused) as no:
        await add(will, job, **given)
    assert text in no.value.fields[field]


async def test_a_charge_of_nobody_lists_who_could_be_meant(olga, will, rita, job):
    with pytest.raises(Refused) as no:
        await add(olga, job, duration=30)
    assert f"{job.place} (“Will”)" in no.value.fields["benefitable_id"]
    second = await hire(olga, job.id, will, role="designer")
    with pytest.raises(Refused) as no:
        await add(will, job, duration=30)
    assert f"{second['id']} (“designer”)" in no.value.fields["benefitable_id"]
    other = await hire(olga, await contract(olga, label="Other"), rita)
    with pytest.raises(Refused) as no:
        await add(olga, job, duration=30, benefitable_id=other["id"])
    assert no.value.status == 404


async def test_levels_1_2_and_4_comment_give_tasks_and_charge_for_others(hall: Hall, olga, will, rita, sam, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=1, write=1)
    await add(sam, job, label="Hello")
    for given, level in (
        ({"kind": "task", "label": "Paint", "benefitable_id": job.place}, "write level 2"),
        ({"kind": "charge", "duration": 30, "benefitable_id": job.place}, "write level 4"),
    ):
        with pytest.raises(Refused) as no:
            await add(sam, job, **given)
        assert level in no.value.text
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=0, write=1)
    with pytest.raises(Refused) as no:
        await add(sam, job, label="Hello")
    assert "read level 1" in no.value.text
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=1, write=0)
    with pytest.raises(Refused) as no:
        await add(sam, job, label="Hello")
    assert "write level 1" in no.value.text


async def test_entries_hang_below_what_they_are_about_and_go_with_it_but_charges_stay(hall: Hall, olga, will, job):
    meeting = (await plan(olga, job, will))["id"]
    comment = await add(will, job, label="I bring the plans", parent_id=meeting)
    charge = await add(will, job, duration=30, label="Preparing", parent_id=meeting)
    below = await olga.call("list_child_events", event_id=meeting)
    assert [(row["id"], row.get("kind")) for row in below["events"]] == [
        (comment["id"], "comment"),
        (charge["id"], None),
    ]
    gone = await olga.call("delete_event", event_id=meeting)
    assert gone["children_deleted"] == 1
    assert (await shown(olga, charge["id"]))["label"] == "Preparing"
    with pytest.raises(Refused) as no:
        await shown(olga, comment["id"])
    assert no.value.status == 404


async def test_own_entries_of_those_who_work_cost_nothing(hall: Hall, olga, will, job):
    before = hall.purse(will.owner, "USDT")
    for given in ({"label": "Hi"}, {"kind": "task", "label": "Paint"}, {"duration": 15}):
        await add(will, job, **given)
    assert hall.purse(will.owner, "USDT") == before
