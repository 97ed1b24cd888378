"""What the next provider of a work order sees of the one before, and has to do anew."""

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image

from tests.hall import Refused
from tests.tools.work_orders.field_work import acts, assigned, company, provider

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M5 25L20 5" stroke="black"/></svg>'
STEPS = [
    {"group": "prep", "type_id": 1}, {"group": "prep", "type_id": 10, "label": "Read it"},
    {"group": "onsite", "type_id": 6, "label": "The rack"}, {"group": "post", "type_id": 11},
    {"group": "post", "type_id": 12}, {"group": "post", "type_id": 2},
]  # fmt: skip
WINDOW = {"mode": "between", "start": "2026-03-03T09:00:00Z", "end": "2026-03-09T17:00:00Z"}


def picture() -> str:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


def parcel(direction: str, tracking: str) -> dict[str, Any]:
    return {"name": "Box", "direction": direction, "carrier": {"name": "ups", "tracking": tracking}}


async def handed_on(hall):
    """The company, who had the order, who has it now, and the order: all that somebody can leave on it was left."""
    boss = await company(hall)
    ann, bob = await provider(hall, "ann@work.test"), await provider(hall, "bob@work.test")
    id = await assigned(boss, ann, tasks=STEPS, schedule=WINDOW)
    of = {"work_order_id": id}
    steps = [step["id"] for step in (await ann.call("list_work_order_tasks", **of))["results"]]
    await ann.call("set_work_order_eta", **of, start="2026-03-04T09:00:00Z")
    await ann.call("update_work_order_task", **of, task_id=steps[1], status="complete")
    await ann.call("update_work_order_task", **of, task_id=steps[5], status="complete", closing_notes="Nobody home")
    folders = (await ann.call("list_work_order_attachments", **of))["results"]
    await ann.call(
        "upload_work_order_attachment", **of, folder_id=folders[1]["id"], file_name="a.png", content=picture(),
        task_id=steps[2],
    )  # fmt: skip
    await ann.call("create_work_order_signature", **of, name="Kay Jones", image=DRAWN)
    await ann.call("create_work_order_shipment", **of, **parcel("from_site", "RETURN"))
    await ann.call("create_work_order_shipment", **of, **parcel("to_provider", "HOME-1"))
    await boss.call("create_work_order_shipment", **of, **parcel("to_provider", "HOME-2"))
    await boss.call("create_work_order_shipment", **of, **parcel("to_site", "PARTS"))
    await ann.call("create_work_order_site_revisit", **of, revisit_reason_id=10, notes="I come back")
    await ann.call("update_work_order_job_status", **of, status="incomplete", incomplete_reason_id=2)
    hall.clock.advance(hours=1)
    await boss.call("unassign_work_order", **of, reason="Somebody nearer")
    await boss.call("assign_work_order", **of, user_id=bob.id)
    return boss, ann, bob, of


async def tracking(caller, of):
    listed = (await caller.call("list_work_order_shipments", **of))["results"]
    shown = (await caller.call("get_work_order", **of, columns=["shipments"]))["shipments"]
    numbers = [each["carrier"]["tracking"] for each in listed]
    assert numbers == [each["tracking"] for each in shown]
    return numbers


async def test_the_next_provider_sees_what_is_the_order_s_and_nothing_of_the_one_before(hall):
    boss, ann, bob, of = await handed_on(hall)
    assert await tracking(boss, of) == ["PARTS", "HOME-2", "HOME-1", "RETURN"]
    assert await tracking(bob, of) == ["PARTS", "RETURN"]
    part = {"columns": ["shipments", "signatures", "site_revisit", "tasks", "attachments"]}
    everything = [await bob.call("get_work_order", **of, **part)]
    for tool in ("tasks", "attachments", "signatures", "shipments", "site_revisits", "custom_fields"):
        everything.append(await bob.call(f"list_work_order_{tool}", **of))
    told = json.dumps(everything)
    assert not [
        word for word in ("Ann", f"person:{ann.id}", "Kay Jones", "I come back", "HOME", "Nobody home") if word in told
    ]
    files = (await bob.call("list_work_order_attachments", **of))["results"][1]["results"]
    assert [(each["file"]["name"], each["author"]) for each in files] == [("a.png", {"kind": "person"})]
    assert (await bob.call("list_work_order_site_revisits", **of))["revisit_count"] == 1
    for tool, given in (
        ("get_work_order_signature", {"signature_id": 1}),
        ("delete_work_order_signature", {"signature_id": 1}),
        ("update_work_order_shipment", {"shipment_id": 2, "status": "delivered"}),
        ("delete_work_order_shipment", {"shipment_id": 2}),
        ("update_work_order_site_revisit", {"revisit_id": 1, "status": "done"}),
    ):
        with pytest.raises(Refused) as no:
            await bob.call(tool, **of, **given)
        assert no.value.code == "not_found", tool
    moved = await bob.call("update_work_order_shipment", **of, shipment_id=1, status="delivered")
    assert "user" not in moved
    assert (await boss.call("get_work_order_signature", **of, signature_id=1))["name"] == "Kay Jones"


async def test_the_next_provider_says_and_signs_anew_and_files_and_parcels_stay(hall):
    boss, _ann, bob, of = await handed_on(hall)
    steps = {step["type"]["id"]: step["status"] for step in (await bob.call("list_work_order_tasks", **of))["results"]}
    assert steps == {
        1: "incomplete", 10: "incomplete", 6: "complete", 11: "incomplete", 12: "complete", 2: "incomplete",
    }  # fmt: skip
    order = await boss.call("get_work_order", **of)
    assert order["job_status"] == {"status": "unset"}
    assert "closing_notes" not in order
    (detail,) = hall.sql("SELECT detail FROM work_order_history WHERE act = 'unassigned'")[0]
    assert json.loads(detail)["closing_notes"] == "Nobody home"
    with pytest.raises(Refused) as no:
        await bob.call("mark_work_order_complete", **of)
    assert "closing_notes" in no.value.text
    assert "unassigned" in acts(hall, of["work_order_id"])


async def test_what_the_company_said_of_the_job_stays_when_its_provider_changes(hall):
    boss = await company(hall)
    ann = await provider(hall, "ann@work.test")
    id = await assigned(boss, ann, tasks=[{"group": "prep", "type_id": 10, "label": "Read it"}])
    step = (await boss.call("list_work_order_tasks", work_order_id=id))["results"][0]["id"]
    await boss.call("update_work_order_task", work_order_id=id, task_id=step, status="complete")
    await boss.call("update_work_order", work_order_id=id, closing_notes="Ring at the back")
    await boss.call("unassign_work_order", work_order_id=id)
    order = await boss.call("get_work_order", work_order_id=id)
    assert order["closing_notes"] == "Ring at the back"
    assert (await boss.call("list_work_order_tasks", work_order_id=id))["sum"]["complete"] == 1
