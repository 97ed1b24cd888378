"""Signatures collected on a work order: who may store, see and delete them, and what stays behind."""

import base64
import hashlib
import json

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import acts, assigned, company, done, notices, order, provider, published
from tests.tools.work_orders.logistics.test_shipments import task_states

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L8 8"/></svg>'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
KAY = {"name": "Kay Jones", "image": SVG}
SIGNATURE = {"group": "onsite", "type_id": 11}


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_signature_is_kept_byte_for_byte_and_shown_to_both_sides(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = await pia.call(
        "create_work_order_signature", work_order_id=id, **KAY, title="Store manager", signed_at="2026-03-02T08:00:00Z",
        worklog_text="Terminal works.",
    )  # fmt: skip
    sha256 = hashlib.sha256(SVG.encode()).hexdigest()
    assert made["image"] == {"format": "svg", "bytes": len(SVG), "sha256": sha256}
    assert (made["signed_at"], made["author"]["id"]) == ("2026-03-02T02:00:00-06:00", pia.id)
    drawn = await boss.call("create_work_order_signature", work_order_id=id, name="Lee", image=PNG, format="png")
    assert ("author" in drawn, drawn["signed_at"]) == (False, "2026-03-02T03:00:00-06:00")
    assert "stored a signature for work order" in notices(hall, pia)[-1]
    listed = await pia.call("list_work_order_signatures", work_order_id=id)
    assert [each["id"] for each in listed["results"]] == [drawn["id"], made["id"]]
    assert not any(each.keys() & {"content_base64", "worklog_text"} for each in listed["results"])
    whole = await boss.call("get_work_order_signature", work_order_id=id, signature_id=made["id"])
    assert base64.b64decode(whole["content_base64"]) == SVG.encode()
    assert whole["worklog_text"] == "Terminal works."
    picture = await pia.call("get_work_order_signature", work_order_id=id, signature_id=drawn["id"])
    assert (picture["content_base64"], picture["image"]["format"]) == (PNG, "png")
    record = await boss.call("get_work_order", work_order_id=id, columns=["signatures"])
    assert [each["name"] for each in record["signatures"]] == ["Lee", "Kay Jones"]


async def test_a_large_signature_comes_back_whole(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    large = SVG.replace("<path", f"<!--{'x' * 490_000}--><path")
    made = await pia.call("create_work_order_signature", work_order_id=id, name="Kay", image=large)
    whole = await pia.call("get_work_order_signature", work_order_id=id, signature_id=made["id"])
    assert base64.b64decode(whole["content_base64"]) == large.encode()


async def test_a_signature_completes_a_step_which_is_open_again_when_it_is_deleted(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[SIGNATURE, SIGNATURE, {"group": "post", "type_id": 10, "label": "Sweep"}])
    (first, _), (second, _), (sweep, _) = await task_states(boss, id)
    named = await pia.call("create_work_order_signature", work_order_id=id, **KAY, task_id=second)
    assert named["task_id"] == second
    other = await boss.call("create_work_order_signature", work_order_id=id, **KAY)
    assert other["task_id"] == first
    assert await task_states(boss, id) == [(first, "complete"), (second, "complete"), (sweep, "incomplete")]
    for wrong in (sweep, 777):
        no = await refusal(pia.call("create_work_order_signature", work_order_id=id, **KAY, task_id=wrong))
        assert (no.code, set(no.fields)) == ("invalid_reference", {"task_id"})
    theirs = await refusal(pia.call("delete_work_order_signature", work_order_id=id, signature_id=other["id"]))
    assert theirs.code == "forbidden"
    gone = await pia.call(
        "delete_work_order_signature", work_order_id=id, signature_id=named["id"], reason="Wrong person"
    )
    assert (gone["reopened_task_id"], gone["sha256"]) == (second, named["image"]["sha256"])
    assert await task_states(boss, id) == [(first, "complete"), (second, "incomplete"), (sweep, "incomplete")]
    act, detail = hall.sql("SELECT act, detail FROM work_order_history ORDER BY id DESC LIMIT 1")[0]
    kept = json.loads(detail)
    assert (act, kept["sha256"], kept["name"]) == ("signature_removed", named["image"]["sha256"], "Kay Jones")
    assert kept["reason"] == "Wrong person"
    again = await refusal(pia.call("delete_work_order_signature", work_order_id=id, signature_id=named["id"]))
    assert again.code == "not_found"
    assert acts(hall, id)[-3:] == ["signature_added", "signature_added", "signature_removed"]


async def test_what_is_no_signature_is_refused_before_anything_is_written(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    for given, field in (
        ({"image": "hello"}, "image"),
        ({"image": SVG.replace("<path", "<script/><path")}, "image"),
        ({"image": "x" * 700_001}, "image"),
        ({"format": "png"}, "image"),
        ({"format": "gif"}, "format"),
        ({"name": " "}, "name"),
        ({"signed_at": "2026-03-02T09:00:01Z"}, "signed_at"),
    ):
        no = await refusal(pia.call("create_work_order_signature", work_order_id=id, **{**KAY, **given}))
        assert (no.code, set(no.fields)) == ("invalid_argument", {field}), given
    assert (await pia.call("list_work_order_signatures", work_order_id=id))["total"] == 0
    kim = await provider(hall, "kim@work.test")
    draft = await order(boss)
    for caller, where, code in (
        (kim, id, "not_found"), (pia, draft, "not_found"), (boss, draft, "wrong_state"),
        (boss, await published(boss), "wrong_state"),
    ):  # fmt: skip
        assert (await refusal(caller.call("create_work_order_signature", work_order_id=where, **KAY))).code == code
    assert (await refusal(kim.call("list_work_order_signatures", work_order_id=id))).code == "not_found"


async def test_reported_work_keeps_its_signatures_unless_the_company_deletes_them_before_approval(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    own = (await pia.call("create_work_order_signature", work_order_id=id, **KAY))["id"]
    spare = (await pia.call("create_work_order_signature", work_order_id=id, **KAY))["id"]
    assert (await refusal(pia.call("delete_work_order_signature", work_order_id=id, signature_id=own))).code == (
        "wrong_state"
    )
    await boss.call("delete_work_order_signature", work_order_id=id, signature_id=spare)
    assert "was taken off" in notices(hall, pia)[-1]
    await boss.call("approve_work_order", work_order_id=id)
    for caller, tool, given in (
        (boss, "delete_work_order_signature", {"signature_id": own}),
        (boss, "create_work_order_signature", KAY),
        (pia, "create_work_order_signature", KAY),
    ):
        assert (await refusal(caller.call(tool, work_order_id=id, **given))).code == "wrong_state"
    assert (await pia.call("list_work_order_signatures", work_order_id=id))["total"] == 1


async def test_neither_a_former_provider_nor_the_next_one_sees_what_was_signed(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    made = await pia.call("create_work_order_signature", work_order_id=id, **KAY)
    await boss.call("unassign_work_order", work_order_id=id)
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    no = await refusal(pia.call("get_work_order_signature", work_order_id=id, signature_id=made["id"]))
    assert (no.code, "Kay" in no.text) == ("forbidden", False)
    assert (await refusal(pia.call("delete_work_order_signature", work_order_id=id, signature_id=made["id"]))).code == (
        "forbidden"
    )
    no = await refusal(kim.call("get_work_order_signature", work_order_id=id, signature_id=made["id"]))
    assert (no.code, (await kim.call("list_work_order_signatures", work_order_id=id))["results"]) == ("not_found", [])
    seen = await boss.call("get_work_order_signature", work_order_id=id, signature_id=made["id"])
    assert seen["author"]["id"] == pia.id


async def test_a_step_stays_complete_while_another_signature_was_stored_for_it(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    step = (await boss.call("create_work_order_task", work_order_id=id, **SIGNATURE))["task"]["id"]
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    first, second = [
        (await pia.call("create_work_order_signature", work_order_id=id, **KAY, task_id=step))["id"] for _ in range(2)
    ]
    gone = await pia.call("delete_work_order_signature", work_order_id=id, signature_id=first)
    assert ("reopened_task_id" in gone, await task_states(boss, id)) == (False, [(step, "complete")])
    gone = await pia.call("delete_work_order_signature", work_order_id=id, signature_id=second)
    assert (gone["reopened_task_id"], await task_states(boss, id)) == (step, [(step, "incomplete")])
